//! The ids that records have in a format.

use super::pass::Pass;
use super::{Ids, Position, put_in_order};
use postil_core::model::{
    AnnotationId, ClusterId, DocumentId, Project, Relation, RelationId, Target,
};
use std::collections::{HashMap, HashSet};

impl Pass<'_> {
    /// The unfit ids among the records of one kind, each with a fit one.
    fn kept<'a>(&self, ids: impl Iterator<Item = &'a str>) -> HashMap<String, String> {
        let clean = self.carry.clean;
        let (fit, unfit): (Vec<&str>, Vec<&str>) = ids.partition(|id| clean(id) == *id);
        let mut taken: HashSet<String> = fit.into_iter().map(str::to_owned).collect();
        let mut given = HashMap::new();
        for id in unfit {
            let mut name = clean(id);
            while !taken.insert(name.clone()) {
                name.push('\'');
            }
            given.insert(id.to_owned(), name);
        }
        given
    }

    /// Gives all records the ids that they have in the format.
    pub(super) fn number(&mut self, project: &mut Project) {
        let mut documents = HashMap::new();
        let mut taken = HashSet::new();
        let kept = self.kept(project.documents.iter().map(|d| d.meta.id.as_str()));
        for (number, document) in (1..).zip(&mut project.documents) {
            let old = document.meta.id.clone();
            if let Ids::Made(make) = self.carry.document_ids {
                let position = |id| Position {
                    document: id,
                    document_number: number,
                    in_document: 1,
                    in_project: number,
                };
                let mut id = make(position(old.as_str()));
                // Some file systems ignore case.
                while !taken.insert(id.to_lowercase()) {
                    id = format!("{id}-{number}");
                }
                document.meta.id = id.into();
            } else if let Some(id) = kept.get(old.as_str()) {
                document.meta.id = id.as_str().into();
            }
            let lost = usize::from(document.meta.id != old);
            self.losses.add("article ids", lost);
            documents.insert(old, (document.meta.id.clone(), number));
        }
        let kept = self.kept(project.annotations.iter().map(|a| a.id.as_str()));
        let mut annotations: HashMap<AnnotationId, (AnnotationId, DocumentId)> = HashMap::new();
        let mut counts: HashMap<DocumentId, usize> = HashMap::new();
        for (in_project, annotation) in (1..).zip(&mut project.annotations) {
            if let Some((id, _)) = documents.get(&annotation.document) {
                annotation.document = id.clone();
            }
            let document = annotation.document.clone();
            let in_document = counts.entry(document.clone()).or_default();
            *in_document += 1;
            let old = annotation.id.clone();
            if let Ids::Made(make) = self.carry.annotation_ids {
                annotation.id = make(Position {
                    document: document.as_str(),
                    document_number: 0,
                    in_document: *in_document,
                    in_project,
                })
                .into();
            } else if let Some(id) = kept.get(old.as_str()) {
                annotation.id = id.as_str().into();
            }
            let lost = usize::from(annotation.id != old);
            self.losses.add("mark ids", lost);
            annotations.insert(old, (annotation.id.clone(), document));
        }
        if !kept.is_empty() && !matches!(self.carry.annotation_ids, Ids::Made(_)) {
            // What is numbered by its annotations is in their order as they come back.
            put_in_order(project);
        }
        let mut clusters: HashMap<ClusterId, ClusterId> = HashMap::new();
        // Clusters are numbered in the order of their first members.
        let new_member = |id: &AnnotationId| annotations.get(id);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let first: HashMap<&str, usize> = (project.annotations.iter())
            .map(|a| a.id.as_str())
            .zip(0..)
            .collect();
        if matches!(self.carry.cluster_ids, Ids::Made(_)) {
            project.clusters.sort_by_key(|cluster| {
                let member = cluster.members.first().and_then(new_member);
                member
                    .and_then(|(id, _)| first.get(id.as_str()))
                    .copied()
                    .unwrap_or(usize::MAX)
            });
        }
        let kept = self.kept(project.clusters.iter().map(|c| c.id.as_str()));
        for (in_project, cluster) in (1..).zip(&mut project.clusters) {
            let document = cluster.members.first().and_then(new_member);
            let document = document.map(|(_, d)| d.as_str()).unwrap_or_default();
            let in_document = counts.entry(document).or_default();
            *in_document += 1;
            let old = cluster.id.clone();
            if let Ids::Made(make) = self.carry.cluster_ids {
                cluster.id = make(Position {
                    document,
                    document_number: 0,
                    in_document: *in_document,
                    in_project,
                })
                .into();
            } else if let Some(id) = kept.get(old.as_str()) {
                cluster.id = id.as_str().into();
            }
            self.losses
                .add("cluster ids", usize::from(cluster.id != old));
            clusters.insert(old, cluster.id.clone());
        }
        for cluster in &mut project.clusters {
            for member in &mut cluster.members {
                if let Some((id, _)) = annotations.get(member) {
                    *member = id.clone();
                }
            }
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let order: HashMap<&str, usize> = first;
        for relation in &mut project.relations {
            if let Some((id, _)) = annotations.get(&relation.from) {
                relation.from = id.clone();
            }
            match &mut relation.to {
                Target::Annotation(to) => {
                    if let Some((id, _)) = annotations.get(to) {
                        *to = id.clone();
                    }
                }
                Target::Cluster(to) => {
                    if let Some(id) = clusters.get(to) {
                        *to = id.clone();
                    }
                }
            }
        }
        let Ids::Made(make) = self.carry.relation_ids else {
            let kept = self.kept(project.relations.iter().map(|r| r.id.as_str()));
            for relation in &mut project.relations {
                if let Some(id) = kept.get(relation.id.as_str()) {
                    relation.id = id.as_str().into();
                    self.losses.add("link ids", 1);
                }
            }
            return;
        };
        let index = |r: &Relation| order.get(r.from.as_str()).copied().unwrap_or(usize::MAX);
        project.relations.sort_by_key(index);
        let homes: HashMap<&str, &str> = (project.annotations.iter())
            .map(|a| (a.id.as_str(), a.document.as_str()))
            .collect();
        for (in_project, relation) in (1..).zip(&mut project.relations) {
            let home = homes.get(relation.from.as_str()).copied();
            let document = home.unwrap_or_default();
            let in_document = counts.entry(document).or_default();
            *in_document += 1;
            let id: RelationId = make(Position {
                document,
                document_number: 0,
                in_document: *in_document,
                in_project,
            })
            .into();
            self.losses.add("link ids", usize::from(id != relation.id));
            relation.id = id;
        }
    }
}
