//! Linking a mark: to a cluster, or to another mark by a relation.

mod candidates;

use super::frame::Frame;
use super::frame::close_then;
use super::picker::{Choice, Picker};
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::overlay::Tie;
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::ui;
use candidates::{Candidate, What};
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{AnnotationId, Cluster, Relation, Target, schema::RelationType};
use postil_core::transaction::Transaction;
use std::rc::Rc;
use std::sync::Arc;

/// The steps of linking.
#[derive(Clone, PartialEq)]
enum Step {
    /// Choose the kind of relation.
    Kind,
    /// Choose what to link the mark to.
    End(Tie),
    /// Choose the value of the relation, for example the role of a `role`.
    Value(Box<RelationType>, Target),
}

/// Goes on to the next step.
type Next = Rc<dyn Fn(Step)>;

/// The dialog that links a mark.
#[component]
pub fn Link(id: AnnotationId, tie: Tie) -> AnyView {
    let desk = Desk::here();
    let first = match tie {
        Tie::Relation(kind) if kind.is_empty() => Step::Kind,
        tie => Step::End(tie),
    };
    let step = ErasedSignal::new(first);
    let text = ErasedSignal::new(String::new());
    let title = step.with_untracked(|step| title(desk, step));
    let quote = desk.peek(|state| {
        let annotation = state.annotation(&id)?;
        Some(crate::desk::labels::snippet(state, annotation, 160))
    });
    let next = move |to: Step| {
        step.set(to);
        text.set(String::new());
    };
    let own = id.clone();
    let choices = move || {
        text.with(|text| match step.get() {
            Step::Kind => kinds(desk, &own, text, Rc::new(next)),
            Step::End(tie) => ends(desk, &own, &tie, text, Rc::new(next)),
            Step::Value(kind, target) => values(desk, &own, &kind, &target, text),
        })
    };
    let label = memo(move || step.with(|step| prompt(desk, step)));
    let none = memo(|| t!("No matches.").to_owned());
    ui! {
        <Frame title class="picker-dialog wide">
            <blockquote class="about quote">{quote}</blockquote>
            <Picker label text choices=Arc::new(choices) none />
        </Frame>
    }
}

fn title(desk: Desk, step: &Step) -> String {
    match step {
        Step::End(Tie::Cluster) => t!("Link to a cluster").to_owned(),
        Step::End(Tie::Relation(kind)) => {
            let title = desk.peek(|state| {
                state
                    .schema()
                    .relation(kind)
                    .map(|k| labels::brief(&k.title))
            });
            title.unwrap_or_else(|| labels::brief(kind))
        }
        Step::Kind | Step::Value(..) => t!("Add a relation").to_owned(),
    }
}

fn prompt(desk: Desk, step: &Step) -> String {
    match step {
        Step::Kind => t!("Kind of relation").to_owned(),
        Step::End(Tie::Cluster) => t!("Cluster name, or words of another mark").to_owned(),
        Step::End(tie) => tf!("{}: words of a mark", title(desk, &Step::End(tie.clone()))),
        Step::Value(kind, _) => labels::brief(&kind.title),
    }
}

fn holds(title: &str, typed: &str) -> bool {
    title.to_lowercase().contains(&typed.trim().to_lowercase())
}

/// The kinds of relation that can begin at the mark.
fn kinds(desk: Desk, id: &AnnotationId, text: &str, next: Next) -> Vec<Choice> {
    desk.with(|state| {
        let Some(annotation) = state.annotation(id) else {
            return Vec::new();
        };
        let kinds = state.schema().relations.iter();
        kinds
            .filter(|kind| kind.starts_at(&annotation.label) && holds(&kind.title, text))
            .map(|kind| {
                let tie = Tie::Relation(kind.name.clone());
                let next = next.clone();
                Choice {
                    heading: None,
                    body: ui! { <span>{labels::brief(&kind.title)}</span> }.into_any(),
                    choose: Rc::new(move || next(Step::End(tie.clone()))),
                }
            })
            .collect()
    })
}

