use super::*;
use crate::changes::Change;
use crate::filter::Filter;
use crate::testing::{example, project};

fn found(state: &State) -> Wordings {
    let filter = Filter::default();
    wordings(&Scope::new(state, &filter, None))
}

#[test]
fn mentions_are_compared_with_the_first() {
    let wordings = found(&example());
    assert_eq!(wordings.claims.len(), 14);
    let name = "The West should take responsibility for the reconstruction of Afghanistan";
    let claim = wordings
        .claims
        .iter()
        .find(|claim| claim.name == name)
        .expect("it is worded twice");
    let mentions: Vec<&str> = claim.mentions.iter().map(|it| it.claim.as_str()).collect();
    assert_eq!(mentions, ["m094", "m246"]);
    assert!(
        claim.mentions[0]
            .pieces
            .iter()
            .all(|piece| piece.change == Change::Keep)
    );
    let shown: String = claim.mentions[1].pieces.iter().map(Piece::marked).collect();
    let expected = "Western [-nations -]{+powers +}to take responsibility for [-the country’s -]{+Afghanistan’s +}\
                    post-[-conflict -]{+war +}reconstruction";
    assert_eq!(shown, expected);
}

#[test]
fn each_wording_says_who_says_it_and_what_hedges() {
    let wordings = found(&example());
    let name = "Russia considers taking the Taliban off its list";
    let claim = wordings
        .claims
        .iter()
        .find(|claim| claim.name == name)
        .expect("it is worded twice");
    let speakers = claim
        .mentions
        .iter()
        .map(|it| it.attribution.speakers[0].1.as_str());
    let expected = [
        "the writer",
        "Russian Federation’s Ministry of Foreign Affairs",
    ];
    assert_eq!(speakers.collect::<Vec<_>>(), expected);
    let text = |language: &str| {
        let text = "[claim:It will rain] [claim:It may rain]";
        let state = project(&[("2024", text)], &[("rain", &["m0", "m1"])], &[]);
        let mut project = state.to_project();
        project.documents[0].meta.language = language.to_owned();
        found(&State::open(project).expect("it is sound"))
    };
    assert_eq!(text("en-GB").claims[0].mentions[1].hedges, ["may"]);
    assert_eq!(text("").claims[0].mentions[1].hedges, ["may"]);
    assert_eq!(text("de").claims[0].mentions[1].hedges, [""; 0]);
}

#[test]
fn the_table_has_a_line_for_each_mention() {
    let wordings = found(&example());
    let rows = wordings.rows();
    let mentions: usize = wordings
        .claims
        .iter()
        .map(|claim| claim.mentions.len())
        .sum();
    assert_eq!(rows.len(), mentions + 1);
    let line = rows
        .iter()
        .find(|line| line[3] == "m639")
        .expect("it is listed");
    assert_eq!(
        (line[8].as_str(), line[9].as_str()),
        ("direct", "Sergei Shoigu")
    );
}
