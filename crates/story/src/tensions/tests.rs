use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};
use postil_core::edit::{propose_again, reject};

fn found(state: &State) -> Tensions {
    let filter = Filter::default();
    tensions(&Scope::new(state, &filter, None))
}

/// The pair of two claims of the example.
fn pair(one: &str, other: &str) -> Tension {
    let pairs = found(&example()).pairs.into_iter();
    let mut pairs =
        pairs.filter(|pair| (pair.one.claim.as_str(), pair.other.claim.as_str()) == (one, other));
    pairs.next().expect("the pair is found")
}

/// What the pairs of a small project differ in: the claims, and the names and values of the reasons.
fn differences(state: &State) -> Vec<String> {
    let pairs = found(state).pairs;
    let show = |pair: &Tension| {
        let reasons = pair.reasons.iter().map(|reason| {
            let (one, other) = reason.sides(state);
            format!(" {} {one}/{other}", reason.name())
        });
        format!(
            "{} {}:{}",
            pair.one.claim,
            pair.other.claim,
            reasons.collect::<String>()
        )
    };
    pairs.iter().map(show).collect()
}

#[test]
fn a_decision_that_has_been_made_and_one_that_rests_with_courts_are_only_apparently_in_tension() {
    let pair = pair("m311", "m016");
    assert_eq!(
        pair.settled.map(|settled| settled.outcome),
        Some(Outcome::OnlyApparent)
    );
    let (one, other) = pair.reasons[0].sides(&example());
    assert_eq!(
        (pair.reasons[0].name(), one.as_str(), other.as_str()),
        ("status", "future", "actual")
    );
}

#[test]
fn what_is_set_aside_is_no_longer_proposed() {
    let mut state = example();
    let mut proposed = found(&state).pairs.into_iter();
    let pair = proposed.rfind(|pair| pair.settled.is_none());
    let pair = pair.expect("some are proposed");
    let rejection = Rejection {
        claims: vec![pair.other.claim.clone(), pair.one.claim.clone()],
        ..Rejection::default()
    };
    let before = found(&state);
    let set_aside = reject(&state, &[rejection]).expect("it is new");
    state.apply(&set_aside).expect("it applies");
    let after = found(&state);
    assert_eq!(after.set_aside, std::slice::from_ref(&pair));
    assert!(!after.pairs.contains(&pair));
    assert_eq!(after.pairs.len() + 1, before.pairs.len());
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let rejected = rejections(&scope, [&pair.one.claim, &pair.other.claim]);
    assert_eq!(rejected.len(), 1);
    let other = [&before.pairs[0].one.claim, &before.pairs[0].other.claim];
    assert_eq!(rejections(&scope, other), []);
    let again = propose_again(&state, |it| rejected.contains(it)).expect("there is one");
    state.apply(&again).expect("it applies");
    assert_eq!(found(&state), before);
}

#[test]
fn tolls_that_can_both_be_right_are_an_update() {
    let tensions = found(&example());
    let pair = pair("m122", "m450");
    let article = |side: &Side| tensions.articles[side.article].date.clone();
    assert_eq!(
        (article(&pair.one), article(&pair.other)),
        ("2024-07/..".into(), "2024-04-01/..".into())
    );
    assert_eq!(
        pair.one.when.map(|when| when.to_string()),
        Some("2024-03-01/2024-03-31".to_owned())
    );
    assert_eq!(
        pair.settled.map(|settled| settled.outcome),
        Some(Outcome::Update)
    );
    let number = Reason::Number {
        one: "m126".into(),
        other: "m456".into(),
        is_exclusive: false,
    };
    assert!(pair.reasons.contains(&number), "{:?}", pair.reasons);
    let sides = ("145".to_owned(), "over 130".to_owned());
    assert_eq!(number.sides(&example()), sides);
}

