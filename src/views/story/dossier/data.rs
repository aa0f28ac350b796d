//! What a dossier shows, in words.

use super::super::claims::{direction, how};
use super::super::source::{Source, sources};
use crate::desk::labels;
use crate::ui::form_glyph::Look;
use crate::ui::sentence::t;
use postil_core::model::{AnnotationId, ClusterId, label_layer};
use postil_core::state::{ClusterState, State};
use postil_story::attribution::Speaker;
use postil_story::dated::Basis;
use postil_story::dossier::{Name, Part, Statement, Title, dossier};
use postil_story::scope::Scope;
use postil_story::words;
use std::collections::BTreeMap;

/// Groups and parts that are listed.
pub const MAX_RELATED: usize = 24;
/// Code points of what was said that are shown; the whole is in the article.
const MAX_WORDS: usize = 400;

/// A dossier. It says nothing of accounts, which become known later: it stays as it is then.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// The cluster.
    pub id: ClusterId,
    /// Its name.
    pub name: String,
    /// What most of its mentions are.
    pub kind: Option<(Option<Look>, String)>,
    /// How many mentions there are.
    pub mentions: usize,
    /// The groups that it belongs to.
    pub groups: Vec<(ClusterId, String)>,
    /// What it stands for, if it is a group.
    pub parts: Vec<(ClusterId, String)>,
    /// The words that it is mentioned by.
    pub names: Vec<Name>,
    /// Its titles.
    pub titles: Vec<Title>,
    /// What it said.
    pub said: Vec<Line>,
    /// What was said of it.
    pub said_of: Vec<Line>,
    /// What it did, and what was done to it.
    pub events: Vec<Line>,
    /// The articles.
    pub sources: Vec<Source>,
    /// How each of these mentions it.
    pub mentioned: Vec<Mentioned>,
}

/// A claim or an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The mark.
    pub mark: AnnotationId,
    /// When it was, for an event; when its article was published, for a claim.
    pub when: String,
    /// How that is known, for an event.
    pub known: &'static str,
    /// What else there is to know of it.
    pub about: String,
    /// Its words.
    pub words: String,
    /// Their direction.
    pub direction: &'static str,
}

/// How an article mentions it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentioned {
    /// How often.
    pub mentions: usize,
    /// The first of the mentions.
    pub first: Option<AnnotationId>,
}

impl Data {
    /// Reads a scope; `None` if there is no such cluster. Costs what [`dossier`] does.
    pub fn new(scope: &Scope, id: &ClusterId) -> Option<Self> {
        let state = scope.state();
        let cluster = state.cluster(id)?;
        let found = dossier(scope, id)?;
        let sources = sources(scope);
        let lines = |all: &[Statement]| -> Vec<Line> {
            let lines = all.iter().map(|it| said(state, id, &sources, it));
            lines.collect()
        };
        let name_of = |id: &ClusterId| {
            let name = state.cluster(id)?.record().name.clone();
            Some((id.clone(), name))
        };
        let parts = cluster.record().parts.iter();
        let events = found.events.iter();
        Some(Self {
            id: id.clone(),
            kind: kind(scope, cluster),
            mentions: found.names.iter().map(|name| name.mentions).sum(),
            parts: parts.filter_map(name_of).collect(),
            said: lines(&found.said),
            said_of: lines(&found.said_of),
            events: events.map(|it| event(state, &sources, it)).collect(),
            mentioned: mentioned(scope, cluster),
            name: found.name,
            groups: found.groups,
            names: found.names,
            titles: found.titles,
            sources,
        })
    }
}

/// The label of most mentions, how it looks, and its title.
fn kind(scope: &Scope, cluster: &ClusterState) -> Option<(Option<Look>, String)> {
    let schema = scope.state().schema();
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, mark) in cluster.members().iter().filter_map(|id| scope.mark(id)) {
        *labels.entry(&mark.label).or_default() += 1;
    }
    let (label, _) = labels.into_iter().max_by_key(|(_, count)| *count)?;
    let look = schema.layer(label_layer(label)).map(|layer| Look {
        color: schema.color(label),
        ..Look::of(layer)
    });
    Some((look, labels::brief(schema.title(label))))
}

/// How the articles of a scope mention a cluster.
fn mentioned(scope: &Scope, cluster: &ClusterState) -> Vec<Mentioned> {
    let mut all = vec![Mentioned::default(); scope.articles().len()];
    let mut firsts = vec![usize::MAX; all.len()];
    for (article, mark) in cluster.members().iter().filter_map(|id| scope.mark(id)) {
        let start = mark.extent().start;
        if let (Some(own), Some(first)) = (all.get_mut(article), firsts.get_mut(article)) {
            own.mentions += 1;
            if start < *first {
                *first = start;
                own.first = Some(mark.id.clone());
            }
        }
    }
    all
}

fn said(state: &State, own: &ClusterId, sources: &[Source], it: &Statement) -> Line {
    let source = sources.get(it.article);
    let mut about: Vec<String> = source.map(|it| it.name.clone()).into_iter().collect();
    about.extend(how(state, &it.attribution));
    // Its own name is at the head of the dossier; and what is certain goes without saying.
    let is_own = |speaker: &Speaker| matches!(speaker, Speaker::Cluster(id) if id == own);
    let speakers = it.attribution.speakers.as_slice();
    let alone = speakers
        .iter()
        .all(is_own)
        .then(|| state.cluster(own))
        .flatten();
    about.retain(|words| {
        let is_name = alone.is_some_and(|cluster| cluster.record().name == *words);
        !is_name && words != "certain"
    });
    let (words, direction) = quoted(state, &it.claim, &it.words);
    Line {
        mark: it.claim.clone(),
        when: source.map(|it| it.date.clone()).unwrap_or_default(),
        known: "",
        about: joined(about),
        words,
        direction,
    }
}

fn event(state: &State, sources: &[Source], it: &Part) -> Line {
    let (when, known) = match &it.when {
        Some((when, basis)) => (words::when(when), known(*basis)),
        None => (t!("no date").to_owned(), ""),
    };
    let source = sources.get(it.article).map(|it| it.name.clone());
    let is_actual = matches!(it.realis.as_str(), "" | "actual");
    let realis = (!is_actual).then(|| labels::brief(&it.realis));
    let cluster = it.cluster.as_ref().and_then(|id| state.cluster(id));
    let of = cluster.map(|cluster| labels::brief(&cluster.record().name));
    let about = [Some(labels::brief(&it.role)), of, realis, source];
    let (words, direction) = quoted(state, &it.event, &it.words);
    Line {
        mark: it.event.clone(),
        when,
        known,
        about: joined(about.into_iter().flatten().collect()),
        words,
        direction,
    }
}

fn known(basis: Basis) -> &'static str {
    match basis {
        Basis::Attribute => t!("The date of the event"),
        Basis::Role => t!("The date that its role leads to"),
        Basis::Words => t!("Read from the words of the date that its role leads to"),
        Basis::Proposed => t!("Proposed: the date beside it"),
    }
}

fn quoted(state: &State, mark: &AnnotationId, words: &str) -> (String, &'static str) {
    let direction = state.annotation(mark).map(|mark| direction(state, mark));
    let words = labels::cut_at_word(&labels::line(words), MAX_WORDS);
    (words, direction.unwrap_or("auto"))
}

fn joined(mut words: Vec<String>) -> String {
    words.retain(|words| !words.is_empty());
    words.join(" · ")
}
