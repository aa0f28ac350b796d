//! The code book: codes in codes. A code at the top is a layer, and one in it a label: `person` in
//! `entity` is `entity.person`, and `b` in `a` in `layer` is `layer.a.b`.
//!
//! A dot in the name of a code would begin another level, so names have `․` (U+2024) in its place; titles
//! have the dot.

use super::guid::{derived, is_guid, normal};
use crate::infer;
use crate::shared::Shared;
use crate::xml::tree::Element;
use crate::xml::{clean, escape};
use postil_core::model::schema::{Form, Label, Layer, Schema};
use postil_core::model::{Extra, Project};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What stands for a dot in a name.
const DOT: char = '\u{2024}';
/// Levels of codes in codes that are written; ATLAS.ti shows two.
const MAX_LEVELS: usize = 20;
/// What a code has beside its name, as fields of its layer or label.
const ABOUT: [&str; 3] = ["color", "description", "guid"];

/// The codes of a project.
#[derive(Debug, Default)]
pub(super) struct Codebook {
    codes: Vec<Code>,
    top: Vec<usize>,
    by_name: HashMap<(Option<usize>, String), usize>,
    guids: HashSet<String>,
}

#[derive(Debug)]
struct Code {
    /// Its part of labels.
    name: String,
    title: String,
    /// Whether it is a label, and not only there for the codes in it.
    codable: bool,
    about: Extra,
    inner: Vec<usize>,
}

/// A label with no more levels than are written.
pub(super) fn limit(label: &str) -> String {
    let mut levels = 1;
    let one = |c: char| {
        levels += usize::from(c == '.');
        match c {
            '.' if levels > MAX_LEVELS => DOT,
            c => c,
        }
    };
    label.chars().map(one).collect()
}

fn fold(title: &str) -> String {
    title.replace('.', DOT.encode_utf8(&mut [0; 4]))
}

impl Codebook {
    /// The codes of a project: what its schema lists, then what else its marks use. O(n log n).
    pub(super) fn of(project: &Project) -> Self {
        let mut book = Self::default();
        let mut add = |label: &str, title: &str, extra: &Extra| {
            if let Some(at) = book.label(&limit(&clean(label))) {
                book.describe(at, &clean(title), extra);
            }
        };
        for layer in &project.schema.layers {
            add(&fold(&layer.name), &layer.title, &layer.extra);
            for label in &layer.labels {
                let name = format!("{}.{}", fold(&layer.name), label.name);
                add(&name, &label.title, &label.extra);
            }
        }
        book.use_labels(project);
        book
    }

    /// Gives each label that annotations of a project have a code, in the order of the labels.
    pub(super) fn use_labels(&mut self, project: &Project) {
        let labels = project.annotations.iter().map(|a| a.label.as_str());
        for label in labels.collect::<BTreeSet<&str>>() {
            self.label(label);
        }
    }

    /// The code of a label, which becomes one if there is none; none if the layer has no name.
    pub(super) fn label(&mut self, label: &str) -> Option<usize> {
        let mut at = None;
        for name in label.split('.') {
            if at.is_none() && name.is_empty() {
                return None;
            }
            at = Some(self.code(at, name));
        }
        if let Some(code) = at.and_then(|at| self.codes.get_mut(at)) {
            code.codable = true;
        }
        at
    }

    /// The code of that name in another one, or at the top.
    fn code(&mut self, outer: Option<usize>, title: &str) -> usize {
        let name = fold(title);
        let key = (outer, name);
        if let Some(at) = self.by_name.get(&key) {
            return *at;
        }
        let at = self.codes.len();
        self.codes.push(Code {
            name: key.1.clone(),
            title: title.to_owned(),
            codable: false,
            about: Extra::new(),
            inner: Vec::new(),
        });
        let siblings = match outer.and_then(|outer| self.codes.get_mut(outer)) {
            Some(outer) => &mut outer.inner,
            None => &mut self.top,
        };
        siblings.push(at);
        self.by_name.insert(key, at);
        at
    }

    /// Gives a code the title of its label, if the name can be made from it, and what else is known.
    fn describe(&mut self, at: usize, title: &str, extra: &Extra) {
        let Some(code) = self.codes.get_mut(at) else {
            return;
        };
        if fold(title) == code.name {
            title.clone_into(&mut code.title);
        }
        for field in ABOUT {
            let value = extra.get(field).and_then(|value| value.as_str());
            let value = value.map(clean).filter(|value| match field {
                "color" => is_color(value),
                "guid" => is_guid(value) && self.guids.insert(value.clone()),
                _ => !value.is_empty(),
            });
            if let Some(value) = value {
                code.about.insert(field.to_owned(), value.into());
            }
        }
    }