/// What the mark can be linked to.
fn ends(desk: Desk, id: &AnnotationId, tie: &Tie, text: &str, next: Next) -> Vec<Choice> {
    let found = desk.with(|state| candidates::candidates(state, id, tie, text));
    let kind = match tie {
        Tie::Cluster => None,
        Tie::Relation(kind) => desk.peek(|state| state.schema().relation(kind).cloned()),
    };
    let mut heading = None;
    let choice = |candidate: Candidate| {
        let first = heading.replace(candidate.group) != Some(candidate.group);
        let (id, what, kind) = (id.clone(), candidate.what.clone(), kind.clone());
        let next = next.clone();
        let choose: Rc<dyn Fn()> = Rc::new(move || match (&kind, target(&what)) {
            (None, _) => done(desk, join(desk, &id, &what)),
            (Some(kind), Some(to)) if !kind.values.is_empty() => {
                next(Step::Value(Box::new(kind.clone()), to));
            }
            (Some(kind), Some(to)) => done(desk, relate(desk, &id, kind, to, "")),
            (Some(_), None) => {}
        });
        Choice {
            heading: first.then(|| (candidate.group.to_owned(), String::new())),
            body: body(candidate),
            choose,
        }
    };
    found.into_iter().map(choice).collect()
}

fn body(candidate: Candidate) -> AnyView {
    let is_quote = matches!(candidate.what, What::Mark(_));
    ui! {
        {candidate.look.map(|look| ui! { <Glyph look /> })}
        <span class="clip" class:quote=is_quote>
            {candidate.words}
        </span>
        <span class="from clip">{candidate.from}</span>
    }
}

/// The values of a relation, and no value.
fn values(
    desk: Desk,
    id: &AnnotationId,
    kind: &RelationType,
    to: &Target,
    text: &str,
) -> Vec<Choice> {
    let listed = kind
        .values
        .iter()
        .map(|value| (value.clone(), value.clone()));
    let all = listed.chain([(String::new(), t!("Not stated").to_owned())]);
    all.filter(|(_, title)| holds(title, text))
        .map(|(value, title)| {
            let (id, kind, to) = (id.clone(), kind.clone(), to.clone());
            Choice {
                heading: None,
                body: ui! { <span class="value">{labels::brief(&title)}</span> }.into_any(),
                choose: Rc::new(move || {
                    done(desk, relate(desk, &id, &kind, to.clone(), &value));
                }),
            }
        })
        .collect()
}

fn target(what: &What) -> Option<Target> {
    match what {
        What::Cluster(id) => Some(Target::Cluster(id.clone())),
        What::Mark(id) => Some(Target::Annotation(id.clone())),
        What::Marks(_) | What::New(_) => None,
    }
}

fn relate(
    desk: Desk,
    from: &AnnotationId,
    kind: &RelationType,
    to: Target,
    value: &str,
) -> Option<Transaction> {
    desk.stamped(|state, stamp| {
        edit::relate(
            state,
            Relation {
                value: value.to_owned(),
                author: stamp.author.to_owned(),
                created: stamp.time.to_owned(),
                ..Relation::new(
                    clock_and_ids::new_id('r').into(),
                    &kind.name,
                    from.clone(),
                    to,
                )
            },
        )
    })
}

/// Puts the mark and what was chosen into one cluster.
fn join(desk: Desk, id: &AnnotationId, what: &What) -> Option<Transaction> {
    desk.peek(|state| {
        let fresh = |name: String| Cluster::new(clock_and_ids::new_id('c').into(), name);
        // Other marks join the cluster of this one, if it has one.
        let own = |all: &[AnnotationId]| {
            let known = state.cluster_of(id).map(|cluster| cluster.record().clone());
            known.unwrap_or_else(|| fresh(candidates::name_of_all(state, all)))
        };
        let (joining, cluster) = match what {
            What::Cluster(cluster) => (vec![id.clone()], state.cluster(cluster)?.record().clone()),
            What::New(name) => (vec![id.clone()], fresh(name.clone())),
            What::Mark(other) => {
                let both = vec![id.clone(), other.clone()];
                let cluster = own(&both);
                (both, cluster)
            }
            What::Marks(others) => {
                let mut all = vec![id.clone()];
                all.extend(others.iter().cloned());
                let cluster = own(&all);
                (all, cluster)
            }
        };
        edit::join(state, &joining, cluster)
    })
}

/// Commits the link, and returns to the article.
fn done(desk: Desk, transaction: Option<Transaction>) {
    match transaction {
        None => desk.announce(t!("Already linked.")),
        Some(transaction) => {
            let name = transaction.name.clone();
            if desk.commit(transaction) {
                desk.announce(tf!("Done: {name}."));
            }
        }
    }
    close_then(desk, article::focus);
}
