//! The story report: all views in short, in one file that stands alone.
//!
//! It is made once, as blocks, and written as a page or as Markdown. What an article says is quoted as it is, but for
//! line breaks and characters that steer the direction of writing, each quotation with its article, outlet and date.
//! Everything has an upper bound, and what is left out is said. The same project gives the same bytes.

mod block;
mod claims;
mod coverage;
mod dossiers;
mod html;
mod made_of;
mod markdown;
mod overview;
mod sayings;
mod source;
mod tensions;
mod timeline;

use crate::coverage::coverage as coverage_of;
use crate::overview::overview as overview_of;
use crate::plain::spaced;
use crate::proposed::Proposed;
use crate::scope::Scope;
use block::Block;
use source::Sources;

/// Code points of the name of a project that are written.
const MAX_TITLE: usize = 200;

/// A report, to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    title: String,
    blocks: Vec<Block>,
}

impl Report {
    /// Makes the report of a scope; `proposed` are the dates that a program thinks events have. Costs what the views cost,
    /// and O(n) for the length of what is written.
    pub fn new(scope: &Scope, proposed: &Proposed) -> Self {
        let sources = Sources::new(scope);
        let coverage = coverage_of(scope);
        let overview = overview_of(scope);
        let timeline = crate::timeline::timeline(scope, proposed);
        let tensions = crate::tensions::tensions(scope);
        let name = spaced(&scope.state().header().name, MAX_TITLE);
        let title = match name.trim() {
            "" => "Story report".to_owned(),
            name => format!("{name}: story report"),
        };
        let blocks = [
            made_of::blocks(scope, &overview, &timeline, &tensions, &sources),
            coverage::blocks(&coverage, &sources),
            sayings::blocks(scope, &sources),
            timeline::blocks(&timeline, scope, &sources),
            claims::blocks(scope, &sources),
            tensions::blocks(&tensions, scope, &sources),
            dossiers::blocks(&coverage, scope, &sources),
            overview::blocks(&overview, scope, &sources),
        ];
        Self {
            title,
            blocks: blocks.into_iter().flatten().collect(),
        }
    }

    /// The report as a page (<https://html.spec.whatwg.org/>): its style is inside, it loads and runs nothing, and it is to be
    /// printed as well as read in the dark. O(n).
    pub fn to_html(&self) -> String {
        html::page(&self.title, &self.blocks)
    }

    /// The report in Markdown (CommonMark, <https://spec.commonmark.org/>, with the tables of GitHub,
    /// <https://github.github.com/gfm/>), without pictures. Words that a wording has other than the first one are in `{+…+}`,
    /// words that it has not in `[-…-]`, as GNU wdiff writes them. O(n).
    pub fn to_markdown(&self) -> String {
        markdown::document(&self.title, &self.blocks)
    }
}

#[cfg(test)]
mod tests;
