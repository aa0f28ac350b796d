//! What a person has still to decide, kept with the project until then.

use super::{Annotation, AnnotationId, Cluster, ClusterId, DocumentMeta, Header, Relation, Span};
use crate::json::{choice, record};
use serde_json::Value;
use std::collections::BTreeMap;

/// The field of a project's header that holds all of it. What merges and settles looks into it; to
/// everything else it is a field like those of other programs, which is kept as it is.
pub const UNSETTLED: &str = "unsettled";

impl Header {
    /// What is unsettled, each the JSON of an [`Unsettled`].
    pub fn unsettled(&self) -> &[Value] {
        let list = self.extra.get(UNSETTLED).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// Replaces what is unsettled: each once, and in an order of its own.
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

/// Something that is to be settled: most of it came from another copy of the project and differs from
/// what is here. It is kept beside the record, under the same id, until a person settles it. What no
/// longer has a record that it could be a version of is kept and not asked about.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "json-schema", schemars(rename_all = "lowercase"))]
pub enum Unsettled {
    /// Another version of the annotation of that id, author and document.
    Annotation(Box<Annotation>),
    /// Another version of the relation of that id and author.
    Relation(Box<Relation>),
    /// Another version of what is said about the cluster of that id; its members are not listed.
    Cluster(Box<Cluster>),
    /// Another version of what is known about the document of that id; its status tells nothing.
    Document(Box<DocumentMeta>),
    /// Another cluster that an annotation is held to be a mention of.
    Member {
        /// The mention.
        annotation: AnnotationId,
        /// Not the cluster that it is in.
        cluster: ClusterId,
    },
    /// An annotation that lost its place when its document's text was revised.
    Placement(Box<Placement>),
}

choice!(Unsettled {
    "annotation" => Annotation(record),
    "relation" => Relation(record),
    "cluster" => Cluster(record),
    "document" => Document(record),
    "member" => Member { annotation: required, cluster: required },
    "placement" => Placement(record),
});

/// An annotation whose document got another text in which it could not be told for certain where the
/// annotation is. It is no record of the project until it is given a place.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Placement {
    /// As it was: its offsets count code points of the former text, its quotes are all that is left
    /// of that.
    pub annotation: Annotation,
    /// What stood around each fragment.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub contexts: Vec<Context>,
    /// Where it could be in the text as it is now, the best first.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub candidates: Vec<CandidatePlace>,
    /// The cluster that it was a mention of, without members.
    #[cfg_attr(
        feature = "json-schema",
        schemars(default, skip_serializing_if = "Option::is_none")
    )]
    pub cluster: Option<Box<Cluster>>,
    /// The relations that began or ended at it.
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

/// What stood around a fragment in a former text.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Context {
    /// The code points before it, 32 at most.
    pub before: String,
    /// The code points after it, 32 at most.
    pub after: String,
}

record!(Context {
    before: optional,
    after: optional,
});

/// A place where an annotation could be.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct CandidatePlace {
    /// One range for each fragment, in order.
    pub fragments: Vec<Span>,
    /// How certain it is, in percent.
    pub confidence: usize,
}

record!(CandidatePlace {
    fragments: required,
    confidence: required,
});
