//! Names of records. An id is any non-empty string, unique among records of its kind.

use crate::json::{Json, Problem, record};
use serde_json::Value;
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "json-schema", schemars(transparent))]
        pub struct $name(#[cfg_attr(feature = "json-schema", schemars(with = "String", length(min = 1)))] Arc<str>);

        impl $name {
            /// The id as it is written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Json for $name {
            fn to_json(&self) -> Value {
                Value::from(self.as_str())
            }

            fn from_json(value: Value) -> Result<Self, Problem> {
                String::from_json(value).map(Self::from)
            }
        }

        record!(@serde $name);

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// Names a document.
    DocumentId
);
id!(
    /// Names an annotation.
    AnnotationId
);
id!(
    /// Names a relation.
    RelationId
);
id!(
    /// Names a cluster.
    ClusterId
);
