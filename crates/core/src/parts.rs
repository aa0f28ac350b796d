//! Clusters that are groups of others.

use crate::model::{Cluster, ClusterId};
use std::collections::{BTreeSet, HashMap};

/// Clusters by their indexes in a list.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct PartsFirst {
    /// All of them, each after its parts, else as in the list.
    pub order: Vec<usize>,
    /// Those that are a part of themselves, directly or through others: one for each circle that was met.
    pub circles: Vec<usize>,
}

/// Orders clusters so that each comes after its parts. A part that is not listed counts for nothing.
/// O(clusters + parts), without recursion.
pub(crate) fn parts_first(clusters: &[Cluster]) -> PartsFirst {
    let mut found = PartsFirst::default();
    let known: HashMap<&str, usize> = clusters.iter().map(|c| c.id.as_str()).zip(0..).collect();
    // Those that were begun, with the number of parts that were looked at; then those that are done.
    let mut open = vec![false; clusters.len()];
    let mut done = open.clone();
    let mut path: Vec<(usize, usize)> = Vec::new();
    for at in 0..clusters.len() {
        path.push((at, 0));
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            if done[at] {
                path.pop();
                continue;
            }
            open[at] = true;
            let Some(part) = clusters[at].parts.get(*next) else {
                done[at] = true;
                found.order.push(at);
                continue;
            };
            *next += 1;
            match known.get(part.as_str()) {
                Some(&part) if done[part] => {}
                Some(&part) if open[part] => found.circles.push(at),
                Some(&part) => path.push((part, 0)),
                None => {}
            }
        }
    }
    found
}

/// Removes parts that are named before. O(parts · log parts).
pub(crate) fn once(parts: &mut Vec<ClusterId>) {
    let mut seen = BTreeSet::new();
    parts.retain(|part| seen.insert(part.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(parts: &[(&str, &[&str])]) -> Vec<Cluster> {
        let cluster = |(id, parts): &(&str, &[&str])| Cluster {
            parts: parts.iter().map(|&part| part.into()).collect(),
            ..Cluster::new((*id).into(), "")
        };
        parts.iter().map(cluster).collect()
    }

    #[test]
    fn a_group_comes_after_its_parts() {
        let found = parts_first(&clusters(&[
            ("a", &["c", "nobody"]),
            ("b", &[]),
            ("c", &["d", "b"]),
            ("d", &[]),
        ]));
        assert_eq!(found.order, [3, 1, 2, 0]);
        assert_eq!(found.circles, [0; 0]);
    }

    #[test]
    fn circles_are_found_once() {
        let found = parts_first(&clusters(&[
            ("a", &["b"]),
            ("b", &["c"]),
            ("c", &["a"]),
            ("d", &["d", "a"]),
        ]));
        assert_eq!(found.order.len(), 4);
        assert_eq!(found.circles, [2, 3]);
    }

    #[test]
    fn a_long_chain_takes_no_recursion() {
        let chain = |at: usize| Cluster {
            parts: vec![format!("{}", at + 1).into()],
            ..Cluster::new(format!("{at}").into(), "")
        };
        let found = parts_first(&(0..100_000).map(chain).collect::<Vec<_>>());
        assert_eq!((found.order.len(), found.circles.len()), (100_000, 0));
    }
}
