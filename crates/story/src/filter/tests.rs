use super::*;
use crate::scope::Scope;
use crate::testing::example;

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The articles and the number of marks that a filter takes.
fn taken(filter: &Filter) -> (Vec<String>, usize) {
    let state = example();
    let scope = Scope::new(&state, filter, None);
    let articles = scope.articles().iter();
    let articles = articles.map(|article| article.document.to_string());
    (articles.collect(), scope.marks().count())
}

#[test]
fn an_empty_filter_takes_all_in_the_order_of_publication() {
    let (articles, marks) = taken(&Filter::default());
    assert_eq!(articles, ["002", "004", "000", "001", "003"]);
    assert_eq!(marks, 777);
}

#[test]
fn layers_labels_and_annotators_choose_marks() {
    let of = |filter: Filter| taken(&filter).1;
    let layers = names(&["event", "claim"]);
    assert_eq!(
        of(Filter {
            layers,
            ..Filter::default()
        }),
        221 + 115
    );
    let labels = names(&["entity.person", "claim.cause"]);
    assert_eq!(
        of(Filter {
            labels,
            ..Filter::default()
        }),
        48 + 9
    );
    let annotators = names(&["example"]);
    assert_eq!(
        of(Filter {
            annotators,
            ..Filter::default()
        }),
        777
    );
    let annotators = names(&["somebody"]);
    assert_eq!(
        of(Filter {
            annotators,
            ..Filter::default()
        }),
        0
    );
}

#[test]
fn outlets_and_dates_choose_articles() {
    let of = |filter: Filter| taken(&filter).0;
    let outlets = names(&["Daryo"]);
    assert_eq!(
        of(Filter {
            outlets,
            ..Filter::default()
        }),
        ["000"]
    );
    let outlets = names(&[""]);
    assert_eq!(
        of(Filter {
            outlets,
            ..Filter::default()
        }),
        ["002", "001", "003"]
    );
    // What was published on an unknown day since then may have been published later.
    let from = Day::new(2024, 12, 1);
    assert_eq!(
        of(Filter {
            from,
            ..Filter::default()
        }),
        ["002", "000", "001", "003"]
    );
    let to = Day::new(2024, 6, 1);
    assert_eq!(
        of(Filter {
            to,
            ..Filter::default()
        }),
        ["002", "004"]
    );
}
