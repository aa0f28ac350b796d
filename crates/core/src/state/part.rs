//! Cuts one document out of the open project.

use super::{ClusterState, DocumentState, State};
use crate::json::Json;
use crate::model::{
    AnnotationId, ClusterId, DocumentId, Project, REJECTED, Relation, Target, UNSETTLED, Unsettled,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// One document of a project, as a project of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The document with what belongs to it, and the clusters that this refers to. It has the
    /// header and the schema of the whole, without the former versions of the codebook.
    pub project: Project,
    /// How many relations between a mark of the document and one of another document are left out.
    pub relations: usize,
    /// How many unsettled items about the document are left out, because they lead to another one.
    pub unsettled: usize,
}

impl State {
    /// One document with its annotations, its unsettled items, the relations among its annotations
    /// and from them to clusters, and these clusters with the mentions in this document. Nothing of
    /// another document comes along. Merging the part into the whole changes nothing.
    /// O(n log n).
    pub fn to_part(&self, only: &DocumentId) -> Part {
        let here = |id: &AnnotationId| self.annotation(id).is_some_and(|a| a.document == *only);
        // Whether a relation begins here, and whether it ends here.
        let ends = |relation: &Relation| {
            let from = here(&relation.from);
            let to = match &relation.to {
                Target::Annotation(to) => here(to),
                Target::Cluster(_) => from,
            };
            (from, to)
        };
        let (mut relations, mut crossing) = (Vec::new(), 0);
        for relation in self.relations.values() {
            match ends(relation) {
                (true, true) => relations.push(relation.clone()),
                (false, false) => {}
                _ => crossing += 1,
            }
        }
        let mut left_out = 0;
        let mut items: Vec<(Value, Unsettled)> = Vec::new();
        for value in self.header.unsettled() {
            // An item in an unknown form may be about any document.
            let Ok(item) = Unsettled::from_json(value.clone()) else {
                continue;
            };
            let (own, whole) = match &item {
                Unsettled::Annotation(version) => (version.document == *only, true),
                Unsettled::Document(version) => (version.id == *only, true),
                Unsettled::Placement(placement) => (placement.annotation.document == *only, true),
                Unsettled::Member { annotation, .. } => (here(annotation), true),
                Unsettled::Reworded(reworded) => (here(&reworded.annotation), true),
                Unsettled::Relation(version) => {
                    let record = self.relation(&version.id);
                    let own = record.is_some_and(|record| ends(record) == (true, true));
                    (own, ends(version) == (true, true))
                }
                // Decided below, when it is known which clusters come along.
                Unsettled::Cluster(_) => (true, true),
            };
            match (own, whole) {
                (true, true) => items.push((value.clone(), item)),
                (true, false) => left_out += 1,
                _ => {}
            }
        }
        let mut referred = referred(&relations, &items);
        let with_mentions = self.clusters.values();
        let with_mentions = with_mentions.filter(|cluster| cluster.members.iter().any(here));
        self.add_parts(with_mentions, &mut referred);
        let mut clusters = Vec::new();
        for (id, cluster) in &self.clusters {
            let record = self.listing(cluster, &|document| document == only);
            if !record.members.is_empty() || referred.contains(id) {
                clusters.push(record);
            }
        }
        let is_kept = |id: &ClusterId| clusters.binary_search_by(|c| c.id.cmp(id)).is_ok();
        let kept = items.into_iter().filter_map(|(value, item)| match item {
            Unsettled::Cluster(mut version) => is_kept(&version.id).then(|| {
                version.members.clear();
                Unsettled::Cluster(version).to_json()
            }),
            _ => Some(value),
        });
        let kept: Vec<Value> = kept.collect();
        let mut header = self.header.clone();
        header.extra.shift_remove(UNSETTLED);
        header.extra.shift_remove(REJECTED);
        header.set_unsettled(kept);
        let document = self.document(only);
        let project = Project {
            header,
            schema: self.schema.clone(),
            codebook_versions: Vec::new(),
            documents: document
                .map(DocumentState::to_document)
                .into_iter()
                .collect(),
            annotations: document
                .into_iter()
                .flat_map(|document| self.annotations_with_quotes(document))
                .collect(),
            relations,
            clusters,
        };
        Part {
            project,
            relations: crossing,
            unsettled: left_out,
        }
    }
}

impl State {
    /// Adds to some clusters the parts of these and of others, and theirs. O(clusters reached · log n).
    fn add_parts<'a>(
        &'a self,
        others: impl Iterator<Item = &'a ClusterState>,
        found: &mut BTreeSet<ClusterId>,
    ) {
        let mut next: Vec<&ClusterId> = Vec::new();
        let first = found.iter().filter_map(|id| self.clusters.get(id));
        for cluster in first.chain(others) {
            next.extend(&cluster.cluster.parts);
        }
        let mut seen = BTreeSet::new();
        while let Some(id) = next.pop() {
            if let Some(cluster) = self.clusters.get(id).filter(|_| seen.insert(id)) {
                next.extend(&cluster.cluster.parts);
            }
        }
        found.extend(seen.into_iter().cloned());
    }
}

