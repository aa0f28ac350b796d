//! What Web Annotations that are translated from another form have in common.

use super::values::each;
use serde_json::Value;

/// The field of a Web Annotation that names the tool whose form it had. Offsets of these tools count
/// UTF-16 units.
pub(super) const DIALECT: &str = "urn:postil:dialect";

/// A body of text.
pub(super) fn body(purpose: &str, value: String) -> Value {
    serde_json::json!({"type": "TextualBody", "purpose": purpose, "value": value})
}

/// What a person says, beginning with the name if it is known.
pub(super) fn said(who: &str, what: &str) -> String {
    match who {
        "" => what.to_owned(),
        who => format!("{who}: {what}"),
    }
}

/// Whether one of the targets has a selector.
pub(super) fn selects(target: &Value) -> bool {
    each(target)
        .iter()
        .any(|target| !each(&target["selector"]).is_empty())
}
