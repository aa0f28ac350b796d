//! How things are called in one line.

use crate::ui::sentence::tf;
use postil_core::model::schema::Form;
use postil_core::model::{Annotation, AnnotationId, DocumentMeta};
use postil_core::state::State;

/// The most code points of a name that are shown. What calls itself by a megabyte would keep the
/// browser busy for minutes.
const MOST: usize = 300;

/// The most code points of a message that are shown.
pub const LONG: usize = 2000;

/// A name as it is shown, with an ellipsis where it goes on.
pub fn brief(name: &str) -> String {
    cut(name, MOST)
}

/// So many code points of a text at most, with an ellipsis where it goes on.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text in one line.
pub fn line(text: &str) -> String {
    text.replace('\n', " ")
}

/// What an article is called where there is little room: who published it, else its headline.
pub fn article_name(meta: &DocumentMeta) -> String {
    match meta.outlet.as_str() {
        "" => brief(&meta.title),
        outlet => brief(outlet),
    }
}

/// The beginning of what an annotation covers, in one line of at most `most` code points, and an
/// ellipsis where there is more.
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

/// The form in which an annotation's layer is drawn.
pub fn form(state: &State, id: &AnnotationId) -> Option<Form> {
    let annotation = state.annotation(id)?;
    state
        .schema()
        .layer(annotation.layer())
        .map(|layer| layer.form)
}

/// `1 mark`, `2 marks`.
pub fn count(many: usize, one: &str) -> String {
    match many {
        1 => tf!("1 {one}"),
        _ => tf!("{many} {one}s"),
    }
}
