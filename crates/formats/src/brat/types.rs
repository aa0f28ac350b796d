//! The types that an `annotation.conf` declares, and what they may be used for
//! (<https://brat.nlplab.org/configuration.html>).
//!
//! Every type becomes a layer of its own. A type that begins with `!` only has others below it, which
//! are indented; where it is named as an end, they are meant. `<NAME>=A|B` defines a name for several.

use super::ROLE;
use super::dialect::Dialect;
use super::names;
use crate::declared::Declared;
use crate::found::{Found, named};
use crate::shared::Shared;
use postil_core::diagnostic::clip;
use postil_core::model::schema::AttributeKind;
use std::collections::{HashMap, HashSet};

/// Bytes of a line with its names replaced.
const MAX_LINE_BYTES: usize = 1 << 16;

/// Names that a configuration may define for several types.
const MAX_MACROS: usize = 100;

/// A type with its arguments, each of a name and types.
struct Entry {
    name: String,
    arguments: Vec<(String, Vec<String>)>,
}

/// What a configuration holds.
#[derive(Default)]
struct Sections {
    entities: Vec<Entry>,
    relations: Vec<Entry>,
    events: Vec<Entry>,
    attributes: Vec<Entry>,
    /// The types below one that is no type itself.
    below: HashMap<String, Vec<String>>,
}

/// Reads a configuration, and says what is left out of it or read as something else. O(n) in it and in
/// what it declares.
pub(super) fn declare(
    file: &str,
    conf: &str,
    dialect: Dialect,
    declared: &mut Declared,
    found: &mut Found,
) {
    match read(conf, dialect, declared) {
        Ok(equal) if equal.is_empty() => {}
        Ok(equal) => {
            let message = format!(
                "relations that are symmetric and transitive are read as clusters, not as link types: {}",
                named(&equal)
            );
            found.summary(file, message);
        }
        Err(message) => found.left_out(file, message),
    }
}

/// Reads a configuration. O(n) in it and in what it declares.
///
/// Returns the names of relations that are read as clusters, but for `Equiv`, which is brat's own name of
/// these.
///
/// # Errors
/// When it declares too much; what came before that is declared.
fn read(conf: &str, dialect: Dialect, declared: &mut Declared) -> Result<Vec<String>, String> {
    let shared = &mut Shared::of(conf.len());
    let mut sections = sections(conf, shared)?;
    if dialect == Dialect::Ours {
        sections.decode();
    }
    for entry in sections.entities.iter().chain(&sections.events) {
        declared.label(&entry.name)?;
    }
    let (mut equal, mut seen) = (Vec::new(), HashSet::new());
    for entry in &sections.relations {
        let is = |name: &str, word: &str| {
            let found = entry.arguments.iter().find(|(role, _)| role == name);
            found.is_some_and(|(_, values)| values.iter().any(|value| value.contains(word)))
        };
        let is_nesting = entry.name.starts_with('<') || entry.name == "ENTITY-NESTING";
        // What is symmetric and transitive is a cluster.
        let is_equal = is("<REL-TYPE>", "symmetric-transitive");
        if is_equal && entry.name != "Equiv" && seen.insert(&entry.name) {
            equal.push(clip(&entry.name));
        }
        if is_nesting || is_equal || entry.name == "Equiv" {
            continue;
        }
        let mut ends = (entry.arguments.iter()).filter(|(role, _)| !role.starts_with('<'));
        let mut end = || match ends.next() {
            Some((_, types)) => sections.resolve(types, shared),
            None => Ok(None),
        };
        let (from, to) = (end()?, end()?);
        let (kind, value) = match dialect {
            Dialect::Ours => names::decode_pair(&entry.name),
            Dialect::Plain => (entry.name.clone(), String::new()),
        };
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        declared.relation(&kind, from.as_deref(), to.as_deref(), value)?;
    }
    for entry in &sections.events {
        for (role, types) in &entry.arguments {
            let role = role.split('{').next().unwrap_or_default();
            let role = role.trim_end_matches(['?', '*', '+']);
            if role.is_empty() || role.starts_with('<') {
                continue;
            }
            shared.take(entry.name.len())?;
            let from = [entry.name.clone()];
            let to = sections.resolve(types, shared)?;
            declared.relation(ROLE, Some(&from), to.as_deref(), Some(role))?;
        }
    }
    for entry in &sections.attributes {
        let of = |name: &str| {
            let found = entry.arguments.iter().find(|(role, _)| role == name);
            found.map(|(_, values)| values.as_slice())
        };
        let values = of("Value").unwrap_or_default();
        let kind = match values {
            [] => AttributeKind::Flag,
            _ => AttributeKind::Choice,
        };
        let labels = match of("Arg") {
            Some(types) => sections.resolve(types, shared)?,
            None => Some(Vec::new()),
        };
        let labels = match labels {
            Some(labels) => labels,
            None => {
                let mut all = sections.names(&sections.entities, shared)?;
                all.extend(sections.names(&sections.events, shared)?);
                all
            }
        };
        for label in labels {
            declared.attribute(&label, &entry.name, kind, values.iter().map(String::as_str))?;
        }
    }
    Ok(equal)
}

