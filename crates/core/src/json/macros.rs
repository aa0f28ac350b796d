//! Macros that describe the JSON form of a type.

/// Makes a struct a JSON object: `record!(Label { name: required, note: sparse, extra: rest })`
/// lists its fields in the order in which they are written. A field that is
/// - `required` must be present;
/// - `optional` is always written and may be missing;
/// - `sparse` is omitted when empty and may be missing;
/// - `rest` holds all unlisted fields;
/// - `flat` is a record whose fields are written among those of this one.
///
/// If a field occurs twice, the last one counts. `kind as "type": required` has another name in
/// JSON.
#[macro_export]
#[doc(hidden)]
macro_rules! __record {
    ($type:ident { $($field:ident $(as $name:literal)? : $mode:ident),* $(,)? }) => {
        impl $crate::json::Record for $type {
            fn write_fields(&self, out: &mut $crate::json::Writer) {
                $($crate::__record!(@write $mode out self.$field, $crate::__record!(@name $field $($name)?));)*
            }
        }

        impl $crate::json::Json for $type {
            fn write(&self, out: &mut $crate::json::Writer) {
                out.begin_object();
                $crate::json::Record::write_fields(self, out);
                out.end_object();
            }

            fn read(from: &mut $crate::json::Reader) -> Result<Self, $crate::json::Problem> {
                $crate::__record!(@read from, concat!("struct ", stringify!($type)), [Self], {
                    $($field ($crate::__record!(@name $field $($name)?)) : $mode,)*
                })
            }
        }
        $crate::__record!(@serde $type);
    };
    // Reads an object into the path in brackets.
    (@read $from:ident, $expected:expr, [$($path:tt)*], { $($field:ident ($name:expr) : $mode:ident,)* }) => {{
        $(let mut $field = None;)*
        $from.object($expected, &mut |name, from| {
            $($crate::__record!(@field $mode name from $field, $name);)*
            $crate::__record!(@else name from $($field $mode)*)
        })?;
        Ok($($path)* { $($field: $crate::__record!(@unwrap $mode $field, $name),)* })
    }};
    (@serde $type:ident) => {
        impl $crate::json::serde::Serialize for $type {
            fn serialize<S: $crate::json::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::serde::Serialize::serialize(&$crate::json::Json::to_json(self), serializer)
            }
        }

        impl<'de> $crate::json::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::json::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::Json::from_json(<serde_json::Value as $crate::json::serde::Deserialize>::deserialize(deserializer)?)
                    .map_err($crate::json::serde::de::Error::custom)
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
    (@field rest $given:ident $from:ident $field:ident, $name:expr) => {};
    (@field flat $given:ident $from:ident $field:ident, $name:expr) => {};
    (@field $mode:ident $given:ident $from:ident $field:ident, $name:expr) => {
        if $given == $name {
            $field = Some(
                $crate::json::Json::read($from)
                    .map_err(|problem| problem.inside($crate::json::Step::Field($name)))?,
            );
            return Ok(());
        }
    };
    // Handles an unlisted field.
    (@else $given:ident $from:ident) => { $from.skip() };
    (@else $given:ident $from:ident $field:ident rest $($more:ident)*) => {
        $crate::__record!(@keep $given $from $field)
    };
    (@else $given:ident $from:ident $field:ident flat $($more:ident)*) => {
        $crate::__record!(@keep $given $from $field)
    };
    (@else $given:ident $from:ident $field:ident $mode:ident $($more:ident)*) => {
        $crate::__record!(@else $given $from $($more)*)
    };
    (@keep $given:ident $from:ident $field:ident) => {{
        let value = $from.value()?;
        $field
            .get_or_insert_with(serde_json::Map::new)
            .insert($given.to_owned(), value);
        Ok(())
    }};
    (@unwrap required $field:ident, $name:expr) => {
        $field.ok_or_else(|| $crate::json::Problem::missing($name))?
    };
    (@unwrap flat $field:ident, $name:expr) => {
        $crate::json::Json::from_json(serde_json::Value::Object($field.unwrap_or_default()))?
    };
    (@unwrap $mode:ident $field:ident, $name:expr) => { $field.unwrap_or_default() };
    (@write required $out:ident $value:expr, $name:expr) => { $out.field($name, &$value) };
    (@write optional $out:ident $value:expr, $name:expr) => { $out.field($name, &$value) };
    (@write sparse $out:ident $value:expr, $name:expr) => { $out.sparse($name, &$value) };
    (@write rest $out:ident $value:expr, $name:expr) => { $out.rest(&$value) };
    (@write flat $out:ident $value:expr, $name:expr) => {
        $crate::json::Record::write_fields(&$value, $out)
    };
}

/// Makes an enum a JSON string (`"undo" => Undo`), or an object whose only field is named by the
/// string and holds a value (`"put" => Put(value)`) or an object (`"move" => Move { to: required
/// }`, with fields as in [`record!`](record)).
#[macro_export]
#[doc(hidden)]
macro_rules! __choice {
    ($type:ident { $($word:literal => $variant:ident
        $(($inner:ident))?
        $({ $($field:ident : $mode:ident),* $(,)? })?
    ),* $(,)? }) => {
        impl $crate::json::Json for $type {
            fn write(&self, out: &mut $crate::json::Writer) {
                match self {
                    $(Self::$variant $(($inner))? $({ $($field),* })? => {
                        $crate::__choice!(@write out $word $(($inner))? $({ $($field: $mode),* })?)
                    })*
                }
            }

            fn read(from: &mut $crate::json::Reader) -> Result<Self, $crate::json::Problem> {
                let tag = from.tag()?;
                let read = match &*tag.word {
                    $($word => $crate::__choice!(
                        @read from tag $word $type $variant $(($inner))? $({ $($field: $mode),* })?
                    ),)*
                    unknown => return Err($crate::json::Problem::unknown(unknown, &[$($word),*])),
                };
                from.end_tag(&tag)?;
                Ok(read)
            }
        }
        $crate::__record!(@serde $type);
    };
    (@write $out:ident $word:literal) => { $out.string($word) };
    (@write $out:ident $word:literal ($inner:ident)) => {{
        $out.begin_object();
        $out.field($word, $inner);
        $out.end_object();
    }};
    (@write $out:ident $word:literal { $($field:ident : $mode:ident),* }) => {{
        $out.begin_object();
        $out.name($word);
        $out.begin_object();
        $($crate::__record!(@write $mode $out *$field, stringify!($field));)*
        $out.end_object();
        $out.end_object();
    }};
    (@read $from:ident $tag:ident $word:literal $type:ident $variant:ident) => {{
        $from.no_content(&$tag)?;
        $type::$variant
    }};
    (@read $from:ident $tag:ident $word:literal $type:ident $variant:ident ($inner:ident)) => {
        $type::$variant($from.content(&$tag, $word, |from| $crate::json::Json::read(from))?)
    };
    (@read $from:ident $tag:ident $word:literal $type:ident $variant:ident { $($field:ident : $mode:ident),* }) => {
        $from.content(&$tag, $word, |from| {
            $crate::__record!(@read from, "an object", [$type::$variant], {
                $($field (stringify!($field)) : $mode,)*
            })
        })?
    };
}

pub use crate::{__choice as choice, __record as record};
