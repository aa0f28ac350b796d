//! What of all proposals the list shows.

use postil_core::state::State;
use postil_core::text::Query;
use postil_propose::clusters::{Confidence, Item, Proposal};

/// Mentions of a proposal whose words are searched.
const MAX_SEARCHED: usize = 20;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The layer and the confidence of the proposals below, and how many they are.
    Heading {
        /// The name of the layer.
        layer: String,
        /// Whether they are sure.
        is_sure: bool,
        /// How many there are.
        many: usize,
    },
    /// A proposal by its number.
    Proposal(usize),
    /// A mention of the open proposal, by the numbers of both.
    Member(usize, usize),
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// The lines.
    pub lines: Vec<Line>,
    /// The proposals among them.
    pub many: usize,
}

impl Listed {
    /// The first line from one on, or else before it, with a proposal.
    pub fn first_from(&self, at: usize) -> Option<usize> {
        let is_one = |at: &usize| matches!(self.lines.get(*at), Some(Line::Proposal(_)));
        let mut after = at..self.lines.len();
        after.find(is_one).or_else(|| (0..at).rev().find(is_one))
    }
}

/// Lists the proposals with the words of a text: by layer in the order of the schema, the sure ones first.
/// O(n log n), and with a text O(length of the names and of up to [`MAX_SEARCHED`] mentions each).
pub fn list(state: &State, all: &[Proposal], open: Option<&Item>, text: &str) -> Listed {
    let query = Query::new(text);
    let fits = |one: &Proposal| {
        let mentions = || {
            let some = one.members.iter().take(MAX_SEARCHED);
            let mut some = some.filter_map(|it| state.annotation(&it.annotation));
            some.any(|mention| query.fit(&state.quote(mention)).is_some())
        };
        text.is_empty() || query.fit(&one.name).is_some() || mentions()
    };
    let group = |one: &Proposal| {
        (
            state.layer_number(&one.layer),
            one.layer.clone(),
            one.confidence != Confidence::Sure,
        )
    };
    let mut chosen: Vec<usize> = (0..all.len()).filter(|at| fits(&all[*at])).collect();
    chosen.sort_by_key(|at| group(&all[*at]));
    let mut listed = Listed {
        many: chosen.len(),
        lines: Vec::with_capacity(chosen.len() + 8),
    };
    let mut rest = chosen.as_slice();
    while let Some(first) = rest.first().map(|at| group(&all[*at])) {
        let end = rest.partition_point(|at| group(&all[*at]) <= first);
        let (own, others) = rest.split_at(end);
        rest = others;
        let (_, layer, is_likely) = first;
        listed.lines.push(Line::Heading {
            layer,
            is_sure: !is_likely,
            many: own.len(),
        });
        for at in own {
            listed.lines.push(Line::Proposal(*at));
            if open == Some(&all[*at].key) {
                let members = 0..all[*at].members.len();
                listed
                    .lines
                    .extend(members.map(|member| Line::Member(*at, member)));
            }
        }
    }
    listed
}
