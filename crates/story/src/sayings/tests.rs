use super::*;
use crate::attribution::Form;
use crate::filter::Filter;
use crate::testing::{example, project};

/// The cell of a source and a claim of the example by their names, with the articles and forms in it.
fn cell(source: &str, claim: &str) -> Option<(usize, Vec<(String, Form)>)> {
    let state = example();
    let filter = Filter::default();
    let sayings = sayings(&Scope::new(&state, &filter, None));
    let at = sayings
        .sources
        .iter()
        .position(|it| it.name == source)
        .expect("a source");
    let claim = sayings
        .claims
        .iter()
        .position(|it| it.key.name(&state) == claim)
        .expect("a claim");
    let cell = sayings.cell(at, claim)?;
    let list = cell.sayings.iter().map(|saying| {
        let article = sayings.articles[saying.article].document.to_string();
        (article, saying.attribution.form)
    });
    Some((cell.accounts, list.collect()))
}

#[test]
fn a_cell_has_how_each_article_quotes_a_source() {
    let allies = "The Taliban are allies against terrorism";
    let all = [
        ("000".to_owned(), Form::Indirect),
        ("001".to_owned(), Form::Mixed),
        ("003".to_owned(), Form::Direct),
    ];
    assert_eq!(cell("Vladimir Putin", allies), Some((3, all.to_vec())));
    assert_eq!(cell("Sergey Lavrov", allies), Some((1, all[1..2].to_vec())));
    assert_eq!(cell("the writer", allies), None);
    let designated = "Russia designated the Taliban in 2003";
    let both = [
        ("002".to_owned(), Form::Stated),
        ("000".to_owned(), Form::Stated),
    ];
    assert_eq!(cell("the writer", designated), Some((2, both.to_vec())));
}

#[test]
fn one_claim_can_have_several_sources() {
    let made = "The decision to take the Taliban off the list has been made";
    let ministry = cell("Russian Federation’s Ministry of Foreign Affairs", made);
    assert_eq!(ministry, Some((1, vec![("000".to_owned(), Form::Mixed)])));
    assert_eq!(
        cell("Zamir Kabulov", made),
        Some((1, vec![("000".to_owned(), Form::Indirect)]))
    );
}

#[test]
fn the_writer_comes_last() {
    let state = example();
    let filter = Filter::default();
    let sayings = sayings(&Scope::new(&state, &filter, None));
    let last = sayings.sources.last().expect("there are sources");
    assert_eq!(last.speaker, Speaker::Writer);
    // A line for each of the 59 relations `said-by`, and for each claim of a writer.
    let said: usize = sayings.cells.iter().map(|cell| cell.sayings.len()).sum();
    assert_eq!(
        said,
        59 + state
            .annotations()
            .filter(|mark| {
                mark.attributes
                    .get("quoting")
                    .is_some_and(|quoting| quoting == "none")
            })
            .count()
    );
    let claims = sayings.claims.iter().map(|claim| claim.accounts).max();
    assert_eq!(claims, Some(3));
    let rows = sayings.rows(&state);
    assert_eq!(rows.len(), said + 1);
    let line = rows
        .iter()
        .find(|line| line[4] == "m004")
        .expect("it is listed");
    assert_eq!(
        (line[10].as_str(), line[11].as_str()),
        ("taken at the highest level", "Russian News Agency, TASS")
    );
}

#[test]
fn reprints_carry_a_claim_once() {
    let text = "[claim|quoting=none:The ministry said on Monday that the bridge over the river will be closed for \
                repairs until the end of the coming winter]";
    let clusters = [("closed", &["m0", "m1", "m2"][..])];
    let other = "[claim|quoting=none:The bridge is closed]";
    let state = project(
        &[
            ("2024-01-01", text),
            ("2024-01-02", text),
            ("2024-01-03", other),
        ],
        &clusters,
        &[],
    );
    let filter = Filter::default();
    let reprints = postil_propose::reprint::Reprints::of(&state);
    let sayings = sayings(&Scope::new(&state, &filter, Some(&reprints)));
    assert_eq!(
        (sayings.claims[0].articles, sayings.claims[0].accounts),
        (3, 2)
    );
    assert_eq!(
        (sayings.cells[0].sayings.len(), sayings.cells[0].accounts),
        (3, 2)
    );
}
