//! Something that takes a while: how far it has got, and whether a person wants it to stop.

use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use std::cell::Cell;

/// A handle on something that takes a while; copying it copies the handle.
#[derive(Clone, Copy)]
pub struct Work {
    number: u64,
    began: f64,
    stage: ErasedSignal<Stage>,
    part: ErasedSignal<Option<f64>>,
    detail: ErasedSignal<String>,
    cancelled: ErasedSignal<bool>,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The files are read.
    Reading,
    /// What was read is checked and made ready.
    Checking,
    /// It comes into the page.
    Taking,
    /// The project is written into a file.
    Writing,
}

impl Stage {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reading => t!("Reading…"),
            Self::Checking => t!("Checking what was read…"),
            Self::Taking => t!("Bringing it into the page…"),
            Self::Writing => t!("Writing the file…"),
        }
    }

    /// What it is a part of.
    pub fn title(self) -> &'static str {
        match self {
            Self::Writing => t!("Export"),
            Self::Reading | Self::Checking | Self::Taking => t!("Import"),
        }
    }
}

impl Work {
    /// Work that has just begun.
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

    /// Notes how far it has got: which part of the stage is done, where that is known, and in words.
    pub fn set(self, stage: Stage, part: Option<f64>, detail: String) {
        if self.stage.get_untracked() != stage {
            self.stage.set(stage);
        }
        self.part.set(part);
        self.detail.set(detail);
    }

    /// How long it has gone on, in milliseconds.
    pub fn age(self) -> f64 {
        js_sys::Date::now() - self.began
    }

    /// What is being done.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// Which part of that is done, where it is known.
    pub fn part(self) -> Option<f64> {
        self.part.get()
    }

    /// How much of it is done, in words.
    pub fn detail(self) -> String {
        self.detail.get()
    }

    /// Asks for it to stop. It does so within a frame, and nothing has changed then.
    pub fn cancel(self) {
        self.cancelled.set(true);
    }

    /// Whether it was asked to stop.
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
