//! What a structure of a CAS is read as.

use crate::cas::structure::{CODEBOOK, Structure};

/// Types that describe texts, which are not read as marks.
const DESCRIBING: &[&str] = &[
    "DocumentMetaData",
    "TagsetDescription",
    "TagDescription",
    "CASMetadata",
    "DocumentAnnotation",
    "FeatureDefinition",
    "LayerDefinition",
];

/// What a structure is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Mark,
    /// An annotation of no length, which cannot be a mark.
    Empty,
    Relation,
    Chain,
    /// It segments the text, and becomes a mark where a relation ends at it.
    Segment,
    /// It describes the text.
    Passed,
    /// It lies nowhere in the text: a link, for one.
    Nowhere,
}

impl Role {
    pub fn of(s: &Structure) -> Self {
        if s.reference("Governor").is_some() && s.reference("Dependent").is_some() {
            return Self::Relation;
        }
        let short = s.short();
        match s.offsets {
            None if s.reference("first").is_some() => Self::Chain,
            None if s.kind.starts_with("uima.cas.") || short.ends_with("Chain") => Self::Passed,
            None if DESCRIBING.contains(&short) || *s.kind == *CODEBOOK => Self::Passed,
            None => Self::Nowhere,
            Some(_) if matches!(short, "Token" | "Sentence" | "Paragraph") => Self::Segment,
            Some(_) if DESCRIBING.contains(&short) => Self::Passed,
            Some((begin, end)) if begin == end => Self::Empty,
            Some(_) => Self::Mark,
        }
    }
}
