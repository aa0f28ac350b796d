//! The candidates in the making.

use super::typed::Typed;
use super::{Candidate, Fit, MAX_EXAMPLES, Partner};
use crate::likeness::{Entry, Index, Likeness, Reason, Symbol};
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::{ClusterState, State};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Mentions whose cluster is looked up, so that a word that is everywhere does not take long.
const MAX_LOOKUPS: usize = 20_000;
/// The same for what fits typed text; the names of clusters are all looked at.
const MAX_TYPED: usize = 5_000;
/// Reasons that are kept of a candidate.
const MAX_REASONS: usize = 3;
/// Marks of the document on either side that fill up the list.
const NEAR: usize = 12;
/// Members of a cluster that are looked at to tell its layer.
const OF_LAYER: usize = 2;

/// What a mention can be put together with: a cluster, or the loose annotations with a label and words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot<'a> {
    Cluster(&'a ClusterId),
    Loose(Symbol, Symbol),
}

/// What speaks for a slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Case {
    /// The reasons by their scores, the strongest first.
    reasons: Vec<(f64, Reason)>,
    fit: Option<Fit>,
    /// Its mentions that are alike, with their scores.
    examples: Vec<(f64, AnnotationId)>,
    /// The loose annotations.
    loose: Vec<AnnotationId>,
}

impl Case {
    pub(super) fn score(&self) -> f64 {
        self.reasons.first().map_or(0.0, |(score, _)| *score)
    }

    fn add(&mut self, score: f64, reason: Reason) {
        match self.reasons.iter_mut().find(|(_, known)| *known == reason) {
            Some(known) => known.0 = known.0.max(score),
            None => self.reasons.push((score, reason)),
        }
        self.reasons
            .sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.reasons.truncate(MAX_REASONS);
    }
}

/// The candidates in the making.
pub(super) struct Pool<'a> {
    pub(super) state: &'a State,
    pub(super) index: &'a Index,
    pub(super) own: &'a Annotation,
    /// The entry of the mention, and its number.
    pub(super) entry: Option<(u32, &'a Entry)>,
    own_cluster: Option<&'a ClusterId>,
    clusters: Vec<&'a ClusterState>,
    cases: BTreeMap<Slot<'a>, Case>,
    /// Entries whose mentions are in the cases already.
    placed: BTreeSet<u32>,
    lookups: usize,
}

impl<'a> Pool<'a> {
    pub(super) fn new(state: &'a State, index: &'a Index, own: &'a Annotation) -> Self {
        let own_cluster = state
            .cluster_of(&own.id)
            .map(|cluster| &cluster.record().id);
        let in_layer = |cluster: &&ClusterState| {
            let mut members = cluster.members().iter().take(OF_LAYER);
            members.any(|id| {
                let member = state.annotation(id);
                member.is_some_and(|it| it.layer() == own.layer())
            })
        };
        let others = state
            .clusters()
            .filter(|it| Some(&it.record().id) != own_cluster);
        Self {
            state,
            index,
            own,
            entry: index.entry_of(&own.id),
            own_cluster,
            clusters: others.filter(in_layer).collect(),
            cases: BTreeMap::new(),
            placed: BTreeSet::new(),
            lookups: 0,
        }
    }

