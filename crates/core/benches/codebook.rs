//! What changes and checks of a codebook cost: 500 labels, and 50,000 annotations in 500 documents.
use divan::Bencher;
use postil_core::codebook::{Checks, Item, Rules, compare, uses};
use postil_core::edit::codebook::{self, Edit};
use postil_core::edit::{self, Stamp};
use postil_core::history::History;
use postil_core::model::schema::{AttributeKind, AttributeType, Label, Layer, RelationType};
use postil_core::model::{
    Annotation, Attributes, Codebook, Document, DocumentMeta, Fragment, Header, Project, Relation,
    Schema, Target,
};
use postil_core::state::State;
use postil_core::workspace::{Entry, Workspace};

const LABELS: usize = 500;
const DOCUMENTS: usize = 500;
const IN_DOCUMENT: usize = 100;
const STAMP: Stamp = Stamp {
    author: "a1",
    time: "2024-12-18T09:00:00.000Z",
};

fn main() {
    divan::main();
}

fn schema() -> Schema {
    let label = |n: usize| Label {
        name: format!("l{n}"),
        title: format!("Label {n}"),
        description: "What is named by its proper name. ".repeat(5),
        ..Label::default()
    };
    let attribute = |name: &str, kind: AttributeKind, labels: &[&str]| AttributeType {
        name: name.to_owned(),
        title: name.to_owned(),
        kind,
        values: vec!["name".to_owned(), "pronoun".to_owned()],
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        required: true,
        ..AttributeType::default()
    };
    Schema {
        layers: vec![Layer {
            name: "entity".to_owned(),
            title: "Entity".to_owned(),
            labels: (0..LABELS).map(label).collect(),
            attributes: vec![
                attribute("mention", AttributeKind::Choice, &[]),
                attribute("value", AttributeKind::Date, &["l1", "l2"]),
            ],
            ..Layer::default()
        }],
        relations: vec![RelationType {
            name: "via".to_owned(),
            title: "Via".to_owned(),
            from: vec!["entity.l3".to_owned()],
            to: vec!["entity".to_owned()],
            required: true,
            ..RelationType::default()
        }],
        ..Schema::default()
    }
}

fn project() -> Project {
    let line = "Moscow’s envoy met them in Kabul, an agency said. ";
    let text: String = line.chars().cycle().take(2_000).collect();
    let document = |n: usize| {
        let meta = DocumentMeta::new(format!("d{n}").into(), "Long");
        Document::new(meta, text.clone())
    };
    let all = DOCUMENTS * IN_DOCUMENT;
    let annotation = |n: usize| {
        let at = n % IN_DOCUMENT * 15;
        let mut mark = Annotation::new(
            format!("{n:010x}").into(),
            format!("d{}", n / IN_DOCUMENT).into(),
            format!("entity.l{}", n * 7 % LABELS),
            vec![Fragment::new(at..at + 9)],
        );
        if !n.is_multiple_of(4) {
            mark.attributes = Attributes::from_iter([("mention".to_owned(), "name".into())]);
        }
        mark
    };
    let relation = |n: usize| {
        let end = |n: usize| format!("{:010x}", n % all);
        let to = Target::Annotation(end(n * 5 + 1).as_str().into());
        Relation::new(
            format!("r{n}").into(),
            "via",
            end(n * 5).as_str().into(),
            to,
        )
    };
    Project {
        header: Header::new("Long"),
        schema: schema(),
        documents: (0..DOCUMENTS).map(document).collect(),
        annotations: (0..all).map(annotation).collect(),
        relations: (0..all / 5).map(relation).collect(),
        ..Project::default()
    }
}

fn state() -> State {
    State::open(project()).expect("it opens")
}

/// Makes an edit and applies it to a copy of the project.
fn apply(bencher: Bencher, make: impl Fn(&State) -> Edit) {
    let state = state();
    bencher
        .with_inputs(|| state.clone())
        .bench_local_values(|mut state| {
            let edit = make(&state)
                .expect("it can be made")
                .expect("it does something");
            (state.apply(&edit).expect("it fits"), state)
        });
}

