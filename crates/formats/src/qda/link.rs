//! Reads the links of a project.

use super::package::Package;
use super::reading::{Known, Reading, add, ends, own, references};
use crate::pair::split_pair;
use crate::xml::tree::Element;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::model::{Relation, Target};
use serde_json::json;

impl Reading {
    /// Reads a link between selections; leaves out any other, but not one that leads to a note of one.
    ///
    /// # Errors
    /// When notes, or ids of marks, are copied too often.
    pub(super) fn link(
        &mut self,
        package: &Package,
        link: &Element,
        known: &mut Known,
        is_own: bool,
    ) -> Result<(), Diagnostic> {
        let name = link.get("name").unwrap_or_default();
        let [from, to] = ends(link);
        let (Some(origin), Some(target)) = (known.marks.get(&from), known.marks.get(&to)) else {
            let of_note = known.used.contains(&from) || known.used.contains(&to);
            if !of_note {
                let name = clip(name);
                let message = format!(
                    "the link “{name}” does not lead from one selection of a text to another, and is left out"
                );
                self.found.left_out(package.at(link), message);
            }
            return Ok(());
        };
        // The id of a mark has that of its text before it where texts share names.
        self.take(package, link, origin.len() + target.len())?;
        let (kind, value) = match name {
            "" if !is_own => ("related".to_owned(), String::new()),
            name => split_pair(name),
        };
        let mut note = String::new();
        for guid in references(link, "NoteRef") {
            let text = known.notes.get(&guid).map_or("", String::as_str);
            self.take(package, link, text.len())?;
            add(&mut note, text);
            known.used.insert(guid);
        }
        let number = self.project.relations.len() + 1;
        let id = match own(link) {
            id if id.is_empty() => format!("link-{number}"),
            id => id,
        };
        let id = self.links.unique(&number.to_string(), &id);
        let to = Target::Annotation(target.as_str().into());
        let mut relation = Relation {
            value,
            note,
            ..Relation::new(id.into(), kind, origin.as_str().into(), to)
        };
        if let Some(direction @ ("Associative" | "Bidirectional")) = link.get("direction") {
            let about = json!({"direction": direction});
            relation.extra.insert("qdpx".to_owned(), about);
        }
        self.project.relations.push(relation);
        Ok(())
    }
}
