//! What becomes of marks in all documents that have their passage, found one document after the other.

use crate::desk::doubts::Doubt;
use postil_core::edit::{self, Carry, Stamp};
use postil_core::model::{AnnotationId, DocumentId, RelationId};
use postil_core::state::State;
use postil_core::transaction::{Op, Transaction};
use postil_propose::reprint::{self, Carried, Outcome, Reprints};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use std::sync::Arc;

/// The most marks that are carried in one go, counted once for each document.
const MOST_MARKS: usize = 5_000;

/// What is to be carried.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The document with the marks.
    pub from: DocumentId,
    /// Where they are, in code points.
    pub range: Range<usize>,
    /// The only one, instead of all.
    pub only: Option<AnnotationId>,
    /// The only document to carry them to, instead of all.
    pub to: Option<DocumentId>,
}

/// A search for places in progress. It is over the state that it began with.
#[derive(Debug)]
pub struct Carrying {
    wanted: Wanted,
    waiting: VecDeque<DocumentId>,
    twins: Vec<Twin>,
    marks: usize,
}

/// What becomes of the marks in one other document.
#[derive(Debug)]
struct Twin {
    to: DocumentId,
    carried: Vec<Carried>,
}

/// What is to be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// Makes all marks that have a certain place.
    pub transaction: Option<Transaction>,
    /// How many it makes.
    pub made: usize,
    /// The documents that get one.
    pub into: Vec<DocumentId>,
    /// All documents that have the passage.
    pub twins: Vec<DocumentId>,
    /// Marks that are there already, that have no place, and those that are in doubt, counted once for each
    /// document.
    pub there: usize,
    pub gone: usize,
    pub doubts: Vec<Doubt>,
    /// Whether there were too many for one go.
    pub is_cut: bool,
}

impl Carrying {
    /// Begins with no place found. O(p) for p places of the passages of the document.
    pub fn begin(found: &Reprints, wanted: Wanted) -> Self {
        let mut others: BTreeSet<&DocumentId> = BTreeSet::new();
        for passage in found.passages_of(&wanted.from) {
            let mut own = passage.places.iter();
            if own.any(|own| own.document == wanted.from && meets(&own.range, &wanted.range)) {
                others.extend(passage.places.iter().map(|place| &place.document));
            }
        }
        others.remove(&wanted.from);
        others.retain(|other| wanted.to.as_ref().is_none_or(|to| to == *other));
        Self {
            waiting: others.into_iter().cloned().collect(),
            wanted,
            twins: Vec::new(),
            marks: 0,
        }
    }

    /// Goes on with the next document, and tells whether there is more to do. O(n log n) for n code points of
    /// the two documents, plus what [`reprint::carry`] costs for each mark of the passages.
    pub fn step(&mut self, state: &State, found: &Reprints) -> bool {
        if self.marks >= MOST_MARKS {
            return false;
        }
        let Some(to) = self.waiting.pop_front() else {
            return false;
        };
        let from = &self.wanted.from;
        let mut all: BTreeMap<AnnotationId, Carried> = BTreeMap::new();
        for shared in found.between(from, &to) {
            if !meets(&shared.here, &self.wanted.range) {
                continue;
            }
            for carried in reprint::carry(state, from, &to, &shared, None) {
                let better = |known: &Carried| rank(&known.outcome) > rank(&carried.outcome);
                let known = all.get(&carried.original);
                if known.is_none_or(better) {
                    all.insert(carried.original.clone(), carried);
                }
            }
        }
        let carried: Vec<Carried> = all.into_values().collect();
        self.marks += carried
            .iter()
            .filter(|one| self.wanted.has(state, one))
            .count();
        self.twins.push(Twin { to, carried });
        !self.waiting.is_empty()
    }

