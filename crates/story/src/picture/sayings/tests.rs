use super::*;
use crate::filter::Filter;
use crate::picture::testing::{HOSTILE, all, check, row, texts, words};
use crate::sayings::sayings;
use crate::testing::{example, project};

#[test]
fn it_has_the_cells_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let sayings = sayings(&scope);
    let picture = draw(&sayings, &scope);
    check(&picture, "sayings");
    // That the Taliban are allies: in 000 in other words, in 001 partly in his, in 003 in his own.
    assert!(
        row(&picture, "Vladimir Putin")
            .join(" ")
            .contains("000 001 003")
    );
    let of_003 = texts(&picture).filter(|text| words(text) == "003" && text.paint == Paint::Paper);
    assert!(of_003.count() >= 1);
    assert!(all(&picture).contains("No source: the article’s own voice"));
    let more = sayings.claims.len() - MAX_CLAIMS;
    assert!(all(&picture).contains(&format!("and {more} more claims")));
}

#[test]
fn each_form_looks_different_without_colour() {
    for (at, (form, _)) in FORMS.iter().enumerate() {
        for (other, _) in FORMS.iter().skip(at + 1) {
            let (one, other) = (look(*form), look(*other));
            let shape = |look: Look| {
                (
                    look.fill == Paint::Ink,
                    look.is_dashed,
                    look.is_half,
                    look.edge == Paint::Line,
                )
            };
            assert_ne!(shape(one), shape(other));
        }
    }
}

#[test]
fn a_cell_says_how_many_articles_it_has_no_room_for() {
    let texts: Vec<(&str, &str)> = vec![("2024-01-01", "[claim|quoting=direct|source=A:x]"); 30];
    let claims: Vec<String> = (0..30).map(|at| format!("m{at}")).collect();
    let claims: Vec<&str> = claims.iter().map(String::as_str).collect();
    let state = project(&texts, &[("one", &claims)], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let picture = draw(&sayings(&scope), &scope);
    check(&picture, "sayings-many");
    assert!(all(&picture).contains("d6 +23"), "{}", all(&picture));
}

#[test]
fn hostile_words_do_no_harm() {
    let state = project(&[("", "[claim:a] [claim:b]")], &[(HOSTILE, &["m0"])], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let mut sayings = sayings(&scope);
    for name in [HOSTILE.to_owned(), "w".repeat(50_000), "مفاوضات".repeat(40)] {
        sayings.sources[0].name = name.clone();
        sayings.sources[0].speaker = Speaker::Words(name);
        check(&draw(&sayings, &scope), "sayings-hostile");
    }
    sayings.claims.clear();
    check(&draw(&sayings, &scope), "sayings-none");
}
