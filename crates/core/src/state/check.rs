//! Constraints on single records.

mod project;

pub(super) use project::project;

use super::State;
use super::refusal::{Flaw, MAX_DEPTH};
use crate::diagnostic::clip;
use crate::model::{
    Annotation, AnnotationId, Cluster, ClusterId, CodebookVersion, Document, DocumentMeta, Extra,
    Header, Relation, Schema, Target,
};
use crate::text::{Text, sha256};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::ops::Range;

/// The text of a checked document.
pub(super) struct CheckedText {
    pub text: Text,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// Checks an annotation of a document with that text.
pub(super) fn annotation(annotation: &Annotation, text: &Text) -> Result<(), Flaw> {
    id(annotation.id.as_str())?;
    if annotation.layer().is_empty() {
        return Err(Flaw::NoLabel);
    }
    if annotation.fragments.is_empty() {
        return Err(Flaw::NoFragment);
    }
    let mut reached = 0;
    for (fragment, piece) in annotation.fragments.iter().enumerate() {
        let (start, end) = (piece.start, piece.end);
        if start >= end {
            return Err(Flaw::EmptyFragment {
                fragment,
                start,
                end,
            });
        }
        if end > text.len() {
            return Err(Flaw::FragmentPastEnd {
                fragment,
                end,
                length: text.len(),
            });
        }
        if start < reached {
            return Err(Flaw::FragmentOrder {
                fragment,
                start,
                previous_end: reached,
            });
        }
        reached = end;
        if !piece.quote.is_empty() && !quotes(&piece.quote, start..end, text) {
            return Err(Flaw::WrongQuote {
                start,
                end,
                quote: clip(&piece.quote),
                text: clip(text.slice(start..end)),
            });
        }
        extra(&piece.extra, own::FRAGMENT)?;
    }
    shallow(&annotation.attributes)?;
    extra(&annotation.extra, own::ANNOTATION)
}

/// Whether a quote equals the text in a range.
fn quotes(quote: &str, range: Range<usize>, text: &Text) -> bool {
    let rest = text.as_str().get(text.to_byte(range.start)..);
    rest.is_some_and(|rest| rest.starts_with(quote)) && quote.chars().count() == range.len()
}

/// Checks a relation; the functions tell which ends exist.
pub(super) fn relation(
    relation: &Relation,
    has_annotation: impl Fn(&AnnotationId) -> bool,
    has_cluster: impl Fn(&ClusterId) -> bool,
) -> Result<(), Flaw> {
    id(relation.id.as_str())?;
    if !has_annotation(&relation.from) {
        return Err(Flaw::NoStart(relation.from.clone()));
    }
    let has_target = match &relation.to {
        Target::Annotation(to) => has_annotation(to),
        Target::Cluster(to) => has_cluster(to),
    };
    if !has_target {
        return Err(Flaw::NoTarget(relation.to.clone()));
    }
    shallow(&relation.attributes)?;
    extra(&relation.extra, own::RELATION)
}

/// Checks the parts of a cluster of that id.
pub(super) fn parts(state: &State, id: &ClusterId, parts: &[ClusterId]) -> Result<(), Flaw> {
    listed_parts(parts, |part| state.clusters.contains_key(part))?;
    if state.reaches(parts, id) {
        return Err(Flaw::PartOfItself);
    }
    Ok(())
}

/// Checks that parts exist, each named once.
pub(super) fn listed_parts(
    parts: &[ClusterId],
    has_cluster: impl Fn(&ClusterId) -> bool,
) -> Result<(), Flaw> {
    // Of ids, not of references: one instance of the set less.
    let mut seen: BTreeSet<ClusterId> = BTreeSet::new();
    for part in parts {
        if !has_cluster(part) {
            return Err(Flaw::NoPart(part.clone()));
        }
        if !seen.insert(part.clone()) {
            return Err(Flaw::DuplicatePart(part.clone()));
        }
    }
    Ok(())
}

/// Checks a cluster, except for its members and parts.
pub(super) fn cluster(cluster: &Cluster) -> Result<(), Flaw> {
    id(cluster.id.as_str())?;
    shallow(&cluster.attributes)?;
    extra(&cluster.extra, own::CLUSTER)
}

/// Checks the metadata of a document with that text.
pub(super) fn meta(meta: &DocumentMeta, text: &Text) -> Result<(), Flaw> {
    id(meta.id.as_str())?;
    let mut reached = 0;
    for span in &meta.boilerplate {
        let (start, end) = (span.start, span.end);
        if start >= end || start < reached || end > text.len() {
            return Err(Flaw::Boilerplate { start, end });
        }
        reached = end;
        extra(&span.extra, own::SPAN)?;
    }
    extra(&meta.published.extra, own::PUBLISHED)?;
    extra(&meta.extra, own::DOCUMENT)
}

/// Checks a document and returns its text.
pub(super) fn document(document: &Document) -> Result<CheckedText, Flaw> {
    let hash = sha256(&document.text);
    if !document.sha256.is_empty() && document.sha256 != hash {
        return Err(Flaw::WrongHash {
            stored: clip(&document.sha256),
            computed: hash,
        });
    }
    let text = Text::from_frozen(document.text.as_str());
    if u32::try_from(text.len()).is_err() {
        return Err(Flaw::TooLong);
    }
    meta(&document.meta, &text)?;
    Ok(CheckedText { text, sha256: hash })
}

/// Checks a schema.
pub(super) fn schema(schema: &Schema) -> Result<(), Flaw> {
    let attributes = schema.layers.iter().flat_map(|layer| &layer.attributes);
    for attribute in attributes.chain(&schema.cluster_attributes) {
        if let Some(value) = &attribute.default
            && is_deep(value, MAX_DEPTH)
        {
            return Err(Flaw::TooDeep(attribute.name.clone()));
        }
        extra(&attribute.extra, own::ATTRIBUTE_TYPE)?;
    }
    for layer in &schema.layers {
        extra(&layer.extra, own::LAYER)?;
        for label in &layer.labels {
            for example in &label.examples {
                extra(&example.extra, own::EXAMPLE)?;
            }
            extra(&label.extra, own::LABEL)?;
        }
    }
    for relation in &schema.relations {
        extra(&relation.extra, own::RELATION_TYPE)?;
    }
    extra(&schema.extra, own::SCHEMA)
}

/// Checks a version of the codebook.
pub(super) fn version(version: &CodebookVersion) -> Result<(), Flaw> {
    if let Some(codebook) = &version.codebook {
        schema(&codebook.schema)?;
    }
    extra(&version.extra, own::CODEBOOK_VERSION)
}

/// Checks a header.
pub(super) fn header(header: &Header) -> Result<(), Flaw> {
    for annotator in &header.annotators {
        extra(&annotator.extra, own::ANNOTATOR)?;
    }
    extra(&header.extra, own::PROJECT)
}

fn id(id: &str) -> Result<(), Flaw> {
    if id.is_empty() {
        Err(Flaw::EmptyId)
    } else {
        Ok(())
    }
}

/// Checks foreign fields. A file stores them beside the fields of the record, so their names must
/// differ.
fn extra(extra: &Extra, own: &[&str]) -> Result<(), Flaw> {
    if let Some(name) = extra.keys().find(|name| own.contains(&name.as_str())) {
        return Err(Flaw::OwnField(name.clone()));
    }
    shallow(extra)
}

fn shallow(values: &Map<String, Value>) -> Result<(), Flaw> {
    match values.iter().find(|(_, value)| is_deep(value, MAX_DEPTH)) {
        Some((name, _)) => Err(Flaw::TooDeep(name.clone())),
        None => Ok(()),
    }
}

/// Whether a value has more levels of lists and objects than allowed.
fn is_deep(value: &Value, levels: usize) -> bool {
    match (value, levels.checked_sub(1)) {
        (Value::Array(_) | Value::Object(_), None) => true,
        (Value::Array(items), Some(left)) => items.iter().any(|item| is_deep(item, left)),
        (Value::Object(fields), Some(left)) => fields.values().any(|value| is_deep(value, left)),
        _ => false,
    }
}

/// The names of each record's own fields.
mod own {
    /// Includes the fields of the project file.
    pub const PROJECT: &[&str] = &[
        "format",
        "version",
        "offset_unit",
        "generator",
        "name",
        "guidelines",
        "annotators",
        "schema",
        "codebook_versions",
        "documents",
        "annotations",
        "relations",
        "clusters",
    ];
    pub const ANNOTATOR: &[&str] = &["id", "name"];
    pub const SCHEMA: &[&str] = &["layers", "relations", "cluster_attributes", "version"];
    pub const LAYER: &[&str] = &[
        "name",
        "title",
        "plural",
        "key",
        "form",
        "labels",
        "attributes",
        "color",
        "description",
    ];
    pub const LABEL: &[&str] = &[
        "name",
        "title",
        "key",
        "color",
        "description",
        "examples",
        "group",
    ];
    pub const EXAMPLE: &[&str] = &["text", "note", "document", "annotation"];
    pub const ATTRIBUTE_TYPE: &[&str] = &[
        "name",
        "title",
        "kind",
        "values",
        "labels",
        "value_notes",
        "default",
        "required",
        "description",
    ];
    pub const RELATION_TYPE: &[&str] = &[
        "name",
        "title",
        "from",
        "to",
        "values",
        "key",
        "symmetric",
        "required",
        "description",
    ];
    pub const CODEBOOK_VERSION: &[&str] =
        &["version", "time", "until", "author", "changes", "codebook"];
    pub const DOCUMENT: &[&str] = &[
        "id",
        "title",
        "outlet",
        "url",
        "published",
        "language",
        "direction",
        "status",
        "boilerplate",
        "text",
        "sha256",
    ];
    pub const PUBLISHED: &[&str] = &["date", "basis", "note"];
    pub const SPAN: &[&str] = &["start", "end"];
    pub const ANNOTATION: &[&str] = &[
        "id",
        "document",
        "label",
        "fragments",
        "attributes",
        "note",
        "author",
        "created",
        "modified",
        "check",
    ];
    pub const FRAGMENT: &[&str] = &["start", "end", "quote"];
    pub const RELATION: &[&str] = &[
        "id",
        "type",
        "value",
        "from",
        "to",
        "attributes",
        "note",
        "author",
        "created",
    ];
    pub const CLUSTER: &[&str] = &["id", "name", "members", "parts", "attributes", "note"];
}

#[cfg(all(test, feature = "json-schema"))]
mod tests {
    use super::own;
    use serde_json::Value;

