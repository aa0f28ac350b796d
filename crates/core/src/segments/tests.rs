use proptest::prelude::*;

use super::*;

fn mark(start: u32, end: u32, annotation: u32, layer: u16) -> Mark {
    Mark {
        start,
        end,
        key: FragmentKey {
            annotation,
            fragment: 0,
        },
        layer,
    }
}

fn collect(range: Range<u32>, marks: &[Mark]) -> Vec<(Range<u32>, Vec<Active>)> {
    let mut segments = Segments::new(range, marks);
    let mut all = Vec::new();
    while let Some(s) = segments.advance() {
        all.push((s.start..s.end, s.active.to_vec()));
    }
    all
}

/// The lane of each mark, the same in all segments; `None` if the mark is not visible.
fn lanes(range: Range<u32>, marks: &[Mark]) -> Vec<Option<u8>> {
    let mut lanes = vec![None; marks.len()];
    for (_, active) in collect(range, marks) {
        for a in active {
            assert!(lanes[a.mark].is_none_or(|lane| lane == a.lane));
            lanes[a.mark] = Some(a.lane);
        }
    }
    lanes
}

fn clip(range: &Range<u32>, m: &Mark) -> Range<u32> {
    m.start.max(range.start)..m.end.min(range.end)
}

/// A literal implementation of the rule for lanes.
fn lanes_by_the_rule(range: Range<u32>, marks: &[Mark]) -> Vec<Option<u8>> {
    let mut order: Vec<usize> = (0..marks.len())
        .filter(|i| !clip(&range, &marks[*i]).is_empty())
        .collect();
    order.sort_by_key(|i| (marks[*i].end - marks[*i].start, marks[*i].key, *i));
    let mut lanes = vec![None; marks.len()];
    for i in order {
        let own = clip(&range, &marks[i]);
        let (mut above, mut taken) = (0, Vec::new());
        for (other, lane) in marks.iter().zip(&lanes) {
            let its = clip(&range, other);
            if let Some(lane) = *lane
                && other.layer == marks[i].layer
                && own.start.max(its.start) < own.end.min(its.end)
            {
                taken.push(lane);
                if own.start <= its.start && its.end <= own.end {
                    above = above.max(lane + 1);
                }
            }
        }
        lanes[i] = (above..).find(|lane| !taken.contains(lane));
    }
    lanes
}

fn any_mark() -> impl Strategy<Value = Mark> {
    let offset = || prop_oneof![30 => 0..60_u32, 1 => Just(u32::MAX), 1 => any::<u32>()];
    (offset(), offset(), 0..6_u32, 0..3_u16).prop_map(|(a, b, annotation, layer)| {
        // Mostly in the right order.
        let (start, end) = if annotation == 5 {
            (a, b)
        } else {
            (a.min(b), a.max(b))
        };
        mark(start, end, annotation, layer)
    })
}

fn any_range() -> impl Strategy<Value = Range<u32>> {
    prop_oneof![
        8 => (0..60_u32, 1..60_u32).prop_map(|(start, len)| start..start + len),
        1 => Just(0..u32::MAX),
        1 => Just(7..7),
        1 => (0..60_u32, any::<u32>()).prop_map(|(start, end)| start..end),
        1 => (30..60_u32, 0..30_u32).prop_map(|(start, end)| start..end),
    ]
}

