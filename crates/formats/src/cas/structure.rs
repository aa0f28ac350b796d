//! A CAS in memory: feature structures and their types.

use super::kinds::Model;
use postil_core::diagnostic::Diagnostic;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

/// A document: its text and the structures about it.
#[derive(Debug, Default)]
pub(super) struct Cas {
    /// Most have one; others hold a text in several forms or languages.
    pub views: Vec<View>,
    pub structures: Vec<Structure>,
    /// Whether references look like numbers, as in XMI.
    pub untold_references: bool,
    /// The types that are written.
    pub types: Types,
    /// The types that were read.
    pub model: Model,
    /// What of the file could not be read.
    pub left_out: Vec<Diagnostic>,
}

/// A text of a CAS, with the structures that name it.
#[derive(Debug, Default)]
pub(super) struct View {
    /// The id of its Sofa.
    pub id: usize,
    pub name: String,
    /// None where it has another kind of data, or none.
    pub text: Option<String>,
}

impl View {
    /// The only view of a document.
    pub fn only(text: String) -> Self {
        Self {
            id: 1,
            name: "_InitialView".to_owned(),
            text: Some(text),
        }
    }
}

impl Cas {
    /// The text of the first view that has one.
    pub fn text(&self) -> &str {
        let mut texts = self.views.iter().filter_map(|view| view.text.as_deref());
        texts.next().unwrap_or_default()
    }
}

/// The name of a type or of a feature. The structures of a document share one copy of each.
pub(super) type Name = Rc<str>;

/// The names of a file, one copy of each.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<Name>);

impl Names {
    /// The shared copy of a name.
    pub fn get(&mut self, name: &str) -> Name {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let new = Name::from(name);
        self.0.insert(new.clone());
        new
    }
}

/// A feature structure.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub id: usize,
    /// The line on which it begins, from 1; 0 where a file is not read by lines.
    pub line: usize,
    /// The full name of its type.
    pub kind: Name,
    /// The id of its view; 0 where it names none.
    pub sofa: usize,
    /// In UTF-16 units; `None` for a structure without offsets.
    pub offsets: Option<(usize, usize)>,
    pub features: Vec<(Name, Feature)>,
}

/// The value of a feature.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Feature {
    Text(String),
    /// To another structure of the document.
    Reference(usize),
    /// To several.
    References(Vec<usize>),
}

impl Feature {
    /// How many bytes it takes, about.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Reference(id) => size_of_val(id),
            Self::References(ids) => size_of_val(ids.as_slice()),
            Self::Text(text) => text.len(),
        }
    }

    /// The ids in it; none if it holds anything else. In XMI, they look like numbers.
    pub fn ids(&self) -> Option<Cow<'_, [usize]>> {
        match self {
            Self::Reference(id) => Some(Cow::Owned(vec![*id])),
            Self::References(ids) => Some(Cow::Borrowed(ids)),
            Self::Text(text) => {
                let ids = text.split_ascii_whitespace().map(str::parse);
                let ids: Vec<usize> = ids.collect::<Result<_, _>>().ok()?;
                (!ids.is_empty()).then_some(Cow::Owned(ids))
            }
        }
    }
}

impl Structure {
    /// The value of a text feature.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.features.iter().find_map(|(own, value)| match value {
            Feature::Text(text) if **own == *name => Some(text.as_str()),
            _ => None,
        })
    }

    /// The id of the structure that a feature refers to. XMI does not distinguish references from
    /// texts.
    pub fn reference(&self, name: &str) -> Option<usize> {
        let found = self.features.iter().find(|(own, _)| **own == *name);
        match &found?.1 {
            Feature::Reference(id) => Some(*id),
            Feature::References(_) => None,
            Feature::Text(text) => text.parse().ok(),
        }
    }

    /// The name of its type without the package.
    pub fn short(&self) -> &str {
        // Bytes are faster than characters, and this is asked for each structure several times.
        let dot = self.kind.bytes().rposition(|byte| byte == b'.');
        let after = dot.and_then(|dot| self.kind.get(dot + 1..));
        after.unwrap_or(&self.kind)
    }
}

pub(super) const ANNOTATION: &str = "uima.tcas.Annotation";
pub(super) const STRING: &str = "uima.cas.String";
/// The label of the mark that a token in a relation becomes.
pub(super) const WORD: &str = "Word";
/// The prefix of the types of Postil's spans.
pub(super) const SPAN: &str = "postil.span.";
pub(super) const CHAIN: &str = "postil.ClusterChain";
pub(super) const LINK: &str = "postil.ClusterLink";
/// Names the version of the codebook.
pub(super) const CODEBOOK: &str = "postil.Codebook";
pub(super) const METADATA: &str =
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// Types, each with its parent and its features with their ranges.
#[derive(Debug, Default)]
pub(super) struct Types(pub BTreeMap<String, (&'static str, BTreeMap<String, &'static str>)>);

