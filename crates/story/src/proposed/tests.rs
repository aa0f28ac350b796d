use super::*;
use crate::testing::project;

#[test]
fn the_nearest_date_of_the_sentence_is_proposed() {
    let text = "On Monday they [event.other:met], and on 5 March 2024 they [event.other:left] and \
                [event.other|date=2024:wrote]. They [event.other:rested].";
    let state = project(&[("2024-03-13", text)], &[], &[]);
    let proposed = of(&state);
    let date = |id: &str| proposed.get(id).map(ToString::to_string);
    assert_eq!(date("m0"), Some("2024-03-11".to_owned()));
    assert_eq!(date("m1"), Some("2024-03-05".to_owned()));
    assert_eq!((date("m2"), date("m3")), (None, None));
}

#[test]
fn a_date_without_days_is_not_proposed() {
    let text = "For years they [event.other:met]. Recently they [event.other:left].";
    let state = project(&[("2024-03-13", text)], &[], &[]);
    assert_eq!(of(&state), Proposed::default());
}
