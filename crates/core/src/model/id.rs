//! Ids of records. An id is any non-empty string, unique among records of its kind.

use crate::json::{Json, Problem, Reader, Writer, record};
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
            /// The id as written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Json for $name {
            fn write(&self, out: &mut Writer) {
                out.string(self.as_str());
            }

            fn read(from: &mut Reader) -> Result<Self, Problem> {
                Ok(Self::from(&*from.string()?))
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

        impl From<Arc<str>> for $name {
            fn from(id: Arc<str>) -> Self {
                Self(id)
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
    /// Identifies a document.
    DocumentId
);
id!(
    /// Identifies an annotation.
    AnnotationId
);
id!(
    /// Identifies a relation.
    RelationId
);
id!(
    /// Identifies a cluster.
    ClusterId
);
