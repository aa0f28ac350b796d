//! Configurations without texts.

use super::dialect::Dialect;
use super::{types, visual};
use crate::declared::Declared;
use crate::found::Found;
use crate::looks::Looks;
use crate::source::utf8;
use postil_core::format::File;
use postil_core::model::{Codebook, Project};

/// The sections of `annotation.conf`, then those of `visual.conf`.
const SECTIONS: [&str; 5] = [
    "[entities]",
    "[spans]",
    "[relations]",
    "[events]",
    "[attributes]",
];
const OF_LOOKS: [&str; 2] = ["[labels]", "[drawing]"];

fn has(text: &str, sections: &[&str]) -> bool {
    text.lines().any(|line| sections.contains(&line.trim()))
}

/// Whether a file is a configuration of one of these kinds, by its beginning.
pub(crate) fn is_configuration(head: &str) -> bool {
    has(head, &SECTIONS) || has(head, &OF_LOOKS)
}

/// Reads configurations: types, and what they are called. O(n log n).
pub(crate) fn codebook(files: &[&File], found: &mut Found) -> Codebook {
    let mut texts = Vec::new();
    for file in files {
        match utf8(file) {
            Ok(text) => texts.push((&file.name, text)),
            Err(error) => found.add(error),
        }
    }
    let (mut declared, mut looks) = (Declared::default(), Looks::default());
    let mut any = Dialect::Plain;
    let (types, others): (Vec<_>, Vec<_>) = texts
        .into_iter()
        .partition(|(_, text)| has(text, &SECTIONS));
    for (name, conf) in types {
        let dialect = Dialect::of_configuration(conf);
        if dialect == Dialect::Ours {
            any = dialect;
        }
        types::declare(name, conf, dialect, &mut declared, found);
        let only_above = conf
            .lines()
            .filter(|line| line.trim().starts_with('!'))
            .count();
        if only_above > 0 {
            let message = format!("types that only have others below them (“!”): {only_above}");
            found.left_out(name, message);
        }
    }
    for (_, conf) in &others {
        visual::read(conf, any, &mut looks);
    }
    let mut schema = declared.complete(&Project::default());
    let name = others.first().map_or("", |(name, _)| name.as_str());
    for (count, what) in [
        (looks.unknown, "colors in no known form"),
        (
            looks.give(&mut schema),
            "names of what annotation.conf does not list",
        ),
    ] {
        if count > 0 {
            found.left_out(name, format!("{what}: {count}"));
        }
    }
    Codebook {
        schema,
        ..Codebook::default()
    }
}
