//! Makes articles from texts.

use crate::desk::labels;
use crate::ui::sentence::t;
use postil_core::diagnostic::Diagnostic;
use postil_core::model::{Basis, Document, DocumentMeta};
use postil_core::state::State;
use postil_core::text::{Text, sha256};
use postil_formats::unannotated::NewText;
use std::collections::{HashMap, HashSet};

/// Makes articles with unused ids, and reports the texts that it did not use.
pub fn documents(state: &State, texts: Vec<NewText>) -> (Vec<Document>, Vec<Diagnostic>) {
    let there = state.documents().iter();
    let mut ids: HashSet<String> = there
        .clone()
        .map(|document| document.meta().id.as_str().to_owned())
        .collect();
    let mut hashes: HashSet<String> = there.map(|d| d.sha256().to_owned()).collect();
    let mut numbers = HashMap::new();
    let (mut made, mut found) = (Vec::new(), Vec::new());
    for new in texts {
        let name = new.name;
        let text = Text::freeze(&new.text).as_str().to_owned();
        let sha256 = sha256(&text);
        if text.trim().is_empty() {
            found.push(Diagnostic::error(name, t!("there is no text in it")));
            continue;
        }
        if !hashes.insert(sha256.clone()) {
            found.push(Diagnostic::error(
                name,
                t!("the project already has this text"),
            ));
            continue;
        }
        let id = unused(&ids, &mut numbers, stem(&name));
        ids.insert(id.clone());
        let mut meta = DocumentMeta::new(id.into(), new.title);
        (meta.outlet, meta.url, meta.language) = (new.outlet, new.url, new.language);
        if !new.date.is_empty() {
            (meta.published.date, meta.published.basis) = (new.date, Basis::Page);
        }
        // Other texts come without lines that freezing could move.
        meta.boilerplate = new.boilerplate;
        if meta.title.is_empty() {
            meta.title = title(&text, &meta);
        }
        meta.extra = new.extra;
        made.push(Document { meta, text, sha256 });
    }
    (made, found)
}

/// The name of a file without folders and extension; `article` if nothing is left.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    match stem {
        "" => "article",
        stem => stem,
    }
}

/// The name itself, or the first of `name-2`, `name-3` … that is not in use. All rows of a table have one
/// name: `numbers` says from which number on nothing is known to be in use.
fn unused(ids: &HashSet<String>, numbers: &mut HashMap<String, u64>, name: &str) -> String {
    if !ids.contains(name) {
        return name.to_owned();
    }
    let number = numbers.entry(name.to_owned()).or_insert(2);
    loop {
        let id = format!("{name}-{number}");
        *number += 1;
        if !ids.contains(&id) {
            return id;
        }
    }
}

/// The first line of the article that is not blank; a long one up to the end of a word.
fn title(text: &str, meta: &DocumentMeta) -> String {
    const MAX_CODE_POINTS: usize = 100;
    let mut start = 0;
    let mut lines = text.lines().filter(|line| {
        let range = start..start + line.chars().count();
        start = range.end + 1;
        !meta.is_boilerplate(range)
    });
    let line = lines.find(|line| !line.trim().is_empty());
    labels::cut_at_word(line.unwrap_or_default().trim(), MAX_CODE_POINTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::bundled;
    use postil_core::model::Span;

    fn text(name: &str, text: &str) -> NewText {
        NewText {
            name: name.to_owned(),
            text: text.to_owned(),
            ..NewText::default()
        }
    }

    #[test]
    fn what_is_known_of_a_text_is_taken() {
        let new = NewText {
            name: "a/b/c.html".to_owned(),
            text: "Text".to_owned(),
            title: "A title".to_owned(),
            date: "2024-12-18".to_owned(),
            url: "https://example.org/".to_owned(),
            ..NewText::default()
        };
        let (made, _) = documents(&State::default(), vec![new]);
        let meta = &made[0].meta;
        assert_eq!((meta.id.as_str(), meta.title.as_str()), ("c", "A title"));
        assert_eq!(meta.url, "https://example.org/");
        assert_eq!(meta.published.date, "2024-12-18");
        assert_eq!(meta.published.basis, Basis::Page);
    }

    #[test]
    fn texts_are_frozen_and_named() {
        let state = State::default();
        let long = format!("{}word", "nine char ".repeat(12));
        let texts = vec![
            text("a.b.txt", "\u{FEFF}\r\n  A headline \r\rText"),
            text("", &long),
        ];
        let (made, found) = documents(&state, texts);
        assert_eq!(found, []);
        assert_eq!(made[0].text, "\n  A headline \n\nText");
        assert_eq!(made[0].sha256, sha256(&made[0].text));
        assert_eq!(made[0].meta.title, "A headline");
        assert_eq!(made[0].meta.id.as_str(), "a.b");
        assert_eq!(made[1].meta.id.as_str(), "article");
        assert_eq!(
            made[1].meta.title,
            format!("{}nine char…", "nine char ".repeat(9))
        );
    }

    #[test]
    fn running_heads_are_no_title() {
        let new = NewText {
            text: "The Daily Examiner, page 7\nA headline\nA text.\n".to_owned(),
            boilerplate: vec![Span::from(0..27)],
            ..NewText::default()
        };
        let (made, _) = documents(&State::default(), vec![new]);
        assert_eq!(made[0].meta.title, "A headline");
        assert_eq!(made[0].meta.boilerplate.len(), 1);
        // One range over several lines.
        let new = NewText {
            text: "Home\nSport\nA headline\nA text.\n".to_owned(),
            boilerplate: vec![Span::from(0..11)],
            ..NewText::default()
        };
        let (made, _) = documents(&State::default(), vec![new]);
        assert_eq!(made[0].meta.title, "A headline");
    }

    #[test]
    fn ids_differ_and_no_text_comes_twice() {
        let state = State::open(bundled::project()).expect("it opens");
        let known = state.documents()[0].text().as_str().to_owned();
        let texts = vec![
            text("000.txt", "one"),
            text("000.txt", "two"),
            text("again.txt", &known.replace('\n', "\r\n")),
            text("twice.txt", "one"),
            text("blank.txt", " \n"),
        ];
        let (made, found) = documents(&state, texts);
        let ids: Vec<_> = made.iter().map(|d| d.meta.id.as_str()).collect();
        assert_eq!(ids, ["000-2", "000-3"]);
        let places: Vec<_> = found.iter().map(|d| d.place.as_str()).collect();
        assert_eq!(places, ["again.txt", "twice.txt", "blank.txt"]);
    }
}
