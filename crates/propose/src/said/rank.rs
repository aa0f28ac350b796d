//! Sorts those who may have said a claim by how likely each is.

use super::attribution::reports;
use super::cue::Form;
use super::report::speaker;
use super::scene::Scene;
use super::{Candidate, Kind, Mention, Reason, Speaker, media, reporting};
use postil_core::text::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Media carry the claim if someone else’s cue is worth no more than this less.
const CARRIED: usize = 30;

/// Sorts those who may have said the claim in some fragments of a text, the likeliest first: mentions,
/// and words that are not marked. One thing is listed once, by its likeliest mention.
///
/// `language` is a tag; empty: it is guessed from the words.
///
/// Reads at most 14 sentences before the claim and 3 after it, within 12,000 code points on either side,
/// and 12,000 of the claim. Costs O(words read · (mentions + words listed in a language)).
pub fn rank(
    text: &Text,
    fragments: &[Range<usize>],
    mentions: &[Mention],
    language: &str,
) -> Vec<Candidate> {
    let Some(mut scene) = Scene::around(text, fragments, mentions, language) else {
        return Vec::new();
    };
    scene.cues = reporting::cues(&scene);
    let mut reports = reports(&mut scene);
    reports.sort_by_key(|report| report.worth_less);
    let bound = reports.first().map_or(0, |best| best.worth_less + CARRIED);
    // Among those that are near, media come last, unless other media cite them.
    reports.sort_by_key(|report| {
        let carries = report.is_media && report.form != Form::Citing;
        (report.worth_less > bound, report.is_media, carries)
    });
    let mut found: Vec<Candidate> = Vec::new();
    for report in &reports {
        found.push(Candidate {
            speaker: speaker(&scene, &report.who.named),
            via: media::via(&scene, report, &reports),
            reason: report.who.reason.unwrap_or(report.reason),
            cue: Some(scene.code_points(&report.cue)),
            through: report.who.through.as_ref().map(|t| scene.code_points(t)),
        });
    }
    found.extend(near(&scene));
    if found.is_empty() {
        found.extend(claimed(&scene));
    }
    once(&scene, found)
}

/// Leaves of each thing only what is listed first.
fn once(scene: &Scene<'_>, found: Vec<Candidate>) -> Vec<Candidate> {
    let words = |range: &Range<usize>| scene.text.slice(range.clone()).to_lowercase();
    let keys = scene.mentions.iter().map(|mention| (mention.key, mention));
    let keys: BTreeMap<u32, &Mention> = keys.collect();
    let mut seen: BTreeSet<(Option<u32>, String)> = BTreeSet::new();
    let key = |speaker: &Speaker| match speaker {
        Speaker::Marked(key) => {
            let mention = keys.get(key);
            match mention.and_then(|mention| mention.cluster) {
                Some(cluster) => (Some(cluster), String::new()),
                None => (None, mention.map_or_else(String::new, |m| words(&m.range))),
            }
        }
        Speaker::Unmarked { range, .. } => (None, words(range)),
    };
    let mut found = found;
    found.retain(|candidate| seen.insert(key(&candidate.speaker)));
    found
}

/// All mentions outside of the claim by their distance, but no places.
fn near(scene: &Scene<'_>) -> impl Iterator<Item = Candidate> {
    let claim = &scene.claim;
    let may_speak = |mention: &&Mention| {
        mention.kind != Kind::Place
            && !mention.range.is_empty()
            && !scene.is_claimed(&mention.range)
    };
    let mut all: Vec<(usize, u32)> = scene
        .mentions
        .iter()
        .filter(may_speak)
        .map(|mention| {
            let before = claim.start.saturating_sub(mention.range.end);
            let away = before.max(mention.range.start.saturating_sub(claim.end));
            (away, mention.key)
        })
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(_, key)| nearby(key))
}

/// The mentions in the claim, but no places.
fn claimed(scene: &Scene<'_>) -> impl Iterator<Item = Candidate> {
    let may_speak = |mention: &&Mention| {
        mention.kind != Kind::Place && !mention.range.is_empty() && scene.is_claimed(&mention.range)
    };
    let all = scene.mentions.iter().filter(may_speak);
    all.map(|mention| nearby(mention.key))
}

/// A mention for which no cue speaks.
fn nearby(key: u32) -> Candidate {
    Candidate {
        speaker: Speaker::Marked(key),
        via: Vec::new(),
        reason: Reason::Near,
        cue: None,
        through: None,
    }
}
