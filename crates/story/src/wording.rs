//! How articles word a claim, from the first to the last.

use crate::attribution::{Attribution, Attributions};
use crate::changes::{Piece, changes};
use crate::claims::{Claims, Group, Key};
use crate::hedges::hedges;
use crate::scope::{Article, Scope};
use postil_core::model::AnnotationId;
use postil_core::state::State;

/// The wordings of claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Wordings {
    /// The articles, in the order of publication.
    pub articles: Vec<Article>,
    /// The claims that are worded at least twice, in the order of publication, then of the text.
    pub claims: Vec<Wording>,
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

/// The wordings of all claims of a scope that are worded at least twice. O(n log n) for n marks and relations, and for
/// each such mention what [`changes`] and [`Attributions::of`] cost.
pub fn wordings(scope: &Scope) -> Wordings {
    let claims = Claims::new(scope);
    let attributions = Attributions::new(scope);
    let groups = claims
        .groups()
        .iter()
        .filter(|group| group.claims.len() > 1);
    Wordings {
        articles: scope.articles().to_vec(),
        claims: groups
            .map(|group| wording(scope, &attributions, group))
            .collect(),
    }
}

fn wording(scope: &Scope, attributions: &Attributions, group: &Group) -> Wording {
    let state = scope.state();
    let first = group.claims.first().map(|(_, claim)| state.quote(claim));
    let first = first.unwrap_or_default();
    let mentions = group.claims.iter().map(|(article, claim)| {
        let words = state.quote(claim);
        Mention {
            claim: claim.id.clone(),
            article: *article,
            pieces: changes(&first, &words),
            hedges: if is_english(state, &claim.document) {
                hedges(&words)
            } else {
                Vec::new()
            },
            words,
            attribution: attributions.of(claim),
        }
    });
    Wording {
        key: group.key.clone(),
        name: group.name(scope),
        mentions: mentions.collect(),
    }
}

/// Whether a document is in English, or nothing tells its language.
fn is_english(state: &State, document: &postil_core::model::DocumentId) -> bool {
    let language = state.document(document).map(|document| document.language());
    let primary = language.unwrap_or_default().split(['-', '_']).next();
    primary.is_none_or(|tag| tag.is_empty() || tag.eq_ignore_ascii_case("en"))
}

impl Wordings {
    /// The table: a line for each mention; in the difference, `[-…-]` is removed and `{+…+}` inserted, as GNU wdiff
    /// writes it. O(n).
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
        let lines = self.claims.iter().flat_map(|claim| {
            claim.mentions.iter().map(move |mention| {
                let article = self.articles.get(mention.article);
                let attribution = &mention.attribution;
                let speakers = attribution.speakers.iter().map(|(_, name)| name.as_str());
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
                    speakers.collect::<Vec<_>>().join(", "),
                    attribution.via.join(", "),
                ]
            })
        });
        let head = head.into_iter().map(str::to_owned).collect();
        std::iter::once(head).chain(lines).collect()
    }
}

#[cfg(test)]
mod tests;
