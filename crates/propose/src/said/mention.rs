//! The marks of a document that may name a speaker.

use postil_core::model::{Annotation, ClusterId};
use postil_core::state::State;
use std::collections::BTreeMap;
use std::ops::Range;

/// The relation from a claim to its speaker.
pub const SAID_BY: &str = "said-by";
/// The relation from a claim to the media that carried it.
pub const VIA: &str = "via";

/// The flag of a place that stands for those who rule it.
const METONYM: &str = "metonym";

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One person: “he” and “she” stand for one.
    Person,
    /// An organization, an office, a company.
    Organization,
    /// People together: “the Taliban”, “analysts”.
    Group,
    /// A paper, a channel, an agency: it carries what others say.
    Media,
    /// A place, which speaks only as the subject of a verb, for those who rule it: “Riyadh said”.
    Place,
    /// An entity whose kind is not known.
    Unknown,
}

impl Kind {
    /// The kind that a label stands for; none if nothing of that kind speaks, as a date.
    ///
    /// The part after the dot tells, in any layer. A label without one, and one that is not known
    /// here, may be anything.
    pub fn of_label(label: &str) -> Option<Self> {
        let (_, name) = label.split_once('.').unwrap_or_default();
        match name {
            "person" | "PERSON" | "PER" | "per" => Some(Self::Person),
            "organization" | "ORGANIZATION" | "ORG" | "org" | "organisation" => {
                Some(Self::Organization)
            }
            "group" | "NORP" => Some(Self::Group),
            "media" => Some(Self::Media),
            "place" | "location" | "LOCATION" | "LOC" | "GPE" | "gpe" | "loc" => Some(Self::Place),
            "date" | "time" | "number" | "law" | "DATE" | "TIME" | "MONEY" | "PERCENT" => None,
            _ => Some(Self::Unknown),
        }
    }
}

/// A mark that may name a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What the caller knows it by; candidates give it back.
    pub key: u32,
    /// Its code points.
    pub range: Range<usize>,
    /// What it names.
    pub kind: Kind,
    /// The same number in all mentions of one thing, where that is known.
    pub cluster: Option<u32>,
}

/// The marks in the document of a claim at which its speaker or its media may be, by the ends that the
/// schema gives *said-by* and *via* and by [`Kind::of_label`]; all kinds if the schema has neither. A
/// place with the flag `metonym` is an organization. The key of each is its slot ([`State::at`]).
///
/// Costs O(annotations of the document · log n).
pub fn mentions(state: &State, claim: &Annotation) -> Vec<Mention> {
    let Some(document) = state.document(&claim.document) else {
        return Vec::new();
    };
    let schema = state.schema();
    let ends: Vec<_> = [SAID_BY, VIA]
        .iter()
        .filter_map(|name| schema.relation(name))
        .collect();
    let may_be = |label: &str| ends.is_empty() || ends.iter().any(|kind| kind.ends_at(label));
    let mut numbers: BTreeMap<&ClusterId, u32> = BTreeMap::new();
    let mut found = Vec::new();
    for slot in document.order() {
        let Some(mark) = state.at(*slot) else {
            continue;
        };
        if mark.id == claim.id || mark.layer() == claim.layer() || !may_be(&mark.label) {
            continue;
        }
        let Some(kind) = Kind::of_label(&mark.label) else {
            continue;
        };
        let flag = mark.attributes.get(METONYM);
        let is_metonym = flag.is_some_and(|flag| flag.as_bool() == Some(true));
        let kind = match kind {
            Kind::Place if is_metonym => Kind::Organization,
            kind => kind,
        };
        let cluster = state.cluster_of(&mark.id).map(|cluster| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(&cluster.record().id).or_insert(next)
        });
        found.push(Mention {
            key: *slot,
            range: mark.extent(),
            kind,
            cluster,
        });
    }
    found
}