    /// What is to be done with the marks, over the state that their places were found in. O(m log n) for m
    /// marks and their relations, counted once for each document.
    pub fn plan(
        self,
        state: &State,
        stamp: Stamp,
        mut fresh: impl FnMut() -> AnnotationId,
        mut fresh_relation: impl FnMut() -> RelationId,
    ) -> Plan {
        let mut plan = Plan {
            is_cut: !self.waiting.is_empty(),
            ..Plan::default()
        };
        let mut names = Vec::new();
        let mut ops: Vec<Op> = Vec::new();
        for twin in self.twins {
            let Some(document) = state.document(&twin.to) else {
                continue;
            };
            let mut wanted: Vec<Carry> = Vec::new();
            // Relations to what is there already are carried over as well.
            let mut there: Vec<Carry> = Vec::new();
            let mut beside = Vec::new();
            let mut doubts = Vec::new();
            let mut any = false;
            for carried in twin.carried {
                let is_wanted = self.wanted.has(state, &carried);
                any |= is_wanted;
                let mut carry = |fragments: &[Range<usize>]| Carry {
                    original: carried.original.clone(),
                    id: fresh(),
                    fragments: fragments.to_vec(),
                };
                match &carried.outcome {
                    Outcome::Certain(place) if is_wanted => {
                        beside.push((carried.original.clone(), place.fragments.clone()));
                        wanted.push(carry(&place.fragments));
                    }
                    Outcome::There(known) => {
                        plan.there += usize::from(is_wanted);
                        let known = state.annotation(known);
                        let place = known.into_iter().flat_map(|known| &known.fragments);
                        let place: Vec<_> = place.map(|fragment| fragment.range()).collect();
                        there.push(carry(&place));
                        beside.push((carried.original.clone(), place));
                    }
                    Outcome::Gone => plan.gone += usize::from(is_wanted),
                    Outcome::Doubtful(_) if is_wanted => doubts.push(carried),
                    Outcome::Certain(_) | Outcome::Doubtful(_) => {}
                }
            }
            if !any {
                continue;
            }
            let beside: Arc<[_]> = beside.into();
            plan.doubts.extend(doubts.into_iter().filter_map(|carried| {
                let Outcome::Doubtful(candidates) = carried.outcome else {
                    return None;
                };
                Some(Doubt {
                    original: carried.original,
                    to: twin.to.clone(),
                    text: document.text().clone(),
                    candidates,
                    was: carried.was,
                    is: carried.is,
                    beside: beside.clone(),
                })
            }));
            wanted.extend(there);
            let made = edit::carry_to_twin(state, wanted, &twin.to, stamp, &mut fresh_relation);
            if let Some(made) = made {
                let is_mark = |op: &&Op| matches!(op, Op::PutAnnotation(_));
                plan.made += made.ops.iter().filter(is_mark).count();
                plan.into.push(twin.to.clone());
                names.push(made.name);
                ops.extend(made.ops);
            }
            plan.twins.push(twin.to);
        }
        let name = match names.as_slice() {
            [one] => one.clone(),
            many => format!("carry {} marks to {} articles", plan.made, many.len()),
        };
        plan.transaction = (!ops.is_empty()).then(|| Transaction::new(name, ops));
        plan
    }
}

impl Wanted {
    /// Whether a mark is to be carried. O(log n).
    fn has(&self, state: &State, carried: &Carried) -> bool {
        match &self.only {
            Some(only) => carried.original == *only,
            None => {
                let mark = state.annotation(&carried.original);
                mark.is_some_and(|mark| meets(&mark.extent(), &self.range))
            }
        }
    }
}

/// How little is known of a mark in another document.
fn rank(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::There(_) => 0,
        Outcome::Certain(_) => 1,
        Outcome::Doubtful(_) => 2,
        Outcome::Gone => 3,
    }
}

