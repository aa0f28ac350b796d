//! Writes a codebook as a file of its own: for programs, for editors of text, and for people.
//!
//! Equal codebooks give equal bytes.

mod html;
mod markdown;
mod words;

use crate::Named;
use crate::read::{FORMAT, VERSION};
use postil_core::format::{File, file_name};
use postil_core::json::{Json, Writer};

/// Writes a codebook as JSON: an object with `format`, `version`, `generator`, `title`, `changed`,
/// `schema` and `guidelines`, which [`read`](crate::read::read) reads. Nothing is lost. O(n).
pub fn json(named: &Named) -> File {
    let mut out = Writer::one_record_a_line();
    out.begin_object();
    out.name("format");
    out.string(FORMAT);
    out.name("version");
    out.value(&VERSION.into());
    out.name("generator");
    out.string(concat!("Postil ", env!("CARGO_PKG_VERSION")));
    out.field("title", &named.title);
    out.sparse("changed", &named.changed);
    out.name("schema");
    named.codebook.schema.write(&mut out);
    out.sparse("guidelines", &named.codebook.guidelines);
    out.end_object();
    file(named, "codebook.json", "application/json", out.finish())
}

/// Writes a codebook in Markdown, to be read and to be printed by other programs: layers, labels with
/// definitions and examples, attributes with values, link types, and guidelines. O(n).
pub fn markdown(named: &Named) -> File {
    let text = markdown::document(named);
    file(named, "codebook.md", "text/markdown", text.into_bytes())
}

/// Writes a codebook as a page for people, which stands alone and runs nothing. O(n).
pub fn html(named: &Named) -> File {
    let text = html::page(named);
    file(named, "codebook.html", "text/html", text.into_bytes())
}

fn file(named: &Named, extension: &str, mime: &'static str, bytes: Vec<u8>) -> File {
    File {
        name: file_name(&named.title, extension),
        mime,
        bytes,
    }
}

#[cfg(test)]
mod tests;
