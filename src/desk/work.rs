//! A task that takes a while: its progress, and whether the user cancels it.

use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use std::cell::Cell;

/// A handle on a task that takes a while; a copy is the same task.
#[derive(Clone, Copy)]
pub struct Work {
    number: u64,
    began: f64,
    stage: ErasedSignal<Stage>,
    part: ErasedSignal<Option<f64>>,
    detail: ErasedSignal<String>,
    cancelled: ErasedSignal<bool>,
}

/// A stage of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the files.
    Reading,
    /// Checking and preparing what was read.
    Checking,
    /// Putting it into the project.
    Taking,
    /// Writing the project to a file.
    Writing,
    /// Marking matches of a search.
    Marking,
}

impl Stage {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reading => t!("Reading…"),
            Self::Checking => t!("Checking the files…"),
            Self::Taking => t!("Importing…"),
            Self::Writing => t!("Writing the file…"),
            Self::Marking => t!("Marking the matches…"),
        }
    }

    /// The task that it is a part of.
    pub fn title(self) -> &'static str {
        match self {
            Self::Writing => t!("Export"),
            Self::Marking => t!("Mark everywhere"),
            Self::Reading | Self::Checking | Self::Taking => t!("Import"),
        }
    }
}

impl Work {
    /// Starts a task.
    pub fn new() -> Self {
        thread_local! {
            static COUNT: Cell<u64> = const { Cell::new(0) };
        }
        COUNT.set(COUNT.get() + 1);
        Self {
            number: COUNT.get(),
            began: js_sys::Date::now(),
            stage: ErasedSignal::new(Stage::Reading),
            part: ErasedSignal::new(None),
            detail: ErasedSignal::new(String::new()),
            cancelled: ErasedSignal::new(false),
        }
    }

    /// Sets the progress: the part of the stage that is done, from 0 to 1 if known, and the same in
    /// words.
    pub fn set(self, stage: Stage, part: Option<f64>, detail: String) {
        if self.stage.get_untracked() != stage {
            self.stage.set(stage);
        }
        self.part.set(part);
        self.detail.set(detail);
    }

    /// The time since it started, in milliseconds.
    pub fn age(self) -> f64 {
        js_sys::Date::now() - self.began
    }

    /// The stage, tracked.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// The part of the stage that is done, from 0 to 1 if known; tracked.
    pub fn part(self) -> Option<f64> {
        self.part.get()
    }

    /// The progress in words, tracked.
    pub fn detail(self) -> String {
        self.detail.get()
    }

    /// Cancels the task. It stops within a frame and changes nothing.
    pub fn cancel(self) {
        self.cancelled.set(true);
    }

    /// Whether the task is cancelled.
    pub fn is_cancelled(self) -> bool {
        self.cancelled.get_untracked()
    }
}

impl PartialEq for Work {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Work {}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Work({})", self.number)
    }
}
