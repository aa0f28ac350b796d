//! Documents: a frozen text and its metadata.

use super::{DocumentId, Extra};
use crate::json::{choice, record};
use crate::text::sha256;
use std::borrow::Cow;
use std::ops::Range;

/// A text and its metadata, as in a project file.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The metadata of the text.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub meta: DocumentMeta,
    /// The text, which never changes. Every offset counts its code points.
    pub text: String,
    /// SHA-256 of the text in UTF-8, in lower-case hexadecimal.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    #[cfg_attr(
        feature = "json-schema",
        schemars(regex(pattern = "^([0-9a-f]{64})?$"))
    )]
    pub sha256: String,
}

impl Document {
    /// Creates a document with the SHA-256 of its text. O(n).
    pub fn new(meta: DocumentMeta, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            meta,
            sha256: sha256(&text),
            text,
        }
    }

    /// The SHA-256 of the text: the stored one, which is correct in a checked document, or else
    /// computed. O(n) if computed.
    pub fn fingerprint(&self) -> Cow<'_, str> {
        match self.sha256.as_str() {
            "" => Cow::Owned(sha256(&self.text)),
            known => Cow::Borrowed(known),
        }
    }
}

record!(Document {
    meta: flat,
    text: required,
    sha256: optional,
});

/// The metadata of a document, kept apart from the text so that it can change on its own.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct DocumentMeta {
    /// Unique among the documents of a project.
    pub id: DocumentId,
    /// The headline or another title.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub title: String,
    /// The publisher; empty if unknown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub outlet: String,
    /// The web address; empty if unknown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub url: String,
    /// The date of publication, as far as known.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub published: Published,
    /// BCP 47 language tag; empty if unknown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub language: String,
    /// The direction that the text is written in; without it, the language tells that of the document,
    /// and the first letter of a paragraph that of the paragraph.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub direction: Option<Writing>,
    /// The progress of annotation.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub status: Status,
    /// Ranges outside the article (navigation, adverts, footers): kept in the text, greyed, and left out
    /// of the progress. Marks in them count like others. In order, not empty, not overlapping.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub boilerplate: Vec<Span>,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(DocumentMeta {
    id: required,
    title: sparse,
    outlet: sparse,
    url: sparse,
    published: optional,
    language: sparse,
    direction: sparse,
    status: optional,
    boilerplate: sparse,
    extra: rest,
});

impl DocumentMeta {
    /// Creates metadata with an id and a title; the rest is empty.
    pub fn new(id: DocumentId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            outlet: String::new(),
            url: String::new(),
            published: Published::default(),
            language: String::new(),
            direction: None,
            status: Status::default(),
            boilerplate: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Whether some of a range of the text, in code points, is boilerplate. O(log n): its ranges are in
    /// order and apart.
    pub fn is_boilerplate(&self, range: Range<usize>) -> bool {
        let next = self
            .boilerplate
            .partition_point(|span| span.end <= range.start);
        let next = self.boilerplate.get(next);
        next.is_some_and(|span| span.start < range.end)
    }
}

/// A direction of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub enum Writing {
    /// From left to right.
    #[cfg_attr(feature = "json-schema", schemars(rename = "ltr"))]
    LeftToRight,
    /// From right to left.
    #[cfg_attr(feature = "json-schema", schemars(rename = "rtl"))]
    RightToLeft,
}

choice!(Writing {
    "ltr" => LeftToRight,
    "rtl" => RightToLeft,
});

/// A half-open range in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// Code points before the span.
    pub start: usize,
    /// Code points up to the end of the span.
    pub end: usize,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Span {
    start: required,
    end: required,
    extra: rest,
});

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            extra: Extra::new(),
        }
    }
}

/// A date of publication and its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Published {
    /// An Extended Date/Time Format date of ISO 8601-2, level 1: a day, month or year, or an
    /// interval that may be open (`2024-07/..`: July 2024 or later). Empty: unknown.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub date: String,
    /// The source of the date.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub basis: Basis,
    /// A remark on how the date is known.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub note: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Published {
    date: sparse,
    basis: optional,
    note: sparse,
    extra: rest,
});

/// The source of a date of publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "kebab-case"))]
pub enum Basis {
    /// The article states the date.
    Stated,
    /// The page around the article carries the date.
    Page,
    /// Inferred from the article.
    Inferred,
    /// Entered by a person, from knowledge outside the text.
    Entered,
    /// Unknown.
    #[default]
    Unknown,
}

choice!(Basis {
    "stated" => Stated,
    "page" => Page,
    "inferred" => Inferred,
    "entered" => Entered,
    "unknown" => Unknown,
});

/// The progress of annotation in a document, in ascending order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "kebab-case"))]
pub enum Status {
    /// Not started.
    #[default]
    ToDo,
    /// Started.
    InProgress,
    /// Finished.
    Done,
}

choice!(Status {
    "to-do" => ToDo,
    "in-progress" => InProgress,
    "done" => Done,
});
