//! What the header of a TEI document says about it
//! (<https://www.tei-c.org/release/doc/tei-p5-doc/en/html/HD.html>).

use super::UNDETERMINED;
use super::find::{first, gather};
use crate::unannotated::date;
use crate::xml::tree::Element;
use postil_core::model::{Basis, DocumentId, DocumentMeta};

/// The header of a document.
pub(super) struct Header<'a> {
    header: Option<&'a Element>,
    numbers: Vec<&'a Element>,
}

impl<'a> Header<'a> {
    /// The header of a document, which may have none.
    pub fn of(tei: &'a Element) -> Self {
        let header = tei.elements().find(|e| e.local() == "teiHeader");
        let mut numbers = Vec::new();
        if let Some(header) = header {
            gather(header, "idno", &mut numbers);
        }
        Self { header, numbers }
    }

    /// The number of this type.
    pub fn number(&self, kind: &str) -> String {
        let own = self.numbers.iter();
        let own = own.filter(|idno| idno.get("type").unwrap_or_default() == kind);
        own.map(|idno| idno.text()).next().unwrap_or_default()
    }

    /// The first element of a name in the part of the header that describes the source, or else anywhere.
    fn first(&self, name: &str) -> Option<&'a Element> {
        let header = self.header?;
        let source = first(header, "sourceDesc").and_then(|source| first(source, name));
        source.or_else(|| first(header, name))
    }

    /// The metadata of a document. What Postil wrote comes back as it was; in other files, white space is
    /// that of a line, and what is said about the source counts more than what is said about the file.
    pub fn meta(&self, id: DocumentId, tei: &Element, text: &Element) -> DocumentMeta {
        let is_own = !self.number("id").is_empty();
        let words = |element: Option<&Element>| {
            let text = element.map(Element::text).unwrap_or_default();
            match is_own {
                true => text,
                false => text.split_whitespace().collect::<Vec<_>>().join(" "),
            }
        };
        let statement = self.header.and_then(|header| first(header, "titleStmt"));
        let gather_in = |name: &str| {
            let mut all = Vec::new();
            if let Some(statement) = statement {
                gather(statement, name, &mut all);
            }
            all
        };
        let titles = gather_in("title");
        let with = |name: &str, value: &str| {
            let mut titles = titles.iter().copied();
            titles.find(|title| title.get(name) == Some(value))
        };
        let title = with("type", "main").or_else(|| with("level", "a"));
        let title = title.or(titles.first().copied());
        let mut meta = DocumentMeta::new(id, words(title));
        meta.outlet = words(self.first("publisher"));
        meta.url = self.number("URL");
        if meta.url.is_empty() && !is_own {
            meta.url = self.number("URI").trim().to_owned();
        }
        let language = self.header.and_then(|header| first(header, "language"));
        let tag = language.and_then(|language| language.get("ident"));
        let tag = tag
            .or_else(|| text.get("xml:lang"))
            .or_else(|| tei.get("xml:lang"));
        let said = language.map(Element::text).unwrap_or_default();
        meta.language = match tag {
            Some(UNDETERMINED) if !said.is_empty() => said,
            tag => tag.unwrap_or_default().to_owned(),
        };
        if is_own {
            return meta;
        }
        meta.published.date = self.date();
        if !meta.published.date.is_empty() {
            meta.published.basis = Basis::Page;
        }
        let authors = gather_in("author");
        let authors: Vec<_> = authors
            .into_iter()
            .map(|author| words(Some(author)))
            .collect();
        if !authors.is_empty() {
            meta.extra
                .insert("author".to_owned(), authors.join("; ").into());
        }
        meta
    }

    /// When a letter was sent, or else when the text was written, when the source was published, or when
    /// the file was.
    fn date(&self) -> String {
        let header = self.header;
        let inside = |name: &str| header.and_then(|header| first(header, name));
        let mut sent = Vec::new();
        if let Some(letter) = inside("correspDesc") {
            gather(letter, "correspAction", &mut sent);
        }
        let sent = sent.into_iter().find(|it| it.get("type") == Some("sent"));
        let places = [
            sent,
            inside("creation"),
            inside("sourceDesc"),
            inside("publicationStmt"),
        ];
        let dates = places
            .into_iter()
            .flatten()
            .filter_map(|it| first(it, "date"));
        let mut dates = dates.map(when).filter(|date| !date.is_empty());
        dates.next().unwrap_or_default()
    }
}

/// The date that an element states in a form that is known; empty if it has none.
fn when(element: &Element) -> String {
    let get = |name: &str| element.get(name).map(date).unwrap_or_default();
    let between = |from: &str, to: &str| match (get(from), get(to)) {
        (from, to) if from.is_empty() && to.is_empty() => String::new(),
        (from, to) => {
            let open = |end: String| if end.is_empty() { "..".to_owned() } else { end };
            date(&format!("{}/{}", open(from), open(to)))
        }
    };
    let stated = [
        get("when"),
        get("when-iso"),
        between("from", "to"),
        between("notBefore", "notAfter"),
        date(&element.text()),
    ];
    let mut stated = stated.into_iter();
    stated.find(|date| !date.is_empty()).unwrap_or_default()
}
