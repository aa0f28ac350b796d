//! What the table shows, kept up to date.

use super::choices::{Choices, Which};
use crate::desk::labels;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::views::story::session::Session;
use crate::views::story::tiles::{self, Head};
use postil_story::attribution::{Form, Speaker};
use postil_story::sayings::{Cell, Sayings, sayings};
use std::sync::Arc;

/// Everything that is said.
#[derive(Clone, PartialEq)]
pub struct Said {
    pub sayings: Sayings,
    /// What the claims are called.
    pub names: Vec<String>,
    /// Whether the project has marks, whatever the filter takes.
    pub any: bool,
}

/// What is listed of it, by indexes.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The claims, in the order of publication.
    pub claims: Vec<usize>,
    /// The sources that say one of them, each with the first and the last but one of its cells.
    pub sources: Vec<Own>,
    /// How many claims several accounts carry.
    pub several: usize,
}

/// What one source says of the claims that are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub source: usize,
    /// Its cells, by their indexes.
    pub cells: Arc<Vec<usize>>,
}

/// How articles have a claim from a source, as it is drawn.
#[derive(Clone, PartialEq)]
pub struct Entry {
    pub claim: usize,
    pub name: String,
    /// How many accounts carry the claim.
    pub accounts: usize,
    pub cell: Cell,
}

/// A source as it is drawn.
#[derive(Clone, PartialEq)]
pub struct Named {
    pub speaker: Speaker,
    pub name: String,
    /// How many claims it says, in words.
    pub claims: String,
}

/// What the parts of the table read; a copy is the same.
#[derive(Clone, Copy)]
pub struct Data {
    pub session: Session,
    pub choices: Choices,
    pub said: ErasedMemo<Said>,
    /// The articles.
    pub heads: ErasedMemo<Arc<Vec<Head>>>,
    pub listed: ErasedMemo<Listed>,
}

impl Data {
    /// Gathers what the filter takes.
    pub fn new(session: Session) -> Self {
        let choices = Choices::here();
        let said = memo(move || {
            session.read(|scope| {
                let sayings = sayings(scope);
                let state = scope.state();
                let names = sayings.claims.iter().map(|claim| claim.key.name(state));
                Said {
                    names: names
                        .map(|name| labels::line(&labels::brief(&name)))
                        .collect(),
                    sayings,
                    any: state.annotations().next().is_some(),
                }
            })
        });
        let heads = memo(move || Arc::new(session.read(tiles::heads)));
        let listed = memo(move || {
            let (which, hides_few) = (choices.which.get(), choices.hides_few.get());
            said.with(|said| listed(&said.sayings, which, hides_few))
        });
        Self {
            session,
            choices,
            said,
            heads,
            listed,
        }
    }

    /// The source at a place of the list; tracked.
    pub fn source(self, at: usize) -> Option<Named> {
        let source = self.own(at)?.source;
        self.said.with(|said| {
            let source = said.sayings.sources.get(source)?;
            let name = match &source.speaker {
                Speaker::Writer => t!("The writers").to_owned(),
                Speaker::Unknown => t!("Nobody named").to_owned(),
                _ => labels::line(&labels::brief(&source.name)),
            };
            Some(Named {
                speaker: source.speaker.clone(),
                name,
                claims: labels::count(source.claims, "claim"),
            })
        })
    }

    /// What the source at a place of the list says; tracked.
    pub fn own(self, at: usize) -> Option<Own> {
        self.listed.with(|listed| listed.sources.get(at).cloned())
    }

    /// All that the source at a place of the list says, or the one that is at a place of its list; tracked.
    pub fn entry(self, at: usize, cell: usize) -> Option<Entry> {
        let cell = *self.own(at)?.cells.get(cell)?;
        self.said.with(|said| entry(said, cell))
    }

    /// All that the source at a place of the list says; tracked.
    pub fn entries(self, at: usize) -> Vec<Entry> {
        let cells = self.own(at).map(|own| own.cells).unwrap_or_default();
        self.said
            .with(|said| cells.iter().filter_map(|cell| entry(said, *cell)).collect())
    }

    /// Whether some mark does not say how it quotes; tracked.
    pub fn has_unknown(self) -> bool {
        self.said.with(|said| {
            let mut all = said.sayings.cells.iter().flat_map(|cell| &cell.sayings);
            all.any(|saying| saying.attribution.form == Form::Unknown)
        })
    }
}

fn entry(said: &Said, cell: usize) -> Option<Entry> {
    let cell = said.sayings.cells.get(cell)?;
    let claim = said.sayings.claims.get(cell.claim)?;
    Some(Entry {
        claim: cell.claim,
        name: said.names.get(cell.claim)?.clone(),
        accounts: claim.accounts,
        cell: cell.clone(),
    })
}

/// What is listed. O(n) for n claims and cells.
fn listed(sayings: &Sayings, which: Which, hides_few: bool) -> Listed {
    let is_several = |claim: usize| {
        let claim = sayings.claims.get(claim);
        claim.is_some_and(|claim| claim.accounts > 1)
    };
    let all = 0..sayings.claims.len();
    let several = all.clone().filter(|claim| is_several(*claim)).count();
    let takes = |claim: usize| which == Which::All || is_several(claim);
    let many = |source: usize| {
        let source = sayings.sources.get(source);
        source.is_some_and(|source| source.claims > 1)
    };
    let cells = sayings.cells.iter().enumerate();
    let cells: Vec<(usize, &Cell)> = cells
        .filter(|(_, cell)| takes(cell.claim) && (!hides_few || many(cell.source)))
        .collect();
    let mut is_said = vec![false; sayings.claims.len()];
    for (_, cell) in &cells {
        if let Some(said) = is_said.get_mut(cell.claim) {
            *said = true;
        }
    }
    let sources = cells.chunk_by(|(_, one), (_, other)| one.source == other.source);
    let own = |cells: &[(usize, &Cell)]| {
        let (_, first) = cells.first()?;
        Some(Own {
            source: first.source,
            cells: Arc::new(cells.iter().map(|(at, _)| *at).collect()),
        })
    };
    Listed {
        claims: all
            .filter(|claim| is_said.get(*claim).copied().unwrap_or_default())
            .collect(),
        sources: sources.filter_map(own).collect(),
        several,
    }
}
