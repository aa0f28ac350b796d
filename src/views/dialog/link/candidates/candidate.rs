//! Something that a mark can be linked to, and where to look for it.

use super::words::{Rank, Words};
use crate::desk::labels;
use crate::ui::form_glyph::Look;
use crate::ui::sentence::tf;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::{ClusterState, DocumentState, State};

/// Candidates listed of one group; typing narrows them down.
pub(super) const MAX_OF_GROUP: usize = 12;
/// Something that a mark can be linked to.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The heading of its group.
    pub group: &'static str,
    /// What it is.
    pub what: What,
    /// How its label looks.
    pub look: Option<Look>,
    /// Its name.
    pub words: String,
    /// Where it is, or how many mentions it has.
    pub from: String,
    /// Why it is likely, and some of its quotes; empty if that is not said.
    pub why: String,
}

/// What a candidate is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A cluster.
    Cluster(ClusterId),
    /// An annotation that is in no cluster.
    Mark(AnnotationId),
    /// All annotations that cover the same words and are in no cluster.
    Marks(Vec<AnnotationId>),
    /// A new cluster of this name.
    New(String),
}

/// All annotations with their document, those of the annotation's own document first.
pub(super) fn own_first<'a>(
    state: &'a State,
    own: &'a Annotation,
) -> impl Iterator<Item = (&'a DocumentState, &'a Annotation)> {
    let is_own = |document: &DocumentState| document.meta().id == own.document;
    let documents = || state.documents().iter();
    let ordered = documents()
        .filter(move |d| is_own(d))
        .chain(documents().filter(move |d| !is_own(d)));
    ordered.flat_map(move |document| {
        let slots = document.order().iter();
        slots.filter_map(move |&slot| Some((document, state.at(slot)?)))
    })
}

/// The clusters with the words in their names and with a mention that can be linked to.
pub(super) fn called<'a>(
    state: &'a State,
    words: &Words,
    can_be: impl Fn(&Annotation) -> bool,
) -> impl Iterator<Item = (Rank, &'a ClusterId)> {
    let has_mention = move |cluster: &ClusterState| {
        let mut mentions = cluster.members().iter();
        mentions.any(|id| state.annotation(id).is_some_and(&can_be))
    };
    let clusters = state.clusters();
    clusters.filter_map(move |cluster| {
        let rank = words.rank_of(cluster)?;
        has_mention(cluster).then_some((rank, &cluster.record().id))
    })
}

/// The clusters that come closest; of those, the ones with the most mentions first.
pub(super) fn closest(
    state: &State,
    mut clusters: Vec<(Rank, &ClusterState)>,
) -> Vec<(Rank, Candidate)> {
    clusters.sort_by_key(|(rank, it)| (*rank, std::cmp::Reverse(it.members().len())));
    let clusters = clusters.into_iter().take(MAX_OF_GROUP);
    clusters
        .map(|(rank, cluster)| (rank, of_cluster("Clusters", state, cluster)))
        .collect()
}

/// The candidates of all groups: the group with the closest one first, else in the order given.
pub(super) fn in_groups(mut groups: Vec<Vec<(Rank, Candidate)>>) -> Vec<Candidate> {
    let best = |group: &Vec<(Rank, Candidate)>| group.iter().map(|(rank, _)| *rank).min();
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(best);
    let all = groups.into_iter().flatten();
    all.map(|(_, candidate)| candidate).collect()
}

pub(super) fn mark(
    group: &'static str,
    state: &State,
    document: &DocumentState,
    annotation: &Annotation,
) -> Candidate {
    let title = labels::brief(state.schema().title(&annotation.label));
    Candidate {
        group,
        what: What::Mark(annotation.id.clone()),
        look: labels::look(state, &annotation.id),
        words: labels::snippet(state, annotation, 90),
        from: tf!("{title}, {}", labels::article_name(document)),
        why: String::new(),
    }
}

pub(super) fn of_cluster(group: &'static str, state: &State, cluster: &ClusterState) -> Candidate {
    let look = cluster
        .members()
        .first()
        .and_then(|id| labels::look(state, id));
    Candidate {
        group,
        what: What::Cluster(cluster.record().id.clone()),
        look,
        words: labels::brief(&cluster.record().name),
        from: labels::count(cluster.members().len(), "mention"),
        why: String::new(),
    }
}
