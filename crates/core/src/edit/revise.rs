//! Replaces the text of a document and moves its annotations.

use super::unsettled::{self, List};
use crate::anchor::{Candidate, Found, Piece, Revision, says_the_same};
use crate::json::Json;
use crate::model::{
    Annotation, AnnotationId, CandidatePlace, Context, Document, DocumentId, DocumentMeta,
    Placement, Relation, RelationId, Reworded, Span, Target, Unsettled,
};
use crate::state::{DocumentState, State};
use crate::text::Text;
use crate::transaction::{Op, Transaction};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Counts of what a revision would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prospect {
    /// Words removed from the former text.
    pub removed: usize,
    /// Words added.
    pub added: usize,
    /// Annotations that stay with their surroundings.
    pub kept: usize,
    /// Annotations moved with sufficient confidence.
    pub found: usize,
    /// The lowest confidence among those, in percent; 100 if there are none.
    pub least: usize,
    /// Annotations, of those that stay or move, that cover other words then.
    pub reworded: usize,
    /// Annotations with several possible places.
    pub doubtful: usize,
    /// Annotations without a similar text in the new one.
    pub nowhere: usize,
    /// Ranges of boilerplate that are gone.
    pub boilerplate: usize,
}

/// A revision and its consequences.
#[derive(Clone, Debug, PartialEq)]
pub struct Revised {
    /// The transaction that performs it.
    pub transaction: Transaction,
    /// What it does.
    pub prospect: Prospect,
    /// The annotations that cover other words then, in the order of the text.
    pub rewordings: Vec<Rewording>,
}

/// An annotation that covers other words after a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewording {
    /// The annotation.
    pub annotation: AnnotationId,
    /// The words of each fragment before.
    pub was: Vec<String>,
    /// The words of each fragment now.
    pub is: Vec<String>,
}

/// Replaces the text of a document. Its metadata stays, and so does boilerplate that is still in
/// the text. Annotations with a certain place (see [`anchor`](crate::anchor)) move there;
/// those that cover other words then are noted, for a person to look at. All others are removed,
/// with their relations and clusters, and wait to be placed. `None`: there is no such document, or
/// it has that text already.
///
/// O((n + u) log n) for u unsettled items, plus the cost of [`Revision`].
pub fn revise(state: &State, id: &DocumentId, text: &str) -> Option<Revised> {
    let document = state.document(id)?;
    let text = Text::freeze(text);
    if *document.text() == text {
        return None;
    }
    let revision = Revision::new(document.text(), &text);
    let mut revising = Revising {
        state,
        document,
        revision: &revision,
        prospect: Prospect {
            least: 100,
            ..Prospect::default()
        },
        list: List::default(),
        rewordings: Vec::new(),
    };
    let (mut ops, mut put) = (Vec::new(), Vec::new());
    let (relations, carried) = revising.annotations(&mut ops, &mut put);
    let meta = revising.meta(document.meta(), true);
    revising.unsettled();
    ops.push(Op::RemoveDocument(id.clone()));
    ops.push(Op::InsertDocument {
        at: state.document_index(id)?,
        document: Box::new(Document::new(meta, text.as_str())),
    });
    ops.append(&mut put);
    let stays = |end: &AnnotationId| match state.annotation(end) {
        Some(annotation) => annotation.document != *id || carried.contains(end),
        None => false,
    };
    for relation in relations.into_values() {
        let whole = stays(&relation.from)
            && match &relation.to {
                Target::Annotation(to) => stays(to),
                Target::Cluster(_) => true,
            };
        if whole {
            ops.push(Op::PutRelation(Box::new(relation.clone())));
        }
    }
    let Revising {
        mut prospect,
        list,
        rewordings,
        ..
    } = revising;
    list.put(state, &mut ops);
    (prospect.removed, prospect.added) = revision.words();
    let name = format!("revise “{}”", document.meta().title);
    Some(Revised {
        transaction: Transaction::new(name, ops),
        prospect,
        rewordings,
    })
}

struct Revising<'a> {
    state: &'a State,
    document: &'a DocumentState,
    revision: &'a Revision<'a>,
    prospect: Prospect,
    list: List,
    rewordings: Vec<Rewording>,
}

type Relations<'a> = BTreeMap<&'a RelationId, &'a Relation>;

