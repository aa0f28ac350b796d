//! Which clusters annotations are held to belong to.

use crate::model::{AnnotationId, ClusterId, Project, Unsettled};
use std::collections::HashMap;

/// The clusters of one annotation.
#[derive(Default)]
struct Home {
    /// The one that it is in.
    own: Option<ClusterId>,
    /// Those that it is held to be in elsewhere.
    others: Vec<ClusterId>,
    /// How many of them there were before the second project.
    before: usize,
}

/// The clusters of all annotations.
#[derive(Default)]
pub struct Memberships(HashMap<AnnotationId, Home>);

impl Memberships {
    /// A project has an annotation in a cluster.
    pub fn take(&mut self, annotation: &AnnotationId, cluster: &ClusterId) {
        let home = self.0.entry(annotation.clone()).or_default();
        if home.own.is_none() {
            home.own = Some(cluster.clone());
            home.others.retain(|other| other != cluster);
        } else {
            home.doubt(cluster);
        }
    }

    /// In a project it is still to be settled whether an annotation is in a cluster.
    pub fn doubt(&mut self, annotation: &AnnotationId, cluster: &ClusterId) {
        self.0.entry(annotation.clone()).or_default().doubt(cluster);
    }

    /// The memberships of the first project are all there.
    pub fn mark(&mut self) {
        for home in self.0.values_mut() {
            home.before = home.others.len();
        }
    }

    /// How many annotations have more clusters to choose from than at the mark.
    pub fn grown(&self) -> usize {
        let homes = self.0.values();
        homes.filter(|home| home.others.len() > home.before).count()
    }

    /// Puts them into a project that holds the annotations and the clusters, and among what is to be
    /// settled.
    pub fn finish(self, project: &mut Project, unsettled: &mut Vec<Unsettled>) {
        let mut members: HashMap<&ClusterId, Vec<AnnotationId>> = HashMap::new();
        for annotation in &project.annotations {
            let Some(home) = self.0.get(&annotation.id) else {
                continue;
            };
            if let Some(own) = &home.own {
                let list = members.entry(own).or_default();
                list.push(annotation.id.clone());
            }
            for cluster in &home.others {
                unsettled.push(Unsettled::Member {
                    annotation: annotation.id.clone(),
                    cluster: cluster.clone(),
                });
            }
        }
        for cluster in &mut project.clusters {
            cluster.members = members.remove(&cluster.id).unwrap_or_default();
        }
    }
}

impl Home {
    fn doubt(&mut self, cluster: &ClusterId) {
        if self.own.as_ref() != Some(cluster) && !self.others.contains(cluster) {
            self.others.push(cluster.clone());
        }
    }
}
