use super::*;
use crate::filter::Filter;
use crate::picture::testing::{HOSTILE, all, check, texts};
use crate::testing::{example, project};

#[test]
fn it_has_the_wordings_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let wordings = Wordings::new(&scope);
    let picture = draw(&wordings, &scope);
    check(&picture, "claims");
    let all = all(&picture);
    assert!(
        all.contains("The Taliban are allies against terrorism"),
        "{all}"
    );
    assert!(all.contains("without a doubt Moscow’s"));
    assert!(all.contains("mixed · Vladimir Putin"));
}

#[test]
fn words_that_differ_are_underlined() {
    let state = project(
        &[
            (
                "2024-01-01",
                "[claim|quoting=none:the attack claimed 145 lives]",
            ),
            (
                "2024-01-02",
                "[claim|quoting=none:the attack reportedly claimed over 130 lives]",
            ),
        ],
        &[("toll", &["m0", "m1"])],
        &[],
    );
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let picture = draw(&Wordings::new(&scope), &scope);
    check(&picture, "claims-small");
    let underlined = texts(&picture).flat_map(|text| &text.runs);
    let underlined: Vec<&str> = underlined
        .filter(|run| run.is_underlined)
        .map(|run| run.words.as_str())
        .collect();
    assert_eq!(underlined, ["reportedly", "over 130"]);
    let all = all(&picture);
    assert!(
        all.contains("not here: 145") && all.contains("hedged: reportedly"),
        "{all}"
    );
}

#[test]
fn many_wordings_and_hostile_words_do_no_harm() {
    let word = "w".repeat(3_000);
    let hostile = HOSTILE.replace(['[', ']', ':', '|'], " ");
    let text: String = (0..20)
        .map(|at| format!("[claim:{hostile} {word} {at}] "))
        .collect();
    let members: Vec<String> = (0..20).map(|at| format!("m{at}")).collect();
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    let state = project(&[("", &text)], &[(HOSTILE, &members)], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let picture = draw(&Wordings::new(&scope), &scope);
    check(&picture, "claims-hostile");
    assert!(all(&picture).contains("… and 15 more wordings"));
    let state = project(&[("", "")], &[], &[]);
    let scope = Scope::new(&state, &filter, None);
    assert!(all(&draw(&Wordings::new(&scope), &scope)).contains("No claim is worded twice"));
}
