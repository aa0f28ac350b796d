//! Marks that were carried over to another article and are in doubt there, for a person to decide. Nothing of
//! it is in the project. It belongs to the later part of the program.

use super::Desk;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_core::anchor::Candidate;
use postil_core::edit::{Carry, twin};
use postil_core::model::{Annotation, AnnotationId, DocumentId, Fragment};
use postil_core::state::State;
use postil_core::text::Text;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A mark that may be in one of several places of another document, or covers other words there.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// The mark.
    pub original: AnnotationId,
    /// The other document.
    pub to: DocumentId,
    /// Its text when the places were found.
    pub text: Text,
    /// Where the mark could be, best first.
    pub candidates: Vec<Candidate>,
    /// The words of the mark, if those at the best place differ.
    pub was: Vec<String>,
    /// Those at the best place.
    pub is: Vec<String>,
    /// What else of the passage has its place there: its relations to these are carried over too.
    pub beside: Arc<[(AnnotationId, Vec<Range<usize>>)]>,
}

impl Doubt {
    /// Whether it is still to be decided: the mark is there, the other text is the same, and nothing was
    /// carried to one of the places. O(log n) for each place.
    fn is_open(&self, state: &State) -> bool {
        let document = state.document(&self.to);
        document.is_some_and(|document| *document.text() == self.text)
            && state.annotation(&self.original).is_some()
            && !self
                .candidates
                .iter()
                .any(|place| is_there(state, &self.original, &self.to, &place.fragments))
    }

    /// What carries the mark to a place.
    pub fn carry(&self, place: &[Range<usize>], id: AnnotationId) -> Carry {
        Carry {
            original: self.original.clone(),
            id,
            fragments: place.to_vec(),
        }
    }

    /// What the mark may be related to there, which is carried with it to be known, and not made again. O(m log
    /// n) for m marks of the passage.
    pub fn beside(&self, state: &State, mut fresh: impl FnMut() -> AnnotationId) -> Vec<Carry> {
        let there = self.beside.iter();
        let there = there.filter(|(id, place)| is_there(state, id, &self.to, place));
        let carry = there.map(|(original, place)| Carry {
            original: original.clone(),
            id: fresh(),
            fragments: place.clone(),
        });
        carry.collect()
    }
}

/// Whether a document has a mark like another one in a place.
fn is_there(
    state: &State,
    original: &AnnotationId,
    document: &DocumentId,
    place: &[Range<usize>],
) -> bool {
    let Some(original) = state.annotation(original) else {
        return false;
    };
    let fragments = place.iter().cloned().map(Fragment::new).collect();
    let (id, label) = (original.id.clone(), original.label.clone());
    twin(
        state,
        &Annotation::new(id, document.clone(), label, fragments),
    )
    .is_some()
}

/// What is in doubt; a copy is the same.
#[derive(Clone, Copy)]
pub struct Doubts {
    /// All that were found together.
    pub all: ErasedSignal<Arc<[Doubt]>>,
    /// The numbers of those that a person left.
    pub left: ErasedSignal<BTreeSet<usize>>,
    /// Whether the list of shared copy is open again afterwards.
    pub back: ErasedSignal<bool>,
}

thread_local! {
    /// Belongs to no component, so that it outlives the dialogs.
    static DOUBTS: (Owner, Doubts) = {
        let owner = Owner::new_root(None);
        let doubts = owner.with(|| Doubts {
            all: ErasedSignal::new(Arc::default()),
            left: ErasedSignal::new(BTreeSet::new()),
            back: ErasedSignal::new(false),
        });
        (owner, doubts)
    };
}

/// What is in doubt in the page.
pub fn doubts() -> Doubts {
    DOUBTS.with(|(_, doubts)| *doubts)
}

impl Doubts {
    /// Asks about other marks from now on.
    pub fn ask(self, all: Vec<Doubt>, back: bool) {
        self.left.set(BTreeSet::new());
        self.back.set(back);
        self.all.set(all.into());
    }

    /// Those that are still to be decided, by number; tracked. O(n log n).
    pub fn open(self, desk: Desk) -> Vec<usize> {
        let all = self.all.get();
        let left = self.left.get();
        desk.with(|state| still_open(state, &all, &left))
    }

    /// Those that are still to be decided, by number; untracked.
    pub fn open_now(self, desk: Desk) -> Vec<usize> {
        let (all, left) = (self.all.get_untracked(), self.left.get_untracked());
        desk.peek(|state| still_open(state, &all, &left))
    }

    /// One of them; untracked.
    pub fn get(self, number: usize) -> Option<Doubt> {
        self.all.with_untracked(|all| all.get(number).cloned())
    }
}

fn still_open(state: &State, all: &[Doubt], left: &BTreeSet<usize>) -> Vec<usize> {
    let numbered = all.iter().enumerate();
    let open = numbered.filter(|(at, doubt)| !left.contains(at) && doubt.is_open(state));
    open.map(|(at, _)| at).collect()
}
