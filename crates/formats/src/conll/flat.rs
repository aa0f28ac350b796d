//! Reduces a project to what tokens with one tag each can hold.

use super::CARRY;
use crate::carry::{Carry, Ids, Losses, drop_annotations};
use crate::runs::Runs;
use crate::{Options, tokens};
use postil_core::model::{Annotation, AnnotationId, Fragment, Project, label_layer};
use postil_core::text::{Text, sha256};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Leaves at most one annotation over each token, and rewrites texts with one space between tokens
/// and one sentence per line. O(n log n).
pub(super) fn carry(project: &Project, options: &Options) -> (Project, Losses) {
    let first = Carry {
        document_ids: Ids::Kept,
        annotation_ids: Ids::Kept,
        schema: true,
        ..CARRY
    };
    let version = project.schema.version;
    let (mut project, mut losses) = first.apply(project);
    let texts = project.documents.iter();
    let spaces: HashMap<_, Runs> = texts
        .map(|it| {
            let runs = Runs::of(it.text.chars(), 1, tokens::is_space);
            (it.meta.id.clone(), runs)
        })
        .collect();
    let mut lost = HashSet::new();
    for annotation in &mut project.annotations {
        let extent = annotation.extent();
        let spaces = spaces.get(&annotation.document);
        let range = spaces.map(|spaces| spaces.trim(extent.clone()));
        match range.filter(|range| !range.is_empty()) {
            Some(range) => {
                let cut = usize::from(range != extent);
                losses.add("marks with white space at an end", cut);
                annotation.fragments = vec![Fragment::new(range)];
            }
            None => {
                lost.insert(annotation.id.clone());
            }
        }
    }
    drop_annotations(
        &mut project,
        &lost,
        "marks that cover only white space",
        &mut losses,
    );
    let ranks = ranks(&project, options);
    let lost = beaten(&project, &ranks, &mut losses);
    project.annotations.retain(|a| !lost.contains(&a.id));
    rewrite(&mut project, &mut losses);
    losses.add(
        "version of the codebook, which the file does not name",
        usize::from(version > 0),
    );
    let (project, more) = CARRY.apply(&project);
    for loss in more.into_list() {
        losses.add(&loss.what, loss.count);
    }
    (project, losses)
}

/// The rank of each layer: chosen ones first, then those of the schema, then all others by name.
fn ranks(project: &Project, options: &Options) -> HashMap<String, usize> {
    let used: BTreeSet<&str> = project.annotations.iter().map(|a| a.layer()).collect();
    let chosen = options.layers.iter().map(String::as_str);
    let known = project
        .schema
        .layers
        .iter()
        .map(|layer| layer.name.as_str());
    let mut ranks = HashMap::new();
    for layer in chosen.chain(known).chain(used) {
        let rank = ranks.len();
        ranks.entry(layer.to_owned()).or_insert(rank);
    }
    ranks
}

/// The annotations that lose to one that they overlap.
fn beaten(
    project: &Project,
    ranks: &HashMap<String, usize>,
    losses: &mut Losses,
) -> HashSet<AnnotationId> {
    let rank = |a: &Annotation| ranks.get(a.layer()).copied().unwrap_or(usize::MAX);
    let mut order: Vec<&Annotation> = project.annotations.iter().collect();
    order.sort_by_cached_key(|a| {
        let extent = a.extent();
        (
            rank(a),
            usize::MAX - extent.len(),
            extent.start,
            a.id.clone(),
        )
    });
    // The ends and labels of the winners in each document, by start.
    let mut won: HashMap<&str, std::collections::BTreeMap<usize, (usize, &str)>> = HashMap::new();
    let mut lost = HashSet::new();
    for annotation in order {
        let extent = annotation.extent();
        let taken = won.entry(annotation.document.as_str()).or_default();
        let before = taken.range(..extent.end).next_back();
        match before {
            Some((_, (end, winner))) if *end > extent.start => {
                let winner = label_layer(winner);
                let layer = annotation.layer();
                let what =
                    format!("marks of the layer {layer} that overlap marks of {winner}, which win");
                losses.add(&what, 1);
                lost.insert(annotation.id.clone());
            }
            _ => {
                taken.insert(extent.start, (extent.end, &annotation.label));
            }
        }
    }
    lost
}

/// Rewrites texts as their tokens, and moves spans along.
fn rewrite(project: &mut Project, losses: &mut Losses) {
    let mut spans: HashMap<String, Vec<&mut Annotation>> = HashMap::new();
    for annotation in &mut project.annotations {
        let list = spans.entry(annotation.document.to_string()).or_default();
        list.push(annotation);
    }
    for document in &mut project.documents {
        let text = Text::from_frozen(document.text.as_str());
        let own = spans.remove(document.meta.id.as_str()).unwrap_or_default();
        let whole: Vec<Range<usize>> = own.iter().map(|a| a.extent()).collect();
        let words = tokens::words(
            &text,
            whole.iter().flat_map(|range| [range.start, range.end]),
        );
        let breaks = tokens::sentence_starts(&text, &whole);
        let mut rewritten = String::new();
        let mut at = 0;
        let mut moved: Vec<Range<usize>> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            let before = number.checked_sub(1).and_then(|n| words.get(n));
            if let Some(before) = before {
                let cut = breaks.range(before.end..=word.start).next().is_some();
                rewritten.push(if cut { '\n' } else { ' ' });
                at += 1;
            }
            rewritten.push_str(text.slice(word.clone()));
            moved.push(at..at + word.len());
            at += word.len();
        }
        for annotation in own {
            let extent = annotation.extent();
            let first = words.partition_point(|word| word.start < extent.start);
            let last = words.partition_point(|word| word.end <= extent.end).max(1) - 1;
            if let (Some(first), Some(last)) = (moved.get(first), moved.get(last)) {
                annotation.fragments = vec![Fragment::new(first.start..last.end)];
            }
        }
        if document.text != rewritten {
            losses.add("articles whose white space changes", 1);
            document.sha256 = sha256(&rewritten);
            document.text = rewritten;
        }
    }
}