    /// The slot of an annotation; `None` for the mention itself and its cluster's.
    fn slot(&self, annotation: &'a AnnotationId, entry: &Entry) -> Option<Slot<'a>> {
        if *annotation == self.own.id {
            return None;
        }
        match self.state.cluster_of(annotation) {
            Some(cluster) => {
                let id = &cluster.record().id;
                (Some(id) != self.own_cluster).then_some(Slot::Cluster(id))
            }
            None => Some(Slot::Loose(entry.label, entry.form.whole)),
        }
    }

    /// Adds what speaks for all mentions of an entry, by its number.
    pub(super) fn add_entry(&mut self, at: u32, score: f64, reason: Reason) {
        self.place(at, |case, annotation| {
            case.add(score, reason);
            if case.examples.len() < MAX_EXAMPLES {
                case.examples.push((score, annotation.clone()));
            }
        });
    }

    fn place(&mut self, at: u32, mut note: impl FnMut(&mut Case, &'a AnnotationId)) {
        let index = self.index;
        let Some(entry) = index.entry(at) else {
            return;
        };
        let is_new = self.placed.insert(at);
        for annotation in &entry.annotations {
            if self.lookups >= MAX_LOOKUPS {
                return;
            }
            self.lookups += 1;
            let Some(slot) = self.slot(annotation, entry) else {
                continue;
            };
            let is_loose = matches!(slot, Slot::Loose(..));
            let case = self.cases.entry(slot).or_default();
            if is_new && is_loose {
                case.loose.push(annotation.clone());
            }
            note(case, annotation);
        }
    }

    /// Adds what speaks for one annotation.
    pub(super) fn add_annotation(
        &mut self,
        annotation: &'a AnnotationId,
        score: f64,
        reason: Reason,
    ) {
        let Some((at, entry)) = self.index.entry_of(annotation) else {
            return;
        };
        let Some(slot) = self.slot(annotation, entry) else {
            return;
        };
        if matches!(slot, Slot::Loose(..)) && !self.placed.contains(&at) {
            self.place(at, |_, _| {});
        }
        let case = self.cases.entry(slot).or_default();
        case.add(score, reason);
        case.examples.push((score, annotation.clone()));
        if case.examples.len() >= 4 * MAX_EXAMPLES {
            case.examples.sort_by(|a, b| b.0.total_cmp(&a.0));
            case.examples.truncate(2 * MAX_EXAMPLES);
        }
    }

    /// Adds what speaks for a cluster.
    pub(super) fn add_cluster(&mut self, cluster: &'a ClusterState, score: f64, reason: Reason) {
        let id = &cluster.record().id;
        if Some(id) != self.own_cluster {
            let case = self.cases.entry(Slot::Cluster(id)).or_default();
            case.add(score, reason);
        }
    }

    /// The clusters with a mention in the layer, without the mention's own.
    pub(super) fn clusters(&self) -> &[&'a ClusterState] {
        &self.clusters
    }

    /// Leaves what typed text fits, and adds what it fits without being alike.
    pub(super) fn fit(&mut self, typed: &Typed) {
        let index = self.index;
        for cluster in &self.clusters {
            let record = cluster.record();
            let forms = index
                .named(&record.id)
                .map_or(&[][..], |it| it.forms.as_slice());
            let symbols = index.symbols();
            let folded = forms
                .iter()
                .filter_map(|form| typed.place_in(symbols.word(form.whole)));
            let latin = forms
                .iter()
                .filter_map(|form| typed.place_in_latin(&form.latin(symbols)));
            if let Some(place) = folded.chain(latin).min() {
                let case = self.cases.entry(Slot::Cluster(&record.id)).or_default();
                case.fit = Some(Fit::of_name(place));
            }
        }
        let layer = self.own.layer();
        let entries = index.entries().iter().enumerate();
        let mut fitting: Vec<(Fit, u32)> = entries
            .filter(|(_, entry)| index.symbols().word(entry.layer) == layer)
            .filter_map(|(at, entry)| {
                let folded = typed.place_in(index.symbols().word(entry.form.whole));
                let latin = || {
                    let name = entry.form.latin(index.symbols());
                    entry
                        .form
                        .foreign
                        .then(|| typed.place_in_latin(&name))
                        .flatten()
                };
                Some((
                    Fit::of_mention(folded.or_else(latin)?),
                    u32::try_from(at).ok()?,
                ))
            })
            .collect();
        fitting.sort_unstable();
        self.lookups = MAX_LOOKUPS.saturating_sub(MAX_TYPED);
        for (fit, at) in fitting {
            self.place(at, |case, annotation| {
                case.fit = Some(case.fit.map_or(fit, |known| known.min(fit)));
                if case.examples.len() < MAX_EXAMPLES {
                    case.examples.push((0.0, annotation.clone()));
                }
            });
        }
        self.cases.retain(|_, case| case.fit.is_some());
    }

    /// Fills the list up to a number.
    pub(super) fn fill(&mut self, limit: usize) {
        if self.cases.len() >= limit {
            return;
        }
        let (state, index) = (self.state, self.index);
        let mut clusters = self.clusters.clone();
        clusters.sort_by_key(|it| (Reverse(it.members().len()), &it.record().id));
        for cluster in clusters.into_iter().take(limit) {
            self.cases
                .entry(Slot::Cluster(&cluster.record().id))
                .or_default();
        }
        let near = state
            .document(&self.own.document)
            .zip(state.slot(&self.own.id));
        let Some((document, slot)) = near else {
            return;
        };
        let at = document.rank(state, slot).unwrap_or_default();
        let range = at.saturating_sub(NEAR)..(at + NEAR).min(document.order().len());
        for slot in document.order().get(range).into_iter().flatten() {
            let other = state
                .at(*slot)
                .filter(|other| other.layer() == self.own.layer());
            if let Some((at, _)) = other.and_then(|other| index.entry_of(&other.id))
                && !self.placed.contains(&at)
            {
                self.place(at, |_, _| {});
            }
        }
    }

    /// The candidates in order, up to a number.
    pub(super) fn ranked(mut self, typed: bool, limit: usize) -> Vec<Candidate> {
        let cases = std::mem::take(&mut self.cases);
        let mut ranked: Vec<(Slot, Case, usize)> = cases
            .into_iter()
            .map(|(slot, case)| {
                let mentions = match &slot {
                    Slot::Cluster(id) => self.state.cluster(id).map_or(0, |it| it.members().len()),
                    Slot::Loose(..) => case.loose.len(),
                };
                (slot, case, mentions)
            })
            .filter(|(.., mentions)| *mentions > 0)
            .collect();
        ranked.sort_by(|(a, one, many), (b, other, more)| {
            let fit = if typed {
                one.fit.cmp(&other.fit)
            } else {
                std::cmp::Ordering::Equal
            };
            let loose = |slot: &Slot| matches!(slot, Slot::Loose(..));
            fit.then_with(|| other.score().total_cmp(&one.score()))
                .then_with(|| loose(a).cmp(&loose(b)))
                .then_with(|| more.cmp(many))
                .then_with(|| one.loose.cmp(&other.loose))
                .then_with(|| a.cmp(b))
        });
        ranked.truncate(limit);
        let ranked = ranked.into_iter();
        ranked
            .map(|(slot, case, mentions)| self.candidate(slot, case, mentions))
            .collect()
    }

    fn candidate(&self, slot: Slot, mut case: Case, mentions: usize) -> Candidate {
        let state = self.state;
        let place = |id: &AnnotationId| {
            let it = state.annotation(id);
            let document = it.map(|it| &it.document);
            let number = document.and_then(|id| state.document_index(id));
            (
                document != Some(&self.own.document),
                number,
                it.map(|it| it.extent().start),
            )
        };
        case.loose.sort_by_cached_key(|id| (place(id), id.clone()));
        let mut examples: Vec<(f64, AnnotationId)> = std::mem::take(&mut case.examples);
        let others: Vec<AnnotationId> = match &slot {
            Slot::Cluster(id) => {
                let members = state
                    .cluster(id)
                    .into_iter()
                    .flat_map(ClusterState::members);
                members.take(MAX_EXAMPLES).cloned().collect()
            }
            Slot::Loose(..) => case.loose.iter().take(MAX_EXAMPLES).cloned().collect(),
        };
        examples.extend(others.into_iter().map(|id| (0.0, id)));
        examples.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| place(&a.1).cmp(&place(&b.1)))
        });
        let mut shown: Vec<AnnotationId> = Vec::new();
        for (_, id) in examples {
            if shown.len() < MAX_EXAMPLES && !shown.contains(&id) {
                shown.push(id);
            }
        }
        Candidate {
            likeness: Likeness {
                score: case.score(),
                reasons: case.reasons.iter().map(|(_, reason)| *reason).collect(),
            },
            fit: case.fit,
            examples: shown,
            mentions,
            partner: match slot {
                Slot::Cluster(id) => Partner::Cluster(id.clone()),
                Slot::Loose(..) => Partner::Annotations(case.loose),
            },
        }
    }
}
