//! Reduces a project to what brat can hold.

use super::{CARRY, ROLE, names};
use crate::carry::{Losses, drop_annotations};
use crate::runs::Runs;
use postil_core::model::{Annotation, ClusterId, Fragment, Project, Relation, Target};
use std::collections::{HashMap, HashSet};

/// The attribute with an id of Wikidata.
pub(super) const WIKIDATA: &str = "wikidata";

/// Reduces a project to what brat can hold, with the ids that it has there. O(n log n).
pub(super) fn carry(project: &Project) -> (Project, Losses) {
    // Fragments first: an annotation that loses all of them goes, before ids are given.
    let (mut project, mut losses) = (project.clone(), Losses::default());
    fragments(&mut project, &mut losses);
    let (mut project, more) = CARRY.apply(&project);
    for loss in more.into_list() {
        losses.add(&loss.what, loss.count);
    }
    roles(&mut project, &mut losses);
    clusters(&mut project, &mut losses);
    let schema = crate::infer::schema(&project);
    project.schema = schema;
    (project, losses)
}

/// Joins fragments that only line breaks separate, and trims line breaks from their ends.
pub(super) fn join(fragments: &mut Vec<Fragment>, breaks: &Runs) {
    for fragment in fragments.iter_mut() {
        let inside = breaks.trim(fragment.range());
        (fragment.start, fragment.end) = (inside.start, inside.end);
    }
    fragments.retain(|f| f.start < f.end);
    let mut joined: Vec<Fragment> = Vec::new();
    for fragment in fragments.drain(..) {
        match joined.last_mut() {
            Some(last)
                if last.end < fragment.start
                    && breaks.trim(last.end..fragment.start).is_empty() =>
            {
                last.end = fragment.end;
            }
            _ => joined.push(fragment),
        }
    }
    *fragments = joined;
}

/// Where the lines of a text break.
pub(super) fn breaks(chars: impl Iterator<Item = char>) -> Runs {
    Runs::of(chars, 1, |c| matches!(c, '\n' | '\r'))
}

/// Where the lines of a text break. A leading byte order mark, which freezing drops, counts as a line
/// break, so that a fragment cannot begin with it.
fn breaks_and_mark(text: &str) -> Runs {
    let marks = text.chars().take(1).map(|c| match c {
        '\u{FEFF}' => '\n',
        c => c,
    });
    breaks(marks.chain(text.chars().skip(1)))
}

fn fragments(project: &mut Project, losses: &mut Losses) {
    let texts: HashMap<_, Runs> = (project.documents.iter())
        .map(|d| (d.meta.id.clone(), breaks_and_mark(&d.text)))
        .collect();
    let mut lost = HashSet::new();
    for annotation in &mut project.annotations {
        let Some(breaks) = texts.get(&annotation.document) else {
            continue;
        };
        let ranges = |a: &Annotation| a.fragments.iter().map(Fragment::range).collect::<Vec<_>>();
        let before = ranges(annotation);
        for fragment in &mut annotation.fragments {
            fragment.quote.clear();
        }
        let extras: Vec<_> = annotation.fragments.iter().map(|f| f.extra.len()).collect();
        let extras: usize = extras.iter().sum();
        join(&mut annotation.fragments, breaks);
        if ranges(annotation) != before {
            losses.add("marks with line breaks at an end or between pieces", 1);
        }
        let kept: usize = annotation.fragments.iter().map(|f| f.extra.len()).sum();
        losses.add("fragment fields of other programs", extras - kept);
        if annotation.fragments.is_empty() {
            lost.insert(annotation.id.clone());
        }
    }
    drop_annotations(project, &lost, "marks that cover only line breaks", losses);
}

/// Whether a relation is an argument of an event.
pub(super) fn is_role(relation: &Relation) -> bool {
    relation.kind == ROLE && !relation.value.is_empty()
}

/// Which annotations are events.
pub(super) fn events(project: &Project) -> HashSet<&str> {
    let of_layer = project.annotations.iter().filter(|a| a.layer() == "event");
    let with_roles = project.relations.iter().filter(|r| is_role(r));
    (of_layer.map(|a| a.id.as_str()))
        .chain(with_roles.map(|r| r.from.as_str()))
        .collect()
}

/// Gives relations the ids that they have in brat. Arguments of events have no ids of their own;
/// theirs come from the event, `d/T1:2`.
fn roles(project: &mut Project, losses: &mut Losses) {
    let indexes: HashMap<&str, usize> = (project.annotations.iter())
        .map(|a| a.id.as_str())
        .zip(0..)
        .collect();
    let index = |r: &Relation| indexes.get(r.from.as_str()).copied();
    (project.relations).sort_by(|a, b| (index(a), &a.id).cmp(&(index(b), &b.id)));
    let mut of_event: HashMap<String, usize> = HashMap::new();
    let mut of_document: HashMap<String, usize> = HashMap::new();
    for relation in &mut project.relations {
        let from = relation.from.as_str().to_owned();
        let document = from.rsplit_once('/').map_or("", |(d, _)| d).to_owned();
        let id = if is_role(relation) {
            // An argument has no id that a note could refer to.
            losses.add("notes on roles", usize::from(!relation.note.is_empty()));
            relation.note.clear();
            let count = of_event.entry(from.clone()).or_default();
            *count += 1;
            format!("{from}:{count}")
        } else {
            let count = of_document.entry(document.clone()).or_default();
            *count += 1;
            format!("{document}/R{count}")
        };
        losses.add("link ids", usize::from(relation.id.as_str() != id));
        relation.id = id.into();
        debug_assert!(matches!(relation.to, Target::Annotation(_)));
    }
}

/// Gives clusters the ids that they have in `N` lines.
fn clusters(project: &mut Project, losses: &mut Losses) {
    let mut taken = HashSet::new();
    for cluster in &mut project.clusters {
        let known = cluster.attributes.get(WIKIDATA).and_then(|v| v.as_str());
        let known = known
            .filter(|id| names::is_word(id))
            .map(|id| format!("Wikidata:{id}"));
        let own = || match cluster.id.as_str().strip_prefix("cluster:") {
            Some(rest) => format!("cluster:{}", names::encode(&names::decode(rest))),
            None => format!("cluster:{}", names::encode(cluster.id.as_str())),
        };
        let known = known.filter(|id| !taken.contains(id));
        let mut id = known.clone().unwrap_or_else(own);
        while !taken.insert(id.clone()) {
            id.push('-');
        }
        let kept = usize::from(known.is_some());
        let attributes = cluster.attributes.len() - kept;
        losses.add("cluster attributes", attributes);
        let is_kept = |name: &String| known.is_some() && name == WIKIDATA;
        cluster.attributes.retain(|name, _| is_kept(name));
        let lost = usize::from(cluster.id.as_str() != id);
        losses.add("cluster ids", lost);
        if cluster.name.is_empty() {
            // The line cannot be empty.
            losses.add("missing cluster names, which become “?”", 1);
            cluster.name.push('?');
        }
        cluster.id = ClusterId::from(id);
    }
}
