use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};

fn of(id: &str) -> Attribution {
    let state = example();
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let claim = state.annotation(&id.into()).expect("it is there");
    Attributions::new(&scope).of(claim)
}

#[test]
fn speakers_are_clusters_or_marks_or_the_writer() {
    let ministry = of("m004");
    let name = "Russian Federation’s Ministry of Foreign Affairs".to_owned();
    assert_eq!(ministry.speakers, [(Speaker::Cluster("c028".into()), name)]);
    assert_eq!(ministry.via, ["Russian News Agency, TASS"]);
    let officials = of("m222");
    let name = "senior Russian security officials".to_owned();
    assert_eq!(officials.speakers, [(Speaker::Mark("m219".into()), name)]);
    assert_eq!(
        of("m030").speakers,
        [(Speaker::Writer, "the writer".to_owned())]
    );
    let names = of("m236").speakers.into_iter().map(|(_, name)| name);
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Vladimir Putin", "Sergey Lavrov"]
    );
}

#[test]
fn what_is_quoted_is_told_from_what_is_not() {
    assert_eq!(of("m004").verbatim, ["taken at the highest level"]);
    assert_eq!(
        of("m236").verbatim,
        ["allies in the fight against terrorism"]
    );
    assert_eq!(of("m669").verbatim, ["Now everything is different"]);
    assert_eq!(of("m016").verbatim, [""; 0]);
}

#[test]
fn a_source_in_words_stands_in_for_a_relation() {
    let text = "[claim|quoting=indirect|source=The Ministry|via=TASS:one] [claim|quoting=direct:two] [claim:three]";
    let state = project(&[("", text)], &[], &[]);
    let filter = Filter::default();
    let scope = Scope::new(&state, &filter, None);
    let all = Attributions::new(&scope);
    let of = |id: &str| all.of(state.annotation(&id.into()).expect("it is there"));
    assert_eq!(
        of("m0").speakers,
        [(Speaker::Words("the ministry".into()), "The Ministry".into())]
    );
    assert_eq!(of("m0").via, ["TASS"]);
    assert_eq!(of("m1").speakers, [(Speaker::Unknown, String::new())]);
    assert_eq!(of("m2").form, Form::Unknown);
}
