use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn interval(start: u32, end: u32, annotation: u32, fragment: u32) -> Interval {
    Interval {
        start,
        end,
        key: FragmentKey {
            annotation,
            fragment,
        },
    }
}

impl IntervalIndex {
    /// Checks the invariants that every cost rests on. Returns the depth and the number of
    /// intervals.
    fn check(&self) -> (u32, usize) {
        let (mut deepest, mut reached) = (0, 0);
        let mut stack = vec![(self.child(HEAD, 0), 0_u32, 0_u128, None)];
        while let Some((at, depth, prefix, above)) = stack.pop() {
            if at == HEAD {
                continue;
            }
            reached += 1;
            deepest = deepest.max(depth);
            let Node { item, children } = &self.nodes[at as usize];
            assert!(above.is_none_or(|above| item.rank() < above), "heap order");
            let path = self.path(item);
            assert_eq!(path.checked_shr(u128::BITS - depth).unwrap_or(0), prefix);
            for (child, bit) in children.iter().zip(0..) {
                stack.push((*child, depth + 1, prefix << 1 | bit, Some(item.rank())));
            }
        }
        let mut free = 0;
        let mut at = self.free;
        while at != HEAD {
            free += 1;
            at = self.child(at, 0);
        }
        assert_eq!(reached + free + 1, self.nodes.len(), "a node is lost");
        (deepest, reached)
    }
}

fn build(text_len: u32, intervals: impl IntoIterator<Item = Interval>) -> IntervalIndex {
    let mut index = IntervalIndex::new(text_len);
    for interval in intervals {
        assert!(index.insert(interval));
    }
    index
}

#[derive(Clone, Debug)]
enum Op {
    Insert(Interval),
    Remove(Interval),
    /// Removes one of the intervals in the index.
    RemoveAny(prop::sample::Index),
}

fn any_interval(text_len: u32) -> impl Strategy<Value = Interval> {
    let near = text_len.saturating_add(3);
    let offset = move || {
        prop_oneof![
            20 => 0..=near,
            2 => Just(0),
            2 => Just(text_len),
            1 => Just(u32::MAX),
            1 => any::<u32>(),
        ]
    };
    let number = || prop_oneof![8 => 0..4_u32, 1 => Just(u32::MAX), 1 => any::<u32>()];
    (offset(), offset(), number(), number()).prop_map(|(a, b, annotation, fragment)| {
        // Mostly in the right order, so that most are accepted.
        let (start, end) = if annotation == 3 {
            (a, b)
        } else {
            (a.min(b), a.max(b))
        };
        interval(start, end, annotation, fragment)
    })
}

fn ops(text_len: u32) -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        60 => any_interval(text_len).prop_map(Op::Insert),
        10 => any_interval(text_len).prop_map(Op::Remove),
        20 => any::<prop::sample::Index>().prop_map(Op::RemoveAny),
    ];
    prop::collection::vec(op, 0..120)
}

fn text_lens() -> impl Strategy<Value = u32> {
    prop_oneof![
        Just(0),
        Just(1),
        Just(2),
        3..40_u32,
        Just(64),
        Just(1_000_000),
        Just(u32::MAX)
    ]
}

fn overlaps(i: &Interval, range: &Range<u32>) -> bool {
    i.start.max(range.start) < i.end.min(range.end)
}

fn assert_answers_alike(
    index: &IntervalIndex,
    all: &BTreeSet<Interval>,
    probe: &Interval,
) -> Result<(), TestCaseError> {
    let range = probe.start..probe.end;
    let mut found: Vec<_> = index.overlapping(range.clone()).collect();
    found.sort();
    let expected: Vec<_> = all
        .iter()
        .filter(|i| overlaps(i, &range))
        .copied()
        .collect();
    prop_assert_eq!(found, expected);

    for position in [probe.start, probe.end, probe.start.saturating_sub(1)] {
        let mut found: Vec<_> = index.covering(position).collect();
        found.sort();
        let covers = |i: &&Interval| i.start <= position && position < i.end;
        let expected: Vec<_> = all.iter().filter(covers).copied().collect();
        prop_assert_eq!(found, expected);
    }
    Ok(())
}

