use super::*;
use crate::filter::Filter;
use crate::picture::testing::{HOSTILE, all, check};
use crate::tensions::tensions;
use crate::testing::{example, project};

#[test]
fn it_has_the_pairs_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let tensions = tensions(&scope);
    let picture = draw(&tensions, &scope);
    check(&picture, "tensions");
    let all = all(&picture);
    for words in [
        "update: each was right in its",
        "number: 145 /",
        "not settled: proposed by the",
        "Note: Number. 002 gives the figure of the first days as a lower bound",
        "event: Mar 2024",
        "event: no date",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn nothing_and_hostile_words_do_no_harm() {
    let hostile = HOSTILE.replace(['[', ']', ':', '|'], " ");
    let state = project(
        &[(
            "2024-01-01",
            &format!("[claim:{hostile}] [claim:{}]", "w".repeat(20_000)),
        )],
        &[],
        &[("contradicts", HOSTILE, "m0", "m1")],
    );
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let mut tensions = tensions(&scope);
    assert_eq!(tensions.pairs.len(), 1);
    check(&draw(&tensions, &scope), "tensions-hostile");
    let pair = tensions.pairs[0].clone();
    tensions.pairs = vec![pair; 1_930];
    assert!(all(&draw(&tensions, &scope)).contains("… and 1,900 more pairs."));
    tensions.pairs.clear();
    assert!(all(&draw(&tensions, &scope)).contains("No claims are known to differ."));
}
