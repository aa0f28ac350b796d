//! Where quotations are from.

use super::block::{Inline, quiet};
use crate::scope::{Article, Scope};
use crate::words::{outlet, published, short_names};

/// The articles, as quotations name them.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    articles: &'a [Article],
    names: Vec<String>,
}

impl<'a> Sources<'a> {
    pub fn new(scope: &'a Scope) -> Self {
        Self {
            articles: scope.articles(),
            names: short_names(scope),
        }
    }

    /// The short names of all, in the order of publication.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The short name of an article.
    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map(String::as_str).unwrap_or_default()
    }

    /// The short names of some, the first few.
    pub fn listed(&self, articles: impl IntoIterator<Item = usize>) -> String {
        const MOST: usize = 20;
        let mut articles = articles.into_iter();
        let names: Vec<&str> = articles
            .by_ref()
            .take(MOST)
            .map(|at| self.name(at))
            .collect();
        match articles.count() {
            0 => names.join(", "),
            more => format!("{} and {more} more", names.join(", ")),
        }
    }

    /// An article with its outlet and date, and what else is to be known: `(000, Daryo, from Jul 2024; direct)`.
    pub fn cite(&self, at: usize, more: &[&str]) -> Inline {
        let mut parts = match self.articles.get(at) {
            Some(article) => vec![format!(
                "{}, {}, {}",
                self.name(at),
                outlet(article),
                published(article)
            )],
            None => Vec::new(),
        };
        parts.extend(
            more.iter()
                .filter(|more| !more.is_empty())
                .map(|more| (*more).to_owned()),
        );
        quiet(&format!("({})", parts.join("; ")))
    }
}
