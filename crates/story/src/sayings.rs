//! Who says what: sources against claims, with how each article has it.

use crate::attribution::{Attribution, Attributions, Speaker, names, verbatim};
use crate::claims::{Claims, Key};
use crate::scope::{Article, Scope};
use foldhash::HashMap;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_core::text::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Sources against claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Sayings {
    /// The articles, in the order of publication.
    pub articles: Vec<Article>,
    /// The sources: those that say the most claims first, the writer and those who are unknown last.
    pub sources: Vec<Source>,
    /// The claims, in the order of publication, then of the text.
    pub claims: Vec<Claim>,
    /// What is said, by source, then by claim.
    pub cells: Vec<Cell>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who it is.
    pub speaker: Speaker,
    /// Its name.
    pub name: String,
    /// How many claims it says.
    pub claims: usize,
}

/// Claims that say one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What identifies it, and names it.
    pub key: Key,
    /// How many articles have it.
    pub articles: usize,
    /// How many independent accounts carry it: reprints of one text count once.
    pub accounts: usize,
}

/// What a source says of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The index of the source.
    pub source: usize,
    /// The index of the claim.
    pub claim: usize,
    /// How each article has it, in the order of publication, then of the text; at least one.
    pub sayings: Vec<Saying>,
    /// How many independent accounts have the source say it.
    pub accounts: usize,
}

/// How an article has a claim. Its words are those of the mark, [`verbatim`] those that are quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// The mark.
    pub claim: AnnotationId,
    /// The index of the article.
    pub article: usize,
    /// Who says it, and how it is quoted.
    pub attribution: Attribution,
}

/// Gathers who says what in a scope. O(n log n) for n marks and relations, and what
/// [`Attributions::of`] costs for each claim.
pub fn sayings(scope: &Scope) -> Sayings {
    let groups = Claims::new(scope);
    let attributions = Attributions::new(scope);
    let mut sources: Vec<Source> = Vec::new();
    let mut index: HashMap<Speaker, usize> = HashMap::default();
    let mut cells: BTreeMap<(usize, usize), Vec<Saying>> = BTreeMap::new();
    let mut claims = Vec::with_capacity(groups.groups().len());
    for (at, group) in groups.groups().iter().enumerate() {
        let mut articles: Vec<usize> = group.claims.iter().map(|(article, _)| *article).collect();
        articles.dedup();
        claims.push(Claim {
            key: group.key.clone(),
            articles: articles.len(),
            accounts: scope.accounts(articles.into_iter()),
        });
        for (article, claim) in &group.claims {
            let saying = Saying {
                claim: claim.id.clone(),
                article: *article,
                attribution: attributions.of(claim),
            };
            for speaker in &saying.attribution.speakers {
                let source = *index.entry(key(speaker)).or_insert_with(|| {
                    sources.push(Source {
                        speaker: speaker.clone(),
                        name: speaker.name(scope.state()),
                        claims: 0,
                    });
                    sources.len() - 1
                });
                cells.entry((source, at)).or_default().push(saying.clone());
            }
        }
    }
    for (source, _) in cells.keys() {
        if let Some(source) = sources.get_mut(*source) {
            source.claims += 1;
        }
    }
    // From the order in which they were met to the one in which they are shown.
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|at| {
        let source = sources.get(*at);
        let is_last = source
            .is_some_and(|source| matches!(source.speaker, Speaker::Writer | Speaker::Unknown));
        (is_last, Reverse(source.map(|source| source.claims)))
    });
    let mut rank = vec![0; order.len()];
    for (shown, met) in order.iter().enumerate() {
        if let Some(place) = rank.get_mut(*met) {
            *place = shown;
        }
    }
    let cell = |((source, claim), sayings): ((usize, usize), Vec<Saying>)| Cell {
        source: rank.get(source).copied().unwrap_or_default(),
        claim,
        accounts: scope.accounts(sayings.iter().map(|saying| saying.article)),
        sayings,
    };
    let mut cells: Vec<Cell> = cells.into_iter().map(cell).collect();
    cells.sort_by_key(|cell| (cell.source, cell.claim));
    let sources = order
        .iter()
        .filter_map(|at| sources.get(*at).cloned())
        .collect();
    Sayings {
        articles: scope.articles().to_vec(),
        sources,
        claims,
        cells,
    }
}

/// What sources are told apart by: words without regard to case.
fn key(speaker: &Speaker) -> Speaker {
    match speaker {
        Speaker::Words(words) => Speaker::Words(fold(words)),
        other => other.clone(),
    }
}

impl Sayings {
    /// What a source says of a claim; `None` if it says nothing. O(log n).
    pub fn cell(&self, source: usize, claim: usize) -> Option<&Cell> {
        let key = |cell: &Cell| (cell.source, cell.claim);
        let at = self.cells.binary_search_by_key(&(source, claim), key);
        self.cells.get(at.ok()?)
    }

    /// The table: a line for each source of each mark. O(n), and what [`verbatim`] costs for each.
    pub fn rows(&self, state: &State) -> Vec<Vec<String>> {
        let head = [
            "source",
            "claim",
            "accounts of the claim",
            "accounts of the source",
            "mark",
            "article",
            "published",
            "quoting",
            "certainty",
            "words",
            "verbatim",
            "via",
        ];
        let lines = self.cells.iter().flat_map(|cell| {
            let source = self
                .sources
                .get(cell.source)
                .map(|source| source.name.clone());
            let claim = self.claims.get(cell.claim);
            cell.sayings.iter().map(move |saying| {
                let article = self.articles.get(saying.article);
                let attribution = &saying.attribution;
                let mark = state.annotation(&saying.claim);
                vec![
                    source.clone().unwrap_or_default(),
                    claim.map(|claim| claim.key.name(state)).unwrap_or_default(),
                    claim
                        .map(|claim| claim.accounts.to_string())
                        .unwrap_or_default(),
                    cell.accounts.to_string(),
                    saying.claim.to_string(),
                    article
                        .map(|article| article.document.to_string())
                        .unwrap_or_default(),
                    article
                        .map(|article| article.date.clone())
                        .unwrap_or_default(),
                    attribution.form.name().to_owned(),
                    attribution.certainty.clone(),
                    mark.map(|mark| state.quote(mark)).unwrap_or_default(),
                    mark.map(|mark| verbatim(state, mark).join(" … "))
                        .unwrap_or_default(),
                    names(state, &attribution.via),
                ]
            })
        });
        let head = head.into_iter().map(str::to_owned).collect();
        std::iter::once(head).chain(lines).collect()
    }
}

#[cfg(test)]
mod tests;