#[divan::bench(sample_count = 20)]
fn rename_a_label(bencher: Bencher) {
    let item = Item::Label("entity.l7".to_owned());
    apply(bencher, |state| {
        codebook::rename(state, &item, "new", STAMP)
    });
}

#[divan::bench(sample_count = 20)]
fn rename_the_layer(bencher: Bencher) {
    let item = Item::Layer("entity".to_owned());
    apply(bencher, |state| {
        codebook::rename(state, &item, "new", STAMP)
    });
}

#[divan::bench(sample_count = 20)]
fn merge_two_labels(bencher: Bencher) {
    apply(bencher, |state| {
        codebook::merge_labels(state, "entity.l7", "entity.l8", STAMP)
    });
}

#[divan::bench(sample_count = 20)]
fn change_the_meaning_of_the_layer(bencher: Bencher) {
    let item = Item::Layer("entity".to_owned());
    apply(bencher, |state| {
        codebook::meaning_changed(state, &item, STAMP)
    });
}

/// A letter of a rule, with what the journal writes.
#[divan::bench(sample_count = 200)]
fn type_a_letter(bencher: Bencher) {
    let mut workspace = Workspace::new(state(), History::default());
    let mut label = workspace.state().schema().layers[0].labels[7].clone();
    bencher.bench_local(|| {
        label.description.push('x');
        let edit = codebook::put_label(workspace.state(), "entity", label.clone(), STAMP);
        let edit = edit.expect("it can be made").expect("it does something");
        let entry = Entry::Commit(edit);
        let written = postil_core::json::to_vec(&entry);
        (workspace.perform(&entry).expect("it fits"), written)
    });
}

#[divan::bench(sample_count = 20)]
fn count_the_uses_of_the_layer(bencher: Bencher) {
    let state = state();
    bencher.bench_local(|| uses(&state, &Item::Layer("entity".to_owned())));
}

#[divan::bench(sample_count = 20)]
fn compare_two_codebooks(bencher: Bencher) {
    let codebook = |schema| Codebook {
        schema,
        guidelines: "One\n\n".repeat(1000),
    };
    let (before, mut after) = (codebook(schema()), codebook(schema()));
    after.schema.layers[0].labels.reverse();
    bencher.bench_local(|| compare(&before, &after));
}

#[divan::bench(sample_count = 20)]
fn check_the_project(bencher: Bencher) {
    let state = state();
    bencher.bench_local(|| Checks::new(&state));
}

/// 100 annotations, with the preparation of the schema.
#[divan::bench(sample_count = 200)]
fn check_a_document(bencher: Bencher) {
    let state = state();
    let document = &state.documents()[7];
    bencher.bench_local(|| Rules::new(state.schema()).document(&state, document));
}

/// One annotation gets another label.
#[divan::bench(sample_count = 200)]
fn follow_a_change(bencher: Bencher) {
    let mut workspace = Workspace::new(state(), History::default());
    let mut checks = Checks::new(workspace.state());
    let ids = [workspace
        .state()
        .annotations()
        .next()
        .expect("there are some")
        .id
        .clone()];
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let label = format!("entity.l{}", turn % LABELS);
        let edit = edit::relabel(workspace.state(), &ids, &label, STAMP).expect("another label");
        let done = workspace.perform(&Entry::Commit(edit)).expect("it fits");
        checks.follow(workspace.state(), &done.expect("it changes something"));
    });
}

/// A relation is added or removed, after which all relations are checked.
#[divan::bench(sample_count = 50)]
fn follow_a_relation(bencher: Bencher) {
    let mut workspace = Workspace::new(state(), History::default());
    let mut checks = Checks::new(workspace.state());
    let edit = edit::unrelate(workspace.state(), &"r7".into()).expect("it is there");
    workspace.perform(&Entry::Commit(edit)).expect("it fits");
    bencher.bench_local(|| {
        for entry in [Entry::Undo, Entry::Redo] {
            let done = workspace.perform(&entry).expect("it fits");
            checks.follow(workspace.state(), &done.expect("there is a step"));
        }
    });
}
