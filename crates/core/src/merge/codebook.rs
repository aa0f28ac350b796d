//! The logs of the codebooks of two copies as one.

use crate::json;
use crate::model::{Codebook, CodebookVersion, Project, Schema, VersionKey};
use std::collections::BTreeMap;

/// The versions of both copies, by number and time. A version that was still in force in a copy whose
/// codebook is not the united one ends with the codebook of that copy. Of two records of one version,
/// the one that was changed last counts.
pub fn versions(
    [one, other]: [&Project; 2],
    schema: &Schema,
    guidelines: &str,
) -> Vec<CodebookVersion> {
    let mut all: BTreeMap<VersionKey, CodebookVersion> = BTreeMap::new();
    for project in [one, other] {
        let numbered = Schema {
            version: schema.version,
            ..project.schema.clone()
        };
        let in_force = numbered == *schema && project.header.guidelines == guidelines;
        for version in &project.codebook_versions {
            let mut version = version.clone();
            if version.codebook.is_none() && !in_force {
                version.codebook = Some(Box::new(Codebook {
                    schema: project.schema.clone(),
                    guidelines: project.header.guidelines.clone(),
                }));
            }
            let key = version.key();
            match all.get_mut(&key) {
                Some(there) if rank(there) < rank(&version) => *there = version,
                Some(_) => {}
                None => drop(all.insert(key, version)),
            }
        }
    }
    all.into_values().collect()
}

/// Orders the records of one version: which ended, then when, then by what they say, so that both
/// copies come to the same one.
fn rank(version: &CodebookVersion) -> (bool, &str, Vec<u8>) {
    let ended = version.codebook.is_some();
    (ended, version.last_change(), json::to_vec(version))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::merge::merge;
    use crate::model::{Project, VersionKey};
    use crate::testing::any_project;
    use proptest::prelude::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    fn project(layer: &str, versions: serde_json::Value) -> Project {
        let project = json!({
            "name": "P", "documents": [], "annotations": [],
            "schema": { "layers": [{ "name": layer, "title": "L" }], "version": 2 },
            "codebook_versions": versions,
        });
        serde_json::from_value(project).unwrap()
    }

    #[test]
    fn what_was_in_force_ends_where_the_other_copy_has_another_codebook() {
        let one = project("a", json!([{ "version": 1, "time": "t" }]));
        let other = project("b", json!([{ "version": 1, "time": "u" }]));
        let merged = merge(&one, &other).project;
        let ended: Vec<_> = merged
            .codebook_versions
            .iter()
            .map(|version| {
                let codebook = version.codebook.as_ref().unwrap();
                (
                    version.time.as_str(),
                    codebook.schema.layers[0].name.as_str(),
                )
            })
            .collect();
        assert_eq!(ended, [("t", "a"), ("u", "b")]);
        let same = merge(&one, &one).project;
        assert_eq!(same.codebook_versions, one.codebook_versions);
    }

    proptest! {
        #[test]
        fn merging_unites_versions(one in any_project(), other in any_project()) {
            let keys = |project: &Project| -> BTreeSet<VersionKey> {
                project.codebook_versions.iter().map(|version| version.key()).collect()
            };
            let here = merge(&one, &other).project;
            let there = merge(&other, &one).project;
            prop_assert_eq!(keys(&here), &keys(&one) | &keys(&other));
            prop_assert_eq!(keys(&there), keys(&here));
            let twice = merge(&here, &other).project;
            prop_assert_eq!(keys(&twice), keys(&here));
        }
    }
}
