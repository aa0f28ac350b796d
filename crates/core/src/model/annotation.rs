//! Annotations: labelled spans of one document.

#[cfg(feature = "json-schema")]
use super::is_zero;
use super::{AnnotationId, DocumentId, Extra};
use crate::json::record;
use std::ops::Range;

/// Attribute values by name. The schema lists the expected names and values; others are kept.
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
    /// In text order, not empty, not overlapping. More than one fragment: a discontinuous
    /// annotation.
    #[cfg_attr(feature = "json-schema", schemars(length(min = 1)))]
    pub fragments: Vec<Fragment>,
    /// Attribute values by name.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Attributes::is_empty")
    )]
    pub attributes: Attributes,
    /// A free-text note.
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
    /// The version of the codebook that changed what its label means, so that a person has to look
    /// whether it still fits; 0 if there is nothing to check.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "is_zero")
    )]
    pub check: u32,
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
    check: sparse,
    extra: rest,
});

impl Annotation {
    /// Creates an annotation with the required fields; the rest is empty.
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
            check: 0,
            extra: Extra::new(),
        }
    }

    /// The name of the layer: the label up to its first dot.
    pub fn layer(&self) -> &str {
        label_layer(&self.label)
    }

    /// Empties the quotes of all fragments, which an open project does not store.
    pub(crate) fn clear_quotes(&mut self) {
        for fragment in &mut self.fragments {
            fragment.quote = String::new();
        }
    }

    /// The smallest range around all fragments, in code points; 0..0 without fragments.
    pub fn extent(&self) -> Range<usize> {
        match (self.fragments.first(), self.fragments.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// The layer of a label: `entity` for `entity.person` and for `entity`.
pub fn label_layer(label: &str) -> &str {
    label.split_once('.').map_or(label, |(layer, _)| layer)
}

/// A contiguous piece of an annotation: half-open, in code points of the document's text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Fragment {
    /// Code points before the fragment.
    pub start: usize,
    /// Code points up to the end of the fragment; greater than `start`.
    pub end: usize,
    /// The text of the fragment, repeated so that a wrong offset is noticed. Written to every file;
    /// empty inside an open project, which has the text itself.
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
    /// Creates a fragment without a quote, as an open project holds it.
    pub fn new(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            quote: String::new(),
            extra: Extra::new(),
        }
    }

    /// The range in code points.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