/// Reads the lines of a configuration. `shared` bounds what they name once and use often.
fn sections(conf: &str, shared: &mut Shared) -> Result<Sections, String> {
    let mut sections = Sections::default();
    let mut section = "";
    let mut macros: Vec<(String, String)> = Vec::new();
    // The types that are none themselves above the line, with how far they are indented.
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut count = 0;
    for line in conf.lines() {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') || text.bytes().all(|it| it == b'-') {
            continue;
        }
        if let Some(name) = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            section = name;
            above.clear();
            continue;
        }
        if let Some((name, value)) = text.split_once(">=").filter(|_| text.starts_with('<')) {
            if macros.len() == MAX_MACROS {
                return Err(format!(
                    "it defines more than {MAX_MACROS} names for several types"
                ));
            }
            macros.push((format!("{name}>"), replaced(value.trim(), &macros, shared)?));
            continue;
        }
        let (name, arguments) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let is_abstract = name.split('|').any(|term| term.starts_with('!'));
        let name = name.split('|').next().unwrap_or_default();
        let name = name.strip_prefix('!').unwrap_or(name);
        let indent = line.len() - line.trim_start().len();
        while above.last().is_some_and(|(before, _)| *before >= indent) {
            above.pop();
        }
        if is_abstract {
            above.push((indent, name.to_owned()));
            continue;
        }
        for (_, parent) in &above {
            count += 1;
            if count > crate::limits::MAX_DECLARED {
                return Err("its types are below too many others".to_owned());
            }
            shared.take(parent.len() + name.len())?;
            let below = sections.below.entry(parent.clone()).or_default();
            below.push(name.to_owned());
        }
        let mut parts = Vec::new();
        for part in replaced(arguments, &macros, shared)?.split(',') {
            if let Some((role, types)) = part.rsplit_once(':') {
                let types = types.split('|').map(|it| it.trim().to_owned());
                let types: Vec<String> = types.filter(|it| !it.is_empty()).collect();
                count += types.len();
                if count > crate::limits::MAX_DECLARED {
                    return Err("its lines name too many types".to_owned());
                }
                parts.push((role.trim().to_owned(), types));
            }
        }
        let entry = Entry {
            name: name.to_owned(),
            arguments: parts,
        };
        match section {
            "entities" | "spans" => sections.entities.push(entry),
            "relations" => sections.relations.push(entry),
            "events" => sections.events.push(entry),
            "attributes" => sections.attributes.push(entry),
            _ => {}
        }
    }
    Ok(sections)
}

/// A line with defined names replaced.
fn replaced(
    line: &str,
    macros: &[(String, String)],
    shared: &mut Shared,
) -> Result<String, String> {
    let mut line = line.to_owned();
    if !line.contains('<') {
        return Ok(line);
    }
    for (name, value) in macros {
        if !line.contains(name) {
            continue;
        }
        line = line.replace(name, value);
        shared.take(line.len())?;
        if line.len() > MAX_LINE_BYTES {
            return Err(format!(
                "the names that it defines make a line too long, “{name}”"
            ));
        }
    }
    Ok(line)
}

impl Sections {
    /// Decodes what our writer has encoded, but for the names of relations, which are of two parts.
    fn decode(&mut self) {
        let types = self.entities.iter_mut().chain(&mut self.events);
        for entry in types.chain(&mut self.attributes) {
            entry.name = names::decode(&entry.name);
        }
        for (role, _) in self
            .events
            .iter_mut()
            .flat_map(|entry| &mut entry.arguments)
        {
            let form = role.trim_end_matches('*');
            *role = names::decode_role(form);
        }
    }

    fn names(&self, entries: &[Entry], shared: &mut Shared) -> Result<Vec<String>, String> {
        shared.take(entries.iter().map(|entry| entry.name.len()).sum())?;
        Ok(entries.iter().map(|entry| entry.name.clone()).collect())
    }

    /// The labels that types name; `None` for all.
    fn resolve(
        &self,
        types: &[String],
        shared: &mut Shared,
    ) -> Result<Option<Vec<String>>, String> {
        let mut labels = Vec::new();
        for one in types {
            // So many are as good as all.
            if labels.len() > crate::limits::MAX_DECLARED {
                return Ok(None);
            }
            match one.as_str() {
                "<ANY>" => return Ok(None),
                // Without events, these are all.
                "<ENTITY>" if self.events.is_empty() => return Ok(None),
                "<ENTITY>" => labels.extend(self.names(&self.entities, shared)?),
                "<EVENT>" => labels.extend(self.names(&self.events, shared)?),
                special if special.starts_with('<') => {}
                name => match self.below.get(name) {
                    Some(below) => {
                        shared.take(below.iter().map(String::len).sum())?;
                        labels.extend(below.iter().cloned());
                    }
                    None => labels.push(name.to_owned()),
                },
            }
        }
        Ok(Some(labels))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_are_replaced_by_is_bounded() {
        let long = "L".repeat(3_000);
        let macros = format!("<A>={long}\n");
        let bits = (0..9).map(|_| "X <A>\n");
        let few = format!(
            "[entities]\nE\n[relations]\n{macros}{}",
            bits.collect::<String>()
        );
        assert!(read(&few, Dialect::Plain, &mut Declared::default()).is_ok());
        let many = "X <A>\n".repeat(3_000);
        let refused = [
            format!("[relations]\n{macros}{many}"),
            // One that is empty in the end.
            format!(
                "[relations]\n<B>={}\n<C>=\n{}",
                "<C>".repeat(999),
                "X <B>\n".repeat(3_000)
            ),
            // Types below long ones, and ends that are long.
            format!("[entities]\n!{long}\n{}", " L\n".repeat(3_000)),
            format!(
                "[entities]\n{long}\n[events]\nE\n[relations]\n{}",
                "X A:<ENTITY>\n".repeat(3_000)
            ),
            format!("[events]\n{long} {}", "r:E,".repeat(3_000)),
        ];
        for conf in refused {
            let message =
                read(&conf, Dialect::Plain, &mut Declared::default()).expect_err("too much");
            assert!(message.contains("too large to be copied"), "{message}");
        }
    }
}