/// Whether a range has a code point in common with another one, which may be a place between two.
pub fn meets(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end.max(other.start + 1) && other.start < one.end
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use postil_core::history::History;
    use postil_core::model::Schema;
    use postil_core::workspace::{Entry, Workspace};
    use serde_json::{Value, json};
    use std::cell::Cell;

    const STAMP: Stamp = Stamp {
        author: "me",
        time: "2024-12-18T09:00:00Z",
    };

    /// An agency text with a few words of its own.
    fn text(fate: &str, held: &str) -> String {
        format!(
            "Officials from ten countries met in the capital on Monday to discuss the {fate} of the frozen \
         reserves, and the envoy Zamir Kabulov said that the talks would go on until a {held} position was \
         found by all sides."
        )
    }

    /// The first of so many documents with one text has these marks, the second one mark on “the capital”.
    fn workspace(many: usize, marks: &[(&str, &str)]) -> Workspace {
        let texts: Vec<String> = (0..many)
            .map(|at| match at {
                0 => text("future", "common"),
                _ => text("fate", "shared"),
            })
            .collect();
        let mark = |id: &str, document: usize, words: &str, label: &str| -> Value {
            let start = texts[document].find(words).unwrap();
            json!({
                "id": id, "document": format!("{document}"), "label": label,
                "fragments": [{ "start": start, "end": start + words.len() }],
            })
        };
        let mut annotations: Vec<Value> = marks
            .iter()
            .map(|(words, label)| mark(words, 0, words, label))
            .collect();
        annotations.push(mark("there", 1, "the capital", "entity.place"));
        let documents = texts.iter().enumerate();
        let documents: Vec<Value> = documents
        .map(|(at, text)| json!({ "id": format!("{at}"), "title": format!("T{at}"), "text": text }))
        .collect();
        let project = json!({
            "name": "",
            "schema": Schema::bundled(),
            "documents": documents,
            "annotations": annotations,
            "relations": [{
                "id": "r", "type": "located-in", "from": "Zamir Kabulov", "to": { "annotation": "the capital" },
            }],
        });
        let state = State::open(serde_json::from_value(project).unwrap()).unwrap();
        Workspace::new(state, History::default())
    }

    const MARKS: [(&str, &str); 4] = [
        ("Zamir Kabulov", "entity.person"),
        ("ten countries", "entity.place"),
        ("the capital", "entity.place"),
        ("common position", "entity.organization"),
    ];

    fn plan(workspace: &Workspace, only: Option<&str>, to: Option<&str>) -> Plan {
        let state = workspace.state();
        let found = Reprints::of(state);
        let wanted = Wanted {
            from: "0".into(),
            range: match only {
                Some(only) => state.annotation(&only.into()).unwrap().extent(),
                None => 0..1000,
            },
            only: only.map(Into::into),
            to: to.map(Into::into),
        };
        let mut carrying = Carrying::begin(&found, wanted);
        while carrying.step(state, &found) {}
        let next = Cell::new(0);
        let id = || {
            next.set(next.get() + 1);
            format!("n{}", next.get())
        };
        carrying.plan(
            state,
            STAMP,
            || id().as_str().into(),
            || id().as_str().into(),
        )
    }

    #[test]
    fn certain_marks_are_made_in_one_step_and_others_told() {
        let mut workspace = workspace(2, &MARKS);
        let plan = plan(&workspace, None, None);
        assert_eq!((plan.made, plan.there, plan.gone), (2, 1, 0));
        assert_eq!(plan.twins, ["1".into()]);
        assert_eq!(plan.doubts.len(), 1);
        let doubt = &plan.doubts[0];
        assert_eq!(
            (&*doubt.was[0], &*doubt.is[0]),
            ("common position", "shared position")
        );
        let transaction = plan.transaction.unwrap();
        assert_eq!(transaction.name, "carry 2 marks to “T1”");
        let before = workspace.state().to_project();
        workspace.perform(&Entry::Commit(transaction)).unwrap();
        // The relation comes along, though its other end was there already.
        let relations = workspace.state().to_project().relations;
        assert_eq!(relations.len(), 2);
        workspace.perform(&Entry::Undo).unwrap();
        assert_eq!(workspace.state().to_project(), before);
    }

    #[test]
    fn one_mark_is_carried_alone_to_all_articles_or_to_one() {
        let workspace = workspace(4, &MARKS);
        let all = plan(&workspace, Some("Zamir Kabulov"), None);
        assert_eq!((all.made, all.there, all.into.len()), (3, 0, 3));
        assert_eq!(all.transaction.unwrap().name, "carry 3 marks to 3 articles");
        let one = plan(&workspace, Some("Zamir Kabulov"), Some("2"));
        assert_eq!((one.made, &one.into), (1, &vec!["2".into()]));
        let known = plan(&workspace, Some("the capital"), Some("1"));
        assert_eq!((known.made, known.there), (0, 1));
        assert!(known.transaction.is_none());
    }

    #[test]
    fn what_no_other_document_has_is_not_carried() {
        let workspace = workspace(2, &MARKS);
        let none = plan(&workspace, Some("there"), None);
        assert!(none.twins.is_empty() && none.transaction.is_none());
    }

    #[test]
    fn one_go_is_bounded() {
        let many = MOST_MARKS / 4 + 3;
        let plan = plan(&workspace(many, &MARKS), None, None);
        assert!(plan.is_cut);
        assert!(plan.twins.len() <= MOST_MARKS / 4 + 1);
    }

    #[test]
    fn a_place_between_two_code_points_meets_what_begins_there() {
        assert!(meets(&(3..6), &(3..3)));
        assert!(meets(&(3..6), &(5..5)));
        assert!(!meets(&(3..6), &(6..6)));
        assert!(!meets(&(3..6), &(0..3)));
        assert!(meets(&(3..6), &(0..4)));
    }
}
