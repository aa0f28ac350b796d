//! What the table shows, kept up to date.

use super::choices::Choices;
use crate::desk::labels;
use crate::ui::form_glyph::Look;
use crate::ui::memo::{ErasedMemo, memo};
use crate::views::story::session::Session;
use crate::views::story::tiles::{self, Head};
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::text::fold;
use postil_story::coverage::{self, Coverage};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that is counted.
#[derive(Clone, PartialEq)]
pub struct Counted {
    pub coverage: Coverage,
    /// The looks of layers, by their names.
    pub looks: HashMap<String, Look>,
    /// The number of marks.
    pub marks: usize,
    /// How many of them are in no cluster.
    pub loose: usize,
    /// Whether the project has marks, whatever the filter takes.
    pub any: bool,
}

/// A row as it is drawn.
#[derive(Clone, PartialEq)]
pub struct Line {
    pub cluster: ClusterId,
    pub name: String,
    pub look: Option<Look>,
    /// In how many articles it is, in words.
    pub spread: String,
    /// The mentions and the first of them in each article, by its index, ascending.
    pub cells: Arc<Vec<(usize, usize, AnnotationId)>>,
}

/// What the parts of the table read; a copy is the same.
#[derive(Clone, Copy)]
pub struct Data {
    pub session: Session,
    pub choices: Choices,
    pub counted: ErasedMemo<Counted>,
    /// The columns.
    pub heads: ErasedMemo<Arc<Vec<Head>>>,
    /// The rows that are listed, by their indexes.
    pub listed: ErasedMemo<Vec<usize>>,
}

impl Data {
    /// Counts in what the filter takes.
    pub fn new(session: Session) -> Self {
        let choices = Choices::here();
        let counted = memo(move || {
            let sort = choices.sort.get();
            session.read(|scope| {
                let mut coverage = coverage::coverage(scope);
                coverage.sort(scope, sort);
                let layers = scope.state().schema().layers.iter();
                let (mut marks, mut loose) = (0, 0);
                for (_, mark) in scope.marks() {
                    marks += 1;
                    loose += usize::from(scope.cluster_of(&mark.id).is_none());
                }
                Counted {
                    coverage,
                    looks: layers
                        .map(|layer| (layer.name.clone(), Look::of(layer)))
                        .collect(),
                    marks,
                    loose,
                    any: scope.state().annotations().next().is_some(),
                }
            })
        });
        let heads = memo(move || Arc::new(session.read(tiles::heads)));
        let listed = memo(move || {
            let words = choices.words.with(|words| fold(words.trim()));
            let gaps = choices.gaps.get();
            counted.with(|counted| {
                let coverage = &counted.coverage;
                let all = coverage.rows.iter().enumerate();
                let listed = all.filter(|(_, row)| {
                    (!gaps || row.spread() < coverage.articles.len())
                        && (words.is_empty() || fold(&row.name).contains(&words))
                });
                listed.map(|(at, _)| at).collect()
            })
        });
        Self {
            session,
            choices,
            counted,
            heads,
            listed,
        }
    }

    /// The row at a place of the list; tracked.
    pub fn line(self, at: usize) -> Option<Line> {
        let row = self.listed.with(|listed| listed.get(at).copied())?;
        self.counted.with(|counted| {
            let row = counted.coverage.rows.get(row)?;
            let cells = row.cells.iter();
            let cells = cells.map(|cell| (cell.article, cell.mentions, cell.first.clone()));
            Some(Line {
                cluster: row.cluster.clone(),
                name: labels::brief(&row.name),
                look: counted.looks.get(&row.layer).copied(),
                spread: tiles::spread(row.spread(), row.accounts),
                cells: Arc::new(cells.collect()),
            })
        })
    }
}

impl Line {
    /// The number of mentions in an article, and the first of them.
    pub fn cell(&self, article: usize) -> Option<(usize, &AnnotationId)> {
        let at = self.cells.binary_search_by_key(&article, |cell| cell.0);
        let (_, mentions, first) = self.cells.get(at.ok()?)?;
        Some((*mentions, first))
    }
}
