//! Who says a claim, and how it is quoted.

use crate::facts::Who;
use crate::fields::text;
use crate::links::Links;
use crate::scope::Scope;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::State;
use postil_core::text::quotations_around;

/// Speakers and media of a claim that count.
const MAX_SPEAKERS: usize = 16;

/// Who says a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// A cluster.
    Cluster(ClusterId),
    /// A mark without a cluster.
    Mark(AnnotationId),
    /// Words in the attribute `source` or `via`; no mark is the speaker.
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

impl Speaker {
    fn of(who: Who) -> Self {
        match who {
            Who::Cluster(id) => Self::Cluster(id.clone()),
            Who::Mark(id) => Self::Mark(id.clone()),
        }
    }

    /// The name of the cluster, or the words; empty for [`Speaker::Unknown`]. O(log n).
    pub fn name(&self, state: &State) -> String {
        match self {
            Self::Cluster(id) => Who::Cluster(id).name(state),
            Self::Mark(id) => Who::Mark(id).name(state),
            Self::Words(words) => words.clone(),
            Self::Writer => "the writer".to_owned(),
            Self::Unknown => String::new(),
        }
    }
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
    /// Who says it; at least one.
    pub speakers: Vec<Speaker>,
    /// How it is quoted.
    pub form: Form,
    /// The certainty of the speaker, as the attribute has it.
    pub certainty: String,
    /// The media that it came by.
    pub via: Vec<Speaker>,
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
    /// attribute `quoting` is `none`. O(log n).
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
        let unique = |mut all: Vec<Speaker>, who: Who| {
            let speaker = Speaker::of(who);
            if !all.contains(&speaker) {
                all.push(speaker);
            }
            all
        };
        let mut speakers = ends("said-by").fold(Vec::new(), unique);
        if speakers.is_empty() {
            speakers.push(match (text(claim, "source").trim(), form) {
                ("", Form::Stated) => Speaker::Writer,
                ("", _) => Speaker::Unknown,
                (source, _) => Speaker::Words(source.to_owned()),
            });
        }
        let mut via = ends("via").fold(Vec::new(), unique);
        let words = text(claim, "via").trim();
        if via.is_empty() && !words.is_empty() {
            via.push(Speaker::Words(words.to_owned()));
        }
        Attribution {
            speakers,
            form,
            certainty: text(claim, "certainty").to_owned(),
            via,
        }
    }
}

/// The words of a claim that are quoted: all of it, or the pieces in quotation marks. O(length of the claim and of its
/// paragraphs, up to 32 kB of these).
pub fn verbatim(state: &State, claim: &Annotation) -> Vec<String> {
    let Some(document) = state.document(&claim.document) else {
        return Vec::new();
    };
    match Form::of(text(claim, "quoting")) {
        Form::Direct => vec![state.quote(claim)],
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

/// The names of some speakers, for a table.
pub(crate) fn names(state: &State, speakers: &[Speaker]) -> String {
    let names: Vec<String> = speakers.iter().map(|speaker| speaker.name(state)).collect();
    names.join(", ")
}

/// Whether a character is a quotation mark, or what stands between one and the words.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'“”„‟‘’‚‛«»‹›「」『』,".contains(c)
}

#[cfg(test)]
mod tests;
