//! What is kept while projects are read, and what their elements have in common.

use super::codes::Codebook;
use super::guid::normal;
use super::package::Package;
use crate::found::Found;
use crate::ids::LocalIds;
use crate::shared::Shared;
use crate::xml::tree::Element;
use postil_core::diagnostic::Diagnostic;
use postil_core::model::Project;
use std::collections::{HashMap, HashSet};

/// What was read of all projects.
#[derive(Default)]
pub(super) struct Reading {
    pub project: Project,
    pub found: Found,
    pub shared: Shared,
    pub marks: LocalIds,
    pub documents: LocalIds,
    pub links: LocalIds,
    pub codes: Codebook,
}

/// What the elements of one project refer to, by GUIDs.
#[derive(Default)]
pub(super) struct Known {
    /// The ids of authors.
    pub users: HashMap<String, String>,
    /// The names of variables.
    pub variables: HashMap<String, String>,
    /// The labels of codes.
    pub labels: HashMap<String, String>,
    /// The texts of notes.
    pub notes: HashMap<String, String>,
    /// The notes that a link connects with something.
    pub linked: HashMap<String, Vec<String>>,
    /// The notes that something refers to.
    pub used: HashSet<String>,
    /// The ids of marks by their selections and codings.
    pub marks: HashMap<String, String>,
}

impl Reading {
    /// Counts a copy of so many bytes that an element asks for.
    pub(super) fn take(
        &mut self,
        package: &Package,
        element: &Element,
        bytes: usize,
    ) -> Result<(), Diagnostic> {
        let taken = self.shared.take(bytes);
        taken.map_err(|message| Diagnostic::error(package.at(element), message))
    }
}

/// The GUID of an element, and the one that it refers to.
pub(super) fn own(element: &Element) -> String {
    normal(element.get("guid").unwrap_or_default())
}

/// The GUIDs that the elements of a name in an element refer to.
pub(super) fn references<'a>(
    element: &'a Element,
    name: &'a str,
) -> impl Iterator<Item = String> + 'a {
    let all = element.elements().filter(move |e| e.local() == name);
    all.map(|e| normal(e.get("targetGUID").unwrap_or_default()))
}

/// The text of the description of an element.
pub(super) fn description(element: &Element) -> Option<String> {
    let said = element.elements().find(|e| e.local() == "Description");
    said.map(Element::text).filter(|text| !text.is_empty())
}

/// Adds a paragraph to a note.
pub(super) fn add(note: &mut String, text: &str) {
    if !note.is_empty() && !text.is_empty() {
        note.push_str("\n\n");
    }
    note.push_str(text);
}

/// The GUIDs of what a link leads from, and to.
pub(super) fn ends(link: &Element) -> [String; 2] {
    ["originGUID", "targetGUID"].map(|name| normal(link.get(name).unwrap_or_default()))
}