    #[test]
    fn the_fields_of_every_record_are_known() {
        let schema: Value =
            serde_json::from_str(&crate::format::postil::json_schema()).expect("a schema is JSON");
        let check = |pointer: &str, own: &[&str]| {
            let properties = schema.pointer(&format!("{pointer}/properties"));
            let fields = properties.and_then(Value::as_object).expect(pointer);
            let mut fields: Vec<_> = fields.keys().map(String::as_str).collect();
            let mut own = own.to_vec();
            fields.sort_unstable();
            own.sort_unstable();
            assert_eq!(fields, own, "{pointer}");
        };
        // Unsettled items are a foreign field except to the code that settles them.
        let project = [
            own::PROJECT,
            &[crate::model::UNSETTLED, crate::model::REJECTED],
        ]
        .concat();
        check("", &project);
        check("/$defs/Annotator", own::ANNOTATOR);
        check("/$defs/Schema", own::SCHEMA);
        check("/$defs/Layer", own::LAYER);
        check("/$defs/Label", own::LABEL);
        check("/$defs/Example", own::EXAMPLE);
        check("/$defs/CodebookVersion", own::CODEBOOK_VERSION);
        check("/$defs/AttributeType", own::ATTRIBUTE_TYPE);
        check("/$defs/RelationType", own::RELATION_TYPE);
        check("/$defs/Document", own::DOCUMENT);
        let of_text = |name: &&&str| ["text", "sha256"].contains(*name);
        let meta: Vec<&str> = (own::DOCUMENT.iter())
            .filter(|name| !of_text(name))
            .copied()
            .collect();
        check("/$defs/DocumentMeta", &meta);
        check("/$defs/Published", own::PUBLISHED);
        check("/$defs/Span", own::SPAN);
        check("/$defs/Annotation", own::ANNOTATION);
        check("/$defs/Fragment", own::FRAGMENT);
        check("/$defs/Relation", own::RELATION);
        check("/$defs/Cluster", own::CLUSTER);
        // A new kind of record must be listed above.
        let open = schema["$defs"].as_object().expect("there are records");
        let open = open
            .values()
            .filter(|def| def["additionalProperties"] == true);
        assert_eq!(open.count(), 16);
    }
}
