//! What claims are about, and what they say of it: the events and numbers in them.

use crate::dated::dated;
use crate::fields::{ACTUAL, EVENT, NEGATIVE, NUMBER, is_in, language, text};
use crate::links::{Links, end};
use crate::scope::Scope;
use crate::when::When;
use foldhash::HashMap;
use postil_core::model::{Annotation, AnnotationId, ClusterId, Fragment, Relation, Target};
use postil_core::state::State;
use postil_propose::numbers::{Bound, Decimal, Quantity, resolve};
use std::collections::BTreeSet;
use std::ops::Range;

/// Claims around one another whose marks count for each of them.
const MAX_NESTED: usize = 4;
/// Marks within a claim that count for it.
const MAX_INSIDE: usize = 16;
/// Relations of a mark that count.
const MAX_LINKS: usize = 16;

/// What a claim speaks of.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// The events that it is about, then the others in it.
    pub events: Vec<Event<'a>>,
    /// The numbers in it, in the order of the text.
    pub numbers: Vec<Number<'a>>,
    /// The clusters of entities that it is about.
    pub about: Vec<&'a ClusterId>,
}

/// An event as a claim has it.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// The mark.
    pub mark: &'a Annotation,
    /// Its cluster.
    pub cluster: Option<&'a ClusterId>,
    /// Whether the claim is about it.
    pub is_main: bool,
    /// Whether it has happened; `None` if nothing says so or says otherwise.
    pub is_actual: Option<bool>,
    /// Whether it is denied.
    pub is_negative: bool,
    /// When it was, if a person has said so.
    pub when: Option<When>,
    /// Who did it; nobody for an event that the claim is not about.
    pub agents: BTreeSet<Who<'a>>,
}

/// Who or what a role leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who<'a> {
    /// A cluster, or a mark of it.
    Cluster(&'a ClusterId),
    /// A mark without a cluster.
    Mark(&'a AnnotationId),
}

impl<'a> Who<'a> {
    /// Where a relation leads. O(1).
    pub fn of(scope: &Scope<'a>, to: &'a Target) -> Self {
        match to {
            Target::Cluster(id) => Self::Cluster(id),
            Target::Annotation(id) => match scope.cluster_of(id) {
                Some(cluster) => Self::Cluster(&cluster.record().id),
                None => Self::Mark(id),
            },
        }
    }

    /// The name of the cluster, or the words of the mark.
    pub fn name(self, state: &State) -> String {
        match self {
            Self::Cluster(id) => {
                let cluster = state.cluster(id);
                cluster
                    .map(|cluster| cluster.record().name.clone())
                    .unwrap_or_default()
            }
            Self::Mark(id) => state
                .annotation(id)
                .map(|mark| state.quote(mark))
                .unwrap_or_default(),
        }
    }
}

/// A number in a claim.
#[derive(Clone, Debug)]
pub struct Number<'a> {
    /// The mark.
    pub mark: &'a Annotation,
    /// What it says.
    pub quantity: Quantity,
}

impl<'a> Facts<'a> {
    /// The facts of some claims, in their order. Marks count whatever the filter of the scope takes. O(n log n)
    /// for n marks and relations: a mark counts for the innermost four claims around it, and a claim has at most
    /// 16 marks and 16 relations.
    pub fn of(scope: &Scope<'a>, claims: &[&'a Annotation]) -> Vec<Self> {
        let state = scope.state();
        let links = Links::new(state, &["about", "role"]);
        let number = claims.iter().enumerate().map(|(at, claim)| (&claim.id, at));
        let number: HashMap<&AnnotationId, usize> = number.collect();
        let mut inside: Vec<Vec<&Annotation>> = vec![Vec::new(); claims.len()];
        for document in scope.documents() {
            let marks = document.order().iter().filter_map(|slot| state.at(*slot));
            collect(marks, &number, &mut inside);
        }
        let facts = claims.iter().zip(inside);
        facts
            .map(|(claim, inside)| facts_of(scope, claim, &inside, &links))
            .collect()
    }
}

/// Puts marks in the order of their text into the claims that they are in.
fn collect<'a>(
    marks: impl Iterator<Item = &'a Annotation>,
    number: &HashMap<&AnnotationId, usize>,
    inside: &mut [Vec<&'a Annotation>],
) {
    let mut open: Vec<(&Annotation, usize)> = Vec::new();
    for mark in marks {
        let extent = mark.extent();
        open.retain(|(claim, _)| claim.extent().end > extent.start);
        if let Some(at) = number.get(&mark.id) {
            if open.len() == MAX_NESTED {
                open.remove(0);
            }
            open.push((mark, *at));
        }
        if !is_in(mark, EVENT) && mark.label != NUMBER {
            continue;
        }
        for (claim, at) in &open {
            if let Some(inside) = inside.get_mut(*at)
                && inside.len() < MAX_INSIDE
                && holds(&claim.fragments, &extent)
            {
                inside.push(mark);
            }
        }
    }
}

