//! What a person has chosen in the table. It outlives the view; the order also outlives the page.

use crate::browser::remembered;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_story::coverage::Sort;
use std::cell::RefCell;

/// The choices; a copy is the same.
#[derive(Clone, Copy)]
pub struct Choices {
    /// What the rows are sorted by.
    pub sort: ErasedSignal<Sort>,
    /// The words to find in names.
    pub words: ErasedSignal<String>,
    /// Whether what all articles mention is left out.
    pub gaps: ErasedSignal<bool>,
}

/// All orders, as they are called.
pub const SORTS: [(Sort, &str); 4] = [
    (Sort::Spread, "Spread"),
    (Sort::Layer, "Layer"),
    (Sort::First, t!("First mention")),
    (Sort::Name, "Name"),
];

/// The setting that holds the order.
const REMEMBERED: &str = "postil-coverage-sort";

thread_local! {
    static CHOICES: RefCell<Option<(Owner, Choices)>> = const { RefCell::new(None) };
}

impl Choices {
    /// The choices of the page.
    pub fn here() -> Self {
        CHOICES.with_borrow_mut(|choices| {
            let (_, choices) = choices.get_or_insert_with(|| {
                let owner = Owner::new_root(None);
                let choices = owner.with(|| Self {
                    sort: ErasedSignal::new(remembered_sort()),
                    words: ErasedSignal::new(String::new()),
                    gaps: ErasedSignal::new(false),
                });
                (owner, choices)
            });
            *choices
        })
    }
}

fn remembered_sort() -> Sort {
    let name = remembered::get(REMEMBERED);
    let known = SORTS
        .into_iter()
        .find(|(sort, _)| Some(name_of(*sort)) == name.as_deref());
    known.map_or(Sort::Spread, |(sort, _)| sort)
}

/// Sorts the rows, from now on.
pub fn sort(by: Sort) {
    remembered::set(REMEMBERED, name_of(by));
    Choices::here().sort.set(by);
}

fn name_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Spread => "spread",
        Sort::Layer => "layer",
        Sort::First => "first",
        Sort::Name => "name",
    }
}