#[test]
fn all_that_people_have_settled_is_listed_first() {
    let pairs = found(&example()).pairs;
    let outcomes = pairs.iter().map_while(|pair| pair.settled.as_ref());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for settled in outcomes {
        *counts.entry(settled.outcome.name()).or_default() += 1;
    }
    // Three updates are contradictions, three are `updates`.
    let expected = [
        ("open", 3),
        ("only apparent", 3),
        ("real", 1),
        ("update", 6),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    assert!(pairs.iter().skip(13).all(|pair| pair.settled.is_none()));
}

/// Of the ten settled contradictions of the example, which the rules were made with, six are among the eleven
/// pairs that differ by their marks. It says little of other stories.
#[test]
fn six_of_ten_settled_contradictions_are_found_among_eleven_pairs() {
    let state = example();
    let pairs = found(&state).pairs;
    let is_settled = |pair: &&Tension| {
        let relation = pair
            .settled
            .as_ref()
            .and_then(|settled| state.relation(&settled.relation));
        relation.is_some_and(|relation| relation.kind == "contradicts")
    };
    assert_eq!(pairs.iter().filter(is_settled).count(), 10);
    let differ: Vec<&Tension> = pairs
        .iter()
        .filter(|pair| !pair.reasons.is_empty())
        .collect();
    let right = differ
        .iter()
        .copied()
        .filter(|pair| is_settled(pair))
        .count();
    assert_eq!((right, differ.len()), (6, 11), "{:#?}", differences(&state));
}

#[test]
fn events_of_one_cluster_differ_in_time_status_polarity_and_in_who_does_them() {
    let texts = [
        (
            "2024-01-01",
            "[claim:The court [event|realis=future|date=2024-02:rules] soon]",
        ),
        (
            "2024-02-01",
            "[claim:The court [event|realis=actual|date=2024-01-30:ruled]]",
        ),
        (
            "2024-03-01",
            "[claim:No court [event|realis=actual|polarity=negative:ruled]]",
        ),
        (
            "2024-03-02",
            "[claim:[entity:Ann] [event:rules], not [entity:Bob], who [event:rules]]",
        ),
    ];
    let about = |from: &'static str, to: &'static str| ("about", "", from, to);
    let clusters = [("ruling", &["m1", "m3", "m5"][..])];
    let links = [about("m0", "m1"), about("m2", "m3"), about("m4", "m5")];
    let state = project(&texts, &clusters, &links);
    assert_eq!(
        differences(&state),
        [
            "m0 m4: polarity /",
            "m2 m4: polarity /",
            "m0 m2: status future/actual time 2024-02-01/2024-02-29/2024-01-30",
        ],
    );
    // Nothing is compared that no claim is about.
    assert_eq!(differences(&project(&texts, &clusters, &[])), [""; 0]);
    let clusters = [("ruling", &["m1", "m3"][..])];
    let links = [
        about("m0", "m1"),
        about("m2", "m3"),
        ("role", "agent", "m1", "m7"),
        ("role", "agent", "m3", "m9"),
    ];
    let state = project(&texts, &clusters, &links);
    let expected =
        "m0 m2: status future/actual agent Ann/Bob time 2024-02-01/2024-02-29/2024-01-30";
    assert_eq!(differences(&state), [expected]);
}

#[test]
fn claims_that_say_the_same_differ_in_numbers_and_certainty() {
    let texts = [
        (
            "2024-01-01",
            "[claim|certainty=possible:[entity.number:Five] died]",
        ),
        (
            "2024-01-02",
            "[claim|certainty=certain:[entity.number:seven] died]",
        ),
        (
            "2024-01-03",
            "[claim|certainty=unknown:[entity.number:at least five] and [entity.number:two] died]",
        ),
    ];
    let claims = [("toll", &["m0", "m2", "m4"][..])];
    let state = project(&texts, &claims, &[]);
    assert_eq!(
        differences(&state),
        ["m0 m2: number Five/seven certainty possible/certain"]
    );
    let Some(Reason::Number { is_exclusive, .. }) = found(&state).pairs[0].reasons.first().cloned()
    else {
        panic!("a number");
    };
    assert!(is_exclusive);
}

#[test]
fn of_several_numbers_those_of_one_unit_are_compared() {
    let claim = |dead: &str, hurt: &str, trains: &str| {
        format!(
            "[claim:[entity.number:{dead} people] died, [entity.number:{hurt}] were hurt in [entity.number:{trains} trains]]"
        )
    };
    let differ = |one: &str, other: &str| {
        let texts = [("2024-01-01", one), ("2024-01-02", other)];
        let claims = [("crash", &["m0", "m4"][..])];
        differences(&project(&texts, &claims, &[]))
    };
    let one = claim("11", "34", "2");
    assert_eq!(
        differ(&one, &claim("14", "40", "2")),
        ["m0 m4: number 11 people/14 people"]
    );
    assert_eq!(differ(&one, &claim("11", "40", "2")), [] as [&str; 0]);
    // Which of two answers to which is not known.
    let two = "[claim:[entity.number:9 people] died, [entity.number:5 people] are missing]";
    assert_eq!(differ(&one, two), [] as [&str; 0]);
}

#[test]
fn a_relation_from_the_later_claim_turns_the_reasons() {
    let texts = [
        (
            "2024-01-01",
            "[claim:[entity.number:Five] died in the [event:attack]]",
        ),
        (
            "2024-01-02",
            "[claim:[entity.number:Seven] died in the [event:attack]]",
        ),
    ];
    let clusters = [("attack", &["m2", "m5"][..])];
    let links = [("about", "", "m0", "m2"), ("contradicts", "", "m3", "m0")];
    let state = project(&texts, &clusters, &links);
    assert_eq!(differences(&state), ["m3 m0: number Seven/Five"]);
    let settled = found(&state).pairs[0]
        .settled
        .clone()
        .expect("it is settled");
    assert_eq!(settled.outcome, Outcome::Contradiction);
}

#[test]
fn what_very_many_claims_speak_of_is_compared_in_part() {
    let claim = |at: usize| {
        let realis = ["actual", "future"][at % 2];
        format!("[claim:[entity:No {at}] [event|realis={realis}:leaves]]")
    };
    let text: String = (0..400).map(claim).collect();
    let ids: Vec<String> = (0..400).map(|at| format!("m{}", 3 * at + 2)).collect();
    let members: Vec<&str> = ids.iter().map(String::as_str).collect();
    let claims: Vec<String> = (0..400).map(|at| format!("m{}", 3 * at)).collect();
    let links = claims.iter().zip(&ids);
    let links: Vec<_> = links
        .map(|(claim, event)| ("about", "", claim.as_str(), event.as_str()))
        .collect();
    let state = project(&[("2024", &text)], &[("leaving", &members)], &links);
    // Of the first 16, each that has happened against each that has not.
    assert_eq!(found(&state).pairs.len(), 8 * 8);
}

#[test]
fn the_table_has_both_dates() {
    let rows = found(&example()).rows(&example());
    assert_eq!(rows.len(), 1 + 13 + 5);
    let decision = rows
        .iter()
        .find(|line| line[4] == "m311" && line[9] == "m016");
    let decision = decision.expect("it is listed");
    assert!(decision[8].contains("now rests with Russian courts"));
    assert_eq!(decision[13], "the decision has been made");
    let toll = rows
        .iter()
        .find(|line| line[4] == "m122")
        .expect("it is listed");
    assert_eq!(toll[0], "update");
    assert_eq!(
        (toll[6].as_str(), toll[11].as_str()),
        ("2024-07/..", "2024-04-01/..")
    );
    assert!(rows.iter().all(|line| line.len() == rows[0].len()));
}
