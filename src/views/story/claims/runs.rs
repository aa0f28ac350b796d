//! The words of a claim, cut where they begin or cease to differ or to hedge.

use postil_story::changes::{Change, Piece};

/// Code points of the words that are shown.
const MOST: usize = 900;

/// Some words that are drawn alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// What becomes of them.
    pub change: Kind,
    /// Whether it is a hedge.
    pub is_hedge: bool,
    /// The words.
    pub words: String,
}

/// What becomes of some words: [`Change`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The first wording has them too.
    Keep,
    /// It does not have them.
    New,
    /// Only the first wording has them.
    Gone,
}

/// Cuts pieces at their hedges, which are in the order of the text. Of long ones only the beginning is kept. O(n).
pub fn runs(pieces: &[Piece], hedges: &[String]) -> Vec<Run> {
    let mut hedges = hedges.iter().map(String::as_str).peekable();
    let mut runs = Vec::new();
    let mut left = MOST;
    for piece in pieces {
        if left == 0 {
            break;
        }
        let words = match piece.words.char_indices().nth(left) {
            Some((end, _)) => format!("{}…", piece.words.get(..end).unwrap_or_default()),
            None => piece.words.clone(),
        };
        left = left.saturating_sub(words.chars().count());
        let change = match piece.change {
            Change::Keep => Kind::Keep,
            Change::Insert => Kind::New,
            Change::Remove => Kind::Gone,
        };
        let mut add = |words: &str, is_hedge| {
            if !words.is_empty() {
                runs.push(Run {
                    change,
                    is_hedge,
                    words: words.to_owned(),
                });
            }
        };
        let mut rest = words.as_str();
        while change != Kind::Gone
            && let Some((before, hedge, after)) = hedges.peek().and_then(|hedge| cut(rest, hedge))
        {
            add(before, false);
            add(hedge, true);
            rest = after;
            hedges.next();
        }
        add(rest, false);
    }
    runs
}

/// A text before, in and after a word of it.
fn cut<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let is_end = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let at = text.match_indices(word).map(|(at, _)| at).find(|at| {
        let (before, after) = (text.get(..*at), text.get(at + word.len()..));
        is_end(before.and_then(|it| it.chars().next_back()))
            && is_end(after.and_then(|it| it.chars().next()))
    })?;
    let end = at + word.len();
    Some((text.get(..at)?, text.get(at..end)?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_story::changes::changes;

    fn shown(old: &str, new: &str, hedges: &[&str]) -> String {
        let hedges: Vec<String> = hedges.iter().copied().map(str::to_owned).collect();
        let runs = runs(&changes(old, new), &hedges);
        let runs = runs.iter().map(|run| {
            let sign = match run.change {
                Kind::Keep => "",
                Kind::New => "+",
                Kind::Gone => "-",
            };
            let hedge = if run.is_hedge { "~" } else { "" };
            format!("{sign}{hedge}{}|", run.words)
        });
        runs.collect()
    }

    #[test]
    fn hedges_are_found_as_words_in_what_the_article_has() {
        assert_eq!(
            shown("the Mayor may go", "the Mayor may go", &["may"]),
            "the Mayor |~may| go|"
        );
        assert_eq!(
            shown("it may rain", "it might rain or may not", &["might", "may"]),
            "it |-may |+~might|+ |rain| |+or |+~may|+ not|".replace("rain| |", "rain |")
        );
        assert_eq!(
            shown("it may rain", "it rains", &[]),
            "it |-may rain|+rains|"
        );
    }

    #[test]
    fn long_words_are_cut() {
        let long = "ä".repeat(2 * MOST);
        let runs = runs(&changes(&long, &long), &[]);
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].words.chars().count(), MOST + 1);
    }
}
