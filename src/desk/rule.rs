//! The rule of the label at hand.

use super::Desk;
use super::labels::{cut_at_word, line};
use postil_core::model::Schema;

/// Code points of the first line of a rule.
const LINE_CHARS: usize = 120;

/// The label at hand, tracked: that of the selected mark, else the one that is held, else the one that was
/// given last.
pub fn label_at_hand(desk: Desk) -> Option<String> {
    let mark = desk.view().mark().get();
    let of_mark = desk.with(|state| Some(state.annotation(mark.as_ref()?)?.label.clone()));
    of_mark
        .or_else(|| desk.pen.get())
        .or_else(|| desk.last_label.get())
}

/// What a layer or a label means, in Markdown; empty if nothing is written or it is not listed.
pub fn text<'a>(schema: &'a Schema, label: &str) -> &'a str {
    match label.split_once('.') {
        None => schema.layer(label).map_or("", |layer| &layer.description),
        Some(_) => schema.label(label).map_or("", |label| &label.description),
    }
}

/// The first line of the rule of a layer or a label, for a hint beside its title.
pub fn hint(schema: &Schema, label: &str) -> Option<String> {
    first_line(text(schema, label))
}

/// The first sentence of a text in Markdown that is no heading, with the commonest signs of Markdown left
/// out. It stands in for the reader of Markdown, which is not there before a rule is opened. O(1).
pub fn first_line(rule: &str) -> Option<String> {
    let lines = rule.lines().take(40).map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next()?;
    let first: String = first.chars().take(4 * LINE_CHARS).collect();
    let first = first.trim_start_matches(['>', '-', '*', '+', ' ']);
    let mut plain = String::new();
    let mut rest = first;
    while let Some(at) = rest.find(['*', '`', '[', '\\']) {
        let (before, sign) = rest.split_at(at);
        plain.push_str(before);
        let link = sign
            .strip_prefix('[')
            .and_then(|sign| sign.split_once("]("))
            .and_then(|(words, address)| Some((words, address.split_once(')')?.1)));
        rest = match link {
            Some((words, after)) => {
                plain.push_str(words);
                after
            }
            None if sign.starts_with('[') => {
                plain.push('[');
                &sign[1..]
            }
            None => &sign[1..],
        };
    }
    plain.push_str(rest);
    let sentence = [". ", "! ", "? "].iter().filter_map(|end| plain.find(end));
    let end = sentence.min().map_or(plain.len(), |end| end + 1);
    let line = line(plain.get(..end)?.trim());
    (!line.is_empty()).then(|| cut_at_word(&line, LINE_CHARS))
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn the_first_sentence_is_shown_without_signs() {
        let line = |rule: &str| first_line(rule).unwrap_or_default();
        assert_eq!(line(""), "");
        assert_eq!(line("# Person\n\n"), "");
        assert_eq!(
            line("# Person\n\nA **single** human being, by `name`. Not groups."),
            "A single human being, by name."
        );
        assert_eq!(
            line("- see [the list](https://a.b/c) *below*"),
            "see the list below"
        );
        assert_eq!(line("> [sic] stays"), "[sic] stays");
        assert!(line(&"word ".repeat(400)).ends_with("word…"));
        assert!(line(&"ж[*`\\".repeat(4000)).chars().count() <= 121);
    }
}
