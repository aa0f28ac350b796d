//! What of all that is lacking the list shows.

use crate::desk::lacks::{Kind, words};
use crate::desk::{checks, labels};
use crate::ui::sentence::t;
use crate::views::statusbar::fits;
use postil_core::codebook::{Checks, Found, Lack, Subject};
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::State;

/// Code points of a mark that are shown.
const QUOTE_CHARS: usize = 120;

/// One thing that is lacking.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What, and of what.
    pub found: Found,
    /// The mark to go to.
    pub mark: AnnotationId,
}

impl Item {
    /// Whether a person is to confirm the label of the mark.
    pub fn is_changed(&self) -> bool {
        matches!(self.found.lack, Lack::ToCheck(_))
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The article of the lines below with its number of them; without one, the clusters.
    Heading(Option<DocumentId>, usize),
    /// An item by its number.
    Item(usize),
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// The items that are listed, article by article.
    pub items: Vec<Item>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The marks to confirm, of those listed.
    pub changed: Vec<AnnotationId>,
    /// How many there are in all.
    pub all: usize,
    /// How many of each kind.
    kinds: [usize; Kind::ALL.len()],
}

impl Listed {
    /// How many there are of a kind.
    pub fn of_kind(&self, kind: Kind) -> usize {
        let all = Kind::ALL.iter().zip(self.kinds);
        all.filter(|(one, _)| **one == kind)
            .map(|(_, many)| many)
            .sum()
    }

    /// The first line that is no heading.
    pub fn first_item(&self) -> Option<usize> {
        self.lines
            .iter()
            .position(|line| matches!(line, Line::Item(_)))
    }

    /// The item of a line.
    pub fn item(&self, at: usize) -> Option<&Item> {
        match self.lines.get(at)? {
            Line::Item(number) => self.items.get(*number),
            Line::Heading(..) => None,
        }
    }

    /// The marks to confirm of a line; of a heading, those of the lines below it.
    pub fn changed_in(&self, at: usize) -> Vec<AnnotationId> {
        let many = match self.lines.get(at) {
            Some(Line::Heading(_, many)) => at + 1..at + 1 + many,
            _ => at..at + 1,
        };
        let items = many.filter_map(|at| self.item(at));
        let changed = items.filter(|item| item.is_changed());
        changed.map(|item| item.mark.clone()).collect()
    }
}

/// What an item is about: the title of a label, of a relation or of all clusters, and the words of the
/// text or the name.
pub fn about(state: &State, item: &Item) -> (String, String) {
    let schema = state.schema();
    let quote = || {
        let mark = state.annotation(&item.mark);
        mark.map_or_else(String::new, |mark| {
            labels::snippet(state, mark, QUOTE_CHARS)
        })
    };
    match &item.found.subject {
        Subject::Mark(_) => {
            let mark = state.annotation(&item.mark);
            let title =
                mark.map_or_else(String::new, |mark| labels::brief(schema.title(&mark.label)));
            (title, quote())
        }
        Subject::Relation(id) => {
            let kind = state.relation(id).map(|relation| relation.kind.as_str());
            let kind = kind.unwrap_or_default();
            let title = schema.relation(kind).map_or(kind, |kind| &kind.title);
            (labels::brief(title), quote())
        }
        Subject::Cluster(id) => {
            let name = state
                .cluster(id)
                .map(|cluster| labels::brief(&cluster.record().name));
            (t!("Cluster").to_owned(), name.unwrap_or_default())
        }
    }
}

/// Lists what is of a kind and has the words of a text. O(n) in all that is lacking.
pub fn list(state: &State, checks: &Checks, kind: Option<Kind>, text: &str) -> Listed {
    let mut listed = Listed::default();
    let is_filtered = !text.trim().is_empty();
    let mut add = |document: Option<&DocumentId>, found: &mut dyn Iterator<Item = &Found>| {
        let heading = listed.lines.len();
        for found in found {
            let Some(mark) = checks::mark_of(state, &found.subject) else {
                continue;
            };
            let own = Kind::of(&found.lack);
            listed.all += 1;
            if let Some(at) = Kind::ALL.iter().position(|one| *one == own) {
                listed.kinds[at] += 1;
            }
            let item = Item {
                found: found.clone(),
                mark,
            };
            let is_wanted = kind.is_none_or(|kind| kind == own) && {
                !is_filtered || {
                    let (title, quote) = about(state, &item);
                    fits(&format!("{title} {quote} {}", words(state, found)), text)
                }
            };
            if !is_wanted {
                continue;
            }
            if listed.lines.len() == heading {
                listed.lines.push(Line::Heading(document.cloned(), 0));
            }
            if item.is_changed() {
                listed.changed.push(item.mark.clone());
            }
            listed.lines.push(Line::Item(listed.items.len()));
            listed.items.push(item);
        }
        let below = listed.lines.len().saturating_sub(heading + 1);
        if let Some(Line::Heading(_, many)) = listed.lines.get_mut(heading) {
            *many = below;
        }
    };
    for document in state.documents() {
        let id = &document.meta().id;
        if checks.count(id) > 0 {
            add(Some(id), &mut checks.of(id));
        }
    }
    add(None, &mut checks.clusters().iter());
    listed
}
