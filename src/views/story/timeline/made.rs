//! What is drawn: the events of the story in lanes, with their names in words.

use super::kept::Kept;
use super::{date, proposing};
use crate::desk::labels;
use crate::ui::sentence::t;
use crate::views::story::session::Session;
use postil_core::model::{AnnotationId, ClusterId};
use postil_story::axis::Axis;
use postil_story::dated::Basis;
use postil_story::scope::Scope;
use postil_story::timeline::{Event, Lanes, Timeline, timeline};
use postil_story::when::{Day, When};
use postil_story::words;
use std::collections::HashMap;

/// Code points of an event's words on the axis.
const WORDS: usize = 60;

/// What is drawn.
#[derive(PartialEq)]
pub struct Made {
    /// The events.
    pub timeline: Timeline,
    /// Their lanes.
    pub lanes: Vec<Lane>,
    /// Short names of the articles.
    pub names: Vec<String>,
    /// The axis; `None` if nothing has days.
    pub axis: Option<Axis>,
    /// What lanes are made of.
    pub by: Lanes,
}

/// A lane.
#[derive(PartialEq)]
pub struct Lane {
    /// A name that no other lane has.
    pub key: String,
    /// The short name of the article; empty for a cluster.
    pub name: String,
    /// The title of the article, or the name of the cluster.
    pub title: String,
    /// The cluster.
    pub cluster: Option<ClusterId>,
    /// How many events it has.
    pub many: usize,
    /// What is drawn in it, in the order of time.
    pub items: Vec<Item>,
}

/// An event, or several of one cluster on the same days.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The marks, in the order of publication, with the short names of their articles. At least one.
    pub marks: Vec<(AnnotationId, String)>,
    /// The words of the first.
    pub words: String,
    /// The days.
    pub when: When,
    /// Whether it is not known to have happened.
    pub is_hollow: bool,
    /// Whether a program thinks that it has this date.
    pub is_proposed: bool,
    /// The index of the first event.
    pub event: usize,
    /// Whether the names of the articles are shown.
    pub has_names: bool,
}

impl Item {
    /// The mark that it is known by.
    pub fn mark(&self) -> Option<&AnnotationId> {
        self.marks.first().map(|(mark, _)| mark)
    }
}

/// Reads the project, tracked.
pub fn made(session: Session, kept: Kept) -> Made {
    let by = kept.lanes.get();
    proposing::with(session.desk, |proposed| {
        session.read(|scope| {
            let timeline = timeline(scope, proposed);
            let names = words::short_names(scope);
            Made {
                lanes: lanes(&timeline, scope, &names, by),
                axis: Axis::new(&spans(&timeline), None),
                names,
                timeline,
                by,
            }
        })
    })
}

/// The days that the axis has to show.
fn spans(timeline: &Timeline) -> Vec<(Day, Day)> {
    let events = timeline.events.iter();
    let events = events.filter_map(|event| event.when?.0.span());
    let published = timeline.articles.iter();
    let published = published.filter_map(|article| article.published?.span());
    events.chain(published).collect()
}

fn lanes(timeline: &Timeline, scope: &Scope, names: &[String], by: Lanes) -> Vec<Lane> {
    let lanes = timeline.lanes(scope, by).into_iter();
    let lane = |lane: postil_story::timeline::Lane| {
        let first = timeline.events.get(*lane.events.first()?)?;
        let name = names.get(first.article).cloned().unwrap_or_default();
        let (key, name, title, cluster) = match by {
            Lanes::Article => {
                let article = timeline.articles.get(first.article)?;
                (article.document.to_string(), name, lane.title, None)
            }
            Lanes::Cluster => {
                let cluster = first.cluster.clone();
                let title = match &cluster {
                    Some(_) => lane.title,
                    None => t!("Without a cluster").to_owned(),
                };
                let key = cluster.as_ref().map(|it| format!("cluster {it}"));
                (key.unwrap_or_default(), String::new(), title, cluster)
            }
        };
        Some(Lane {
            key,
            name,
            title: labels::brief(&title),
            many: lane.events.len(),
            items: items(timeline, &lane.events, names, (by, cluster.is_some())),
            cluster,
        })
    };
    lanes.filter_map(lane).collect()
}

/// The events of a lane; those of a cluster on the same days are one.
fn items(
    timeline: &Timeline,
    events: &[usize],
    names: &[String],
    (by, is_cluster): (Lanes, bool),
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(events.len());
    let mut index: HashMap<(Option<Day>, Option<Day>, bool, bool), usize> = HashMap::new();
    for at in events {
        let Some((event, (when, basis))) = timeline
            .events
            .get(*at)
            .and_then(|event| Some((event, event.when?)))
        else {
            continue;
        };
        let is_proposed = basis == Basis::Proposed;
        let name = names.get(event.article).cloned().unwrap_or_default();
        let (first, last) = when.narrowed();
        let key = (first, last, event.is_hollow(), is_proposed);
        let same = index.get(&key).and_then(|at| items.get_mut(*at));
        if let Some(same) = same.filter(|_| is_cluster) {
            same.marks.push((event.mark.clone(), name));
            continue;
        }
        index.insert(key, items.len());
        items.push(Item {
            marks: vec![(event.mark.clone(), name)],
            words: labels::cut(&labels::line(&event.words), WORDS),
            when,
            is_hollow: event.is_hollow(),
            is_proposed,
            event: *at,
            has_names: by == Lanes::Cluster,
        });
    }
    items
}

/// The date of an event, what is known of it, and its words.
pub fn told(event: &Event) -> String {
    let when = event.when.map(|(when, _)| words::when(&when));
    let when = when.unwrap_or_else(|| t!("no date").to_owned());
    let said = [date::status(event), date::known_from(event).to_owned()];
    let said: Vec<String> = said.into_iter().filter(|it| !it.is_empty()).collect();
    let words = labels::cut(&labels::line(&event.words), 2 * WORDS);
    if said.is_empty() {
        format!("{when}: {words}")
    } else {
        format!("{when} ({}): {words}", said.join(", "))
    }
}
