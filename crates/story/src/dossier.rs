//! What a story says of one entity, event or claim: its names and titles, what it said, what was said about it,
//! what it did and what was done to it.

use crate::attribution::{Attribution, Attributions, names as speaker_names};
use crate::dated::{Basis, dated};
use crate::fields::text;
use crate::scope::{Article, Scope};
use crate::when::When;
use postil_core::model::{Annotation, AnnotationId, ClusterId, Relation, Target};
use postil_core::state::State;
use postil_core::text::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a story says of a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The articles, in the order of publication.
    pub articles: Vec<Article>,
    /// The cluster.
    pub cluster: ClusterId,
    /// Its name.
    pub name: String,
    /// The groups that it belongs to, with their names. What is said of a group is not listed here.
    pub groups: Vec<(ClusterId, String)>,
    /// The words that it is mentioned by, the most frequent first, then the earliest.
    pub names: Vec<Name>,
    /// The values of the attribute `role`, the earliest first.
    pub titles: Vec<Title>,
    /// The claims that it says, in the order of publication, then of the text.
    pub said: Vec<Statement>,
    /// The claims that are about it, in the same order.
    pub said_of: Vec<Statement>,
    /// The events in which it has a role: by their dates, then those without one in the order of publication.
    pub events: Vec<Part>,
}

/// Words that something is mentioned by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As they are in the first of the mentions; others may differ in case and spaces.
    pub words: String,
    /// The attribute `mention` of that; empty if it has none.
    pub kind: String,
    /// How many mentions there are.
    pub mentions: usize,
    /// The articles that have one, by their indexes.
    pub articles: BTreeSet<usize>,
    /// The first mention in each of these.
    pub firsts: Vec<(usize, AnnotationId)>,
}

/// A title or an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// As it is in the first of the marks; others may differ in case and spaces.
    pub title: String,
    /// The marks that give it, each with the index of its article, in the order of publication.
    pub marks: Vec<(usize, AnnotationId)>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The mark.
    pub claim: AnnotationId,
    /// The index of its article.
    pub article: usize,
    /// Its words.
    pub words: String,
    /// Who says it, and how it is quoted.
    pub attribution: Attribution,
}

/// A role in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The role: `agent`, `target`, ….
    pub role: String,
    /// The mark of the event.
    pub event: AnnotationId,
    /// The index of its article.
    pub article: usize,
    /// Its words.
    pub words: String,
    /// The cluster of the event.
    pub cluster: Option<ClusterId>,
    /// When it was, as far as a person has said so.
    pub when: Option<(When, Basis)>,
    /// The `realis` of the event; empty if nobody has said.
    pub realis: String,
}

