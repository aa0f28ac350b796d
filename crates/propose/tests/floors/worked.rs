//! The dates and numbers that are proposed for the marks of the worked example, and those that annotators gave.

use postil_core::format::postil::read;
use postil_core::model::Annotation;
use postil_core::state::State;
use postil_propose::dates::proposed;
use postil_propose::numbers::proposed::of_mark;

const FILE: &[u8] = include_bytes!("../../../../articles/worked-example.json");

fn open() -> State {
    let (project, _) = read(FILE).expect("the example reads");
    State::open(project).expect("the example opens")
}

fn text<'a>(mark: &'a Annotation, name: &str) -> &'a str {
    let value = mark.attributes.get(name);
    value.and_then(|value| value.as_str()).unwrap_or_default()
}

/// How many marks have a value, for how many of them something is proposed, and for how many that value comes first,
/// and at all.
fn count(state: &State, layer: &str, name: &str) -> [usize; 4] {
    let mut counts = [0; 4];
    let mut add = |at: usize, holds: bool| {
        if let Some(count) = counts.get_mut(at) {
            *count += usize::from(holds);
        }
    };
    for mark in state.annotations().filter(|mark| mark.layer() == layer) {
        let given = (text(mark, name), text(mark, "date-part"));
        if given.0.is_empty() {
            continue;
        }
        let found = proposed::of_mark(state, mark);
        let readings = found.map(|it| it.readings).unwrap_or_default();
        // Marks of dates have no field for the part.
        let is_it = |at: usize| {
            readings.get(at).is_some_and(|it| {
                let written = it.written();
                let part = written.part.filter(|_| layer == "event");
                (written.value.as_str(), part.unwrap_or_default()) == given
            })
        };
        add(0, true);
        add(1, !readings.is_empty());
        add(2, is_it(0));
        let any = (0..readings.len()).any(is_it);
        add(3, any);
        if !is_it(0) {
            let said: Vec<_> = readings.iter().map(|it| it.written()).collect();
            println!(
                "{layer} “{}”: {given:?}, proposed {said:?}",
                state.quote(mark)
            );
        }
    }
    counts
}

#[test]
fn dates_of_the_worked_example_are_proposed() {
    let state = open();
    let (dates, events) = (
        count(&state, "entity", "value"),
        count(&state, "event", "date"),
    );
    println!("given, proposed, first, among them");
    println!("marks of dates: {dates:?}\nevents: {events:?}");
    assert_eq!((dates, events), ([30, 29, 29, 29], [28, 26, 23, 24]));
}

#[test]
fn numbers_of_the_worked_example_are_proposed() {
    let state = open();
    let marks = state
        .annotations()
        .filter(|mark| !text(mark, "number").is_empty());
    let bounds = ["exactly", "at least", "at most", "about"].map(str::to_owned);
    for mark in marks {
        let quantity = of_mark(&state, mark).expect("it is a number");
        let given = (text(mark, "number"), Some(text(mark, "bound")));
        assert_eq!(
            (quantity.with_unit().as_str(), quantity.bound.among(&bounds)),
            given
        );
    }
}
