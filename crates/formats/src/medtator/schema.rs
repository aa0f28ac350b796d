//! The document type definition beside MedTator's files, which says what tags there are
//! (<https://github.com/OHNLP/MedTator/wiki/Annotation-Schema>).

use super::{OWN, RANGE, ROOT};
use crate::declared::Declared;
use crate::found::{Found, named};
use crate::xml::tree::unescape;
use postil_core::codebook::is_value_of;
use postil_core::diagnostic::clip;
use postil_core::model::schema::AttributeKind;
use serde_json::Value;
use std::collections::HashMap;

/// Whether our writer has written a definition.
pub(super) fn is_ours(dtd: &str) -> bool {
    dtd.starts_with(&format!("<!ENTITY name \"{ROOT}\">"))
}

/// The attribute that holds the value of each link, by its tag, where it is not the one named `value`.
pub(super) type Values = HashMap<String, String>;

/// Reads a definition, and says what is left out. O(n).
///
/// Links have one value here and no other attributes: the first attribute with a list of values gives it.
pub(super) fn read(file: &str, dtd: &str, declared: &mut Declared, found: &mut Found) -> Values {
    let mut reading = Reading {
        is_ours: is_ours(dtd),
        declared,
        tags: HashMap::new(),
        values: Values::new(),
        without_place: Vec::new(),
        unlisted: Vec::new(),
    };
    for declaration in declarations(dtd) {
        if let Err(message) = reading.declaration(declaration) {
            found.left_out(file, message);
            break;
        }
    }
    for (names, what) in [
        (
            &reading.without_place,
            "what links have beside one value: attributes, values at first, and what is required",
        ),
        (
            &reading.unlisted,
            "values that attributes have at first and do not list",
        ),
    ] {
        if !names.is_empty() {
            found.left_out(file, format!("{what}: {}", named(names)));
        }
    }
    reading.values
}

/// A definition while it is read.
struct Reading<'a, 'd> {
    is_ours: bool,
    declared: &'d mut Declared,
    /// Whether each tag is a link.
    tags: HashMap<&'a str, bool>,
    values: Values,
    /// Attributes of links that a codebook has no place for.
    without_place: Vec<String>,
    /// Attributes with a default that is none of their values.
    unlisted: Vec<String>,
}

impl<'a> Reading<'a, '_> {
    fn name(&self, form: &str) -> String {
        match self.is_ours {
            true => super::decode(form),
            false => form.to_owned(),
        }
    }

    fn declaration(&mut self, declaration: &'a str) -> Result<(), String> {
        let mut words = declaration.split_whitespace();
        match (words.next(), words.next()) {
            (Some("ELEMENT"), Some(tag)) => {
                let is_link = words.next() == Some("EMPTY");
                self.tags.insert(tag, is_link);
                let name = self.name(tag);
                match is_link {
                    true => self.declared.relation(&name, None, None, None)?,
                    false => {
                        self.declared.label(&name)?;
                    }
                }
            }
            (Some("ATTLIST"), Some(tag)) => {
                let attribute = Attribute::of(declaration, tag);
                match (attribute, self.tags.get(tag)) {
                    (Some(attribute), Some(false)) => self.of_tag(tag, &attribute)?,
                    (Some(attribute), Some(true)) if !self.is_ours => {
                        self.of_link(tag, &attribute)?;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn of_tag(&mut self, tag: &str, attribute: &Attribute) -> Result<(), String> {
        let is_range = !self.is_ours && RANGE.contains(&attribute.name);
        if OWN.contains(&attribute.name) || is_range {
            return Ok(());
        }
        let kind = match attribute.choices {
            "" => AttributeKind::Text,
            _ => AttributeKind::Choice,
        };
        let (label, name) = (self.name(tag), self.name(attribute.name));
        let is_new = self.declared.attribute_mut(&label, &name).is_none();
        self.declared
            .attribute(&label, &name, kind, attribute.values())?;
        // Of several declarations, the first one binds.
        if is_new && let Some(known) = self.declared.attribute_mut(&label, &name) {
            known.required = attribute.is_required;
            if let Some(default) = &attribute.default {
                let default = Value::from(default.as_str());
                match is_value_of(known, &default) {
                    true => known.default = Some(default),
                    false => self.unlisted.push(clip(&format!("{tag}.{name}"))),
                }
            }
        }
        Ok(())
    }

    fn of_link(&mut self, tag: &str, attribute: &Attribute) -> Result<(), String> {
        let name = attribute.name;
        let is_end = attribute.is_end || name.ends_with("ID") || name.ends_with("Text");
        if is_end || (OWN.contains(&name) && name != "value") {
            return Ok(());
        }
        let is_value = match self.values.get(tag) {
            Some(held) => held == name,
            None => name == "value" || !attribute.choices.is_empty(),
        };
        if is_value {
            self.values.insert(tag.to_owned(), name.to_owned());
            for value in attribute.values() {
                self.declared.relation(tag, None, None, Some(value))?;
            }
        }
        if !is_value || attribute.is_required || attribute.default.is_some() {
            self.without_place.push(clip(&format!("{tag}.{name}")));
        }
        Ok(())
    }
}

/// An attribute of a tag, as `NAME TYPE (#IMPLIED | #REQUIRED | #FIXED) "DEFAULT"` declares it.
struct Attribute<'a> {
    name: &'a str,
    /// The values of a list, between bars.
    choices: &'a str,
    /// Whether it is an end of a link, as in `arg0 IDREF prefix="from"`.
    is_end: bool,
    is_required: bool,
    /// The value at first, if it is not empty.
    default: Option<String>,
}

impl<'a> Attribute<'a> {
    fn of(declaration: &'a str, tag: &str) -> Option<Self> {
        let (_, rest) = declaration.split_once("ATTLIST")?;
        let rest = rest.trim_start().strip_prefix(tag)?.trim_start();
        let end = rest.find(|c: char| c.is_whitespace() || c == '(');
        let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let list = rest.trim_start().strip_prefix('(');
        let (choices, rest) = list.and_then(|it| it.split_once(')')).unwrap_or(("", rest));
        let quote = rest.find(['"', '\'']);
        let (words, quoted) = rest.split_at(quote.unwrap_or(rest.len()));
        let has = |word: &str| words.split_whitespace().any(|it| it == word);
        let default = quoted.chars().next().and_then(|mark| {
            let (default, _) = quoted.get(1..)?.split_once(mark)?;
            Some(default.trim())
        });
        let is_end = has("IDREF") || words.trim_end().ends_with("prefix=");
        let default = default.filter(|it| !is_end && !it.is_empty());
        (!name.is_empty()).then(|| Self {
            name,
            choices: choices.trim(),
            is_end,
            is_required: has("#REQUIRED"),
            // What is wrong in it is kept as it is.
            default: default.map(|it| unescape(it).unwrap_or_else(|_| it.to_owned())),
        })
    }

    fn values(&self) -> impl Iterator<Item = &'a str> {
        let values = self.choices.split('|').map(str::trim);
        values.filter(|it| !it.is_empty())
    }
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
