//! Linking a mark: to a cluster, or to another mark by a relation.

mod candidates;

use super::frame::Frame;
use super::frame::close_then;
use super::picker::{Choice, Picker, Tick};
use crate::article;
use crate::browser::clock_and_ids;
use crate::commands::tying::new_relation;
use crate::desk::overlay::Tie;
use crate::desk::{Desk, alike, labels};
use crate::ui::form_glyph::Glyph;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use candidates::{Candidate, What};
use leptos::prelude::*;
use postil_core::edit::{self, Meant};
use postil_core::model::{AnnotationId, Cluster, Target, schema::RelationType};
use postil_core::transaction::Transaction;
use std::rc::Rc;
use std::sync::Arc;

/// The steps of linking.
#[derive(Clone, PartialEq)]
enum Step {
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
    let step = ErasedSignal::new(Step::End(tie));
    let text = ErasedSignal::new(String::new());
    let title = step.with_untracked(|step| title(desk, step));
    let quote = desk.peek(|state| {
        let annotation = state.annotation(&id)?;
        Some(crate::desk::labels::snippet(state, annotation, 160))
    });
    let ticked = ErasedSignal::new(Vec::<(What, String)>::new());
    let next = move |to: Step| {
        step.set(to);
        text.set(String::new());
    };
    let own = id.clone();
    let choices = move || {
        text.with(|text| match step.get() {
            Step::End(tie) => ends(desk, &own, &tie, text, ticked, Rc::new(next)),
            Step::Value(kind, target) => values(desk, &own, &kind, &target, text),
        })
    };
    let label = memo(move || step.with(|step| prompt(desk, step)));
    let none = memo(|| t!("No matches.").to_owned());
    ui! {
        <Frame title class="picker-dialog wide">
            <blockquote class="about quote">{quote}</blockquote>
            <p class="stands-for" role="status">{live(move || stands_for(ticked))}</p>
            <Picker label text choices=Arc::new(choices) none />
            {part(move || {
                let is_cluster = step.with(|step| matches!(step, Step::End(Tie::Cluster)));
                is_cluster.then(|| ui! {
                    <p class="picker-foot">
                        <kbd>"Ctrl"</kbd>
                        <kbd>"Enter"</kbd>
                        " "
                        {t!("ticks several that it stands for together")}
                    </p>
                })
            })}
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
        Step::Value(..) => t!("Add a relation").to_owned(),
    }
}

fn prompt(desk: Desk, step: &Step) -> String {
    match step {
        Step::End(Tie::Cluster) => t!("Cluster name, or words of another mark").to_owned(),
        Step::End(tie) => tf!("{}: words of a mark", title(desk, &Step::End(tie.clone()))),
        Step::Value(kind, _) => labels::brief(&kind.title),
    }
}

fn holds(title: &str, typed: &str) -> bool {
    title.to_lowercase().contains(&typed.trim().to_lowercase())
}

/// What the mark can be linked to.
fn ends(
    desk: Desk,
    id: &AnnotationId,
    tie: &Tie,
    text: &str,
    ticked: ErasedSignal<Vec<(What, String)>>,
    next: Next,
) -> Vec<Choice> {
    desk.workspace(|_| ());
    let found = alike::with(desk, |state, index| {
        candidates::candidates(state, index, id, tie, text)
    });
    let kind = match tie {
        Tie::Cluster => None,
        Tie::Relation(kind) => desk.peek(|state| state.schema().relation(kind).cloned()),
    };
    let mut heading = None;
    let choice = |candidate: Candidate| {
        let first = heading.replace(candidate.group) != Some(candidate.group);
        let (id, what, kind) = (id.clone(), candidate.what.clone(), kind.clone());
        let next = next.clone();
        let name = match &candidate.what {
            What::Marks(ids) => desk.peek(|state| alike::name_of_all(state, ids)),
            _ => candidate.words.clone(),
        };
        let tick = match (tie, &candidate.what) {
            (Tie::Relation(_), _) | (_, What::New(_)) => None,
            (Tie::Cluster, own) => {
                let is_own = |(what, _): &(What, String)| what == own;
                let (own, name) = (own.clone(), name.clone());
                Some(Tick {
                    is_on: ticked.with(|ticked| ticked.iter().any(is_own)),
                    toggle: Rc::new(move || {
                        ticked.update(|ticked| {
                            match ticked.iter().position(|(it, _)| *it == own) {
                                Some(at) => drop(ticked.remove(at)),
                                None => ticked.push((own.clone(), name.clone())),
                            }
                        });
                    }),
                })
            }
        };
        let choose: Rc<dyn Fn()> = Rc::new(move || match (&kind, target(&what)) {
            (None, _) => {
                let meant = ticked.with_untracked(|ticked| with(ticked, &what, &name));
                let several = (meant.len() > 1).then(|| stand_for(desk, &id, &meant, &what));
                done(desk, several.unwrap_or_else(|| join(desk, &id, &what)));
            }
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
            tick,
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
        {(!candidate.why.is_empty()).then(|| ui! { <span class="why clip">{candidate.why}</span> })}
    }
}

/// What the mark stands for together, in words.
fn stands_for(ticked: ErasedSignal<Vec<(What, String)>>) -> String {
    let names = ticked.with(|ticked| together(ticked));
    match names.as_str() {
        "" => names,
        names => tf!("Stands for {names}"),
    }
}

/// Names with “and” between them.
fn together(meant: &[(What, String)]) -> String {
    let names: Vec<&str> = meant.iter().map(|(_, name)| name.as_str()).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => tf!("{} and {last}", others.join(", ")),
    }
}

/// What is ticked, with what is chosen unless that is new.
fn with(ticked: &[(What, String)], chosen: &What, name: &str) -> Vec<(What, String)> {
    let mut meant = ticked.to_vec();
    let is_there = meant.iter().any(|(what, _)| what == chosen);
    if !is_there && !matches!(chosen, What::New(_)) {
        meant.push((chosen.clone(), name.to_owned()));
    }
    meant
}

/// Makes the mark stand for several things; what is chosen as new names them together.
fn stand_for(
    desk: Desk,
    id: &AnnotationId,
    meant: &[(What, String)],
    chosen: &What,
) -> Option<Transaction> {
    let fresh = |name: String| Cluster::new(clock_and_ids::new_id('c').into(), name);
    let name = match chosen {
        What::New(name) => name.clone(),
        _ => together(meant),
    };
    desk.peek(|state| {
        let things = meant.iter().filter_map(|(what, _)| {
            let marks = match what {
                What::Cluster(id) => return Some(Meant::Cluster(id.clone())),
                What::Mark(id) => std::slice::from_ref(id),
                What::Marks(ids) => ids.as_slice(),
                What::New(_) => return None,
            };
            let cluster = fresh(alike::name_of_all(state, marks));
            Some(Meant::Marks(marks.to_vec(), Box::new(cluster)))
        });
        edit::stand_for(state, id, &things.collect::<Vec<_>>(), fresh(name))
    })
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
                tick: None,
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
        edit::relate(state, new_relation(stamp, &kind.name, value, from, to))
    })
}

/// Puts the mark and what was chosen into one cluster.
fn join(desk: Desk, id: &AnnotationId, what: &What) -> Option<Transaction> {
    desk.peek(|state| {
        let fresh = |name: String| Cluster::new(clock_and_ids::new_id('c').into(), name);
        // Other marks join the cluster of this one, if it has one.
        let own = |all: &[AnnotationId]| {
            let known = state.cluster_of(id).map(|cluster| cluster.record().clone());
            known.unwrap_or_else(|| fresh(alike::name_of_all(state, all)))
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
