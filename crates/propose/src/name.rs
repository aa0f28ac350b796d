//! What a cluster is called after its mentions.

use crate::likeness::{Form, Kind, Sort, Symbols, is_title};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Code points of a description that is taken for a name.
const MAX_CHARS: usize = 60;
/// Different mentions that are looked at.
const MAX_MENTIONS: usize = 2_000;

/// The name of a cluster with these mentions; empty without one.
///
/// The fullest proper name: the one with the most words that belong to the name, without a title,
/// article or owner around it where there is such a mention; of several the most frequent, then the
/// earliest. A name goes before an abbreviation of it, and before any description. Of descriptions the
/// most frequent is taken, then the longest of up to 60 code points. O(length of the mentions).
pub fn name_of(mentions: &[&str]) -> String {
    let mut uses: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        let (_, count) = uses.entry(mention.trim()).or_insert((at, 0));
        *count += 1;
        if uses.len() > MAX_MENTIONS {
            break;
        }
    }
    let mut symbols = Symbols::default();
    let all: Vec<&str> = uses.keys().copied().collect();
    let ranked = uses.into_iter().map(|(mention, (first, count))| {
        let form = Form::of(mention, Sort::Any, &mut symbols);
        let length = mention.chars().count();
        let short = (
            length <= MAX_CHARS,
            if length <= MAX_CHARS { length } else { 0 },
        );
        let rank = match form.kind {
            Kind::Name => (
                2,
                form.is_bare && !is_titled(mention, &all),
                form.name.len(),
                (true, 0),
            ),
            Kind::Description => (1, false, 0, short),
            Kind::Pronoun => (0, false, 0, (true, 0)),
        };
        let (kind, is_bare, words, short) = rank;
        let count_first = (kind < 2).then_some(count);
        (
            (
                kind,
                is_bare,
                words,
                count_first,
                short,
                count,
                Reverse(first),
            ),
            mention,
        )
    });
    let best = ranked.max_by(|(a, _), (b, _)| a.cmp(b));
    best.map_or_else(String::new, |(_, mention)| {
        without_article(mention).to_owned()
    })
}

/// Whether a mention is another one with a title before it, such as “Prime Minister Modi” beside “Modi”.
fn is_titled(mention: &str, all: &[&str]) -> bool {
    let mut rest = mention;
    while let Some((word, after)) = rest.split_once(' ') {
        rest = after.trim();
        if is_title(word) && all.contains(&rest) {
            return true;
        }
    }
    false
}

/// A name without an English article before it and a possessive ending after it.
fn without_article(name: &str) -> &str {
    let rest = name
        .strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "));
    let is_name = |rest: &&str| rest.chars().next().is_some_and(|c| !c.is_lowercase());
    let name = rest.filter(is_name).unwrap_or(name);
    let bare = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
    bare.unwrap_or(name)
        .trim_end_matches([',', ';', ':', ' ', '’', '\''])
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn the_fullest_proper_name_is_taken() {
        for (mentions, name) in [
            (
                &["President Vladimir Putin", "Vladimir Putin"][..],
                "Vladimir Putin",
            ),
            (
                &["Putin", "Putin", "Vladimir Putin", "Putin"],
                "Vladimir Putin",
            ),
            (&["President Putin", "Putin", "his"], "Putin"),
            (&["Prime Minister Modi", "Modi"], "Modi"),
            (&["he", "Putin"], "Putin"),
            (&["the movement", "Taliban", "the Taliban"], "Taliban"),
            (
                &[
                    "Kabulov",
                    "Zamir Kabulov",
                    "President Vladimir Putin's special representative",
                ],
                "Zamir Kabulov",
            ),
            (
                &["ministry", "Foreign Ministry", "Russia’s Foreign Ministry"],
                "Foreign Ministry",
            ),
            (
                &["Foreign Ministry", "Russia’s Foreign Ministry", "ministry"],
                "Foreign Ministry",
            ),
            (
                &["IS-KP", "Islamic State Khorasan Province"],
                "Islamic State Khorasan Province",
            ),
            (
                &["decision", "a decision to remove"],
                "a decision to remove",
            ),
            (&["the removal", "the removal", "a step"], "the removal"),
            (&["United States’", "the United States"], "United States"),
            (&["it"], "it"),
            (&[], ""),
        ] {
            assert_eq!(name_of(mentions), name, "{mentions:?}");
        }
    }
}
