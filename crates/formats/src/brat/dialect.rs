//! Whether brat's files are ours, with names and notes as [`names`] escapes them, or those of other
//! programs, whose names are what they are.

use super::names;
use postil_core::model::{Schema, label_layer};

/// The first line of our `annotation.conf`.
pub(super) const MARK: &str = "# Written by Postil.\n";

/// How names and notes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Escaped, as our writer does.
    Ours,
    /// As they are.
    Plain,
}

impl Dialect {
    /// The dialect of the files beside an `annotation.conf`. Before it bore a mark, ours had a shape
    /// that no other has. O(n).
    pub fn of_configuration(conf: &str) -> Self {
        const RELATIONS: &str =
            "\n[relations]\n<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n";
        const EVENTS: &str =
            "\nEquiv Arg1:<ANY>, Arg2:<ANY>, <REL-TYPE>:symmetric-transitive\n\n[events]\n";
        let conf = conf.replace("\r\n", "\n");
        let older = || {
            let shape = ["[entities]\n", RELATIONS, EVENTS];
            shape.iter().all(|piece| conf.contains(piece))
        };
        match conf.contains(MARK.trim_end()) || older() {
            true => Self::Ours,
            false => Self::Plain,
        }
    }

    /// The dialect of files without an `annotation.conf`, by the names of types in them: ours if all
    /// are as our writer writes them, and one is an escape or a label of a new project, which nobody
    /// else writes so. O(n).
    pub fn of_types<'a>(types: impl Iterator<Item = &'a str>) -> Self {
        let bundled = Schema::bundled();
        let mut told = false;
        for form in types {
            let name = names::decode(form);
            let (kind, value) = names::decode_pair(form);
            let is_name = names::encode(&name) == form && !label_layer(&name).is_empty();
            if !is_name && names::encode_pair(&kind, &value) != form {
                return Self::Plain;
            }
            let (layer, label) = name.split_once('.').unwrap_or((&name, ""));
            let mut labels = bundled.layer(layer).into_iter().flat_map(|it| &it.labels);
            told |= form.contains("-x") || labels.any(|it| it.name == label);
        }
        match told {
            true => Self::Ours,
            false => Self::Plain,
        }
    }

    /// A label, or any other name.
    pub fn name(self, form: &str) -> String {
        match self {
            Self::Ours => names::decode(form),
            Self::Plain => form.to_owned(),
        }
    }

    /// The type and the value of a relation.
    pub fn pair(self, form: &str) -> (String, String) {
        match self {
            Self::Ours => names::decode_pair(form),
            Self::Plain => (form.to_owned(), String::new()),
        }
    }

    /// The name of an argument of an event, without the number that tells it from others of that name.
    pub fn role(self, form: &str) -> String {
        match self {
            Self::Ours => names::decode_role(form),
            Self::Plain => match form.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "" => form.to_owned(),
                role => role.to_owned(),
            },
        }
    }

    /// A note.
    pub fn note(self, line: &str) -> String {
        match self {
            Self::Ours => names::unescape(line),
            Self::Plain => line.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, archive, format, torture};

    #[test]
    fn our_configuration_tells_our_files() {
        let written = format("brat").expect("listed");
        let written = written.write(&torture::project(), &Options::default());
        let inside = archive::unpack(&written.files).expect("an archive");
        let conf = String::from_utf8_lossy(&inside[0].bytes).into_owned();
        let older = conf.replace(MARK, "");
        assert!(conf.len() > older.len());
        for (conf, dialect) in [
            (conf.as_str(), Dialect::Ours),
            (&older, Dialect::Ours),
            (&older.replace('\n', "\r\n"), Dialect::Ours),
            (
                "[entities]\nPerson\n\n[relations]\nEquiv Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive\n\n[events]\n\n[attributes]\n",
                Dialect::Plain,
            ),
            ("", Dialect::Plain),
        ] {
            assert_eq!(Dialect::of_configuration(conf), dialect, "{conf}");
        }
    }

    #[test]
    fn types_tell_whose_files_they_are() {
        for (types, dialect) in [
            (vec!["entity__person", "said-by"], Dialect::Ours),
            (vec!["a-x20-b"], Dialect::Ours),
            (vec!["A__B-x41-C", "entity__person"], Dialect::Plain),
            (vec!["__x"], Dialect::Plain),
            (vec!["A__B"], Dialect::Plain),
            (vec!["Person", "Theme"], Dialect::Plain),
            (vec![], Dialect::Plain),
        ] {
            assert_eq!(
                Dialect::of_types(types.iter().copied()),
                dialect,
                "{types:?}"
            );
        }
    }
}
