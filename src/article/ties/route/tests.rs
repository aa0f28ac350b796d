//! Where the lines of relations run.

use super::*;
use crate::article::ties::testing::{pane, seen};

fn is_square(way: &[Point]) -> bool {
    let mut steps = way.windows(2);
    steps.all(|step| step[0].x == step[1].x || step[0].y == step[1].y)
}

#[test]
fn a_line_runs_in_the_gap_and_beside_the_text() {
    let way = route(&[pane(0.0)], seen(0, 300.0, 200.0), seen(0, 500.0, 400.0));
    let expected = [
        at(300.0, 198.0),
        at(778.0, 198.0),
        at(778.0, 398.0),
        at(500.0, 398.0),
        at(500.0, 403.0),
    ];
    assert_eq!(way, expected);
}

#[test]
fn on_one_line_it_does_not_leave_it() {
    let way = route(&[pane(0.0)], seen(0, 300.0, 200.0), seen(0, 500.0, 200.5));
    assert_eq!(way.len(), 3);
    assert!(way.iter().all(|point| point.x <= 500.0));
}

#[test]
fn out_of_sight_it_ends_at_the_edge_of_the_pane() {
    let below = End {
        pane: 0,
        place: Place::Below,
    };
    let way = route(&[pane(0.0)], seen(0, 300.0, 200.0), below);
    assert_eq!(way.last(), Some(&at(778.0, 900.0)));
    let way = route(&[pane(0.0)], below, seen(0, 300.0, 200.0));
    assert_eq!(way.first(), Some(&at(778.0, 900.0)));
}

#[test]
fn between_panes_it_keeps_to_their_edges() {
    let panes = [pane(0.0), pane(801.0), pane(1602.0)];
    let way = route(&panes, seen(0, 300.0, 200.0), seen(1, 1100.0, 400.0));
    assert!(is_square(&way), "{way:?}");
    assert!(way.contains(&at(795.0, 198.0)), "{way:?}");
    assert!(way.contains(&at(806.0, 398.0)), "{way:?}");
    let back = route(&panes, seen(1, 1100.0, 400.0), seen(0, 300.0, 200.0));
    assert!(is_square(&back), "{back:?}");
    // Over a pane between, above its text.
    let far = route(&panes, seen(0, 300.0, 200.0), seen(2, 1900.0, 400.0));
    assert!(is_square(&far), "{far:?}");
    let between = far.iter().filter(|point| point.x > 800.0);
    assert!(between.clone().any(|point| point.y == 105.0), "{far:?}");
}

#[test]
fn lines_from_right_to_left_end_at_the_left() {
    let mut own = pane(0.0);
    own.is_rtl = true;
    own.column = (30.0, 640.0);
    let way = route(&[own], seen(0, 300.0, 200.0), seen(0, 500.0, 400.0));
    assert_eq!(way.get(1), Some(&at(22.0, 198.0)));
}

#[test]
fn a_list_covers_neither_mark_while_there_is_room() {
    let window = Area {
        left: 0.0,
        top: 0.0,
        right: 1000.0,
        bottom: 800.0,
    };
    let size = (200.0, 130.0);
    let area = |left, top, right, bottom| Area {
        left,
        top,
        right,
        bottom,
    };
    let marks = [
        area(400.0, 300.0, 460.0, 320.0),
        area(380.0, 340.0, 500.0, 360.0),
    ];
    // At each place of the window, and with the other mark on each side.
    for x in [0.0, 300.0, 930.0] {
        for y in [0.0, 300.0, 770.0] {
            for (left, top) in [(0.0, 40.0), (0.0, -40.0), (70.0, 0.0), (-70.0, 0.0)] {
                let own = area(x, y, x + 60.0, y + 20.0);
                let other = area(x + left, y + top, x + left + 60.0, y + top + 20.0);
                let place = clear_of(size, &[own, other], at(x + 20.0, y + 10.0), window);
                let place = area(place.x, place.y, place.x + 200.0, place.y + 130.0);
                assert_eq!(
                    shared(&place, &own) + shared(&place, &other),
                    0.0,
                    "{place:?}"
                );
                assert!(place.left >= 0.0 && place.right <= 1000.0, "{place:?}");
                assert!(place.top >= 0.0 && place.bottom <= 800.0, "{place:?}");
            }
        }
    }
    // Below it where there is room.
    let place = clear_of(size, &marks[..1], at(420.0, 310.0), window);
    assert_eq!(place.y, 330.0);
}

#[test]
fn corners_are_round_and_no_rounder_than_half_the_way() {
    let way = [at(10.0, 10.0), at(10.0, 14.0), at(110.0, 14.0)];
    let path = path(&way, at(10.0, 10.0));
    assert_eq!(path, "M0.0,0.0L0.0,2.0Q0.0,4.0,6.0,4.0L100.0,4.0");
}
