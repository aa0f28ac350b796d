//! Claims with who said them, and how many speakers are proposed right.
//!
//! Right is a mention of the thing that the gold speaker is, or words that are not marked and begin or end
//! where the gold speaker does. All names of people, organizations, groups, media and places are marked.

use postil_core::text::Text;
use postil_propose::said::{Candidate, Kind, Mention, Speaker, rank};
use serde_json::Value;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

/// A text with its names and claims.
pub struct Article {
    pub name: String,
    pub text: Text,
    pub mentions: Vec<Mention>,
    pub claims: Vec<Claim>,
}

/// A claim with who said it; one of several where it is said together.
pub struct Claim {
    pub range: Range<usize>,
    pub speakers: Vec<Range<usize>>,
    pub via: Vec<Range<usize>>,
}

/// What was right of some claims.
#[derive(Default)]
pub struct Score {
    pub claims: usize,
    pub right: usize,
    pub in_three: usize,
    pub with_via: usize,
    pub via_right: usize,
    pub via_said: usize,
}

impl Score {
    pub fn add(&mut self, article: &Article, mut listed: Option<&mut Vec<String>>) {
        for claim in &article.claims {
            let range = claim.range.clone();
            let found = rank(
                &article.text,
                std::slice::from_ref(&range),
                &article.mentions,
                "en",
            );
            let is_right = |one: &Candidate| {
                claim
                    .speakers
                    .iter()
                    .any(|gold| article.same(&one.speaker, gold))
            };
            let first = found.first().is_some_and(is_right);
            self.claims += 1;
            self.right += usize::from(first);
            self.in_three += usize::from(found.iter().take(3).any(is_right));
            let via: Vec<&Speaker> = found
                .first()
                .map_or_else(Vec::new, |one| one.via.iter().collect());
            let same = via.len() == claim.via.len()
                && via
                    .iter()
                    .zip(&claim.via)
                    .all(|(via, gold)| article.same(via, gold));
            self.with_via += usize::from(!claim.via.is_empty());
            self.via_said += usize::from(!via.is_empty());
            self.via_right += usize::from(!claim.via.is_empty() && same);
            if let Some(listed) = &mut listed
                && (!first || !same)
            {
                let words = |range: &Range<usize>| article.text.slice(range.clone()).to_owned();
                let named = |one: &Candidate| {
                    let via: Vec<String> = one
                        .via
                        .iter()
                        .map(|via| words(&article.range(via)))
                        .collect();
                    let mark = if matches!(one.speaker, Speaker::Unmarked { .. }) {
                        "?"
                    } else {
                        ""
                    };
                    format!(
                        "{mark}{} ({:?} “{}”{})",
                        words(&article.range(&one.speaker)),
                        one.reason,
                        one.cue.as_ref().map_or_else(String::new, words),
                        if via.is_empty() {
                            String::new()
                        } else {
                            format!(" via {}", via.join(" > "))
                        }
                    )
                };
                let best: Vec<String> = found.iter().take(3).map(named).collect();
                let gold: Vec<String> = claim.speakers.iter().map(words).collect();
                let gold_via: Vec<String> = claim.via.iter().map(words).collect();
                listed.push(format!(
                    "\n{} {} “{:.90}”\n  gold {} via {:?}\n  said {}",
                    if first { "via" } else { "WRONG" },
                    article.name,
                    words(&range).replace('\n', "/"),
                    gold.join(" | "),
                    gold_via,
                    best.join("; ")
                ));
            }
        }
    }
}

impl Article {
    fn range(&self, speaker: &Speaker) -> Range<usize> {
        match speaker {
            Speaker::Marked(key) => {
                let found = self.mentions.iter().find(|mention| mention.key == *key);
                found.map_or(0..0, |mention| mention.range.clone())
            }
            Speaker::Unmarked { range, .. } => range.clone(),
        }
    }

