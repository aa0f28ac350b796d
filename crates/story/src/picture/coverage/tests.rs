use super::*;
use crate::coverage::coverage;
use crate::filter::Filter;
use crate::picture::testing::{HOSTILE, all, check, lines, row};
use crate::testing::{example, project};
use postil_propose::reprint::Reprints;

#[test]
fn it_has_the_cells_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, Some(&Reprints::of(&state)));
    let picture = draw(&coverage(&scope), &scope);
    check(&picture, "coverage");
    // In the order of publication: 002, 004, 000, 001, 003.
    assert_eq!(
        row(&picture, "Vladimir Putin"),
        ["Vladimir Putin", "3", "3", "3", "1", "4"]
    );
    assert_eq!(
        row(&picture, "002")[..5],
        ["002", "004", "000", "001", "003"]
    );
    assert!(lines(&picture).contains(&"Anadolu Agency".to_owned()));
    assert!(all(&picture).contains("… and 54 more clusters."));
    assert!(!picture.description.contains("Brackets"));
}

#[test]
fn reprints_are_joined_by_brackets() {
    let article = |account| Article {
        document: "d".into(),
        title: String::new(),
        outlet: String::new(),
        date: String::new(),
        published: None,
        account,
    };
    let articles: Vec<Article> = [1, 2, 1, 3, 2, 4, 4].map(article).to_vec();
    let brackets = brackets(&articles);
    let found: Vec<(&[usize], usize)> = brackets
        .iter()
        .map(|it| (it.columns.as_slice(), it.lane))
        .collect();
    assert_eq!(found, [(&[0, 2][..], 0), (&[1, 4], 1), (&[5, 6], 0)]);
    let twice: Vec<Article> = (0..40).map(|at| article(at % 20)).collect();
    assert!(
        super::brackets(&twice)
            .iter()
            .all(|bracket| bracket.lane < MAX_LANES)
    );
}

#[test]
fn hostile_names_do_no_harm() {
    let long = "x".repeat(10_000);
    let names = [HOSTILE, long.as_str(), "", "مفاوضات"];
    let clusters: Vec<(&str, &[&str])> = names
        .iter()
        .map(|name| (*name, &["m0"][..]))
        .take(1)
        .collect();
    let state = project(&[("2024-01-01", "[entity:a]")], &clusters, &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let mut coverage = coverage(&scope);
    coverage.articles[0].outlet = long.clone();
    for name in names {
        coverage.rows[0].name = name.to_owned();
        check(&draw(&coverage, &scope), "coverage-hostile");
    }
    coverage.rows.clear();
    assert!(all(&draw(&coverage, &scope)).contains("No cluster has a mention"));
}
