//! Annotations: labelled spans of one document.

use super::{AnnotationId, DocumentId, Extra};
use crate::json::record;
use std::ops::Range;

/// Attribute values by name. Which names and values make sense is told by the schema; any other
/// is kept.
pub type Attributes = serde_json::Map<String, serde_json::Value>;

/// A labelled span of one document, made of one or more fragments.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Annotation {
    /// Unique among the annotations of a project.
    pub id: AnnotationId,
    /// The document whose text the fragments point into.
    pub document: DocumentId,
    /// A layer alone (`entity`) or a layer and one of its labels (`entity.person`).
    #[cfg_attr(feature = "json-schema", schemars(length(min = 1)))]
    pub label: String,
    /// In the order of the text, not empty, not overlapping. More than one: discontinuous.
    #[cfg_attr(feature = "json-schema", schemars(length(min = 1)))]
    pub fragments: Vec<Fragment>,
    /// Attribute values by name.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Attributes::is_empty")
    )]
    pub attributes: Attributes,
    /// A free remark.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub note: String,
    /// Who made it: the id of an annotator.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub author: String,
    /// When it was made, RFC 3339 in UTC.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub created: String,
    /// When it was last changed, RFC 3339 in UTC.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub modified: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Annotation {
    id: required,
    document: required,
    label: required,
    fragments: required,
    attributes: sparse,
    note: sparse,
    author: sparse,
    created: sparse,
    modified: sparse,
    extra: rest,
});

impl Annotation {
    /// An annotation with nothing but what it must have; everything else is empty.
    pub fn new(
        id: AnnotationId,
        document: DocumentId,
        label: impl Into<String>,
        fragments: Vec<Fragment>,
    ) -> Self {
        Self {
            id,
            document,
            label: label.into(),
            fragments,
            attributes: Attributes::new(),
            note: String::new(),
            author: String::new(),
            created: String::new(),
            modified: String::new(),
            extra: Extra::new(),
        }
    }

    /// The layer's name: what stands before the first dot of the label.
    pub fn layer(&self) -> &str {
        label_layer(&self.label)
    }

    /// The smallest range that holds all fragments, in code points. Empty at 0 without fragments.
    pub fn extent(&self) -> Range<usize> {
        match (self.fragments.first(), self.fragments.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// The layer of a label: `entity` of `entity.person`, and of `entity`.
pub fn label_layer(label: &str) -> &str {
    label.split_once('.').map_or(label, |(layer, _)| layer)
}

/// An unbroken piece of an annotation: half-open, in code points of the document's text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Fragment {
    /// Code points before the first one of the fragment.
    pub start: usize,
    /// Code points before the first one after the fragment; more than `start`.
    pub end: usize,
    /// The text of the fragment, repeated so that a wrong offset cannot go unnoticed. Written to
    /// every file; inside an open project it is empty, because the document's text is at hand.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "String::is_empty")
    )]
    pub quote: String,
    /// Fields of other programs.
    #[cfg_attr(feature = "json-schema", schemars(flatten))]
    pub extra: Extra,
}

record!(Fragment {
    start: required,
    end: required,
    quote: sparse,
    extra: rest,
});

impl Fragment {
    /// A fragment without its quote, as an open project holds it.
    pub fn new(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            quote: String::new(),
            extra: Extra::new(),
        }
    }

    /// Its range in code points.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
