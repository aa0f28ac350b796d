//! Which articles mention what: clusters against articles, with what each article leaves out.
//!
//! A mention of a group (“both sides”) counts for the group alone, not for its parts.

use crate::scope::{Article, Scope};
use foldhash::HashMap;
use postil_core::model::{AnnotationId, ClusterId};
use postil_core::text::fold;
use std::cmp::Reverse;

/// Clusters against articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The columns, in the order of publication.
    pub articles: Vec<Article>,
    /// The clusters with a mention in these articles.
    pub rows: Vec<Row>,
}

/// A cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The cluster.
    pub cluster: ClusterId,
    /// Its name.
    pub name: String,
    /// The layer of its first mention.
    pub layer: String,
    /// The articles that mention it, by their indexes, ascending: at least one.
    pub cells: Vec<Cell>,
    /// The number of its mentions.
    pub mentions: usize,
    /// The number of independent accounts that mention it: reprints of one text count once.
    pub accounts: usize,
}

/// The mentions of a cluster in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The index of the article.
    pub article: usize,
    /// How many mentions there are.
    pub mentions: usize,
    /// The first of them in the text.
    pub first: AnnotationId,
    /// Where that begins, in code points.
    pub start: usize,
}

/// What rows are sorted by. Rows that are equal in it are sorted by name, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Those in the most articles first, then those of the most accounts, then of the most mentions.
    Spread,
    /// By layer, in the order of the codebook, then as [`Sort::Spread`].
    Layer,
    /// By the first mention, in the order of publication, then of the text.
    First,
    /// By name, without regard to case.
    Name,
}

impl Row {
    /// The number of articles that mention it.
    pub fn spread(&self) -> usize {
        self.cells.len()
    }

    /// What an article says of it; `None` if it leaves it out. O(log a) for a articles.
    pub fn cell(&self, article: usize) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&article, |cell| cell.article);
        self.cells.get(at.ok()?)
    }
}

/// Counts the mentions of each cluster in each article. O(n log c) for n marks and c clusters; space O(n).
/// Sorted by [`Sort::Spread`].
pub fn coverage(scope: &Scope) -> Coverage {
    let mut rows: Vec<Row> = Vec::new();
    let mut index: HashMap<ClusterId, usize> = HashMap::default();
    for (article, mark) in scope.marks() {
        let Some(cluster) = scope.cluster_of(&mark.id) else {
            continue;
        };
        let record = cluster.record();
        let at = *index.entry(record.id.clone()).or_insert_with(|| {
            rows.push(Row {
                cluster: record.id.clone(),
                name: record.name.clone(),
                layer: mark.layer().to_owned(),
                cells: Vec::new(),
                mentions: 0,
                accounts: 0,
            });
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(at) else {
            continue;
        };
        row.mentions += 1;
        match row.cells.last_mut() {
            Some(cell) if cell.article == article => cell.mentions += 1,
            _ => row.cells.push(Cell {
                article,
                mentions: 1,
                first: mark.id.clone(),
                start: mark.extent().start,
            }),
        }
    }
    for row in &mut rows {
        row.accounts = scope.accounts(row.cells.iter().map(|cell| cell.article));
    }
    let mut coverage = Coverage {
        articles: scope.articles().to_vec(),
        rows,
    };
    coverage.sort(scope, Sort::Spread);
    coverage
}

impl Coverage {
    /// Sorts the rows. O(c log c) for c clusters, and the length of their names.
    pub fn sort(&mut self, scope: &Scope, by: Sort) {
        let layers = &scope.state().schema().layers;
        let layer = |row: &Row| {
            let listed = layers.iter().position(|layer| layer.name == row.layer);
            listed.unwrap_or(layers.len())
        };
        self.rows.sort_by_cached_key(|row| {
            let spread = Reverse((row.spread(), row.accounts, row.mentions));
            let first = row.cells.first().map(|cell| (cell.article, cell.start));
            let (layer, spread, first) = match by {
                Sort::Spread => (None, Some(spread), None),
                Sort::Layer => (Some(layer(row)), Some(spread), None),
                Sort::First => (None, None, first),
                Sort::Name => (None, None, None),
            };
            (layer, spread, first, fold(&row.name), row.cluster.clone())
        });
    }

    /// The articles that leave a row out, by their indexes. O(a).
    pub fn left_out<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = usize> + 'a {
        let mut cells = row.cells.iter().peekable();
        (0..self.articles.len()).filter(move |article| {
            let has = cells.next_if(|cell| cell.article == *article);
            has.is_none()
        })
    }

    /// The table: for each cluster the number of mentions in each article, empty where there is none. O(c a) for
    /// c clusters and a articles.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let names = [
            "cluster", "name", "layer", "articles", "accounts", "mentions",
        ];
        let articles = self
            .articles
            .iter()
            .map(|article| article.document.to_string());
        let head = names
            .into_iter()
            .map(str::to_owned)
            .chain(articles)
            .collect();
        let row = |row: &Row| {
            let mut line = vec![
                row.cluster.to_string(),
                row.name.clone(),
                row.layer.clone(),
                row.spread().to_string(),
                row.accounts.to_string(),
                row.mentions.to_string(),
            ];
            let before = line.len();
            line.resize(before + self.articles.len(), String::new());
            for cell in &row.cells {
                if let Some(place) = line.get_mut(before + cell.article) {
                    *place = cell.mentions.to_string();
                }
            }
            line
        };
        std::iter::once(head)
            .chain(self.rows.iter().map(row))
            .collect()
    }
}

#[cfg(test)]
mod tests;
