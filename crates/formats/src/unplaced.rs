//! Annotations whose words are known but whose place is not: they go to the list of marks that a
//! person places.

use postil_core::json::Json;
use postil_core::model::{
    AnnotationId, CandidatePlace, Cluster, Placement, Project, Relation, Target, Unsettled,
};
use std::collections::{HashMap, HashSet};

/// An annotation of the project whose place is not certain. Its fragments have the words that its
/// file states, and lie where the file puts them.
#[derive(Clone, Debug)]
pub struct Unplaced {
    /// The annotation.
    pub annotation: AnnotationId,
    /// Places where the text holds the words, nearest first.
    pub candidates: Vec<CandidatePlace>,
}

/// Takes annotations out of a project, with their relations and their places in clusters, and puts
/// them on the list of marks to place. O(n).
pub fn set_aside(project: &mut Project, unplaced: Vec<Unplaced>) {
    if unplaced.is_empty() {
        return;
    }
    let ids: HashSet<AnnotationId> = unplaced.iter().map(|it| it.annotation.clone()).collect();
    let mut taken = HashMap::new();
    project.annotations.retain(|annotation| {
        let goes = ids.contains(&annotation.id);
        if goes {
            taken.insert(annotation.id.clone(), annotation.clone());
        }
        !goes
    });
    let mut clusters: HashMap<AnnotationId, Cluster> = HashMap::new();
    for cluster in &mut project.clusters {
        let gone: Vec<_> = cluster
            .members
            .extract_if(.., |id| ids.contains(id))
            .collect();
        for id in gone {
            // The cluster stays in the project; this leads back to it.
            let home = Cluster::new(cluster.id.clone(), cluster.name.clone());
            clusters.insert(id, home);
        }
    }
    // A relation waits with each end that has no place.
    let mut relations: HashMap<AnnotationId, Vec<Relation>> = HashMap::new();
    project.relations.retain(|relation| {
        let to = match &relation.to {
            Target::Annotation(to) => Some(to),
            Target::Cluster(_) => None,
        };
        let ends = [Some(&relation.from), to];
        let mut stays = true;
        for end in ends.into_iter().flatten() {
            if !ids.contains(end) {
                continue;
            }
            stays = false;
            relations
                .entry(end.clone())
                .or_default()
                .push(relation.clone());
        }
        stays
    });
    let items = unplaced.into_iter().filter_map(|it| {
        let annotation = taken.remove(&it.annotation)?;
        Some(Unsettled::Placement(Box::new(Placement {
            contexts: Vec::new(),
            candidates: it.candidates,
            cluster: clusters.remove(&annotation.id).map(Box::new),
            relations: relations.remove(&annotation.id).unwrap_or_default(),
            annotation,
        })))
    });
    let before = project.header.unsettled().to_vec();
    let items: Vec<_> = items.map(|item| item.to_json()).collect();
    project
        .header
        .set_unsettled(before.into_iter().chain(items));
}
