//! Codebooks to start from, each with its guidelines.

use postil_core::json;
use postil_core::model::{Codebook, Schema};

/// A codebook to start from.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its name in code and addresses.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// The schema as JSON; none: that of a new project.
    schema: Option<&'static str>,
    guidelines: &'static str,
}

impl Template {
    /// The codebook. O(n) in its text.
    pub fn codebook(&self) -> Codebook {
        let schema = match self.schema {
            None => Schema::bundled(),
            // The text is part of the program, and a test reads it.
            Some(text) => json::from_str(text).unwrap_or_default(),
        };
        Codebook {
            schema,
            guidelines: self.guidelines.to_owned(),
        }
    }
}

/// A template of the files of that name.
macro_rules! template {
    ($id:literal, $title:literal, $about:literal, $schema:expr) => {
        Template {
            id: $id,
            title: $title,
            about: $about,
            schema: $schema,
            guidelines: include_str!(concat!("template/", $id, ".md")),
        }
    };
    ($id:literal, $title:literal, $about:literal) => {
        template!(
            $id,
            $title,
            $about,
            Some(include_str!(concat!("template/", $id, ".json")))
        )
    };
}

/// Every template, in the order in which they are offered.
pub static TEMPLATES: [Template; 8] = [
    template!(
        "news",
        "News story",
        "Entities, events and claims: what a new project begins with.",
        None
    ),
    template!(
        "entities-4",
        "Named entities: four types",
        "Person, organization, location and miscellaneous, as in CoNLL-2003."
    ),
    template!(
        "entities-18",
        "Named entities: eighteen types",
        "Eleven types of names and seven of values, as in OntoNotes 5."
    ),
    template!(
        "quotes",
        "Quotes and attribution",
        "Direct, indirect and mixed quotations, with cue and speaker."
    ),
    template!(
        "events",
        "Events with roles",
        "What happens, who does it to whom, where, when, and with what."
    ),
    template!(
        "claims",
        "Claims for fact-checking",
        "What can be checked, evidence for and against it, and a verdict."
    ),
    template!(
        "qualitative",
        "Qualitative coding",
        "A few codes in groups, with memos, to be replaced by your own."
    ),
    template!(
        "empty",
        "Empty",
        "One layer without labels, for a codebook of your own."
    ),
];

/// The template of that id.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

#[cfg(test)]
mod tests;
