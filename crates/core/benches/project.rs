//! What an edit costs in a project of a megabyte and 50,000 annotations, and what opening, saving
//! and reading the whole of it cost.
use divan::Bencher;
use postil_core::edit::{self, NewAnnotation, Stamp};
use postil_core::format::postil;
use postil_core::history::History;
use postil_core::model::{
    Annotation, Attributes, Document, DocumentMeta, Fragment, Header, Project, Schema,
};
use postil_core::state::State;
use postil_core::transaction::Transaction;
use postil_core::workspace::{Entry, Workspace};
use std::ops::Range;

const TEXT: usize = 1_000_000;
const ANNOTATIONS: usize = 50_000;
const LABELS: [&str; 4] = [
    "entity.person",
    "entity.place",
    "event.policy",
    "claim.fact",
];
const STAMP: Stamp = Stamp {
    author: "a1",
    time: "2024-12-18T09:00:00.000Z",
};

fn main() {
    divan::main();
}

/// Scatters numbers over `0..below`, the same on every run.
fn scatter(n: usize, below: usize) -> usize {
    let spread = (n as u32).wrapping_mul(2_654_435_769);
    ((u64::from(spread) * below as u64) >> 32) as usize
}

fn extent(n: usize) -> Range<usize> {
    let start = scatter(n, TEXT - 80);
    start..start + 1 + scatter(n * 31, 79)
}

/// An id as the app makes them.
fn id(n: usize) -> String {
    format!("{:010x}", n * 2_654_435_769 % (1 << 40))
}

fn project() -> Project {
    let line = "Moscow’s envoy met them in Kabul, an agency said. ";
    let text: String = line.chars().cycle().take(TEXT).collect();
    let annotation = |n: usize| Annotation {
        attributes: match n % 2 {
            0 => Attributes::new(),
            _ => Attributes::from_iter([("mention".to_owned(), "name".into())]),
        },
        author: STAMP.author.to_owned(),
        created: STAMP.time.to_owned(),
        modified: STAMP.time.to_owned(),
        ..Annotation::new(
            id(n).into(),
            "d".into(),
            LABELS[n % LABELS.len()],
            vec![Fragment::new(extent(n))],
        )
    };
    Project {
        header: Header::new("Long"),
        schema: Schema::bundled(),
        documents: vec![Document::new(DocumentMeta::new("d".into(), "Long"), text)],
        annotations: (0..ANNOTATIONS).map(annotation).collect(),
        ..Project::default()
    }
}

fn state() -> State {
    State::open(project()).expect("it opens")
}

/// Commits what is made for each turn, so many times that the history is as long as it gets.
fn commit(bencher: Bencher, mut make: impl FnMut(&State, usize) -> Option<Transaction>) {
    let mut workspace = Workspace::new(state(), History::default());
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let transaction = make(workspace.state(), turn).expect("there is something to do");
        workspace
            .perform(&Entry::Commit(transaction))
            .expect("it fits")
    });
}

#[divan::bench(sample_count = 2000)]
fn make_an_annotation(bencher: Bencher) {
    commit(bencher, |state, turn| {
        let new = NewAnnotation {
            id: format!("new{turn}").into(),
            document: "d".into(),
            fragments: vec![extent(turn)],
            label: "entity".to_owned(),
        };
        Some(edit::annotate(state, new, STAMP))
    });
}

#[divan::bench(sample_count = 2000)]
fn make_and_remove_an_annotation(bencher: Bencher) {
    let mut made = false;
    commit(bencher, |state, turn| {
        made = !made;
        if !made {
            return edit::remove(state, &["new".into()]);
        }
        let new = NewAnnotation {
            id: "new".into(),
            document: "d".into(),
            fragments: vec![extent(turn)],
            label: "entity".to_owned(),
        };
        Some(edit::annotate(state, new, STAMP))
    });
}

#[divan::bench(sample_count = 2000)]
fn relabel_an_annotation(bencher: Bencher) {
    commit(bencher, |state, turn| {
        let label = format!("entity.{}", turn % 7);
        edit::relabel(
            state,
            &[id(scatter(turn, ANNOTATIONS)).into()],
            &label,
            STAMP,
        )
    });
}

#[divan::bench(sample_count = 2000)]
fn move_an_edge(bencher: Bencher) {
    commit(bencher, |state, turn| {
        let id = id(scatter(turn, ANNOTATIONS)).into();
        let old = state.annotation(&id)?.extent();
        let start = if turn % 2 == 0 {
            old.start.saturating_sub(1)
        } else {
            old.start
        };
        edit::set_extent(state, &id, start..old.end + 1, STAMP)
    });
}

#[divan::bench(sample_count = 2000)]
fn undo_and_redo(bencher: Bencher) {
    let mut workspace = Workspace::new(state(), History::default());
    let made = edit::annotate(
        workspace.state(),
        NewAnnotation {
            id: "new".into(),
            document: "d".into(),
            fragments: vec![extent(7)],
            label: "entity".to_owned(),
        },
        STAMP,
    );
    let commit = Entry::Commit(made);
    workspace.perform(&commit).expect("it fits");
    bencher.bench_local(|| {
        let undone = workspace.perform(&Entry::Undo).expect("it was done");
        let done = workspace.perform(&Entry::Redo).expect("it was undone");
        (undone, done)
    });
}

#[divan::bench(sample_count = 20)]
fn remove_all(bencher: Bencher) {
    let state = state();
    let all: Vec<_> = state.annotations().map(|a| a.id.clone()).collect();
    let transaction = edit::remove(&state, &all).expect("there are some");
    bencher
        .with_inputs(|| state.clone())
        .bench_local_values(|mut state| state.apply(&transaction));
}

#[divan::bench(sample_count = 20)]
fn open(bencher: Bencher) {
    let project = state().to_project();
    bencher
        .with_inputs(|| project.clone())
        .bench_local_values(State::open);
}

#[divan::bench(sample_count = 20)]
fn to_project(bencher: Bencher) {
    let state = state();
    bencher.bench_local(|| state.to_project());
}

#[divan::bench(sample_count = 20)]
fn write_a_file(bencher: Bencher) {
    let project = state().to_project();
    bencher.bench_local(|| postil::write(&project));
}

#[divan::bench(sample_count = 20)]
fn read_a_file(bencher: Bencher) {
    let project = state().to_project();
    let written = postil::write(&project);
    let bytes = &written.files[0].bytes;
    bencher
        .counter(divan::counter::BytesCount::of_slice(bytes))
        .bench_local(|| postil::read(bytes).expect("it reads"));
}
