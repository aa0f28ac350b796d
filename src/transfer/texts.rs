//! Makes articles from texts.

use crate::desk::labels;
use crate::ui::sentence::t;
use postil_core::diagnostic::Diagnostic;
use postil_core::model::{Basis, Document, DocumentId, DocumentMeta, Project};
use postil_core::state::State;
use postil_core::text::{Text, sha256};
use postil_core::transaction::{Op, Transaction};
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::Table;
use std::collections::{HashMap, HashSet};

/// The ids and texts that are in use.
#[derive(Clone, Debug, Default)]
pub struct InUse {
    ids: HashSet<String>,
    /// SHA-256 of the texts.
    hashes: HashSet<String>,
}

impl InUse {
    /// Those of the open project.
    pub fn of_state(state: &State) -> Self {
        let mut all = Self::default();
        for document in state.documents() {
            all.add(&document.meta().id, document.sha256());
        }
        all
    }

    /// Those of a project that is not open.
    pub fn of_project(project: &Project) -> Self {
        let mut all = Self::default();
        project.documents.iter().for_each(|it| all.add_document(it));
        all
    }

    /// Those of the open project after a transaction that removes no document.
    pub fn after(state: &State, transaction: &Transaction) -> Self {
        let mut all = Self::of_state(state);
        for op in &transaction.ops {
            match op {
                Op::InsertDocument { document, .. } => all.add_document(document),
                Op::PutProject(project) => all = Self::of_project(project),
                _ => {}
            }
        }
        all
    }

    fn add_document(&mut self, document: &Document) {
        self.add(&document.meta.id, &document.fingerprint());
    }

    fn add(&mut self, id: &DocumentId, sha256: &str) {
        self.ids.insert(id.as_str().to_owned());
        self.hashes.insert(sha256.to_owned());
    }
}

/// Articles made from texts.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The articles, with unused ids.
    pub documents: Vec<Document>,
    /// The names of texts that are there already, or come twice.
    pub here: Vec<String>,
    /// The texts without words.
    pub flaws: Vec<Diagnostic>,
}

impl Made {
    /// All texts that became no articles, as diagnostics.
    pub fn left(self) -> Vec<Diagnostic> {
        let here = self.here.into_iter();
        let here =
            here.map(|name| Diagnostic::error(name, t!("the project already has this text")));
        self.flaws.into_iter().chain(here).collect()
    }
}

/// Takes the texts out of tables, by the columns that are likeliest; returns what there is to report.
pub fn of_tables(tables: Vec<Table>, texts: &mut Vec<NewText>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for table in tables {
        let (mut more, mut flaws) = table.texts(&table.guess());
        texts.append(&mut more);
        found.append(&mut flaws);
    }
    found
}

/// Makes articles from texts.
pub fn documents(used: InUse, texts: Vec<NewText>) -> Made {
    let InUse {
        mut ids,
        mut hashes,
    } = used;
    let mut numbers = HashMap::new();
    let mut all = Made::default();
    for new in texts {
        let name = new.name;
        let text = Text::freeze(&new.text).as_str().to_owned();
        let sha256 = sha256(&text);
        if text.trim().is_empty() {
            all.flaws
                .push(Diagnostic::error(name, t!("there is no text in it")));
            continue;
        }
        if !hashes.insert(sha256.clone()) {
            all.here.push(name);
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
        all.documents.push(Document { meta, text, sha256 });
    }
    all
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
        let made = documents(InUse::default(), vec![new]).documents;
        let meta = &made[0].meta;
        assert_eq!((meta.id.as_str(), meta.title.as_str()), ("c", "A title"));
        assert_eq!(meta.url, "https://example.org/");
        assert_eq!(meta.published.date, "2024-12-18");
        assert_eq!(meta.published.basis, Basis::Page);
    }

    #[test]
    fn texts_are_frozen_and_named() {
        let long = format!("{}word", "nine char ".repeat(12));
        let texts = vec![
            text("a.b.txt", "\u{FEFF}\r\n  A headline \r\rText"),
            text("", &long),
        ];
        let made = documents(InUse::default(), texts);
        assert_eq!((made.here.len(), made.flaws.len()), (0, 0));
        let made = made.documents;
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
        let made = documents(InUse::default(), vec![new]).documents;
        assert_eq!(made[0].meta.title, "A headline");
        assert_eq!(made[0].meta.boilerplate.len(), 1);
        // One range over several lines.
        let new = NewText {
            text: "Home\nSport\nA headline\nA text.\n".to_owned(),
            boilerplate: vec![Span::from(0..11)],
            ..NewText::default()
        };
        let made = documents(InUse::default(), vec![new]).documents;
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
        let made = documents(InUse::of_state(&state), texts);
        let ids: Vec<_> = made.documents.iter().map(|d| d.meta.id.as_str()).collect();
        assert_eq!(ids, ["000-2", "000-3"]);
        assert_eq!(made.here, ["again.txt", "twice.txt"]);
        let places: Vec<_> = made.flaws.iter().map(|d| d.place.as_str()).collect();
        assert_eq!(places, ["blank.txt"]);
    }
}
