//! Recognizes archives that are office documents.

use super::{NewText, docx, odt};
use crate::archive;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;

/// A kind of office document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    OpenDocument,
    Other(&'static str),
}

/// The kind of an archive by its files; `None` for any other archive.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let names = archive::names(bytes);
    let has = |name: &str| names.iter().any(|own| own == name);
    if has(docx::TEXT) {
        Some(Kind::Word)
    } else if has("xl/workbook.xml") {
        Some(Kind::Other("a workbook of Excel; save it as .csv"))
    } else if has("ppt/presentation.xml") {
        Some(Kind::Other("slides of PowerPoint; save their text as .txt"))
    } else if has("mimetype") && has("META-INF/container.xml") {
        Some(Kind::Other("an e-book; save its text as .txt or .html"))
    } else if has("mimetype") && has("content.xml") {
        Some(Kind::OpenDocument)
    } else {
        None
    }
}

/// Reads a text of Word or OpenDocument, and remarks what is left out.
///
/// # Errors
/// When it is any other archive: with what it is.
pub(super) fn read(file: &File) -> Result<(NewText, Vec<Diagnostic>), Diagnostic> {
    match kind(&file.bytes) {
        Some(Kind::Word) => docx::read(file),
        Some(Kind::OpenDocument) => odt::read(file),
        Some(Kind::Other(what)) => Err(Diagnostic::error(&file.name, format!("it is {what}"))),
        None => {
            let message = "it is broken, or an archive inside another, which is not opened";
            Err(Diagnostic::error(&file.name, message))
        }
    }
}