impl Types {
    /// The types that every CAS has.
    pub fn known() -> Self {
        let mut types = Self::default();
        types.add(METADATA, "uima.tcas.DocumentAnnotation");
        for name in ["documentTitle", "documentId", "documentUri"] {
            types.feature(METADATA, name, STRING);
        }
        types.add(CODEBOOK, "uima.cas.AnnotationBase");
        types.feature(CODEBOOK, "version", STRING);
        types.add(CHAIN, "uima.cas.AnnotationBase");
        types.feature(CHAIN, "first", LINK);
        types.feature(CHAIN, "id", STRING);
        types.feature(CHAIN, "name", STRING);
        types.add(LINK, ANNOTATION);
        types.feature(LINK, "next", LINK);
        types.feature(LINK, "referenceType", STRING);
        types.feature(LINK, "referenceRelation", STRING);
        types.feature(LINK, "mention", ANNOTATION);
        types
    }

    pub fn add(&mut self, name: &str, parent: &'static str) {
        let new = || (parent, BTreeMap::new());
        self.0.entry(name.to_owned()).or_insert_with(new);
    }

    pub fn feature(&mut self, name: &str, feature: &str, range: &'static str) {
        if let Some((_, features)) = self.0.get_mut(name) {
            features.insert(feature.to_owned(), range);
        }
    }

    /// Whether Postil gives a feature a fixed meaning, so that no attribute may have its name.
    pub fn is_reserved(feature: &str) -> bool {
        const RESERVED: &[&str] = &[
            "id",
            "label",
            "note",
            "begin",
            "end",
            "sofa",
            "Governor",
            "Dependent",
            "kind",
            "value",
            "next",
            "first",
            "type",
            "class",
            "cluster",
        ];
        // Columns of WebAnno TSV with these prefixes have a fixed meaning.
        let begins = |start: &&str| feature.starts_with(*start);
        RESERVED.contains(&feature) || ["ROLE_", "BT_"].iter().any(begins)
    }

    /// The packages of all types, with the types in them.
    pub fn packages<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        names
            .map(|name| {
                name.rsplit_once('.')
                    .map_or("", |(package, _)| package)
                    .to_owned()
            })
            .collect()
    }
}

/// Encodes a name for UIMA, which allows letters, digits and `_`: everything else is written as
/// `_xHEX_`, and `_` as `__`.
pub(super) fn encode(name: &str) -> String {
    let mut form = String::new();
    for (at, c) in name.chars().enumerate() {
        match c {
            '_' if at > 0 => form.push_str("__"),
            c if c.is_ascii_alphabetic() => form.push(c),
            c if c.is_ascii_digit() && at > 0 => form.push(c),
            c => form.push_str(&format!("_x{:X}_", u32::from(c))),
        }
    }
    match form.chars().next() {
        None => "_x_".to_owned(),
        Some(first) if Types::is_reserved(&form) => {
            let rest = form.get(first.len_utf8()..).unwrap_or_default();
            format!("_x{:X}_{rest}", u32::from(first))
        }
        Some(_) => form,
    }
}

/// Decodes what [`encode`] made.
pub(super) fn decode(form: &str) -> String {
    let mut name = String::new();
    let mut rest = form;
    while let Some(at) = rest.find('_') {
        name.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(after) = rest.strip_prefix('_') {
            name.push('_');
            rest = after;
            continue;
        }
        let code = rest.strip_prefix('x').and_then(|rest| rest.split_once('_'));
        let c = code.and_then(|(code, _)| match code {
            "" => Some(None),
            code => Some(Some(char::from_u32(u32::from_str_radix(code, 16).ok()?)?)),
        });
        match (code, c) {
            (Some((_, after)), Some(c)) => {
                name.extend(c);
                rest = after;
            }
            _ => name.push('_'),
        }
    }
    name + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::testing::any_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_name_has_a_form(name in any_text(), other in "[_x0-9a]{0,6}") {
            for name in [&name, &other, "id", "label"].map(String::from) {
                let form = encode(&name);
                prop_assert!(!Types::is_reserved(&form));
                prop_assert!(form.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
                prop_assert_eq!(decode(&form), name);
            }
        }
    }
}
