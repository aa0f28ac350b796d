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
use postil_core::model::{Color, Extra, Project};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What stands for a dot in a name.
const DOT: char = '\u{2024}';
/// Levels of codes in codes that are written; ATLAS.ti shows two.
const MAX_LEVELS: usize = 20;
/// The field of other programs in a layer or label with the GUID of its code.
const GUID: &str = "guid";

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
    about: About,
    inner: Vec<usize>,
}

/// What a code has beside its name.
#[derive(Debug, Default)]
struct About {
    color: Option<Color>,
    description: String,
    /// Only if it cannot be derived from the label.
    guid: Option<String>,
}

impl About {
    fn of(color: Option<Color>, description: &str, extra: &Extra) -> Self {
        let guid = extra.get(GUID).and_then(|guid| guid.as_str());
        Self {
            color,
            description: description.to_owned(),
            guid: guid.map(str::to_owned),
        }
    }

    fn is_empty(&self) -> bool {
        self.color.is_none() && self.description.is_empty() && self.guid.is_none()
    }

    /// The fields of other programs in its layer or label.
    fn extra(&self) -> Extra {
        let guid = self.guid.as_ref();
        let field = guid.map(|guid| (GUID.to_owned(), guid.as_str().into()));
        field.into_iter().collect()
    }
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

/// The label of a code, as [`Codebook::write`] and [`Codebook::read`] name it.
pub(super) fn label_of(layer: &str, label: &str) -> String {
    limit(&clean(&format!("{}.{label}", fold(layer))))
}

fn fold(title: &str) -> String {
    title.replace('.', DOT.encode_utf8(&mut [0; 4]))
}

impl Codebook {
    /// The codes of a project: what its schema lists, then what else its marks use. O(n log n).
    pub(super) fn of(project: &Project) -> Self {
        let mut book = Self::default();
        let mut add = |label: &str, title: &str, about: About| {
            if let Some(at) = book.label(&limit(&clean(label))) {
                book.describe(at, &clean(title), about);
            }
        };
        for layer in &project.schema.layers {
            let about = About::of(layer.color, &layer.description, &layer.extra);
            add(&fold(&layer.name), &layer.title, about);
            for label in &layer.labels {
                let name = label_of(&layer.name, &label.name);
                let about = About::of(label.color, &label.description, &label.extra);
                add(&name, &label.title, about);
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
            about: About::default(),
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
    fn describe(&mut self, at: usize, title: &str, about: About) {
        let Some(code) = self.codes.get_mut(at) else {
            return;
        };
        if fold(title) == code.name {
            title.clone_into(&mut code.title);
        }
        if about.color.is_some() {
            code.about.color = about.color;
        }
        if !about.description.is_empty() {
            code.about.description = clean(&about.description);
        }
        let guid = about.guid.filter(|guid| is_guid(guid));
        if let Some(guid) = guid.filter(|guid| self.guids.insert(guid.clone())) {
            code.about.guid = Some(guid);
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
            let mut said: Vec<String> = code
                .elements()
                .filter(|e| e.local() == "Description")
                .map(Element::text)
                .collect();
            said.extend(memo(code));
            said.retain(|text| !text.is_empty());
            let guid = normal(code.get("guid").unwrap_or_default());
            let about = About {
                color: code.get("color").and_then(|color| color.parse().ok()),
                description: said.join("\n\n"),
                guid: (guid != derived("code", &label)).then(|| guid.clone()),
            };
            self.describe(at, title, about);
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
        let layers = self.layers(&Schema::bundled());
        Schema {
            layers,
            ..infer::schema(project)
        }
    }

    /// The layers of these codes; a layer of a known schema is used as it is where it lists all labels.
    /// O(n).
    pub(super) fn layers(&self, known: &Schema) -> Vec<Layer> {
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
            let is_plain =
                |l: &Label| l.extra.is_empty() && l.color.is_none() && l.description.is_empty();
            let known = known.layer(&top.name).filter(|layer| {
                let known = |label: &Label| layer.labels.iter().any(|l| l.name == label.name);
                top.about.is_empty() && labels.iter().all(|l| is_plain(l) && known(l))
            });
            layers.push(known.cloned().unwrap_or_else(|| Layer {
                name: top.name.clone(),
                title: top.title.clone(),
                plural: top.title.clone(),
                form: forms[number % forms.len()],
                labels,
                color: top.about.color,
                description: top.about.description.clone(),
                extra: top.about.extra(),
                ..Layer::default()
            }));
        }
        layers
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
                color: code.about.color,
                description: code.about.description.clone(),
                extra: code.about.extra(),
                ..Label::default()
            });
        }
        for inner in &code.inner {
            self.labels(*inner, &format!("{name}."), labels);
        }
    }

    /// Writes the code book of a project, unless it is empty, and returns the GUIDs of codes by their
    /// labels.
    pub(super) fn write(&self, xml: &mut String) -> HashMap<String, String> {
        if self.top.is_empty() {
            return HashMap::new();
        }
        xml.push_str("<CodeBook>");
        let guids = self.write_codes(xml);
        xml.push_str("</CodeBook>\n");
        guids
    }

    /// Writes all codes, and returns their GUIDs by their labels.
    pub(super) fn write_codes(&self, xml: &mut String) -> HashMap<String, String> {
        let mut guids = HashMap::new();
        xml.push_str("<Codes>\n");
        for at in &self.top {
            self.write_one(*at, "", xml, &mut guids);
        }
        xml.push_str("</Codes>");
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
        let About {
            color,
            description,
            guid,
        } = &code.about;
        let guid = guid.clone().unwrap_or_else(|| derived("code", &label));
        xml.push_str(&format!(
            "<Code guid=\"{guid}\" name=\"{}\" isCodable=\"{}\"",
            escape(&code.title),
            code.codable
        ));
        if let Some(color) = color {
            xml.push_str(&format!(" color=\"{color}\""));
        }
        xml.push('>');
        if !description.is_empty() {
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