impl<'a> Revising<'a> {
    /// Adds operations that remove all annotations to `ops`, and operations that restore those with
    /// a certain place to `put`. Returns the removed relations and the restored annotations.
    fn annotations(
        &mut self,
        ops: &mut Vec<Op>,
        put: &mut Vec<Op>,
    ) -> (Relations<'a>, BTreeSet<AnnotationId>) {
        let state = self.state;
        let own: Vec<&Annotation> = self
            .document
            .order()
            .iter()
            .filter_map(|slot| state.at(*slot))
            .collect();
        let mut relations = Relations::new();
        let (mut leaving, mut joining, mut removed) = (Vec::new(), Vec::new(), Vec::new());
        let mut carried = BTreeSet::new();
        let mut noted = noted(state);
        for annotation in own {
            let before = noted.remove(&annotation.id);
            for (value, _) in before.iter().flatten() {
                self.list.remove(value);
            }
            relations.extend(
                state
                    .relations_of(&annotation.id)
                    .map(|relation| (&relation.id, relation)),
            );
            let home = state.cluster_of(&annotation.id).map(|home| home.record());
            let member = |cluster| Op::SetCluster {
                annotation: annotation.id.clone(),
                cluster,
            };
            leaving.extend(home.map(|_| member(None)));
            removed.push(Op::RemoveAnnotation(annotation.id.clone()));
            let found = self.find(annotation);
            match certain(&found) {
                Some(place) => {
                    self.count(place);
                    let before = before.and_then(|items| items.into_iter().next());
                    self.reword(annotation, place, before.map(|(_, reworded)| reworded));
                    carried.insert(annotation.id.clone());
                    put.push(Op::PutAnnotation(Box::new(moved(
                        annotation,
                        &place.fragments,
                    ))));
                    joining.extend(home.map(|home| member(Some(home.id.clone()))));
                }
                None => {
                    let mut lost = self.lost(annotation, &found);
                    lost.cluster = home.map(|home| Box::new(home.clone()));
                    lost.relations = state.relations_of(&annotation.id).cloned().collect();
                    self.list.add(&Unsettled::Placement(Box::new(lost)));
                }
            }
        }
        ops.extend(relations.keys().map(|id| Op::RemoveRelation((*id).clone())));
        ops.append(&mut leaving);
        // From the end, which moves the least within the flat list.
        ops.extend(removed.into_iter().rev());
        put.append(&mut joining);
        (relations, carried)
    }

    fn find(&self, annotation: &Annotation) -> Found {
        let ranges: Vec<_> = annotation.fragments.iter().map(|f| f.range()).collect();
        self.revision.find(&ranges)
    }

    fn count(&mut self, place: &Candidate) {
        let percent = percent(place.confidence);
        match percent {
            100 => self.prospect.kept += 1,
            _ => self.prospect.found += 1,
        }
        self.prospect.least = self.prospect.least.min(percent);
    }

    /// Notes an annotation whose words change. `before` is what was noted at an earlier revision,
    /// and stays until the annotation covers these words again or a person has looked at it.
    fn reword(&mut self, annotation: &Annotation, place: &Candidate, before: Option<Reworded>) {
        let words = |text: &Text, ranges: &mut dyn Iterator<Item = Range<usize>>| -> Vec<String> {
            ranges.map(|range| text.slice(range).to_owned()).collect()
        };
        let old = &mut annotation.fragments.iter().map(|f| f.range());
        let was = words(self.document.text(), old);
        let is = words(self.revision.text(), &mut place.fragments.iter().cloned());
        let differ = |was: &[String]| was.iter().zip(&is).any(|(was, is)| !says_the_same(was, is));
        let differs = differ(&was);
        let first = before.map_or_else(|| was.clone(), |before| before.was);
        if differ(&first) {
            self.list.add(&Unsettled::Reworded(Box::new(Reworded {
                annotation: annotation.id.clone(),
                was: first,
            })));
        }
        if differs {
            self.prospect.reworded += 1;
            self.rewordings.push(Rewording {
                annotation: annotation.id.clone(),
                was,
                is,
            });
        }
    }

    /// Makes a placement of an annotation.
    fn lost(&mut self, annotation: &Annotation, found: &Found) -> Placement {
        if found.candidates.is_empty() {
            self.prospect.nowhere += 1
        } else {
            self.prospect.doubtful += 1
        }
        let mut annotation = annotation.clone();
        let mut contexts = Vec::with_capacity(annotation.fragments.len());
        for fragment in &mut annotation.fragments {
            let piece = Piece::of(self.document.text(), fragment.range());
            fragment.quote = piece.quote;
            contexts.push(Context {
                before: piece.before,
                after: piece.after,
            });
        }
        Placement {
            annotation,
            contexts,
            candidates: candidates(found),
            cluster: None,
            relations: Vec::new(),
        }
    }

