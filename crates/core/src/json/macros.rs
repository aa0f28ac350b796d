//! How a type says what it looks like in JSON.

/// Makes a struct an object in JSON: `record!(Label { name: required, note: sparse, extra: rest })`
/// lists its fields in the order in which they are written. A field that is
/// - `required` must be there;
/// - `optional` is written always, and may be missing;
/// - `sparse` is not written when it is empty, and may be missing;
/// - `rest`, the last one, holds all fields that are not listed.
///
/// `kind as "type": required` is called otherwise in JSON.
#[macro_export]
#[doc(hidden)]
macro_rules! __record {
    ($type:ident { $($field:ident $(as $name:literal)? : $mode:ident),* $(,)? }) => {
        impl $crate::json::Record for $type {
            fn write(&self, fields: &mut $crate::json::Fields) {
                $($crate::__record!(@write $mode fields self.$field, $crate::__record!(@name $field $($name)?));)*
            }

            fn read(fields: &mut $crate::json::Fields) -> Result<Self, $crate::json::Problem> {
                Ok(Self {
                    $($field: $crate::__record!(@read $mode fields, $crate::__record!(@name $field $($name)?)),)*
                })
            }
        }
        $crate::__record!(@object $type);
    };
    (@object $type:ident) => {
        impl $crate::json::Json for $type {
            fn to_json(&self) -> serde_json::Value {
                let mut fields = $crate::json::Fields::default();
                $crate::json::Record::write(self, &mut fields);
                fields.into_json()
            }

            fn from_json(value: serde_json::Value) -> Result<Self, $crate::json::Problem> {
                let expected = concat!("struct ", stringify!($type));
                $crate::json::Record::read(&mut $crate::json::Fields::of(value, expected)?)
            }
        }
        $crate::__record!(@serde $type);
    };
    (@serde $type:ident) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::Json::to_json(self).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::Json::from_json(serde_json::Value::deserialize(deserializer)?)
                    .map_err(serde::de::Error::custom)
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@read required $fields:ident, $name:expr) => { $fields.required($name)? };
    (@read optional $fields:ident, $name:expr) => { $fields.optional($name)? };
    (@read sparse $fields:ident, $name:expr) => { $fields.optional($name)? };
    (@read rest $fields:ident, $name:expr) => { $fields.rest() };
    (@write required $fields:ident $value:expr, $name:expr) => {
        $fields.put($name, $crate::json::Json::to_json(&$value))
    };
    (@write optional $fields:ident $value:expr, $name:expr) => {
        $fields.put($name, $crate::json::Json::to_json(&$value))
    };
    (@write sparse $fields:ident $value:expr, $name:expr) => {
        $fields.put_unless_empty($name, $crate::json::Json::to_json(&$value))
    };
    (@write rest $fields:ident $value:expr, $name:expr) => { $fields.put_rest(&$value) };
}

/// Makes an enum in JSON a word (`"undo" => Undo`), or an object whose one field is called by the
/// word and holds a value (`"put" => Put(value)`) or an object (`"move" => Move { to: required }`,
/// with fields as in [`record!`](record)).
#[macro_export]
#[doc(hidden)]
macro_rules! __choice {
    ($type:ident { $($word:literal => $variant:ident
        $(($inner:ident))?
        $({ $($field:ident : $mode:ident),* $(,)? })?
    ),* $(,)? }) => {
        impl $crate::json::Json for $type {
            fn to_json(&self) -> serde_json::Value {
                match self {
                    $(Self::$variant $(($inner))? $({ $($field),* })? => {
                        $crate::json::Tagged::into_json($word, $crate::__choice!(
                            @content $(($inner))? $({ $($field: $mode),* })?
                        ))
                    })*
                }
            }

            fn from_json(value: serde_json::Value) -> Result<Self, $crate::json::Problem> {
                let tagged = $crate::json::Tagged::of(value)?;
                match tagged.word.as_str() {
                    $($word => $crate::__choice!(
                        @read tagged $word $type $variant $(($inner))? $({ $($field: $mode),* })?
                    ),)*
                    _ => Err(tagged.unknown(&[$($word),*])),
                }
            }
        }
        $crate::__record!(@serde $type);
    };
    (@content) => { None };
    (@content ($inner:ident)) => { Some($crate::json::Json::to_json($inner)) };
    (@content { $($field:ident : $mode:ident),* }) => {{
        let mut fields = $crate::json::Fields::default();
        $($crate::__record!(@write $mode fields *$field, stringify!($field));)*
        Some(fields.into_json())
    }};
    (@read $tagged:ident $word:literal $type:ident $variant:ident) => { Ok($type::$variant) };
    (@read $tagged:ident $word:literal $type:ident $variant:ident ($inner:ident)) => {
        $tagged.content($word).map($type::$variant)
    };
    (@read $tagged:ident $word:literal $type:ident $variant:ident { $($field:ident : $mode:ident),* }) => {{
        let mut fields = $tagged.fields($word)?;
        Ok($type::$variant {
            $($field: $crate::__record!(@read $mode fields, stringify!($field)),)*
        })
    }};
}

pub use crate::{__choice as choice, __record as record};
