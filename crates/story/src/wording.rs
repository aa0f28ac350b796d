//! How articles word a claim, from the first to the last.

use crate::attribution::{Attribution, Attributions, names};
use crate::changes::{Change, Piece, changes};
use crate::claims::{Claims, Group, Key};
use crate::hedges::hedges;
use crate::scope::Scope;
use postil_core::model::{AnnotationId, DocumentId};
use postil_core::state::State;

/// The claims of a scope that are worded at least twice.
#[derive(Debug)]
pub struct Wordings<'s, 'a> {
    scope: &'s Scope<'a>,
    claims: Claims<'a>,
    attributions: Attributions<'s, 'a>,
    /// The indexes of their groups, in the order of publication, then of the text.
    listed: Vec<usize>,
}

/// The wordings of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// What identifies it.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Its mentions, in the order of publication, then of the text.
    pub mentions: Vec<Mention>,
}

/// A claim as an article words it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The mark.
    pub claim: AnnotationId,
    /// The index of its article.
    pub article: usize,
    /// Its words.
    pub words: String,
    /// What differs from the first mention; for that itself all is kept.
    pub pieces: Vec<Piece>,
    /// The words in it that hedge, if it is in English.
    pub hedges: Vec<String>,
    /// Who says it, and how it is quoted.
    pub attribution: Attribution,
}

impl<'s, 'a> Wordings<'s, 'a> {
    /// Finds the claims that are worded at least twice. O(n log n) for n marks and relations.
    pub fn new(scope: &'s Scope<'a>) -> Self {
        let claims = Claims::new(scope);
        let groups = claims.groups().iter().enumerate();
        let listed = groups
            .filter(|(_, group)| group.claims.len() > 1)
            .map(|(at, _)| at);
        Self {
            scope,
            listed: listed.collect(),
            claims,
            attributions: Attributions::new(scope),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// What identifies a claim, and its name. O(log n).
    pub fn name(&self, at: usize) -> Option<(&Key, String)> {
        let group = self.group(at)?;
        Some((&group.key, group.key.name(self.scope.state())))
    }

    /// How many mentions a claim has. O(1).
    pub fn mentions(&self, at: usize) -> usize {
        self.group(at).map_or(0, |group| group.claims.len())
    }

    /// The indexes of the articles of its mentions, ascending, each as often as it has some. O(1).
    pub fn articles(&self, at: usize) -> impl Iterator<Item = usize> {
        let mentions = self.group(at).map_or(&[][..], |group| &group.claims);
        mentions.iter().map(|(article, _)| *article)
    }

    /// How many claims are worded once. O(1).
    pub fn once(&self) -> usize {
        self.claims.groups().len() - self.listed.len()
    }

    /// Whether a claim has mentions with other words than its first one. O(length of all).
    pub fn differs(&self, at: usize) -> bool {
        let state = self.scope.state();
        let mentions = self.group(at).map_or(&[][..], |group| &group.claims);
        let mut words = mentions.iter().map(|(_, claim)| state.quote(claim));
        let first = words.next().unwrap_or_default();
        words.any(|other| {
            let pieces = changes(&first, &other);
            pieces.iter().any(|piece| piece.change != Change::Keep)
        })
    }

    /// The wordings of a claim. Costs for each of its mentions what [`changes`] and [`Attributions::of`] cost.
    pub fn wording(&self, at: usize) -> Option<Wording> {
        self.first_wordings(at, usize::MAX)
    }

    /// The first wordings of a claim, as [`Wordings::wording`] has them.
    pub fn first_wordings(&self, at: usize, most: usize) -> Option<Wording> {
        let group = self.group(at)?;
        let state = self.scope.state();
        let first = group.claims.first().map(|(_, claim)| state.quote(claim));
        let first = first.unwrap_or_default();
        let mentions = group.claims.iter().take(most).map(|(article, claim)| {
            let words = state.quote(claim);
            let is_english = is_english(state, &claim.document);
            Mention {
                claim: claim.id.clone(),
                article: *article,
                pieces: changes(&first, &words),
                hedges: if is_english {
                    hedges(&words)
                } else {
                    Vec::new()
                },
                words,
                attribution: self.attributions.of(claim),
            }
        });
        Some(Wording {
            key: group.key.clone(),
            name: group.key.name(state),
            mentions: mentions.collect(),
        })
    }

    fn group(&self, at: usize) -> Option<&Group<'a>> {
        self.claims.groups().get(*self.listed.get(at)?)
    }

    /// The table: a line for each mention; in the difference, `[-…-]` is removed and `{+…+}` inserted, as GNU wdiff
    /// writes it. Costs what [`Wordings::wording`] costs for all of them.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let head = [
            "claim",
            "article",
            "published",
            "mark",
            "words",
            "difference",
            "hedges",
            "certainty",
            "quoting",
            "said by",
            "via",
        ];
        let state = self.scope.state();
        let claims = (0..self.len()).filter_map(|at| self.wording(at));
        let lines = claims.flat_map(|claim| {
            claim.mentions.into_iter().map(move |mention| {
                let article = self.scope.articles().get(mention.article);
                let attribution = &mention.attribution;
                vec![
                    claim.name.clone(),
                    article
                        .map(|article| article.document.to_string())
                        .unwrap_or_default(),
                    article
                        .map(|article| article.date.clone())
                        .unwrap_or_default(),
                    mention.claim.to_string(),
                    mention.words.clone(),
                    mention.pieces.iter().map(Piece::marked).collect(),
                    mention.hedges.join(", "),
                    attribution.certainty.clone(),
                    attribution.form.name().to_owned(),
                    names(state, &attribution.speakers),
                    names(state, &attribution.via),
                ]
            })
        });
        let head = head.into_iter().map(str::to_owned).collect();
        std::iter::once(head).chain(lines).collect()
    }
}

/// Whether a document is in English, or nothing tells its language.
fn is_english(state: &State, document: &DocumentId) -> bool {
    let language = state.document(document).map(|document| document.language());
    let primary = language.unwrap_or_default().split(['-', '_']).next();
    primary.is_none_or(|tag| tag.is_empty() || tag.eq_ignore_ascii_case("en"))
}

#[cfg(test)]
mod tests;
