//! The clusters claimed for annotations.

use crate::model::{AnnotationId, ClusterId, Project, Unsettled};
use std::collections::HashMap;

/// The clusters of one annotation.
#[derive(Default)]
struct Home {
    /// Its cluster.
    own: Option<ClusterId>,
    /// Clusters claimed elsewhere.
    others: Vec<ClusterId>,
    /// How many were claimed before the second project was added.
    before: usize,
}

/// The clusters of all annotations.
#[derive(Default)]
pub struct Memberships(HashMap<AnnotationId, Home>);

impl Memberships {
    /// Adds an annotation's cluster in a project.
    pub fn add(&mut self, annotation: &AnnotationId, cluster: &ClusterId) {
        let home = self.0.entry(annotation.clone()).or_default();
        if home.own.is_none() {
            home.own = Some(cluster.clone());
            home.others.retain(|other| other != cluster);
        } else {
            home.doubt(cluster);
        }
    }

    /// Adds a cluster that a project lists as unsettled.
    pub fn doubt(&mut self, annotation: &AnnotationId, cluster: &ClusterId) {
        self.0.entry(annotation.clone()).or_default().doubt(cluster);
    }

    /// Marks the end of the first project's memberships.
    pub fn mark(&mut self) {
        for home in self.0.values_mut() {
            home.before = home.others.len();
        }
    }

    /// The number of annotations that gained alternatives after the mark.
    pub fn grown(&self) -> usize {
        let homes = self.0.values();
        homes.filter(|home| home.others.len() > home.before).count()
    }

    /// Adds the memberships to a project that has the annotations and clusters, and to the
    /// unsettled items.
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
