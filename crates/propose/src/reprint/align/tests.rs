use super::*;
use proptest::prelude::*;

fn ids(text: &str) -> Vec<u32> {
    text.bytes().map(u32::from).collect()
}

fn aligned(here: &str, there: &str, at: (usize, usize)) -> Alignment {
    Alignment::around(
        &ids(here),
        &ids(there),
        at,
        0,
        Reach::FULL,
        &mut usize::MAX.clone(),
    )
}

#[test]
fn differences_are_passed_over_and_ends_are_equal() {
    // One changed, two left out, one added; nothing in common around.
    let found = aligned("0123abcdefghijklmnop4567", "89abXdefghklmnYop", (8, 6));
    assert_eq!((found.here(), found.there()), (4..20, 2..17));
    assert_eq!(found.equal(), 13);
    assert!((found.likeness() - 26.0 / 31.0).abs() < 1e-9);
    assert!(found.pairs(4, 2) && found.pairs(19, 16));
    assert!(!found.pairs(6, 4) && !found.pairs(4, 3) && !found.pairs(30, 2));
}

#[test]
fn a_large_difference_ends_it() {
    let found = aligned("abcdefgh0123456789-:;abcdefgh", "abcdefghabcdefgh", (0, 0));
    assert_eq!((found.here(), found.there()), (0..8, 0..8));
}

#[test]
fn many_small_differences_end_it() {
    // Two words are equal after every six that are not.
    let found = aligned(
        "abcdefgh012345ij012345kl012345mn012345op",
        "abcdefgh6789-:ij6789-:kl6789-:mn6789-:op",
        (0, 0),
    );
    assert_eq!((found.here(), found.there()), (0..8, 0..8));
}

#[test]
fn nothing_equal_is_nothing() {
    assert_eq!(aligned("abc", "xyz", (0, 0)), Alignment::default());
    assert_eq!(aligned("abc", "abc", (9, 9)), Alignment::default());
    assert_eq!(Alignment::default().likeness(), 0.0);
}

#[test]
fn a_floor_and_the_steps_bound_it() {
    let (one, other) = (ids("abcdefgh"), ids("abcdefgh"));
    let found = Alignment::around(
        &one,
        &other,
        (5, 5),
        3,
        Reach::FULL,
        &mut usize::MAX.clone(),
    );
    assert_eq!(found.here(), 3..8);
    let different = ids(&"abcd0".repeat(1000));
    let changed = ids(&"abcd1".repeat(1000));
    let mut steps = 1000;
    let found = Alignment::around(&different, &changed, (0, 0), 0, Reach::FULL, &mut steps);
    assert_eq!(steps, 0);
    assert!(found.here().len() < 1000);
}

#[test]
fn a_part_of_it_keeps_its_pairs() {
    let found = aligned("abcdefghij", "abcdXfghij", (0, 0));
    let part = found.within(2..7);
    assert_eq!((part.here(), part.there(), part.equal()), (2..7, 2..7, 4));
    assert_eq!(found.within(4..5), Alignment::default());
    assert_eq!(found.within(20..30), Alignment::default());
}

#[test]
fn words_equal_by_chance_give_way() {
    // Going back, a t comes in both after one other letter.
    let (here, there) = ("mnopqrhtkatbwuvxyz", "mnopqrhtkwuvxyz");
    let found = aligned(here, there, (12, 9));
    let refined = found
        .clone()
        .refined(&ids(here), &ids(there), &mut usize::MAX.clone());
    assert!(found.equal() < there.len());
    assert_eq!(refined.equal(), there.len());
    assert_eq!(
        (refined.here(), refined.there()),
        (found.here(), found.there())
    );
}

proptest! {
    #[test]
    fn runs_are_equal_and_in_order(
        here in "[a-d]{0,80}", there in "[a-d]{0,80}", at in (0..80_usize, 0..80_usize), floor in 0..20_usize,
    ) {
        let (one, other) = (ids(&here), ids(&there));
        let found = Alignment::around(&one, &other, at, floor.min(at.0), Reach::FULL, &mut usize::MAX.clone());
        let refined = found.clone().refined(&one, &other, &mut usize::MAX.clone());
        let mut reached = (0, 0);
        for (at, run) in found.runs.iter().chain(&refined.runs).enumerate() {
            if at == found.runs.len() {
                reached = (0, 0);
            }
            let (from, to, length) = (run.here as usize, run.there as usize, run.length as usize);
            prop_assert!(reached.0 <= from && reached.1 <= to && length > 0);
            prop_assert_eq!(&one[from..from + length], &other[to..to + length]);
            reached = (from + length, to + length);
        }
        prop_assert!(refined.equal() >= found.equal());
        prop_assert_eq!((refined.here(), refined.there()), (found.here(), found.there()));
        prop_assert!(found.likeness() <= 1.0);
        prop_assert!(found.here().is_empty() || found.here().start >= floor.min(at.0));
        let turned = found.turned();
        prop_assert_eq!((turned.here(), turned.there()), (found.there(), found.here()));
        prop_assert_eq!(turned.turned(), found.clone());
        prop_assert_eq!(found.within(found.here()), found);
    }
}
