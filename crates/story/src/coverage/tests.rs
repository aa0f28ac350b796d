use super::*;
use crate::filter::Filter;
use crate::testing::example;
use postil_core::model::{
    Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Published,
};
use postil_core::state::State;
use postil_propose::reprint::Reprints;

/// The index of an article in the example: they are ordered by date.
fn article(coverage: &Coverage, document: &str) -> usize {
    let mut articles = coverage.articles.iter();
    let at = articles.position(|article| article.document.as_str() == document);
    at.expect("it is listed")
}

fn row<'a>(coverage: &'a Coverage, name: &str) -> &'a Row {
    let mut rows = coverage.rows.iter();
    rows.find(|row| row.name == name).expect("it is listed")
}

/// The mentions of a cluster in 000 to 004.
fn counts(coverage: &Coverage, name: &str) -> [usize; 5] {
    let row = row(coverage, name);
    ["000", "001", "002", "003", "004"].map(|document| {
        let cell = row.cell(article(coverage, document));
        cell.map_or(0, |cell| cell.mentions)
    })
}

#[test]
fn it_counts_the_mentions_of_the_example() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, Some(&Reprints::of(&state)));
    let coverage = coverage(&scope);
    assert_eq!(coverage.rows.len(), 114);
    let mentions: usize = coverage.rows.iter().map(|row| row.mentions).sum();
    let clustered: usize = state
        .clusters()
        .map(|cluster| cluster.members().len())
        .sum();
    assert_eq!(mentions, clustered);
    let several = coverage.rows.iter().filter(|row| row.spread() > 1);
    assert_eq!(several.count(), 56);

    assert_eq!(counts(&coverage, "Vladimir Putin"), [3, 3, 0, 1, 3]);
    assert_eq!(counts(&coverage, "Sergei Shoigu"), [0, 0, 7, 1, 0]);
    let putin = row(&coverage, "Vladimir Putin");
    assert_eq!((putin.spread(), putin.accounts), (4, 4));
    let left_out: Vec<usize> = coverage.left_out(putin).collect();
    assert_eq!(left_out, [article(&coverage, "002")]);
    let first = putin
        .cell(article(&coverage, "000"))
        .expect("it is mentioned");
    assert_eq!(first.first.as_str(), "m013");
}

#[test]
fn the_removal_of_kazakhstan_is_not_that_of_russia() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let coverage = coverage(&scope);
    let of_russia = "Russia takes the Taliban off its list";
    let of_kazakhstan = "Kazakhstan takes the Taliban off its own list (late 2023)";
    assert_eq!(counts(&coverage, of_kazakhstan), [0, 1, 0, 2, 0]);
    assert!(counts(&coverage, of_russia).iter().all(|count| *count > 0));
    let first = &row(&coverage, of_kazakhstan).cells[0];
    assert_eq!(first.first.as_str(), "m266");
    let list = "Kazakhstan's list of terrorist organizations";
    assert_eq!(counts(&coverage, list), [0, 0, 0, 1, 0]);
}

#[test]
fn a_filter_leaves_out_articles_and_marks() {
    let state = example();
    let mut filter = Filter::default();
    filter.layers.insert("entity".to_owned());
    filter.outlets.insert("Daryo".to_owned());
    let scope = Scope::new(&state, &filter, None);
    let coverage = coverage(&scope);
    assert_eq!(coverage.articles.len(), 1);
    assert!(
        coverage
            .rows
            .iter()
            .all(|row| row.layer == "entity" && row.spread() == 1)
    );
    assert!(coverage.rows.iter().all(|row| row.name != "Sergei Shoigu"));
}

#[test]
fn rows_are_sorted_as_asked() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let mut coverage = coverage(&scope);
    assert_eq!(coverage.rows[0].spread(), 5);
    coverage.sort(&scope, Sort::Name);
    assert_eq!(coverage.rows[0].name, "a few other regional countries");
    coverage.sort(&scope, Sort::Layer);
    let is_entity = |row: &Row| row.layer == "entity";
    assert!(
        coverage
            .rows
            .iter()
            .map(is_entity)
            .is_sorted_by(|a, b| a >= b)
    );
    assert_eq!(coverage.rows[113].layer, "claim");
    coverage.sort(&scope, Sort::First);
    // The headline of the first article: a claim with Russia, who considers, delisting, and the Taliban in it.
    let first: Vec<&str> = coverage.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(first[0], "Russia considers taking the Taliban off its list");
    assert_eq!(
        first[2],
        "Russia's ministries review the status of the Taliban"
    );
}

#[test]
fn the_table_has_a_line_for_each_cluster() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let rows = coverage(&scope).rows();
    assert_eq!(rows.len(), 115);
    assert!(rows.iter().all(|line| line.len() == 11));
    let shoigu = rows.iter().find(|line| line[1] == "Sergei Shoigu");
    let expected = [
        "c004",
        "Sergei Shoigu",
        "entity",
        "2",
        "2",
        "8",
        "7",
        "",
        "",
        "",
        "1",
    ];
    assert_eq!(shoigu.expect("he is listed"), &expected);
}

#[test]
fn reprints_are_one_account() {
    let text = "The ministry said on Monday that the bridge over the river will be closed for \
                repairs until the end of the coming winter, and that traffic goes through the old town.";
    let mut project = Project::default();
    let mut cluster = Cluster::new("c".into(), "bridge");
    for (id, text, date) in [
        ("d0", text.to_owned(), "2024-01-02"),
        ("d1", "Nothing is known of the bridge yet.".to_owned(), ""),
        ("d2", text.to_owned(), "2024-01-01"),
    ] {
        let mut meta = DocumentMeta::new(id.into(), id);
        meta.published = Published {
            date: date.to_owned(),
            ..Published::default()
        };
        let at = text.find("bridge").expect("all have it");
        let mark = format!("m{id}");
        cluster.members.push(mark.as_str().into());
        project.documents.push(Document::new(meta, text));
        let fragment = Fragment::new(at..at + 6);
        let label = "entity.place";
        let mark = Annotation::new(mark.as_str().into(), id.into(), label, vec![fragment]);
        project.annotations.push(mark);
    }
    project.clusters.push(cluster);
    let state = State::open(project).expect("the project is sound");
    let filter = Filter::default();
    let reprints = Reprints::of(&state);
    let found = coverage(&Scope::new(&state, &filter, Some(&reprints)));
    assert_eq!((found.rows[0].spread(), found.rows[0].accounts), (3, 2));
    let order = found
        .articles
        .iter()
        .map(|article| article.document.as_str());
    assert_eq!(order.collect::<Vec<_>>(), ["d2", "d0", "d1"]);
    let apart = coverage(&Scope::new(&state, &filter, None));
    assert_eq!(apart.rows[0].accounts, 3);
}
