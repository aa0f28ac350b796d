//! What is drawn of relations.

use super::*;
use crate::article::ties::testing::{pane, seen};

fn unseen(pane: usize, place: Place) -> End {
    End { pane, place }
}

fn selected(end: End) -> Selected {
    Selected {
        end,
        words: Some("selected".to_owned()),
    }
}

fn named(end: End, words: &str) -> Drawn {
    Drawn {
        words: words.to_owned(),
        is_pointed_at: true,
        ..Drawn::unnamed(end, 1)
    }
}

fn words(drawing: &Drawing) -> Vec<&str> {
    drawing.tags.iter().map(|tag| tag.words.as_str()).collect()
}

#[test]
fn the_type_stands_beside_its_end_toward_the_line() {
    let other = named(seen(0, 300.0, 500.0), "Role");
    let drawn = draw(&[pane(0.0)], &selected(seen(0, 400.0, 200.0)), &[other], 0);
    let tag = &drawn[0].tags[0];
    assert!(tag.at.x > 300.0 && !tag.ends && !tag.at_edge, "{tag:?}");
    assert_eq!(drawn[0].heads.len(), 1);
    // Near the end of the lines there is no room for it.
    let other = named(seen(0, 765.0, 500.0), "A type of relation");
    let drawn = draw(&[pane(0.0)], &selected(seen(0, 400.0, 200.0)), &[other], 0);
    let tag = &drawn[0].tags[0];
    assert!(tag.at.x < 765.0 && tag.ends, "{tag:?}");
}

#[test]
fn names_do_not_lie_on_one_another() {
    let at = |x: f64| named(seen(0, x, 500.0), "Role");
    let from = selected(seen(0, 400.0, 200.0));
    // The second finds room on its other side, the third none.
    let drawn = draw(&[pane(0.0)], &from, &[at(320.0), at(310.0), at(315.0)], 0);
    assert_eq!(words(&drawn[0]), ["Role", "Role"]);
    let (one, other) = (&drawn[0].tags[0], &drawn[0].tags[1]);
    assert!(!overlap(one, other), "{one:?} {other:?}");
    assert_eq!((one.ends, other.ends), (false, true));
}

#[test]
fn each_pane_has_its_part_of_a_line() {
    let panes = [pane(0.0), pane(801.0), pane(1602.0)];
    let other = named(seen(1, 1100.0, 300.0), "Role");
    let drawn = draw(&panes, &selected(seen(0, 400.0, 200.0)), &[other], 0);
    let lines: Vec<usize> = drawn.iter().map(|drawing| drawing.lines.len()).collect();
    assert_eq!(lines, [1, 1, 0]);
    assert_eq!(words(&drawn[1]), ["Role"]);
}

#[test]
fn ends_out_of_sight_are_named_at_the_edge_and_then_counted() {
    let above = |at: usize| named(unseen(0, Place::Above), &format!("above {at}"));
    let from = selected(seen(0, 400.0, 200.0));
    let four: Vec<Drawn> = (0..4).map(above).collect();
    let drawn = draw(&[pane(0.0)], &from, &four, 0);
    assert_eq!(
        words(&drawn[0]),
        ["above 0", "above 1", "above 2", "above 3"]
    );
    let mut many: Vec<Drawn> = (0..9).map(above).collect();
    many.push(named(unseen(0, Place::Below), "below"));
    let drawn = draw(&[pane(0.0)], &from, &many, 1_000);
    let expected = [
        "above 0",
        "above 1",
        "above 2",
        "6 more relations",
        "below",
        "1000 more relations",
    ];
    assert_eq!(words(&drawn[0]), expected);
    // All that is counted below is one row.
    let below = |at: usize| named(unseen(0, Place::Below), &format!("below {at}"));
    let four: Vec<Drawn> = (0..4).map(below).collect();
    let counted = draw(&[pane(0.0)], &from, &four, 1_000);
    let expected = ["below 0", "below 1", "below 2", "1001 more relations"];
    assert_eq!(words(&counted[0]), expected);
    // No two rows lie on one another.
    let mut rows: Vec<f64> = drawn[0].tags.iter().map(|tag| tag.at.y).collect();
    rows.sort_by(f64::total_cmp);
    assert!(
        rows.windows(2).all(|two| two[1] - two[0] >= ROW_PX),
        "{rows:?}"
    );
}

#[test]
fn out_of_sight_the_selected_one_is_named_where_its_lines_come_from() {
    let from = selected(unseen(0, Place::Above));
    let others = [
        named(seen(0, 300.0, 500.0), "Role"),
        named(unseen(0, Place::Below), "below"),
    ];
    let drawn = draw(&[pane(0.0)], &from, &others, 5);
    assert_eq!(words(&drawn[0]), ["Role", "selected"]);
    // Nothing is said of what leads from nowhere to nowhere.
    let drawn = draw(&[pane(0.0)], &from, &others[1..], 5);
    assert!(drawn[0].is_empty());
}
