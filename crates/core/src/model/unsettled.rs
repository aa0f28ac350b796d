//! Decisions that a person still has to make, kept with the project until then.

use super::{Annotation, AnnotationId, Cluster, ClusterId, DocumentMeta, Header, Relation, Span};
use crate::json::{choice, record};
use serde_json::Value;
use std::collections::BTreeMap;

/// The header field that holds all unsettled items. Merging and settling use it; all other code
/// treats it as a foreign field and keeps it unchanged.
pub const UNSETTLED: &str = "unsettled";

impl Header {
    /// The unsettled items, each the JSON of an [`Unsettled`].
    pub fn unsettled(&self) -> &[Value] {
        let list = self.extra.get(UNSETTLED).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// The number of annotations without a place. O(unsettled), without parsing them.
    pub fn placement_count(&self) -> usize {
        let items = self.unsettled().iter();
        items.filter(|item| item.get("placement").is_some()).count()
    }

    /// Replaces the unsettled items, without duplicates and in a canonical order.
    pub fn set_unsettled(&mut self, items: impl IntoIterator<Item = Value>) {
        let sorted: BTreeMap<String, Value> = items
            .into_iter()
            .map(|item| (item.to_string(), item))
            .collect();
        if sorted.is_empty() {
            drop(self.extra.shift_remove(UNSETTLED))
        } else {
            let list: Vec<Value> = sorted.into_values().collect();
            self.extra.insert(UNSETTLED.to_owned(), list.into());
        }
    }
}

/// An open decision. Most come from another copy of the project and differ from the record in this
/// one. The item stays beside the record, under the same id, until a person settles it. An item
/// whose record no longer exists is kept but not shown.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "lowercase"))]
pub enum Unsettled {
    /// Another version of the annotation with that id, author and document.
    Annotation(Box<Annotation>),
    /// Another version of the relation with that id and author.
    Relation(Box<Relation>),
    /// Another version of the cluster with that id, without members.
    Cluster(Box<Cluster>),
    /// Another version of the metadata of the document with that id; its status is ignored.
    Document(Box<DocumentMeta>),
    /// Another cluster claimed for an annotation.
    Member {
        /// The mention.
        annotation: AnnotationId,
        /// A cluster other than its own.
        cluster: ClusterId,
    },
    /// An annotation that lost its place when the text of its document was revised.
    Placement(Box<Placement>),
    /// An annotation whose words changed when the text of its document was revised.
    Reworded(Box<Reworded>),
}

choice!(Unsettled {
    "annotation" => Annotation(record),
    "relation" => Relation(record),
    "cluster" => Cluster(record),
    "document" => Document(record),
    "member" => Member { annotation: required, cluster: required },
    "placement" => Placement(record),
    "reworded" => Reworded(record),
});

/// An annotation whose place is uncertain after a revision of its document's text. It is no record
/// of the project until a person places it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Placement {
    /// The annotation before the revision: its offsets count code points of the former text, of
    /// which only its quotes remain.
    pub annotation: Annotation,
    /// The text around each fragment.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub contexts: Vec<Context>,
    /// Possible places in the current text, best first.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub candidates: Vec<CandidatePlace>,
    /// Its cluster, without members.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub cluster: Option<Box<Cluster>>,
    /// Its relations.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub relations: Vec<Relation>,
}

record!(Placement {
    annotation: required,
    contexts: sparse,
    candidates: sparse,
    cluster: sparse,
    relations: sparse,
});

/// An annotation that covers other words since a revision of its document's text. It is in force;
/// a person has yet to see whether it still fits.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Reworded {
    /// The annotation.
    pub annotation: AnnotationId,
    /// The words of each fragment before the revision.
    pub was: Vec<String>,
}

record!(Reworded {
    annotation: required,
    was: required,
});

/// The text around a fragment in a former text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Context {
    /// Up to 32 code points before the fragment.
    pub before: String,
    /// Up to 32 code points after the fragment.
    pub after: String,
}

record!(Context {
    before: optional,
    after: optional,
});

/// A possible place of an annotation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct CandidatePlace {
    /// One range for each fragment, in order.
    pub fragments: Vec<Span>,
    /// Confidence in percent.
    pub confidence: usize,
}

record!(CandidatePlace {
    fragments: required,
    confidence: required,
});
