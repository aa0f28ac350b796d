//! Documents: a frozen text and what is known about it.

use super::{DocumentId, Extra};
use crate::json::{choice, record};
use crate::text::sha256;
use std::borrow::Cow;
use std::ops::Range;

/// One text and what is known about it, as a project file holds it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// What is known about the text.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub meta: DocumentMeta,
    /// The text, which never changes: every offset counts its code points.
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
    /// A document with the SHA-256 of its text. O(n).
    pub fn new(meta: DocumentMeta, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            meta,
            sha256: sha256(&text),
            text,
        }
    }

    /// The sha256 of its text: the one that it carries, which has to be right in a document that was
    /// checked; worked out where it carries none. O(n) then.
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

/// What is known about a document: all of it but the text, so that it can change on its own.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct DocumentMeta {
    /// Unique among the documents of a project.
    pub id: DocumentId,
    /// The headline, or whatever it is called by.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub title: String,
    /// Who published it; empty where it is not known.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub outlet: String,
    /// Where it was published; empty where it is not known.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub url: String,
    /// When it was published, as far as that is known.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub published: Published,
    /// BCP 47 language tag; empty where it is not known.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub language: String,
    /// How far the annotation of it has come.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub status: Status,
    /// Ranges that do not belong to the article (navigation, adverts, footers): kept in the text,
    /// greyed, left out of counts. In order, not empty, not overlapping.
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
    status: optional,
    boilerplate: sparse,
    extra: rest,
});

impl DocumentMeta {
    /// A document of which nothing is known but its name.
    pub fn new(id: DocumentId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            outlet: String::new(),
            url: String::new(),
            published: Published::default(),
            language: String::new(),
            status: Status::default(),
            boilerplate: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// A half-open range in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// Code points before the first one of the span.
    pub start: usize,
    /// Code points before the first one after the span.
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

/// A date of publication and how it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Published {
    /// An Extended Date/Time Format date of ISO 8601-2, level 1: a day, month or year, or an
    /// interval that may be open (`2024-07/..`: July 2024 or later). Empty: not known.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub date: String,
    /// What the date rests on.
    #[cfg_attr(feature = "json-schema", schemars(default))]
    pub basis: Basis,
    /// How it is known, in words.
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

/// What a date of publication rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "kebab-case"))]
pub enum Basis {
    /// The article says when it was published.
    Stated,
    /// The page around the article carries a date.
    Page,
    /// Worked out from what the article says.
    Inferred,
    /// Entered by a person, from knowledge outside the text.
    Entered,
    /// Not known.
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

/// How far the annotation of a document has come, from the least on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "kebab-case"))]
pub enum Status {
    /// Not begun.
    #[default]
    ToDo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
}

choice!(Status {
    "to-do" => ToDo,
    "in-progress" => InProgress,
    "done" => Done,
});