proptest! {
    #[test]
    fn segments_tile_the_range_and_cover_the_marks(
        range in any_range(),
        marks in prop::collection::vec(any_mark(), 0..40),
    ) {
        let all = collect(range.clone(), &marks);

        let mut at = range.start;
        for (extent, _) in &all {
            prop_assert_eq!(extent.start, at);
            prop_assert!(extent.start < extent.end);
            at = extent.end;
        }
        prop_assert_eq!(at, range.end.max(range.start));

        for (extent, active) in &all {
            for (i, m) in marks.iter().enumerate() {
                let clipped = clip(&range, m);
                let covers = clipped.start <= extent.start && extent.end <= clipped.end;
                let meets = clipped.start.max(extent.start) < clipped.end.min(extent.end);
                prop_assert_eq!(covers, meets, "a segment is cut where a mark ends");
                let mut found = active.iter().filter(|a| a.mark == i);
                let first = found.next();
                prop_assert!(found.next().is_none());
                prop_assert_eq!(first.is_some(), covers);
                if let Some(a) = first {
                    prop_assert_eq!(a.opens, m.start == extent.start);
                    prop_assert_eq!(a.closes, m.end == extent.end);
                }
            }
            let outermost_first = active.is_sorted_by_key(|a| {
                let m = &marks[a.mark];
                std::cmp::Reverse((m.end - m.start, m.key, a.mark))
            });
            prop_assert!(outermost_first);
        }

        for pair in all.windows(2) {
            let border = pair[1].0.start;
            prop_assert!(
                marks.iter().any(|m| {
                    m.start < m.end && (m.start == border || m.end == border)
                }),
                "no cut without a reason"
            );
        }
    }

    #[test]
    fn a_mark_opens_and_closes_once_if_its_ends_are_inside(
        range in any_range(),
        marks in prop::collection::vec(any_mark(), 0..40),
    ) {
        let all = collect(range.clone(), &marks);
        for (i, m) in marks.iter().enumerate() {
            let shown = !clip(&range, m).is_empty();
            let mine = || all.iter().flat_map(|(_, active)| active).filter(|a| a.mark == i);
            let opens = usize::from(shown && m.start >= range.start);
            let closes = usize::from(shown && m.end <= range.end);
            prop_assert_eq!(mine().filter(|a| a.opens).count(), opens);
            prop_assert_eq!(mine().filter(|a| a.closes).count(), closes);
        }
    }

    #[test]
    fn lanes_follow_the_rule_and_never_collide(
        range in any_range(),
        marks in prop::collection::vec(any_mark(), 0..40),
    ) {
        prop_assert_eq!(lanes(range.clone(), &marks), lanes_by_the_rule(range.clone(), &marks));
        for (_, active) in collect(range, &marks) {
            let mut seen: Vec<_> = active.iter().map(|a| (marks[a.mark].layer, a.lane)).collect();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(seen.len(), active.len());
        }
    }
}

#[test]
fn an_outer_mark_lies_above_all_it_contains() {
    // 0: ----------      contains 1 and 3, crosses 2
    // 1:  ---
    // 2:   ---------
    // 3:      --
    let marks = [
        mark(0, 10, 0, 0),
        mark(1, 4, 1, 0),
        mark(2, 11, 2, 0),
        mark(5, 7, 3, 0),
    ];
    assert_eq!(lanes(0..20, &marks), [Some(2), Some(0), Some(1), Some(0)]);
}

#[test]
fn marks_of_one_extent_each_have_a_lane_and_layers_do_not_share() {
    let marks = [mark(3, 6, 2, 0), mark(3, 6, 1, 0), mark(3, 6, 3, 1)];
    assert_eq!(lanes(0..10, &marks), [Some(1), Some(0), Some(0)]);
    let of_second: Vec<_> = collect(0..10, &marks)[1].1.iter().map(|a| a.mark).collect();
    assert_eq!(of_second, [2, 0, 1]);
}

#[test]
fn an_empty_range_has_no_segments_and_a_bare_one_has_one() {
    assert_eq!(collect(5..5, &[mark(0, 9, 0, 0)]), []);
    assert_eq!(collect(5..8, &[mark(0, 5, 0, 0)]), [(5..8, Vec::new())]);
}

#[test]
fn fifty_thousand_marks_over_one_block_are_fast_enough() {
    // Most marks cover the block; the rest cut it into single code points.
    let marks: Vec<_> = (0..50_000)
        .map(|i| match i % 50 {
            0 => mark(1000 + i / 50, 1001 + i / 50, i, 0),
            _ => mark(999 - i % 1000, 2001 + i % 700, i, (i % 3) as u16),
        })
        .collect();
    let mut segments = Segments::new(1000..2000, &marks);
    let (mut count, mut most) = (0, 0);
    while let Some(segment) = segments.advance() {
        count += 1;
        most = most.max(segment.active.len());
        assert!(segment.active.iter().all(|a| a.lane <= LAST_LANE));
    }
    assert_eq!((count, most), (1000, 49_001));
    assert!(segments.active.capacity() <= 2 * most);
}
