//! The heads of the columns: articles, with a bracket over those that print one text.

use super::cut::{Cut, beyond};
use super::data::Data;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, part, ui};
use crate::views::story::tiles::Head;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// Columns beside one another, and the bracket over them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    columns: Range<usize>,
    /// The number of the text that they print, from 0; `None`: no other article has it.
    text: Option<usize>,
    /// How many articles print it.
    all: usize,
}

/// Cuts the columns into runs. O(n log n) for n columns.
fn runs(heads: &[Head]) -> Vec<Run> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for head in heads {
        *counts.entry(head.account).or_default() += 1;
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut runs: Vec<Run> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let all = counts.get(&head.account).copied().unwrap_or(1);
        let text = (all > 1).then(|| {
            let next = numbers.len();
            *numbers.entry(head.account).or_insert(next)
        });
        match runs.last_mut() {
            Some(run) if run.text == text => run.columns.end = at + 1,
            _ => runs.push(Run {
                columns: at..at + 1,
                text,
                all,
            }),
        }
    }
    runs
}

/// The head of the table.
pub fn draw(data: Data, cut: Cut) -> AnyView {
    let runs = memo(move || data.heads.with(|heads| runs(heads)));
    let brackets = move || {
        let any = runs.with(|runs| runs.iter().any(|run| run.text.is_some()));
        any.then(|| {
            ui! { <tr class="brackets"><td class="names"></td>{part(move || brackets(&runs.get(), &cut.shown.get()))}</tr> }
        })
    };
    let heads = move || {
        let heads = data.heads.get();
        let head = move |at: usize| column(at, heads.get(at));
        Some(untrack(|| {
            each(move || cut.shown.get().collect(), usize::to_string, head)
        }))
    };
    ui! {
        <thead>
            {part(brackets)}
            <tr aria-rowindex="1">
                <th scope="col" class="corner names" aria-colindex="1">"Cluster"</th>
                {beyond(cut, true)}
                {part(heads)}
                {beyond(cut, false)}
            </tr>
        </thead>
    }
}

/// The brackets over the columns in the page.
fn brackets(runs: &[Run], shown: &Range<usize>) -> Option<AnyView> {
    let last = runs.last()?.columns.end;
    let side = |columns: Range<usize>| {
        (!columns.is_empty()).then(|| ui! { <td colspan=columns.len().to_string()></td> })
    };
    let cells = runs.iter().filter_map(|run| {
        let columns = run.columns.start.max(shown.start)..run.columns.end.min(shown.end);
        if columns.is_empty() {
            return None;
        }
        let span = columns.len().to_string();
        let Some(text) = run.text else {
            return Some(ui! { <td colspan=span></td> });
        };
        let here = run.columns.len();
        let (words, title) = if here == run.all {
            (
                t!("one text").to_owned(),
                tf!("{here} articles print one text: they are one account"),
            )
        } else {
            let name = text + 1;
            (
                tf!("text {name}"),
                tf!(
                    "{here} of the {} articles that print one text: they are one account",
                    run.all
                ),
            )
        };
        Some(ui! {
            <th scope="colgroup" colspan=span class="bracket" title=title>
                <span class="clip">{words}</span>
            </th>
        })
    });
    let cells: Vec<_> = cells.collect();
    Some(ui! {
        {side(0..shown.start)}
        {cells}
        {side(shown.end.min(last)..last)}
    })
}

fn column(at: usize, head: Option<&Head>) -> AnyView {
    let Some(head) = head else {
        return ().into_any();
    };
    let from = format!("{} {}", head.mark, head.outlet_words());
    let title = tf!("{from}, {}: {}", head.date, head.title);
    ui! {
        <th scope="col" class="of-article" aria-colindex=(at + 2).to_string() title=title>
            <span class="outlet clip" dir="auto">
                <b>{head.mark.clone()}</b>
                " "
                {head.outlet_words().to_owned()}
            </span>
            <span class="date clip">{head.date.clone()}</span>
            <span class="title" dir="auto">{head.title.clone()}</span>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(accounts: &[usize]) -> Vec<(Range<usize>, Option<usize>)> {
        let head = |account: &usize| Head {
            mark: String::new(),
            outlet: String::new(),
            date: String::new(),
            title: String::new(),
            account: *account,
        };
        let heads: Vec<Head> = accounts.iter().map(head).collect();
        let runs = runs(&heads).into_iter();
        runs.map(|run| (run.columns, run.text)).collect()
    }

    #[test]
    fn reprints_are_bracketed_together() {
        assert_eq!(cut(&[4, 7, 9]), [(0..3, None)]);
        assert_eq!(
            cut(&[4, 7, 7, 9]),
            [(0..1, None), (1..3, Some(0)), (3..4, None)]
        );
        assert_eq!(
            cut(&[8, 5, 8, 5]),
            [
                (0..1, Some(0)),
                (1..2, Some(1)),
                (2..3, Some(0)),
                (3..4, Some(1))
            ]
        );
    }
}
