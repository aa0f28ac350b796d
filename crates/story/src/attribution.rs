//! Who says a claim, and how it is quoted.

use crate::facts::Who;
use crate::fields::text;
use crate::links::Links;
use crate::scope::Scope;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::text::{fold, quotations_around};

/// Speakers and media of a claim that count.
const MAX_SPEAKERS: usize = 16;

/// Who says a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// A cluster.
    Cluster(ClusterId),
    /// A mark without a cluster.
    Mark(AnnotationId),
    /// Words in the attribute `source`, folded; no mark is the speaker.
    Words(String),
    /// The writer of the article.
    Writer,
    /// Nobody has said who.
    Unknown,
}

/// How the words of a claim relate to those of its source: the attribute `quoting`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// In its words.
    Direct,
    /// Partly in its words.
    Mixed,
    /// In other words.
    Indirect,
    /// The writer states it.
    Stated,
    /// Nobody has said how.
    Unknown,
}

impl Form {
    fn of(quoting: &str) -> Self {
        match quoting {
            "direct" => Self::Direct,
            "mixed" => Self::Mixed,
            "indirect" => Self::Indirect,
            "none" => Self::Stated,
            _ => Self::Unknown,
        }
    }

    /// The value of `quoting`; empty for [`Form::Unknown`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Stated => "none",
            Self::Unknown => "",
        }
    }
}

/// How an article has a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who says it, each with a name; at least one.
    pub speakers: Vec<(Speaker, String)>,
    /// How it is quoted.
    pub form: Form,
    /// The certainty of the speaker, as the attribute has it.
    pub certainty: String,
    /// The words of it that are quoted.
    pub verbatim: Vec<String>,
    /// The names of the media that it came by.
    pub via: Vec<String>,
}

/// Who says what in a project.
#[derive(Debug)]
pub struct Attributions<'s, 'a> {
    scope: &'s Scope<'a>,
    links: Links<'a>,
}

impl<'s, 'a> Attributions<'s, 'a> {
    /// Gathers the relations `said-by` and `via`. O(r log r) for r relations.
    pub fn new(scope: &'s Scope<'a>) -> Self {
        Self {
            scope,
            links: Links::new(scope.state(), &["said-by", "via"]),
        }
    }

    /// Who says a claim: those to whom `said-by` leads, else the attribute `source`, else the writer if the
    /// attribute `quoting` is `none`. O(log n), and for a claim that is partly quoted the length of its
    /// paragraph, up to 32 kB.
    pub fn of(&self, claim: &Annotation) -> Attribution {
        let links = self.links.of(&claim.id);
        let ends = |kind: &'static str| {
            let links = links
                .iter()
                .filter(move |link| link.kind == kind)
                .take(MAX_SPEAKERS);
            links.map(|link| Who::of(self.scope, &link.to))
        };
        let form = Form::of(text(claim, "quoting"));
        let mut speakers: Vec<(Speaker, String)> = Vec::new();
        for who in ends("said-by") {
            let speaker = match who {
                Who::Cluster(id) => Speaker::Cluster(id.clone()),
                Who::Mark(id) => Speaker::Mark(id.clone()),
            };
            if speakers.iter().all(|(known, _)| *known != speaker) {
                speakers.push((speaker, who.name(self.scope.state())));
            }
        }
        if speakers.is_empty() {
            speakers.push(match (text(claim, "source").trim(), form) {
                ("", Form::Stated) => (Speaker::Writer, "the writer".to_owned()),
                ("", _) => (Speaker::Unknown, String::new()),
                (source, _) => (Speaker::Words(fold(source)), source.to_owned()),
            });
        }
        let mut via: Vec<String> = ends("via")
            .map(|who| who.name(self.scope.state()))
            .collect();
        if via.is_empty() && !text(claim, "via").trim().is_empty() {
            via.push(text(claim, "via").trim().to_owned());
        }
        Attribution {
            speakers,
            form,
            certainty: text(claim, "certainty").to_owned(),
            verbatim: self.verbatim(claim, form),
            via,
        }
    }

    fn verbatim(&self, claim: &Annotation, form: Form) -> Vec<String> {
        let Some(document) = self.scope.state().document(&claim.document) else {
            return Vec::new();
        };
        match form {
            Form::Direct => vec![self.scope.state().quote(claim)],
            Form::Mixed => {
                let quotations = quotations_around(document.text(), &claim.extent());
                let mut pieces = Vec::new();
                for fragment in &claim.fragments {
                    let first = quotations.partition_point(|it| it.range.end <= fragment.start);
                    let quotations = quotations.iter().skip(first).map(|it| it.range.clone());
                    for range in quotations.take_while(|range| range.start < fragment.end) {
                        let range = range.start.max(fragment.start)..range.end.min(fragment.end);
                        let words = document.text().slice(range);
                        pieces.push(words.trim_matches(is_mark).to_owned());
                    }
                }
                pieces.retain(|piece| !piece.is_empty());
                pieces
            }
            Form::Indirect | Form::Stated | Form::Unknown => Vec::new(),
        }
    }
}

/// Whether a character is a quotation mark, or what stands between one and the words.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'“”„‟‘’‚‛«»‹›「」『』,".contains(c)
}

#[cfg(test)]
mod tests;
