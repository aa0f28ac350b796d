//! The old and the new words of a mark.

use crate::desk::labels::{cut, line};
use crate::ui::sentence::t;
use crate::ui::view::ui;
use leptos::prelude::*;
use postil_core::edit::Rewording;

/// Words of more code points are shown only around what changed.
const MAX_WHOLE_CHARS: usize = 120;
/// Code points shown on each side of what changed.
const AROUND_CHARS: usize = 24;
/// Code points shown of what changed.
const MAX_CHANGED_CHARS: usize = 160;

/// The old words beside the new ones.
pub fn draw_words(rewording: &Rewording) -> AnyView {
    let [was, is] = changed_part(rewording);
    ui! {
        <p class="words" dir="auto">
            <span class="unseen">{t!("Before: ")}</span>
            <del>{was}</del>
            <span aria-hidden="true">" → "</span>
            <span class="unseen">{t!("; now: ")}</span>
            <ins>{is}</ins>
        </p>
    }
}

/// The old and the new words, each in one line; of many, those around what changed. O(n).
pub fn changed_part(rewording: &Rewording) -> [String; 2] {
    let both = [&rewording.was, &rewording.is].map(|words| line(&words.join(" … ")));
    let [was, is] = both
        .each_ref()
        .map(|words| words.chars().collect::<Vec<char>>());
    if was.len().max(is.len()) <= MAX_WHOLE_CHARS {
        return both;
    }
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let before = same(&mut was.iter().zip(&is));
    let after = same(&mut was[before..].iter().rev().zip(is[before..].iter().rev()));
    // Whole words on both sides.
    let wide = before.saturating_sub(AROUND_CHARS);
    let start = match was[wide..before].iter().position(|c| c.is_whitespace()) {
        Some(space) if wide > 0 => wide + space + 1,
        _ => wide,
    };
    let shown = |words: &[char]| {
        let changed = words.len() - after;
        let wide = (changed + AROUND_CHARS).min(words.len());
        let end = match words[changed..wide].iter().rposition(|c| c.is_whitespace()) {
            Some(space) if wide < words.len() => changed + space,
            _ => wide,
        };
        let part: String = words[start..end].iter().collect();
        let head = if start > 0 { "… " } else { "" };
        let tail = if end < words.len() { " …" } else { "" };
        format!("{head}{}{tail}", cut(&part, MAX_CHANGED_CHARS))
    };
    [shown(&was), shown(&is)]
}

#[cfg(test)]
mod tests {
    use super::changed_part;
    use postil_core::edit::Rewording;

    fn part(was: &str, is: &str) -> [String; 2] {
        changed_part(&Rewording {
            annotation: "a".into(),
            was: vec![was.to_owned()],
            is: vec![is.to_owned()],
        })
    }

    #[test]
    fn few_words_are_shown_whole_and_of_many_those_that_changed() {
        assert_eq!(
            part("4,200\npeople", "4,350 people"),
            ["4,200 people", "4,350 people"]
        );
        let long = |hours: &str| {
            let words = "many words of the same kind ";
            format!(
                "{}they waited for {hours} in the square {}",
                words.repeat(9),
                words.repeat(9)
            )
        };
        let [was, is] = part(&long("two hours"), &long("one hour"));
        assert_eq!(was, "… kind they waited for two hours in the square many …");
        assert_eq!(is, "… kind they waited for one hour in the square many …");
    }

    #[test]
    fn any_change_at_either_end_is_shown() {
        let long = "é ".repeat(400);
        for (was, is) in [
            (format!("{long}a"), format!("{long}b")),
            (format!("a {long}"), format!("b {long}")),
            (long.clone(), String::new()),
            (String::new(), long.clone()),
            (long.clone(), format!("{long}{long}")),
        ] {
            let [was, is] = part(&was, &is);
            assert_ne!(was, is);
            assert!(was.chars().count() < 300 && is.chars().count() < 300);
        }
    }
}