/// The clusters that relations and unsettled items refer to.
fn referred(relations: &[Relation], items: &[(Value, Unsettled)]) -> BTreeSet<ClusterId> {
    let mut found = BTreeSet::new();
    let mut add = |relation: &Relation| match &relation.to {
        Target::Cluster(to) => drop(found.insert(to.clone())),
        Target::Annotation(_) => {}
    };
    relations.iter().for_each(&mut add);
    for (_, item) in items {
        match item {
            Unsettled::Relation(version) => add(version),
            Unsettled::Placement(placement) => placement.relations.iter().for_each(&mut add),
            _ => {}
        }
    }
    for (_, item) in items {
        match item {
            Unsettled::Member { cluster, .. } => drop(found.insert(cluster.clone())),
            Unsettled::Placement(placement) => {
                found.extend(placement.cluster.as_ref().map(|cluster| cluster.id.clone()));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::edit;
    use crate::merge::merge;
    use crate::testing::any_project;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use serde_json::json;

    fn whole() -> State {
        let mark = |id: &str, document: &str, start: usize| {
            json!({ "id": id, "document": document, "label": "entity",
                "fragments": [{ "start": start, "end": start + 3 }] })
        };
        let lost = |id: &str, document: &str, note: &str| {
            json!({ "placement": { "annotation": { "id": id, "document": document,
                "label": "entity", "note": note,
                "fragments": [{ "start": 4, "end": 7, "quote": note }] },
                "cluster": { "id": "home", "name": "Both" } } })
        };
        let other = |id: &str, document: &str, note: &str| {
            let mut version = mark(id, document, 0);
            version["note"] = note.into();
            json!({ "annotation": version })
        };
        let relation = |id: &str, from: &str, to: Value| json!({ "id": id, "type": "via", "from": from, "to": to });
        let project = json!({
            "name": "Whole", "schema": { "layers": [], "relations": [] },
            "documents": [{ "id": "first", "text": "One two" }, { "id": "second", "text": "Six ten" }],
            "annotations": [mark("a", "first", 0), mark("b", "first", 4), mark("c", "second", 0), mark("d", "second", 4)],
            "relations": [
                relation("r1", "a", json!({ "annotation": "b" })),
                relation("r2", "a", json!({ "annotation": "c" })),
                relation("r3", "c", json!({ "annotation": "b" })),
                relation("r4", "a", json!({ "cluster": "far" })),
                relation("r5", "c", json!({ "cluster": "home" }))
            ],
            "clusters": [
                { "id": "far", "name": "Far", "members": ["d"] },
                { "id": "home", "name": "Both", "members": ["b", "c"] },
                { "id": "nobody", "name": "Nobody", "members": [] }
            ],
            "unsettled": [
                lost("l1", "first", "Own words"), lost("l2", "second", "Words of another"),
                other("a", "first", "Own version"), other("c", "second", "Version of another"),
                { "document": { "id": "second", "title": "Title of another" } },
                { "cluster": { "id": "nobody", "name": "Name of nobody" } },
                { "member": { "annotation": "d", "cluster": "home" } },
                { "relation": relation("r1", "a", json!({ "annotation": "d" })) },
                { "unknown": "Unknown words" }
            ],
        });
        // As it is after any merge: the unsettled items in canonical order.
        let project = serde_json::from_value(project).unwrap();
        State::open(merge(&project, &project).project).unwrap()
    }

    #[test]
    fn a_part_holds_nothing_of_another_document() {
        let state = whole();
        let part = state.to_part(&"first".into());
        let file = serde_json::to_string(&part.project).unwrap();
        for foreign in [
            "another",
            "nobody",
            "Unknown",
            "Six",
            "\"second\"",
            "\"c\"",
            "\"d\"",
            "l2",
        ] {
            assert!(!file.contains(foreign), "{foreign}: {file}");
        }
        for own in [
            "Own words",
            "Own version",
            "\"Far\"",
            "\"Both\"",
            "\"r1\"",
            "\"r4\"",
        ] {
            assert!(file.contains(own), "{own}: {file}");
        }
        assert_eq!((part.relations, part.unsettled), (2, 1));
        let (merging, outlook) = edit::merge_project(&state, &part.project);
        assert_eq!(merging, None, "{outlook:?}");
    }

    proptest! {
        #[test]
        fn merging_a_part_back_changes_nothing(project in any_project(), at in any::<Index>()) {
            // As it is after any merge: without items about missing records.
            let state = State::open(merge(&project, &project).project).unwrap();
            if state.documents().is_empty() {
                return Ok(());
            }
            let only = state.documents()[at.index(state.documents().len())].meta.id.clone();
            let part = state.to_part(&only);
            let own = part.project.annotations.iter().all(|a| a.document == only);
            prop_assert!(own);
            prop_assert_eq!(edit::merge_project(&state, &part.project).0, None);
        }
    }
}
