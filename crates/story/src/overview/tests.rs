use super::*;
use crate::filter::Filter;
use crate::testing::{example, project};

fn found(state: &State) -> Overview {
    let filter = Filter::default();
    overview(&Scope::new(state, &filter, None))
}

fn share(have: usize, all: usize) -> Share {
    Share { have, all }
}

#[test]
fn the_example_is_marked_and_sourced() {
    let state = example();
    let overview = found(&state);
    let claims: Vec<usize> = overview.articles.iter().map(|it| it.sourced.all).collect();
    // 002, 004, 000, 001, 003.
    assert_eq!(claims, [25, 18, 23, 31, 18]);
    for it in &overview.articles {
        assert_eq!(it.sourced.have, it.sourced.all);
        assert_eq!(it.status, Status::Done);
        let marks: usize = it.density.iter().map(|stretch| stretch.marks).sum();
        assert_eq!(marks, it.linked.all);
        assert_eq!(it.density.len(), STRETCHES);
        let length: usize = it.density.iter().map(|stretch| stretch.length).sum();
        let document = state.document(&it.article.document).expect("it is there");
        assert_eq!(length, document.text().len());
    }
    let first = &overview.articles[2];
    assert_eq!(first.article.document.as_str(), "000");
    let boilerplate: usize = first
        .density
        .iter()
        .map(|stretch| stretch.boilerplate)
        .sum();
    assert_eq!(boilerplate, 2409 - 2314);
    assert_eq!(first.density[STRETCHES - 1].marks, 0);
}

#[test]
fn counts_are_those_of_the_example() {
    let overview = found(&example());
    let persons = overview
        .counts
        .iter()
        .find(|count| count.label == "entity.person");
    let persons = persons.expect("it is counted");
    assert_eq!(persons.annotator, "example");
    let counts: Vec<usize> = persons.articles.values().copied().collect();
    assert_eq!(counts, [11, 19, 9, 6, 3]);
    let rows = overview.count_rows();
    assert_eq!(rows.len(), 21);
    let media = rows
        .iter()
        .find(|line| line[0] == "entity.media")
        .expect("it is listed");
    assert_eq!(
        media,
        &["entity.media", "example", "7", "3", "3", "1", "", ""]
    );
}

#[test]
fn what_is_linked_sourced_and_dated_is_told_from_what_is_not() {
    let text = "[entity.person:Ann] [event.other:came]\n\n[entity.person:Bob] [event.other|date=2024:left] on \
                [entity.date:Monday]\nNothing here\n[claim:One] [claim|source=Ann:two] [claim|quoting=none:three]\n \n\
                [claim|quoting=direct:four] [event.other:met]";
    let links = [
        ("near", "", "m4", "m1"),
        ("said-by", "", "m8", "m0"),
        ("role", "time", "m9", "m4"),
    ];
    let state = project(&[("", text)], &[("Bob", &["m2"])], &links);
    let progress = found(&state).articles.remove(0);
    assert_eq!(progress.marked, share(4, 5));
    assert_eq!(progress.linked, share(6, 10));
    assert_eq!(progress.sourced, share(3, 4));
    assert_eq!(progress.dated, share(2, 3));
    assert_eq!((share(3, 4).value(), share(0, 0).value()), (0.75, 1.0));
    let first = |id: &str| Some(id.into());
    let lacking = Lacking {
        linked: first("m3"),
        sourced: first("m5"),
        dated: first("m1"),
    };
    assert_eq!((progress.lacking, progress.sourced.lacking()), (lacking, 1));
}

#[test]
fn boilerplate_is_left_out() {
    let text = "Menu [entity.person:Ann]\n[entity.person:Bob] came\nFooter";
    let state = project(&[("", text)], &[], &[]);
    let mut project = state.to_project();
    project.documents[0].meta.boilerplate = vec![(0..8).into(), (18..24).into()];
    let state = State::open(project).expect("it is sound");
    let overview = found(&state);
    let progress = &overview.articles[0];
    assert_eq!(
        (progress.marked, progress.linked),
        (share(1, 1), share(0, 1))
    );
    assert_eq!(overview.counts[0].articles, BTreeMap::from([(0, 2)]));
    let marks: usize = progress.density.iter().map(|stretch| stretch.marks).sum();
    assert_eq!(marks, 2);
    let line = overview.rows().remove(1);
    assert_eq!(line[4..], ["to do", "1", "1", "1", "0", "0", "0", "0", "0"]);
}

#[test]
fn a_short_text_has_its_marks_in_the_right_stretch() {
    let state = project(
        &[("", "[entity.person:A][entity.person:B]"), ("", "")],
        &[],
        &[],
    );
    let overview = found(&state);
    let density = &overview.articles[0].density;
    let places = density
        .iter()
        .enumerate()
        .filter(|(_, it)| it.marks > 0)
        .map(|(at, it)| (at, it.length));
    assert_eq!(places.collect::<Vec<_>>(), [(0, 1), (24, 1)]);
    assert!(overview.articles[1].density.iter().all(|it| it.length == 0));
}
