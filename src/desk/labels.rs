//! Names and texts in one line.

use crate::ui::form_glyph::Look;
use crate::ui::sentence::tf;
use postil_core::model::{Annotation, AnnotationId, DocumentId};
use postil_core::state::{DocumentState, State};

/// Code points of a name that are shown. A name of a megabyte would keep the browser busy for
/// minutes.
const NAME_CHARS: usize = 300;

/// Code points of a message that are shown.
pub const LONG: usize = 2000;

/// Shortens a name, with an ellipsis if it is cut.
pub fn brief(name: &str) -> String {
    cut(name, NAME_CHARS)
}

/// Shortens a text to `most` code points, with an ellipsis if it is cut.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Shortens a text to `most` code points, up to the end of a word, with an ellipsis if it is cut.
pub fn cut_at_word(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let start = &text[..end];
    let words = start.rsplit_once(' ').map_or(start, |(words, _)| words);
    format!("{words}…")
}

/// Puts a text in one line.
pub fn line(text: &str) -> String {
    text.replace('\n', " ")
}

/// A context before something, in one line; if it was cut, from a whole word on.
pub fn from_whole_word(context: &str, is_cut: bool) -> String {
    let context = line(context);
    match context.split_once(' ') {
        Some((_, rest)) if is_cut => format!("… {}", rest.trim_start()),
        _ => context,
    }
}

/// A context after something, in one line; if it was cut, up to a whole word.
pub fn to_whole_word(context: &str, is_cut: bool) -> String {
    let context = line(context);
    match context.rsplit_once(' ') {
        Some((rest, _)) if is_cut => format!("{} …", rest.trim_end()),
        _ => context,
    }
}

/// Code points of a text in which its first line is looked for.
const MAX_TITLE_BEGINNING: usize = 400;
/// Code points of a title made of the first words.
const MAX_TITLE: usize = 120;

/// The title of a document, else its first words, else its id.
pub fn title(document: &DocumentState) -> String {
    let meta = document.meta();
    if !meta.title.is_empty() {
        return brief(&meta.title);
    }
    let beginning = document.text().slice(0..MAX_TITLE_BEGINNING);
    let mut lines = beginning.lines().map(str::trim);
    match lines.find(|line| !line.is_empty()) {
        None => brief(meta.id.as_str()),
        Some(words) => cut_at_word(&line(words), MAX_TITLE),
    }
}

/// The short name of a document: its publisher, else its title.
pub fn article_name(document: &DocumentState) -> String {
    match document.meta().outlet.as_str() {
        "" => title(document),
        outlet => brief(outlet),
    }
}

/// A document by number and short name: `Article 3: Daryo`.
pub fn numbered_article(state: &State, id: &DocumentId) -> Option<String> {
    let number = state.document_index(id)? + 1;
    let name = article_name(state.document(id)?);
    Some(tf!("Article {number}: {name}"))
}

/// The beginning of an annotation's text, in one line of at most `most` code points, with an ellipsis
/// if it is cut.
pub fn snippet(state: &State, annotation: &Annotation, most: usize) -> String {
    let Some(document) = state.document(&annotation.document) else {
        return String::new();
    };
    let mut words = String::new();
    let mut left = most;
    for fragment in &annotation.fragments {
        if !words.is_empty() {
            words.push_str(" … ");
        }
        let range = fragment.range();
        let end = range.end.min(range.start + left);
        left -= end - range.start;
        let piece = document.text().slice(range.start..end);
        words.push_str(&line(piece));
        if end < range.end {
            words.push('…');
            break;
        }
    }
    words
}

/// How the label of an annotation looks.
pub fn look(state: &State, id: &AnnotationId) -> Option<Look> {
    let annotation = state.annotation(id)?;
    let layer = state.schema().layer(annotation.layer())?;
    Some(Look {
        form: layer.form,
        color: state.schema().color(&annotation.label),
    })
}

/// The names of a few files, and how many more there are.
pub fn few(names: &[String]) -> String {
    const MAX_NAMED: usize = 2;
    let named = names.iter().take(MAX_NAMED).map(|name| brief(name));
    let named = named.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_NAMED) {
        0 => named,
        more => tf!("{named} and {more} more"),
    }
}

/// A count with its noun: `1 mark`, `2 marks`.
pub fn count(many: usize, one: &str) -> String {
    match many {
        1 => tf!("1 {one}"),
        _ => tf!("{many} {one}s"),
    }
}
