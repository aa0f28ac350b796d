//! When events were: on the days that people or the program give them, in lanes.

use crate::dated::{Basis, dated};
use crate::fields::{ACTUAL, EVENT, NEGATIVE, is_in, text};
use crate::links::Links;
use crate::proposed::Proposed;
use crate::scope::{Article, Scope};
use crate::when::When;
use foldhash::HashMap;
use postil_core::model::{AnnotationId, ClusterId};

/// Events in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The articles, in the order of publication: their dates are ticks.
    pub articles: Vec<Article>,
    /// The events that have days, in the order of time.
    pub events: Vec<Event>,
    /// The events that have none, in the order of publication, then of the text.
    pub undated: Vec<Event>,
}

/// A mark of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The mark.
    pub mark: AnnotationId,
    /// The index of its article.
    pub article: usize,
    /// Where it begins in the text, in code points.
    pub start: usize,
    /// Its label.
    pub label: String,
    /// Its words.
    pub words: String,
    /// Its cluster.
    pub cluster: Option<ClusterId>,
    /// Its days, and what they are known from.
    pub when: Option<(When, Basis)>,
    /// The date as it is written, where it has an attribute `date`: also one that has no days (`PAST_REF`).
    pub given: String,
    /// Its `realis`; empty if nobody has said.
    pub realis: String,
    /// Whether it is denied.
    pub is_negative: bool,
}

/// What lanes are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lanes {
    /// A lane for each article, in the order of publication.
    Article,
    /// A lane for each cluster, in the order of their first events, then one for events without a cluster.
    Cluster,
}

/// Events that are drawn in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its title: that of the article, or the name of the cluster; empty for events without a cluster.
    pub title: String,
    /// The events by their indexes in [`Timeline::events`], in the order of time.
    pub events: Vec<usize>,
}

impl Event {
    /// Whether it is drawn hollow: it is not known to have happened.
    pub fn is_hollow(&self) -> bool {
        self.realis != ACTUAL || self.is_negative
    }
}

/// Puts the events of a scope in time. `proposed` are the dates that a program thinks they have: they count where a
/// person has given none. O(n log n) for n marks and relations.
pub fn timeline(scope: &Scope, proposed: &Proposed) -> Timeline {
    let state = scope.state();
    let roles = Links::new(state, &["role"]);
    let (mut events, mut undated) = (Vec::new(), Vec::new());
    for (article, mark) in scope.marks().filter(|(_, mark)| is_in(mark, EVENT)) {
        let roles = roles.of(&mark.id);
        let given = text(mark, "date");
        let thought = || Some((*proposed.get(&mark.id)?, Basis::Proposed));
        let when = dated(state, mark, roles);
        // What a person has given is not replaced, even if it has no days.
        let when = if given.is_empty() {
            when.or_else(thought)
        } else {
            when
        };
        let event = Event {
            mark: mark.id.clone(),
            article,
            start: mark.extent().start,
            label: mark.label.clone(),
            words: state.quote(mark),
            cluster: scope
                .cluster_of(&mark.id)
                .map(|cluster| cluster.record().id.clone()),
            when,
            given: given.to_owned(),
            realis: text(mark, "realis").to_owned(),
            is_negative: text(mark, "polarity") == NEGATIVE,
        };
        match event.when {
            Some(_) => events.push(event),
            None => undated.push(event),
        }
    }
    // Stable: what is of one time stays in the order of publication.
    events.sort_by_key(|event| event.when.map(|(when, _)| when.order()));
    Timeline {
        articles: scope.articles().to_vec(),
        events,
        undated,
    }
}

impl Timeline {
    /// The events in lanes; lanes without an event are left out. O(n) for n events.
    pub fn lanes(&self, scope: &Scope, by: Lanes) -> Vec<Lane> {
        match by {
            Lanes::Article => self.by_article(),
            Lanes::Cluster => self.by_cluster(scope),
        }
    }

    fn by_article(&self) -> Vec<Lane> {
        let lane = |article: &Article| {
            let title = if article.title.is_empty() {
                article.document.to_string()
            } else {
                article.title.clone()
            };
            Lane {
                title,
                events: Vec::new(),
            }
        };
        let mut lanes: Vec<Lane> = self.articles.iter().map(lane).collect();
        for (at, event) in self.events.iter().enumerate() {
            if let Some(lane) = lanes.get_mut(event.article) {
                lane.events.push(at);
            }
        }
        lanes.retain(|lane| !lane.events.is_empty());
        lanes
    }

    fn by_cluster(&self, scope: &Scope) -> Vec<Lane> {
        let mut lanes: Vec<Lane> = Vec::new();
        let mut loose = Lane {
            title: String::new(),
            events: Vec::new(),
        };
        let mut index: HashMap<&ClusterId, usize> = HashMap::default();
        for (at, event) in self.events.iter().enumerate() {
            let Some(cluster) = &event.cluster else {
                loose.events.push(at);
                continue;
            };
            let lane = *index.entry(cluster).or_insert_with(|| {
                let cluster = scope.state().cluster(cluster);
                let title = cluster.map(|cluster| cluster.record().name.clone());
                lanes.push(Lane {
                    title: title.unwrap_or_default(),
                    events: Vec::new(),
                });
                lanes.len() - 1
            });
            if let Some(lane) = lanes.get_mut(lane) {
                lane.events.push(at);
            }
        }
        if !loose.events.is_empty() {
            lanes.push(loose);
        }
        lanes
    }

    /// The table: a line for each event, first those that have days, then the others. O(n).
    pub fn rows(&self) -> Vec<Vec<String>> {
        let head = [
            "from",
            "to",
            "precision",
            "part",
            "known from",
            "given",
            "event",
            "words",
            "label",
            "cluster",
            "article",
            "published",
            "realis",
            "polarity",
        ];
        let line = |event: &Event| {
            let when = event.when.map(|(when, _)| when);
            let basis = event.when.map(|(_, basis)| basis.name());
            let article = self.articles.get(event.article);
            let day =
                |day: Option<crate::when::Day>| day.map(|day| day.to_string()).unwrap_or_default();
            vec![
                day(when.and_then(|when| when.first)),
                day(when.and_then(|when| when.last)),
                when.map(|when| format!("{:?}", when.precision).to_lowercase())
                    .unwrap_or_default(),
                when.and_then(|when| when.part)
                    .map(|part| part.timex().to_owned())
                    .unwrap_or_default(),
                basis.unwrap_or_default().to_owned(),
                event.given.clone(),
                event.mark.to_string(),
                event.words.clone(),
                event.label.clone(),
                event
                    .cluster
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                article
                    .map(|article| article.document.to_string())
                    .unwrap_or_default(),
                article
                    .map(|article| article.date.clone())
                    .unwrap_or_default(),
                event.realis.clone(),
                if event.is_negative {
                    NEGATIVE.to_owned()
                } else {
                    String::new()
                },
            ]
        };
        let head = head.into_iter().map(str::to_owned).collect();
        let events = self.events.iter().chain(&self.undated).map(line);
        std::iter::once(head).chain(events).collect()
    }
}

#[cfg(test)]
mod tests;