    /// The metadata of the document, with its boilerplate moved.
    fn meta(&mut self, meta: &DocumentMeta, counted: bool) -> DocumentMeta {
        let mut next = meta.clone();
        next.boilerplate.clear();
        for span in &meta.boilerplate {
            let reached = next.boilerplate.last().map_or(0, |last| last.end);
            let place = self.revision.follow_at_all(span.start..span.end);
            match place.filter(|place| reached <= place.start) {
                Some(place) => next.boilerplate.push(Span {
                    extra: span.extra.clone(),
                    ..Span::from(place)
                }),
                None if counted => self.prospect.boilerplate += 1,
                None => {}
            }
        }
        next
    }

    /// Moves the unsettled items about the document.
    fn unsettled(&mut self) {
        let id = &self.document.meta().id;
        for (value, item) in unsettled::items(self.state) {
            let next = match item {
                Unsettled::Annotation(version) if version.document == *id => {
                    if !self.state.accepts(&version) {
                        continue;
                    }
                    // A version equal to its record moves with that; two equal placements would be one.
                    if self.state.annotation(&version.id) == Some(&version) {
                        self.list.remove(value);
                        continue;
                    }
                    let found = self.find(&version);
                    match certain(&found) {
                        Some(place) => {
                            Unsettled::Annotation(Box::new(moved(&version, &place.fragments)))
                        }
                        None => Unsettled::Placement(Box::new(self.lost(&version, &found))),
                    }
                }
                Unsettled::Document(version) if version.id == *id => {
                    Unsettled::Document(Box::new(self.meta(&version, false)))
                }
                Unsettled::Placement(mut placement) if placement.annotation.document == *id => {
                    let best = placement.candidates.first();
                    let start = best.and_then(|best| Some(best.fragments.first()?.start));
                    let near = self.revision.near(start.unwrap_or_default());
                    let found = self.revision.find_pieces(&pieces(&placement), near);
                    placement.candidates = candidates(&found);
                    Unsettled::Placement(placement)
                }
                _ => continue,
            };
            if next.to_json() != *value {
                self.list.remove(value);
                self.list.add(&next);
            }
        }
    }
}

/// What is noted about annotations with changed words, as stored and as parsed.
fn noted(state: &State) -> BTreeMap<AnnotationId, Vec<(&Value, Reworded)>> {
    let mut noted: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (value, item) in unsettled::items(state) {
        if let Unsettled::Reworded(reworded) = item {
            let items = noted.entry(reworded.annotation.clone()).or_default();
            items.push((value, *reworded));
        }
    }
    noted
}

/// The certain place, if any.
fn certain(found: &Found) -> Option<&Candidate> {
    found.candidates.first().filter(|_| found.sure)
}

/// An annotation moved to other ranges.
pub(super) fn moved(annotation: &Annotation, to: &[Range<usize>]) -> Annotation {
    let mut next = annotation.clone();
    let extras = annotation.fragments.iter().map(|fragment| &fragment.extra);
    let mut extras = extras.cloned().collect::<Vec<_>>().into_iter();
    next.fragments = to
        .iter()
        .map(|range| crate::model::Fragment {
            extra: extras.next().unwrap_or_default(),
            ..crate::model::Fragment::new(range.clone())
        })
        .collect();
    next
}

/// Converts to percent; only full certainty gives 100.
fn percent(confidence: f64) -> usize {
    let percent = (confidence * 100.0 + 1e-6).floor();
    percent.clamp(0.0, 100.0) as usize
}

fn candidates(found: &Found) -> Vec<CandidatePlace> {
    let candidates = found.candidates.iter().map(|candidate| CandidatePlace {
        fragments: candidate
            .fragments
            .iter()
            .cloned()
            .map(Span::from)
            .collect(),
        confidence: percent(candidate.confidence),
    });
    candidates.collect()
}

/// The marked text of a placement.
fn pieces(placement: &Placement) -> Vec<Piece> {
    let mut contexts = placement.contexts.iter();
    let pieces = placement.annotation.fragments.iter().map(|fragment| {
        let context = contexts.next();
        Piece {
            quote: fragment.quote.clone(),
            before: context.map_or_else(String::new, |context| context.before.clone()),
            after: context.map_or_else(String::new, |context| context.after.clone()),
        }
    });
    pieces.collect()
}

#[cfg(test)]
mod tests;
