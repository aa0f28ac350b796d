//! The door to the part of the program that reads PDF files. In a built site it is a separate file, fetched
//! when such a file first comes in.

use super::formats::{Missing, ReadText};
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::model::Span;
use postil_formats::progress::{self, Step};
use postil_formats::unannotated::NewText;
use postil_pdf::Document;

/// The door. Nothing else may lead into this part, or it would move into another part.
#[derive(Clone, Copy)]
pub struct Pdfs {
    /// Reads the bytes of a file.
    pub read: fn(Vec<u8>) -> Result<Document, String>,
}

fn doors() -> Pdfs {
    Pdfs {
        read: postil_pdf::read,
    }
}

/// Whether a file is a PDF, by its name or its first bytes.
pub fn is_pdf(file: &File) -> bool {
    postil_pdf::is_pdf(&file.bytes) || file.name.to_lowercase().ends_with(".pdf")
}

impl Pdfs {
    /// Reads a file as the text of an article, with what there is to report about it.
    ///
    /// # Errors
    /// When there is no text to be had.
    pub fn text(self, file: File) -> ReadText {
        let File { name, bytes, .. } = file;
        let length = bytes.len();
        let read = (self.read)(bytes);
        progress::tell(Step::Read(length));
        let document = read.map_err(|message| Diagnostic::error(&name, message))?;
        let place = |page: usize| tf!("{name}, page {page}");
        let mut found = Vec::new();
        if document.is_cut {
            let message =
                t!("it is cut off or damaged: pages and letters may be missing at its end");
            found.push(Diagnostic::warning(&name, message));
        }
        for (page, message) in document.left_out {
            found.push(Diagnostic::left_out(place(page), message));
        }
        for (page, many) in document.unknown {
            let many = labels::count(many, "sign");
            let message = tf!("{many} of unknown meaning became U+FFFD");
            found.push(Diagnostic::warning(place(page), message));
        }
        let text = NewText {
            name,
            text: document.text,
            title: document.title,
            language: document.language,
            boilerplate: document.boilerplate.into_iter().map(Span::from).collect(),
            ..NewText::default()
        };
        Ok((text, found))
    }
}

/// Fetches this part, unless it is here already. Tries again after a failure.
///
/// # Errors
/// When it cannot be fetched.
pub async fn fetch() -> Result<Pdfs, Missing> {
    apart::fetch().await
}

#[cfg(split)]
mod apart {
    use super::{Missing, Pdfs, doors};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(pdf, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Pdfs, Missing> {
        Ok(doors())
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Missing, Pdfs, doors};

    pub async fn fetch() -> Result<Pdfs, Missing> {
        Ok(doors())
    }
}