    /// Whether a speaker is the thing that is named in a range.
    fn same(&self, speaker: &Speaker, gold: &Range<usize>) -> bool {
        let gold_mention = self.mentions.iter().find(|mention| mention.range == *gold);
        let range = self.range(speaker);
        match (speaker, gold_mention) {
            (Speaker::Marked(key), Some(gold)) => {
                let found = self.mentions.iter().find(|mention| mention.key == *key);
                found.is_some_and(|mention| mention.cluster == gold.cluster)
            }
            (Speaker::Marked(_), None) => range == *gold,
            (Speaker::Unmarked { .. }, Some(_)) => false,
            (Speaker::Unmarked { .. }, None) => {
                let overlaps = range.start < gold.end && gold.start < range.end;
                overlaps && (range.start == gold.start || range.end == gold.end)
            }
        }
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "person" | "PERSON" => Kind::Person,
        "organization" | "ORGANIZATION" => Kind::Organization,
        "media" => Kind::Media,
        "group" => Kind::Group,
        "place" | "LOCATION" => Kind::Place,
        _ => return None,
    })
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn number(value: &Value) -> usize {
    value
        .as_u64()
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or_default()
}

/// The bundled articles.
pub fn bundled() -> Vec<Article> {
    let gold: Value =
        serde_json::from_str(include_str!("../../src/said/gold/articles.json")).expect("JSON");
    let articles = list(&gold).iter().map(|article| {
        let name = text(&article["file"]).to_owned();
        let raw =
            fs::read_to_string(root().join("articles").join(&name)).expect("a bundled article");
        let whole = Text::freeze(&raw);
        let places = |words: &str| -> Vec<Range<usize>> {
            let found = whole.as_str().match_indices(words);
            let found = found.map(|(at, _)| whole.from_byte(at));
            found.map(|at| at..at + words.chars().count()).collect()
        };
        let mut names: Vec<(Range<usize>, Kind, u32)> = Vec::new();
        for (cluster, entry) in (0..).zip(list(&article["names"])) {
            let kind = kind(text(&entry["kind"])).expect("a kind");
            for name in list(&entry["names"]) {
                names.extend(
                    places(text(name))
                        .into_iter()
                        .map(|range| (range, kind, cluster)),
                );
            }
        }
        // The longest name wins, and only whole words count.
        names.sort_by_key(|(range, ..)| (usize::MAX - range.len(), range.start));
        let mut mentions: Vec<Mention> = Vec::new();
        for (range, kind, cluster) in names {
            let around = [range.start.checked_sub(1), Some(range.end)];
            let glued = around
                .into_iter()
                .flatten()
                .any(|at| whole.slice(at..at + 1).chars().any(char::is_alphanumeric));
            let overlaps = |m: &Mention| m.range.start < range.end && range.start < m.range.end;
            if !glued && !mentions.iter().any(overlaps) {
                mentions.push(Mention {
                    key: 0,
                    range,
                    kind,
                    cluster: Some(cluster),
                });
            }
        }
        mentions.sort_by_key(|mention| mention.range.start);
        for (key, mention) in (0..).zip(&mut mentions) {
            mention.key = key;
        }
        let claims = list(&article["claims"]).iter().map(|claim| {
            let quote = text(&claim["quote"]);
            let range = places(quote)
                .into_iter()
                .nth(number(&claim["occurrence"]))
                .expect("the claim");
            let near = |value: &Value| {
                let all = places(text(value));
                let marked = |one: &Range<usize>| mentions.iter().any(|m| m.range == *one);
                let best = all.iter().find(|one| marked(one)).or(all.first());
                best.cloned().expect("a speaker")
            };
            Claim {
                range,
                speakers: list(&claim["speaker"]).iter().map(near).collect(),
                via: list(&claim["via"]).iter().map(near).collect(),
            }
        });
        Article {
            claims: claims.collect(),
            name,
            text: whole.clone(),
            mentions,
        }
    });
    articles.collect()
}