/// Whether one of some fragments, in order, has all of a range. O(log n).
fn holds(fragments: &[Fragment], range: &Range<usize>) -> bool {
    let next = fragments.partition_point(|fragment| fragment.end < range.end);
    let next = fragments.get(next);
    next.is_some_and(|fragment| fragment.start <= range.start && range.end <= fragment.end)
}

fn facts_of<'a>(
    scope: &Scope<'a>,
    claim: &Annotation,
    inside: &[&'a Annotation],
    links: &Links<'a>,
) -> Facts<'a> {
    let mut facts = Facts::default();
    let state = scope.state();
    let about = links
        .of(&claim.id)
        .iter()
        .filter(|link| link.kind == "about")
        .take(MAX_LINKS);
    let mut events: Vec<(&Annotation, bool)> = Vec::new();
    for link in about {
        match end(state, link) {
            Some(mark) if is_in(mark, EVENT) => events.push((mark, true)),
            Some(mark) => facts.about.extend(cluster_of(scope, mark)),
            None => {
                if let Target::Cluster(id) = &link.to {
                    facts.about.push(id);
                }
            }
        }
    }
    for mark in inside {
        if mark.label == NUMBER {
            let quantity = quantity(state, mark);
            facts
                .numbers
                .extend(quantity.map(|quantity| Number { mark, quantity }));
        } else if !events.iter().any(|(main, _)| main.id == mark.id) {
            events.push((mark, false));
        }
    }
    let event =
        |(mark, is_main): (&'a Annotation, bool)| event(scope, mark, is_main, links.of(&mark.id));
    facts.events = events.into_iter().map(event).collect();
    facts
}

fn event<'a>(
    scope: &Scope<'a>,
    mark: &'a Annotation,
    is_main: bool,
    links: &[&'a Relation],
) -> Event<'a> {
    let roles = links
        .iter()
        .filter(|link| link.kind == "role")
        .take(MAX_LINKS);
    let roles: Vec<&'a Relation> = roles.copied().collect();
    let agents = roles.iter().filter(|role| is_main && role.value == "agent");
    let realis = text(mark, "realis");
    Event {
        mark,
        cluster: cluster_of(scope, mark),
        is_main,
        is_actual: match realis {
            "" | "generic" => None,
            realis => Some(realis == ACTUAL),
        },
        is_negative: text(mark, "polarity") == NEGATIVE,
        when: dated(scope.state(), mark, &roles).map(|(when, _)| when),
        agents: agents.map(|role| Who::of(scope, &role.to)).collect(),
    }
}

fn cluster_of<'a>(scope: &Scope<'a>, mark: &Annotation) -> Option<&'a ClusterId> {
    scope
        .cluster_of(&mark.id)
        .map(|cluster| &cluster.record().id)
}

/// A whole number that is written in digits alone: most are, and to read all that a number can be takes long.
fn plain(words: &str) -> Option<Quantity> {
    let is_plain =
        words.len() <= 9 && !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
    let number = Decimal::from(words.parse::<u32>().ok().filter(|_| is_plain)?);
    Some(Quantity {
        low: number,
        high: number,
        bound: Bound::Exact,
        unit: None,
    })
}

/// What a number says: its attributes `number` and `bound`, else its words. O(length) up to 200 code points.
pub fn quantity(state: &State, mark: &Annotation) -> Option<Quantity> {
    let language = language(state, mark);
    let read = |words: &str| plain(words).or_else(|| resolve(words, language));
    let words = || match (mark.fragments.as_slice(), state.document(&mark.document)) {
        ([only], Some(document)) => read(document.text().slice(only.range())),
        _ => read(&state.quote(mark)),
    };
    let mut quantity = match text(mark, "number") {
        "" => words()?,
        given => read(given).or_else(words)?,
    };
    match text(mark, "bound") {
        "exactly" => quantity.bound = Bound::Exact,
        "at least" => quantity.bound = Bound::AtLeast,
        "at most" => quantity.bound = Bound::AtMost,
        "about" => quantity.bound = Bound::About,
        _ => {}
    }
    Some(quantity)
}

#[cfg(test)]
mod tests;
