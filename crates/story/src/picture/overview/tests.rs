use super::*;
use crate::filter::Filter;
use crate::overview::overview;
use crate::picture::testing::{HOSTILE, all, check, lines, row};
use crate::testing::{example, project};

#[test]
fn it_has_the_counts_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let overview = overview(&scope);
    let picture = draw(&overview, &scope);
    check(&picture, "overview");
    assert!(picture.description.contains("5 articles with 777 marks"));
    let claims = overview
        .counts
        .iter()
        .find(|count| count.label == "claim.fact");
    let claims: usize = claims.expect("there are some").articles.values().sum();
    let row = row(&picture, "claim.fact");
    assert_eq!(row[2], claims.to_string());
    assert!(
        lines(&picture).contains(&"28 May 2024 · done".to_owned()),
        "{}",
        all(&picture)
    );
    let share = overview.articles[0].linked;
    assert!(lines(&picture).contains(&format!("{} of {}", share.have, share.all)));
}

#[test]
fn many_articles_and_hostile_words_do_no_harm() {
    let texts: Vec<(&str, &str)> = vec![("", "[claim:a] b"); 70];
    let state = project(&texts, &[], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let mut overview = overview(&scope);
    for hostile in [HOSTILE.to_owned(), "w".repeat(9_000)] {
        overview.articles[0].article.outlet = hostile.clone();
        overview.counts[0].annotator = hostile.clone();
        overview.counts[0].label = hostile;
        let picture = draw(&overview, &scope);
        check(&picture, "overview-hostile");
        assert!(all(&picture).contains("… and 20 more articles."));
    }
    overview.articles.clear();
    overview.counts.clear();
    check(&draw(&overview, &scope), "overview-none");
}
