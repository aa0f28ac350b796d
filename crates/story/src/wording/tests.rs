use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};

/// All wordings of a project.
fn found(state: &State) -> Vec<Wording> {
    let filter = Filter::default();
    let scope = Scope::new(state, &filter, None);
    let wordings = Wordings::new(&scope);
    (0..wordings.len())
        .filter_map(|at| wordings.wording(at))
        .collect()
}

#[test]
fn mentions_are_compared_with_the_first() {
    let wordings = found(&example());
    assert_eq!(wordings.len(), 14);
    let name = "The West should take responsibility for the reconstruction of Afghanistan";
    let claim = wordings
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
    let state = example();
    let wordings = found(&state);
    let name = "Russia considers taking the Taliban off its list";
    let claim = wordings
        .iter()
        .find(|claim| claim.name == name)
        .expect("it is worded twice");
    let speakers = claim
        .mentions
        .iter()
        .map(|it| it.attribution.speakers[0].name(&state));
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
    assert_eq!(text("en-GB")[0].mentions[1].hedges, ["may"]);
    assert_eq!(text("")[0].mentions[1].hedges, ["may"]);
    assert_eq!(text("de")[0].mentions[1].hedges, [""; 0]);
}

#[test]
fn the_table_has_a_line_for_each_mention() {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let wordings = Wordings::new(&scope);
    let rows = wordings.rows();
    let mentions: usize = found(&state).iter().map(|claim| claim.mentions.len()).sum();
    assert_eq!(rows.len(), mentions + 1);
    let line = rows
        .iter()
        .find(|line| line[3] == "m639")
        .expect("it is listed");
    assert_eq!(
        (line[8].as_str(), line[9].as_str()),
        ("direct", "Sergei Shoigu")
    );
    assert_eq!(wordings.name(14), None);
}

#[test]
fn claims_that_are_worded_once_are_counted_and_equal_wordings_known() {
    let text = "[claim:It rains.] [claim:It “rains”.] [claim:It may rain.] [claim:Snow.]";
    let clusters = [("rain", &["m0", "m1"][..])];
    let state = project(&[("2024", text)], &clusters, &[("repeats", "", "m3", "m2")]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let wordings = Wordings::new(&scope);
    assert_eq!((wordings.len(), wordings.once()), (2, 0));
    assert_eq!(
        [0, 1, 2].map(|at| wordings.differs(at)),
        [true, true, false]
    );
    let text = "[claim:It “rains”.] [claim:it \"rains\".] [claim:Snow.]";
    let state = project(&[("2024", text)], &[("rain", &["m0", "m1"])], &[]);
    let scope = Scope::new(&state, &filter, None);
    let wordings = Wordings::new(&scope);
    assert_eq!((wordings.len(), wordings.once()), (1, 1));
    assert!(!wordings.differs(0));
}
