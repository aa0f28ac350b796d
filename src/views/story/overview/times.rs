//! The time that was spent on each article, which only this browser has.

use crate::storage::{current, time_spent};
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use postil_core::model::DocumentId;
use std::collections::HashMap;

/// The times of the open project.
#[derive(Clone, Copy)]
pub struct Times {
    /// Seconds by article.
    times: ErasedSignal<HashMap<String, usize>>,
    /// What was forgotten, to be put back.
    forgotten: ErasedSignal<Option<time_spent::Times>>,
}

impl Times {
    /// Reads them.
    pub fn new() -> Self {
        let times = time_spent::get(&current::project());
        Self {
            times: ErasedSignal::new(times.into_iter().collect()),
            forgotten: ErasedSignal::new(None),
        }
    }

    /// Tracks them.
    pub fn track(self) {
        self.times.track();
    }

    /// The time of an article, in words.
    pub fn of(self, article: &DocumentId) -> String {
        let seconds = self
            .times
            .with_untracked(|times| times.get(article.as_str()).copied());
        in_words(seconds.unwrap_or_default())
    }

    /// Says what the times are, and forgets them when asked.
    pub fn note(self) -> AnyView {
        let action = move || {
            let is_empty = self.times.with(HashMap::is_empty);
            let button = |words: &'static str, act: Box<dyn Fn()>| {
                ui! {
                    <button type="button" class="link" on:click=move |_| act()>
                        {words}
                    </button>
                }
            };
            if self.forgotten.with(Option::is_some) {
                return Some(button(
                    t!("Put the times back"),
                    Box::new(move || self.put_back()),
                ));
            }
            (!is_empty).then(|| button(t!("Forget the times"), Box::new(move || self.forget())))
        };
        ui! {
            <p class="overview-note quiet">
                {t!("Time counts while the page is in sight and an article is worked in. It stays on this machine: no file has it. ")}
                {part(action)}
            </p>
        }
    }

    fn forget(self) {
        let project = current::project();
        self.forgotten.set(Some(time_spent::get(&project)));
        time_spent::forget(&project);
        self.times.set(HashMap::new());
    }

    fn put_back(self) {
        if let Some(times) = self.forgotten.get_untracked() {
            time_spent::put(&current::project(), &times);
            self.times.set(times.into_iter().collect());
            self.forgotten.set(None);
        }
    }
}

/// A number of seconds: `12 min`, `1 h 05 min`.
fn in_words(seconds: usize) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (seconds, hours) {
        (0, _) => "–".to_owned(),
        (1..60, _) => t!("under 1 min").to_owned(),
        (_, 0) => tf!("{minutes} min"),
        _ => tf!("{hours} h {minutes:02} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn times_are_in_hours_and_minutes() {
        let words = [0, 59, 60, 3599, 3900].map(in_words);
        assert_eq!(words, ["–", "under 1 min", "1 min", "59 min", "1 h 05 min"]);
    }
}
