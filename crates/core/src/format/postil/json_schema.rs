//! The JSON Schema of the project file.

use super::{FORMAT, OFFSET_UNIT, VERSION};
use crate::model::{Project, REJECTED, Rejection, UNSETTLED, Unsettled};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RestrictFormats, transform_subschemas};

/// A Postil project: frozen texts, annotations, relations and clusters. Every offset counts Unicode
/// code points from the start of the document's text, and every range is half-open. Unlisted fields
/// are kept unchanged.
#[derive(schemars::JsonSchema)]
#[schemars(title = "Postil project")]
#[expect(dead_code, reason = "only its shape is asked for")]
struct Outgoing {
    /// Identifies the format.
    #[schemars(extend("const" = FORMAT))]
    format: &'static str,
    /// The version of the format. A reader refuses an unknown version.
    #[schemars(extend("const" = VERSION))]
    version: u64,
    /// The unit of every offset.
    #[schemars(extend("const" = OFFSET_UNIT))]
    offset_unit: &'static str,
    /// The program that wrote the file.
    #[schemars(default)]
    generator: &'static str,
    #[schemars(flatten)]
    project: Project,
}

/// The JSON Schema (draft 2020-12) of the project file, as JSON. It describes the structure of a
/// file, not all constraints: unique ids, valid references and matching quotes are checked by
/// [`read`](super::read).
pub fn json_schema() -> String {
    let generator = SchemaSettings::draft2020_12()
        .with_transform(RestrictFormats::default())
        .with_transform(flow)
        .into_generator();
    let mut generator = generator;
    let mut unsettled = generator.subschema_for::<Vec<Unsettled>>();
    let about = "Open decisions: versions that differ between merged copies, and annotations that lost their place when a text was revised.";
    unsettled.insert("description".to_owned(), about.into());
    let mut rejected = generator.subschema_for::<Vec<Rejection>>();
    let about = "Rejected proposals: mentions and clusters of which no two are one thing, and pairs of claims that are in no tension.";
    rejected.insert("description".to_owned(), about.into());
    let mut schema = generator.into_root_schema_for::<Outgoing>();
    let properties = schema
        .get_mut("properties")
        .and_then(|all| all.as_object_mut());
    if let Some(properties) = properties {
        properties.insert(UNSETTLED.to_owned(), unsettled.to_value());
        properties.insert(REJECTED.to_owned(), rejected.to_value());
    }
    // A schema is plain JSON, which always serializes.
    let mut json = serde_json::to_string_pretty(&schema).unwrap_or_default();
    json.push('\n');
    json
}

/// Joins the lines of a description that is wrapped in the source.
fn flow(schema: &mut Schema) {
    if let Some(description) = schema.get("description").and_then(|text| text.as_str()) {
        let flowing = description.replace('\n', " ");
        schema.insert("description".to_owned(), flowing.into());
    }
    transform_subschemas(&mut flow, schema);
}

#[cfg(test)]
mod tests {
    use super::json_schema;
    use std::path::Path;

    #[test]
    fn the_published_schema_matches_the_types() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/postil.schema.json");
        let current = json_schema();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &current).expect("docs/postil.schema.json can be written");
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            published == current,
            "docs/postil.schema.json is not that of the types; write it anew with \
             `UPDATE_SCHEMA=1 cargo test -p postil-core --all-features schema`"
        );
    }
}