    /// Reads the codes in an element, which are in the code of that label, and notes the label of each
    /// by its GUID. `memo` gives the text of a note by its GUID.
    ///
    /// # Errors
    /// When the labels together are much longer than the file.
    pub(super) fn read(
        &mut self,
        element: &Element,
        outer: Option<(usize, &str)>,
        labels: &mut HashMap<String, String>,
        shared: &mut Shared,
        memo: &mut impl FnMut(&Element) -> Vec<String>,
    ) -> Result<(), String> {
        for code in element.elements().filter(|e| e.local() == "Code") {
            let title = match code.get("name").unwrap_or_default() {
                "" if outer.is_none() => "code",
                title => title,
            };
            let at = self.code(outer.map(|(at, _)| at), title);
            let label = match outer {
                Some((_, outer)) => format!("{outer}.{}", fold(title)),
                None => fold(title),
            };
            shared.take(label.len())?;
            let mut extra = Extra::new();
            if let Some(color) = code.get("color") {
                extra.insert("color".to_owned(), color.into());
            }
            let mut said: Vec<String> = code
                .elements()
                .filter(|e| e.local() == "Description")
                .map(Element::text)
                .collect();
            said.extend(memo(code));
            said.retain(|text| !text.is_empty());
            if !said.is_empty() {
                extra.insert("description".to_owned(), said.join("\n\n").into());
            }
            let guid = normal(code.get("guid").unwrap_or_default());
            if guid != derived("code", &label) {
                extra.insert("guid".to_owned(), guid.as_str().into());
            }
            self.describe(at, title, &extra);
            if let Some(known) = self.codes.get_mut(at) {
                known.codable |= !matches!(code.get("isCodable"), Some("false" | "0"));
            }
            self.read(code, Some((at, &label)), labels, shared, memo)?;
            labels.entry(guid).or_insert(label);
        }
        Ok(())
    }

    /// The schema that lists these codes; layers of the bundled schema are used as they are where they
    /// list all labels. What is not in a code book is inferred from use. O(n log n).
    pub(super) fn schema(&self, project: &Project) -> Schema {
        let bundled = Schema::bundled();
        let forms = [Form::Fill, Form::Dash, Form::Bracket];
        let mut layers = Vec::new();
        for (number, top) in self
            .top
            .iter()
            .filter_map(|at| self.codes.get(*at))
            .enumerate()
        {
            let mut labels = Vec::new();
            for at in &top.inner {
                self.labels(*at, "", &mut labels);
            }
            let known = bundled.layer(&top.name).filter(|layer| {
                let known = |label: &Label| layer.labels.iter().any(|l| l.name == label.name);
                top.about.is_empty() && labels.iter().all(|l| l.extra.is_empty() && known(l))
            });
            layers.push(known.cloned().unwrap_or_else(|| Layer {
                name: top.name.clone(),
                title: top.title.clone(),
                plural: top.title.clone(),
                key: None,
                form: forms[number % forms.len()],
                labels,
                attributes: Vec::new(),
                extra: top.about.clone(),
            }));
        }
        Schema {
            layers,
            ..infer::schema(project)
        }
    }

    fn labels(&self, at: usize, outer: &str, labels: &mut Vec<Label>) {
        let Some(code) = self.codes.get(at) else {
            return;
        };
        let name = format!("{outer}{}", code.name);
        if code.codable {
            labels.push(Label {
                name: name.clone(),
                title: code.title.clone(),
                key: None,
                extra: code.about.clone(),
            });
        }
        for inner in &code.inner {
            self.labels(*inner, &format!("{name}."), labels);
        }
    }

    /// Writes all codes, and returns their GUIDs by their labels.
    pub(super) fn write(&self, xml: &mut String) -> HashMap<String, String> {
        let mut guids = HashMap::new();
        if !self.top.is_empty() {
            xml.push_str("<CodeBook><Codes>\n");
            for at in &self.top {
                self.write_one(*at, "", xml, &mut guids);
            }
            xml.push_str("</Codes></CodeBook>\n");
        }
        guids
    }

    fn write_one(
        &self,
        at: usize,
        outer: &str,
        xml: &mut String,
        guids: &mut HashMap<String, String>,
    ) {
        let Some(code) = self.codes.get(at) else {
            return;
        };
        let label = format!("{outer}{}", code.name);
        let about = |field: &str| code.about.get(field).and_then(|value| value.as_str());
        let guid = about("guid").map_or_else(|| derived("code", &label), str::to_owned);
        xml.push_str(&format!(
            "<Code guid=\"{guid}\" name=\"{}\" isCodable=\"{}\"",
            escape(&code.title),
            code.codable
        ));
        if let Some(color) = about("color") {
            xml.push_str(&format!(" color=\"{color}\""));
        }
        xml.push('>');
        if let Some(description) = about("description") {
            let description = escape(description);
            xml.push_str(&format!("<Description>{description}</Description>"));
        }
        for inner in &code.inner {
            self.write_one(*inner, &format!("{label}."), xml, guids);
        }
        xml.push_str("</Code>\n");
        guids.insert(label, guid);
    }
}

/// Whether this is a color in the form of the standard.
fn is_color(color: &str) -> bool {
    color.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}
