//! Marks that a file has twice.

use crate::json::Json;
use crate::model::{Annotation, AnnotationId, ClusterId, Project, Relation, Target, Unsettled};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Removes from a project the annotations that say nothing beside an earlier one: they cover the same
/// text with the same label, attributes, note, author and foreign fields, have no relations, and are in no other cluster.
/// Returns how many there were. O(n).
pub fn drop_doubles(project: &mut Project) -> usize {
    let waiting =
        project.header.unsettled().iter().filter_map(|value| {
            match Unsettled::from_json(value.clone()) {
                Ok(Unsettled::Placement(lost)) => Some(lost.relations),
                _ => None,
            }
        });
    // Some wait for an annotation without a place.
    let waiting: Vec<Relation> = waiting.flatten().collect();
    let mut linked: HashSet<&AnnotationId> = HashSet::new();
    for relation in project.relations.iter().chain(&waiting) {
        linked.insert(&relation.from);
        if let Target::Annotation(to) = &relation.to {
            linked.insert(to);
        }
    }
    let mut homes: HashMap<&AnnotationId, &ClusterId> = HashMap::new();
    for cluster in &project.clusters {
        homes.extend(cluster.members.iter().map(|member| (member, &cluster.id)));
    }
    let mut first: HashMap<_, Option<&ClusterId>> = HashMap::new();
    let mut doubles: HashSet<AnnotationId> = HashSet::new();
    for annotation in &project.annotations {
        let home = homes.get(&annotation.id).copied();
        match first.entry(said(annotation)) {
            Entry::Vacant(entry) => {
                entry.insert(home);
            }
            Entry::Occupied(there) => {
                let is_elsewhere = home.is_some() && *there.get() != home;
                if !is_elsewhere && !linked.contains(&annotation.id) {
                    doubles.insert(annotation.id.clone());
                }
            }
        }
    }
    drop((linked, homes, first));
    if !doubles.is_empty() {
        let stays = |id: &AnnotationId| !doubles.contains(id);
        project
            .annotations
            .retain(|annotation| stays(&annotation.id));
        for cluster in &mut project.clusters {
            cluster.members.retain(stays);
        }
    }
    doubles.len()
}

/// What an annotation says.
type Said<'a> = (
    &'a str,
    Vec<(usize, usize)>,
    &'a str,
    [String; 2],
    [&'a str; 2],
);

fn said(annotation: &Annotation) -> Said<'_> {
    let fragments = annotation.fragments.iter();
    (
        annotation.document.as_str(),
        fragments.map(|it| (it.start, it.end)).collect(),
        &annotation.label,
        [&annotation.attributes, &annotation.extra]
            .map(|fields| serde_json::Value::Object(fields.clone()).to_string()),
        [&annotation.note, &annotation.author],
    )
}

#[cfg(test)]
mod tests {
    use super::drop_doubles;
    use crate::model::Project;
    use serde_json::json;

    #[test]
    fn only_what_says_nothing_new_goes() {
        let mark = |id: &str, more: serde_json::Value| {
            let mut mark = json!({ "id": id, "document": "d", "label": "entity",
                "fragments": [{ "start": 0, "end": 1 }] });
            for (name, value) in more.as_object().expect("fields") {
                mark[name] = value.clone();
            }
            mark
        };
        let project = json!({
            "name": "One",
            "schema": { "layers": [{ "name": "entity", "title": "Entity" }], "relations": [] },
            "documents": [{ "id": "d", "title": "One", "text": "A text." }],
            "annotations": [
                mark("a", json!({})),
                mark("same", json!({})),
                mark("noted", json!({ "note": "sure" })),
                mark("by", json!({ "author": "ann" })),
                mark("longer", json!({ "fragments": [{ "start": 0, "end": 2 }] })),
                mark("linked", json!({})),
                mark("elsewhere", json!({})),
                mark("with", json!({})),
            ],
            "relations": [{ "id": "r", "type": "odd", "from": "linked", "to": { "annotation": "by" } }],
            "clusters": [
                { "id": "k", "name": "K", "members": ["a", "with"] },
                { "id": "l", "name": "L", "members": ["elsewhere"] },
            ],
        });
        let mut project: Project = serde_json::from_value(project).expect("a project");
        assert_eq!(drop_doubles(&mut project), 2);
        let left: Vec<_> = project
            .annotations
            .iter()
            .map(|it| it.id.as_str())
            .collect();
        assert_eq!(left, ["a", "noted", "by", "longer", "linked", "elsewhere"]);
        assert_eq!(project.clusters[0].members.len(), 1);
    }
}
