//! Texts without annotations: web pages, Word and OpenDocument texts, and tables with a text in each row. For
//! plain texts, see [`decode`](crate::decode).

mod dates;
mod docx;
mod html;
mod inherited;
mod lines;
mod mhtml;
mod notes;
mod odt;
mod office;
pub mod rows;

use crate::{archive, has_extension};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::json::record;
use postil_core::model::{Extra, Span};
use rows::Table;

/// A text with its metadata; what the file does not say is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewText {
    /// The name of the file; empty for a text without one.
    pub name: String,
    /// The text as in the file.
    pub text: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Where it was published.
    pub url: String,
    /// When it was published, in a form that [`Published`](postil_core::model::Published) knows.
    pub date: String,
    /// The tag of its language.
    pub language: String,
    /// Whole lines that are not part of the article, in code points of the text. What a web page is read
    /// from does not say so: these are proposals.
    pub boilerplate: Vec<Span>,
    /// All other fields.
    pub extra: Extra,
}

record!(NewText {
    name: required,
    text: required,
    title: sparse,
    outlet: sparse,
    url: sparse,
    date: sparse,
    language: sparse,
    boilerplate: sparse,
    extra: sparse,
});

/// The content of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Unannotated {
    /// One text, and remarks about it.
    Text(NewText, Vec<Diagnostic>),
    /// Texts in the rows of a table; a person chooses their column.
    Table(Table),
}

/// The extensions of files that [`read`] can read.
pub const EXTENSIONS: &[&str] = &[
    "html", "htm", "xhtml", "mhtml", "mht", "docx", "odt", "ott", "fodt", "csv", "tsv", "tab",
    "jsonl", "ndjson",
];

/// The extensions of web pages.
pub(crate) const PAGES: &[&str] = &["html", "htm", "xhtml", "mhtml", "mht"];

/// A file that a browser saved with all that a page needs, as the page alone, and a remark where it is
/// cut off; any other file unchanged. O(n).
///
/// # Errors
/// When there is no page in it.
pub(crate) fn unwrap_page(file: File) -> Result<(File, Option<Diagnostic>), Diagnostic> {
    let page = has_extension(&file.name, PAGES).then(|| mhtml::page(&file.bytes));
    match page.flatten() {
        None => Ok((file, None)),
        Some(Ok(page)) => {
            let remark = page.is_cut.then(|| {
                let message = "the file is cut off, and the end of the article may be missing: the boundary \
                               after the page is not there; save the page again, if you can";
                Diagnostic::warning(&file.name, message)
            });
            let bytes = page.bytes;
            Ok((File { bytes, ..file }, remark))
        }
        Some(Err(message)) => Err(Diagnostic::error(file.name, message)),
    }
}

/// Reads a file by its name and first bytes; `None` for any other kind of file. O(n).
///
/// # Errors
/// With the place, and what was expected there.
pub fn read(file: &File) -> Option<Result<Unannotated, Diagnostic>> {
    let is = |extensions: &[&str]| has_extension(&file.name, extensions);
    if archive::is_zip(&file.bytes) {
        return Some(office::read(file).map(with_remarks));
    }
    for (extension, what) in [
        ("docx", "a Word"),
        ("odt", "an OpenDocument"),
        ("ott", "an OpenDocument"),
    ] {
        if is(&[extension]) {
            let message = format!("expected {what} document, which is a ZIP archive");
            return Some(Err(Diagnostic::error(&file.name, message)));
        }
    }
    if is(&["fodt"]) {
        return Some(odt::read_flat(file).map(with_remarks));
    }
    if is(PAGES) {
        return Some(html::read(file).map(with_remarks));
    }
    if is(&["csv", "tsv", "tab"]) {
        return Some(rows::delimited(file).map(Unannotated::Table));
    }
    if is(&["jsonl", "ndjson"]) {
        return Some(rows::json_lines(file).map(Unannotated::Table));
    }
    None
}

fn with_remarks((text, remarks): (NewText, Vec<Diagnostic>)) -> Unannotated {
    Unannotated::Text(text, remarks)
}

/// Keeps with a text who wrote it and when its file was made, which need not be when it was published.
pub(crate) fn about(new: &mut NewText, author: Option<String>, created: Option<String>) {
    let created = created.map(|created| date(&created));
    for (name, said) in [("author", author), ("created", created)] {
        let said = said.unwrap_or_default();
        if !said.is_empty() {
            new.extra.insert(name.to_owned(), said.into());
        }
    }
}

/// A page or a piece of one, as the clipboard has it: its text with its title, and the lines that do not look
/// like its article as boilerplate, as of a page in a file. O(n).
pub fn pasted(html: &str) -> NewText {
    html::pasted(html)
}

/// The text of a piece of HTML, all of which is wanted. O(n).
pub(crate) fn html_text(html: &str) -> NewText {
    html::text(html)
}

/// Whether an archive is an office document, which must not be unpacked. Reads the list of its
/// files.
pub fn is_office(bytes: &[u8]) -> bool {
    office::kind(bytes).is_some()
}

/// A date of a known form, without its time; empty if it has no known form.
pub(crate) fn date(raw: &str) -> String {
    let raw = raw.trim();
    let day = raw.get(..10).filter(|day| {
        let rest = raw.get(10..).unwrap_or_default();
        rest.is_empty() || (rest.starts_with(['T', ' ']) && !day.contains('/'))
    });
    let known = postil_core::model::Published {
        date: day.unwrap_or(raw).to_owned(),
        ..Default::default()
    };
    if known.is_well_formed() {
        known.date
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    #[test]
    fn files_are_told_by_name_and_content() {
        for (name, bytes, kind) in [
            ("a.html", "<p>A", "text"),
            ("A.HTM", "A", "text"),
            ("a.mhtml", "<p>A", "text"),
            ("a.csv", "text\nA\n", "table"),
            ("a.jsonl", "{\"text\": \"A\"}\n", "table"),
            ("a.docx", "A", "error"),
            ("a.odt", "A", "error"),
            ("a.fodt", "A", "error"),
            ("a.zip", "PK\x03\x04", "error"),
            ("a.txt", "A", ""),
            ("a", "A", ""),
        ] {
            let read = match read(&file(name, bytes)) {
                None => "",
                Some(Ok(Unannotated::Text(..))) => "text",
                Some(Ok(Unannotated::Table(_))) => "table",
                Some(Err(_)) => "error",
            };
            assert_eq!(read, kind, "{name}");
        }
    }

    #[test]
    fn dates_are_of_a_known_form() {
        for (raw, known) in [
            ("2024-12-18", "2024-12-18"),
            (" 2024-12-18T10:00:00Z", "2024-12-18"),
            ("2024-12-18 10:00", "2024-12-18"),
            ("2024", "2024"),
            ("2024-07/..", "2024-07/.."),
            ("18 December 2024", ""),
            ("2024-12-18x", ""),
            ("", ""),
        ] {
            assert_eq!(date(raw), known, "{raw}");
        }
    }
}