/// Gathers what the articles of a scope say of a cluster; `None` if there is no such cluster. Claims and events count
/// whatever labels the filter takes, as long as it takes the mention. O(m log m + r log n) for m mentions, r
/// relations that end at them and n marks, and once O(r) for all relations of the project.
pub fn dossier(scope: &Scope, id: &ClusterId) -> Option<Dossier> {
    let state = scope.state();
    let cluster = state.cluster(id)?;
    let mut mentions: Vec<(usize, &Annotation)> = cluster
        .members()
        .iter()
        .filter_map(|id| scope.mark(id))
        .collect();
    mentions.sort_by_key(|(article, mark)| (*article, mark.extent().start));
    let (mut said, mut said_of, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    let of_mentions = mentions.iter().flat_map(|(_, mark)| {
        let ends_here =
            |relation: &&Relation| matches!(&relation.to, Target::Annotation(to) if *to == mark.id);
        state.relations_of(&mark.id).filter(ends_here)
    });
    for relation in of_mentions.chain(state.relations_to_cluster(id)) {
        match relation.kind.as_str() {
            "said-by" => said.push(&relation.from),
            "about" => said_of.push(&relation.from),
            "role" => roles.push(relation),
            _ => {}
        }
    }
    let groups = state.groups_of(id).map(|group| group.record());
    Some(Dossier {
        articles: scope.articles().to_vec(),
        cluster: id.clone(),
        name: cluster.record().name.clone(),
        groups: groups
            .map(|group| (group.id.clone(), group.name.clone()))
            .collect(),
        names: names(scope, &mentions),
        titles: titles(&mentions),
        said: statements(scope, said),
        said_of: statements(scope, said_of),
        events: parts(scope, &roles),
    })
}

fn names(scope: &Scope, mentions: &[(usize, &Annotation)]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for (article, mark) in mentions {
        let words = scope.state().quote(mark);
        let at = *index.entry(fold(&words)).or_insert_with(|| {
            names.push(Name {
                words,
                kind: text(mark, "mention").to_owned(),
                mentions: 0,
                articles: BTreeSet::new(),
                firsts: Vec::new(),
            });
            names.len() - 1
        });
        if let Some(name) = names.get_mut(at) {
            name.mentions += 1;
            if name.articles.insert(*article) {
                name.firsts.push((*article, mark.id.clone()));
            }
        }
    }
    // Stable: the earliest of as many first.
    names.sort_by_key(|name| Reverse(name.mentions));
    names
}

fn titles(mentions: &[(usize, &Annotation)]) -> Vec<Title> {
    let mut titles: Vec<Title> = Vec::new();
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for (article, mark) in mentions {
        let title = text(mark, "role").trim();
        if title.is_empty() {
            continue;
        }
        let at = *index.entry(fold(title)).or_insert_with(|| {
            titles.push(Title {
                title: title.to_owned(),
                marks: Vec::new(),
            });
            titles.len() - 1
        });
        if let Some(title) = titles.get_mut(at) {
            title.marks.push((*article, mark.id.clone()));
        }
    }
    titles
}

/// Claims in the order of publication, each once.
fn statements(scope: &Scope, claims: Vec<&AnnotationId>) -> Vec<Statement> {
    let attributions = Attributions::new(scope);
    let claims: BTreeSet<&AnnotationId> = claims.into_iter().collect();
    let mut claims: Vec<(usize, &Annotation)> = claims
        .into_iter()
        .filter_map(|id| scope.article_of(id))
        .collect();
    claims.sort_by_key(|(article, claim)| (*article, claim.extent().start));
    let statement = |(article, claim): (usize, &Annotation)| Statement {
        claim: claim.id.clone(),
        article,
        words: scope.state().quote(claim),
        attribution: attributions.of(claim),
    };
    claims.into_iter().map(statement).collect()
}

/// Roles in the order of time.
fn parts(scope: &Scope, roles: &[&Relation]) -> Vec<Part> {
    let state = scope.state();
    let mut seen = BTreeSet::new();
    let parts = roles.iter().filter_map(|role| {
        let (article, event) = scope.article_of(&role.from)?;
        if !seen.insert((&role.from, role.value.as_str())) {
            return None;
        }
        let of_event: Vec<&Relation> = state
            .relations_of(&event.id)
            .filter(|relation| relation.kind == "role" && relation.from == event.id)
            .collect();
        let part = Part {
            role: role.value.clone(),
            event: event.id.clone(),
            article,
            words: state.quote(event),
            cluster: scope
                .cluster_of(&event.id)
                .map(|cluster| cluster.record().id.clone()),
            when: dated(state, event, &of_event),
            realis: text(event, "realis").to_owned(),
        };
        Some((event.extent().start, part))
    });
    let mut parts: Vec<(usize, Part)> = parts.collect();
    parts.sort_by_key(|(start, part)| {
        let when = part.when.map(|(when, _)| when.order());
        (when.is_none(), when, part.article, *start)
    });
    parts.into_iter().map(|(_, part)| part).collect()
}

impl Dossier {
    /// The table: a line for each name, title, claim and event. O(n).
    pub fn rows(&self, state: &State) -> Vec<Vec<String>> {
        let head = [
            "what",
            "words",
            "more",
            "mentions",
            "from",
            "to",
            "article",
            "published",
            "mark",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        let mut add = |what: &str,
                       words: &str,
                       more: &str,
                       count: &str,
                       when: Option<When>,
                       at: Option<usize>,
                       mark: &str| {
            let article = at.and_then(|at| self.articles.get(at));
            let day =
                |day: Option<crate::when::Day>| day.map(|day| day.to_string()).unwrap_or_default();
            let cells = [what, words, more, count].map(str::to_owned);
            let mut line = cells.to_vec();
            line.push(day(when.and_then(|when| when.first)));
            line.push(day(when.and_then(|when| when.last)));
            line.push(
                article
                    .map(|article| article.document.to_string())
                    .unwrap_or_default(),
            );
            line.push(
                article
                    .map(|article| article.date.clone())
                    .unwrap_or_default(),
            );
            line.push(mark.to_owned());
            rows.push(line);
        };
        for name in &self.names {
            let count = name.mentions.to_string();
            add(
                "name",
                &name.words,
                &name.kind,
                &count,
                None,
                name.articles.first().copied(),
                "",
            );
        }
        for title in &self.titles {
            for (article, mark) in &title.marks {
                add(
                    "title",
                    &title.title,
                    "",
                    "",
                    None,
                    Some(*article),
                    mark.as_str(),
                );
            }
        }
        for (what, statements) in [("said", &self.said), ("said of it", &self.said_of)] {
            for it in statements {
                let speakers = speaker_names(state, &it.attribution.speakers);
                add(
                    what,
                    &it.words,
                    &speakers,
                    "",
                    None,
                    Some(it.article),
                    it.claim.as_str(),
                );
            }
        }
        for part in &self.events {
            let when = part.when.map(|(when, _)| when);
            add(
                "event",
                &part.words,
                &part.role,
                "",
                when,
                Some(part.article),
                part.event.as_str(),
            );
        }
        rows
    }
}

#[cfg(test)]
mod tests;
