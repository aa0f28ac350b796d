//! The document type definition beside MedTator's files, which says what tags there are
//! (<https://github.com/OHNLP/MedTator/wiki/Annotation-Schema>).

use super::{OWN, ROOT};
use crate::declared::Declared;
use postil_core::model::schema::AttributeKind;
use std::collections::HashMap;

/// Whether our writer has written a definition.
pub(super) fn is_ours(dtd: &str) -> bool {
    dtd.starts_with(&format!("<!ENTITY name \"{ROOT}\">"))
}

/// Reads a definition. O(n).
///
/// # Errors
/// When it declares too much; what came before that is declared.
pub(super) fn read(dtd: &str, declared: &mut Declared) -> Result<(), String> {
    let is_ours = is_ours(dtd);
    let name = |form: &str| match is_ours {
        true => super::decode(form),
        false => form.to_owned(),
    };
    // Whether each tag is a link.
    let mut tags: HashMap<&str, bool> = HashMap::new();
    for declaration in declarations(dtd) {
        let mut words = declaration.split_whitespace();
        match (words.next(), words.next()) {
            (Some("ELEMENT"), Some(tag)) => {
                let is_link = words.next() == Some("EMPTY");
                tags.insert(tag, is_link);
                match is_link {
                    true => declared.relation(&name(tag), None, None, None)?,
                    false => {
                        declared.label(&name(tag))?;
                    }
                }
            }
            (Some("ATTLIST"), Some(tag)) => {
                let Some(attribute) = words.next() else {
                    continue;
                };
                if OWN.contains(&attribute) || tags.get(tag) != Some(&false) {
                    continue;
                }
                let choices = declaration
                    .split_once('(')
                    .and_then(|(_, it)| it.split_once(')'));
                let choices = choices.map_or("", |(choices, _)| choices);
                let values = choices
                    .split('|')
                    .map(str::trim)
                    .filter(|it| !it.is_empty());
                let kind = match choices {
                    "" => AttributeKind::Text,
                    _ => AttributeKind::Choice,
                };
                declared.attribute(&name(tag), &name(attribute), kind, values)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// What stands between `<!` and `>`, without comments.
fn declarations(dtd: &str) -> impl Iterator<Item = &str> {
    let mut rest = dtd;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once("<!")?;
            if let Some(comment) = after.strip_prefix("--") {
                (_, rest) = comment.split_once("-->")?;
                continue;
            }
            let declaration;
            (declaration, rest) = after.split_once('>')?;
            return Some(declaration);
        }
    })
}
