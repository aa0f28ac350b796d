//! Chooses the name of a cluster among the words of its mentions.

/// Words before a name that are no part of it.
const TITLES: &[&str] = &[
    "ambassador",
    "chancellor",
    "director",
    "dr",
    "envoy",
    "king",
    "minister",
    "mr",
    "mrs",
    "ms",
    "premier",
    "president",
    "prince",
    "professor",
    "secretary",
    "senator",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "the",
];

/// Words that go before a title, and may also begin a name: “Foreign Ministry”.
const BEFORE_TITLE: &[&str] = &[
    "acting", "chief", "defence", "defense", "deputy", "foreign", "former", "general", "prime",
];

/// The mention that names a cluster best; empty without one.
///
/// A proper name, every long word of which begins with a capital, goes before any other words. Of the
/// proper names, one that is another with more words before or after it passes its uses on to the name
/// without titles: “President Vladimir Putin” to “Vladimir Putin”; and a single word to the full name:
/// “Putin” to “Vladimir Putin”. Then the most frequent wins, then the longest, then the earliest.
///
/// Costs O(mentions²) comparisons of words.
pub fn best_name<'a>(mentions: &[&'a str]) -> &'a str {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for mention in mentions.iter().map(|mention| mention.trim()) {
        match names.iter_mut().find(|(name, _)| *name == mention) {
            Some((_, uses)) => *uses += 1,
            None => names.push((mention, 1)),
        }
    }
    let proper: Vec<(&str, usize)> = names
        .iter()
        .copied()
        .filter(|(n, _)| is_proper(n))
        .collect();
    if proper.is_empty() {
        let longest = names
            .iter()
            .rev()
            .max_by_key(|(name, _)| name.chars().count());
        return longest.map_or("", |(name, _)| name);
    }
    let uses_of = |name: &str| -> usize {
        let mine = proper.iter().filter(|(other, _)| stands_for(name, other));
        mine.map(|(_, uses)| uses).sum()
    };
    let stands_alone = |name: &str| {
        !proper
            .iter()
            .any(|(other, _)| *other != name && stands_for(other, name))
    };
    let best = proper
        .iter()
        .rev()
        .filter(|(name, _)| stands_alone(name))
        .max_by_key(|(name, _)| (uses_of(name), name.chars().count()));
    best.or(proper.first()).map_or("", |(name, _)| name)
}

fn words(name: &str) -> Vec<&str> {
    name.split_whitespace().collect()
}

fn is_title(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    TITLES.contains(&word.as_str())
}

fn may_describe(word: &str) -> bool {
    is_title(word) || BEFORE_TITLE.contains(&word.to_lowercase().as_str())
}

/// Whether every long word begins with a capital, and there is a word that is no title.
fn is_proper(name: &str) -> bool {
    let words = words(name);
    let begins_large = |word: &&str| {
        word.chars()
            .next()
            .is_some_and(|c| !c.is_lowercase() && c.is_alphabetic())
    };
    words
        .iter()
        .any(|word| begins_large(word) && !is_title(word))
        && words
            .iter()
            .filter(|word| word.chars().count() > 3)
            .all(begins_large)
}

/// Whether one name is the better form of another: the same name, or that with titles or descriptions
/// before it, or a single word of it.
fn stands_for(name: &str, other: &str) -> bool {
    if name == other {
        return true;
    }
    let (name, other) = (words(name), words(other));
    let titled = name.first().is_some_and(|word| is_title(word));
    let is_longer = other.len() > name.len();
    if is_longer {
        // “President Vladimir Putin”, “President Putin”.
        let (before, rest) = other.split_at(other.len() - name.len());
        return !titled
            && rest == name
            && (name.len() > 1 || before.iter().all(|w| may_describe(w)));
    }
    // “Putin”, unless what goes before is only a title.
    let plain = name.iter().filter(|word| !may_describe(word)).count();
    other.len() == 1 && plain > 1 && !titled && name.contains(&other.first().copied().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::best_name;

    #[test]
    fn the_full_name_without_titles_is_chosen() {
        for (mentions, best) in [
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
                &["Foreign Ministry", "Russia’s Foreign Ministry", "ministry"],
                "Foreign Ministry",
            ),
            (
                &["decision", "a decision to remove"],
                "a decision to remove",
            ),
            (&[], ""),
        ] {
            assert_eq!(best_name(mentions), best, "{mentions:?}");
        }
    }
}
