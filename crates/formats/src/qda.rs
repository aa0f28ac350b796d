//! REFI-QDA projects (<https://www.qdasoftware.org/>, standard 1.5), in which programs for qualitative
//! analysis exchange their work: a ZIP archive `.qdpx` of `project.qde`, which is XML, and of a folder
//! `sources` with the texts.
//!
//! - A text source is a document. Its selections count code points of the text; what the end counts
//!   differs by program ([`counting`]). A line end of two characters counts as two, a byte order mark
//!   not at all.
//! - A code is a label; a code in a code is a label of a layer ([`codes`]). A selection becomes a mark
//!   for each of its codings. One without any is a mark of the layer `note` if there is a note, and of
//!   `quotation` otherwise.
//! - Descriptions and notes of selections are notes, users are annotators, and links between
//!   selections are relations, named `TYPE:VALUE`.
//! - Variables of a text with the names in [`VARIABLES`] are its metadata. Other variables, and codes
//!   and notes of a whole text, are kept in fields of the document.
//! - A PDF is read if its text is there. Pictures, recordings, cases, sets, graphs and the areas that
//!   are selected on pages are left out, each by its name.

mod carried;
mod codebook;
mod codes;
mod counting;
mod guid;
mod link;
mod marks;
mod package;
mod read;
mod reading;
mod source;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use codebook::{codebook, is_codebook, write as write_codebook};

use crate::carry::Carry;
use crate::{Format, archive, has_extension, head};

/// The namespace of the XML.
const NAMESPACE: &str = "urn:QDA-XML:project:1.0";
/// The program that a file of this program names as its origin.
const ORIGIN: &str = "Postil";
/// The variable for the id of a document that is no GUID.
const DOCUMENT_ID: &str = "postil-id";
/// The variables for the outlet, address, language and publication date of a document, for how the date
/// is known, and for the note about it.
const VARIABLES: [&str; 6] = [
    "outlet",
    "url",
    "language",
    "published",
    "published-basis",
    "published-note",
];

const CARRY: Carry = Carry {
    name: true,
    guidelines: true,
    annotators: true,
    schema: true,
    title: true,
    outlet: true,
    url: true,
    published: true,
    language: true,
    note: true,
    author: true,
    created: true,
    modified: true,
    relations: true,
    relations_across: true,
    relation_value: true,
    relation_note: true,
    clean: crate::xml::clean,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "qdpx",
    title: "REFI-QDA project",
    tools: "MAXQDA, NVivo, ATLAS.ti, QualCoder, and other tools for qualitative analysis",
    unit: "code points",
    extensions: &["qdpx", "qde"],
    mime: "application/zip",
    options: false,
    carry: |project, _| carried::carry(project),
    encode: |project, _| write::package(project),
    decode: Some(read::projects),
    looks: |name, bytes| {
        if archive::is_zip(bytes) {
            bytes.names().iter().any(|name| package::is_project(name))
        } else {
            has_extension(name, &["qde"]) || head(bytes).contains("urn:QDA-XML:project:")
        }
    },
};