proptest! {
    #[test]
    fn answers_like_a_plain_set(
        (text_len, ops, probes) in text_lens().prop_flat_map(|len| {
            (Just(len), ops(len), prop::collection::vec(any_interval(len), 1..8))
        }),
    ) {
        let mut index = IntervalIndex::new(text_len);
        let mut all = BTreeSet::new();
        for op in ops {
            match op {
                Op::Insert(i) => {
                    let valid = i.start < i.end && i.end <= text_len && all.insert(i);
                    prop_assert_eq!(index.insert(i), valid);
                    prop_assert_eq!(index.insert(i), false);
                }
                Op::Remove(i) => prop_assert_eq!(index.remove(&i), all.remove(&i)),
                Op::RemoveAny(at) => {
                    if !all.is_empty() {
                        let i = *all.iter().nth(at.index(all.len())).expect("within the set");
                        all.remove(&i);
                        prop_assert!(index.remove(&i));
                        prop_assert!(!index.remove(&i));
                    }
                }
            }
            prop_assert_eq!(index.check().1, all.len());
        }
        let sorted: Vec<_> = all.iter().copied().collect();
        let mut found: Vec<_> = index.overlapping(0..text_len).collect();
        found.sort();
        prop_assert_eq!(&found, &sorted);
        for probe in probes.iter().chain(&sorted) {
            assert_answers_alike(&index, &all, probe)?;
        }
    }
}

#[test]
fn depth_stays_low_for_any_intervals() {
    const N: u32 = 50_000;
    const LEN: u32 = 1_000_000;
    let depth = |of: fn(u32) -> Interval| build(LEN, (0..N).map(of)).check().0;

    // Spread over the text: log₂ n is 16.
    assert!(depth(|i| interval(i * 20, i * 20 + 5, i, 0)) <= 20);
    // One inside the other.
    assert!(depth(|i| interval(i, LEN - i, i, 0)) <= 20 + 16);
    // All of one extent: only the keys tell them apart.
    assert!(depth(|i| interval(0, LEN, i, 0)) <= 20 + 20 + 32);
    assert!(depth(|i| interval(0, LEN, 0, i)) <= 20 + 20 + 64);
}

/// Counts the subtrees that a query visits: its cost beyond its answer.
#[test]
fn a_query_visits_little_more_than_it_yields() {
    const LEN: u32 = 1 << 20;
    // One long interval over many short ones: a tree sorted by start alone would visit every short
    // one that starts before the range.
    let short = (0..50_000).map(|i| interval(i * 20, i * 20 + 5, i, 0));
    let index = build(LEN, short.chain([interval(0, LEN, 60_000, 0)]));
    for at in [0, 1, 6, 500_000, 999_980, LEN - 1] {
        let mut query = index.overlapping(at..at + 1);
        let mut visited = 0;
        let mut matched = 0;
        while let Some(top) = query.stack.last() {
            visited += 1;
            let top = top.root;
            matched += usize::from(overlaps(&index.nodes[top as usize].item, &query.range));
            query.visit();
        }
        assert!(matched <= 2, "{matched} at {at}");
        assert!(visited <= 2 * 21 + 2 * matched, "{visited} at {at}");
    }
}

#[test]
fn removal_frees_memory() {
    let mut index = IntervalIndex::new(100);
    for i in 0..1000 {
        assert!(index.insert(interval(i % 90, i % 90 + 5, i, 0)));
        assert!(index.insert(interval(3, 9, i, 1)));
        assert!(index.remove(&interval(i % 90, i % 90 + 5, i, 0)));
        assert!(index.remove(&interval(3, 9, i, 1)));
    }
    assert_eq!(index.nodes.len(), 3);
}
