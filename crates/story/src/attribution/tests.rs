use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};

/// The names of the speakers of a claim of the example.
fn speakers(id: &str) -> Vec<String> {
    let state = example();
    let speakers = of(id).speakers.into_iter();
    speakers.map(|speaker| speaker.name(&state)).collect()
}

/// The quoted words of a claim of the example.
fn quoted(id: &str) -> Vec<String> {
    let state = example();
    verbatim(&state, state.annotation(&id.into()).expect("it is there"))
}

fn of(id: &str) -> Attribution {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let claim = state.annotation(&id.into()).expect("it is there");
    Attributions::new(&scope).of(claim)
}

#[test]
fn speakers_are_clusters_or_marks_or_the_writer() {
    assert_eq!(of("m004").speakers, [Speaker::Cluster("c028".into())]);
    assert_eq!(of("m004").via, [Speaker::Cluster("c050".into())]);
    assert_eq!(of("m222").speakers, [Speaker::Mark("m219".into())]);
    assert_eq!(speakers("m222"), ["senior Russian security officials"]);
    assert_eq!(of("m030").speakers, [Speaker::Writer]);
    assert_eq!(speakers("m236"), ["Vladimir Putin", "Sergey Lavrov"]);
}

#[test]
fn what_is_quoted_is_told_from_what_is_not() {
    assert_eq!(quoted("m004"), ["taken at the highest level"]);
    assert_eq!(quoted("m236"), ["allies in the fight against terrorism"]);
    assert_eq!(quoted("m669"), ["Now everything is different"]);
    assert_eq!(quoted("m016"), [""; 0]);
}

#[test]
fn a_source_in_words_stands_in_for_a_relation() {
    let text = "[claim|quoting=indirect|source=The Ministry|via=TASS:one] [claim|quoting=direct:two] [claim:three]";
    let state = project(&[("", text)], &[], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let all = Attributions::new(&scope);
    let of = |id: &str| all.of(state.annotation(&id.into()).expect("it is there"));
    assert_eq!(of("m0").speakers, [Speaker::Words("The Ministry".into())]);
    assert_eq!(of("m0").via, [Speaker::Words("TASS".into())]);
    assert_eq!(of("m1").speakers, [Speaker::Unknown]);
    assert_eq!(of("m2").form, Form::Unknown);
}
