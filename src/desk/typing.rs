//! What has been typed into fields of the page, and is not part of the project yet.

use crate::ui::signal::ErasedSignal;
use std::rc::Rc;

/// Makes what was typed into a field part of the project.
type Keep = Rc<dyn Fn()>;

/// A field whose content is not part of the project.
struct Open {
    field: u64,
    keep: Keep,
    refused: bool,
}

/// How far what was typed has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// All of it is part of the project.
    Kept,
    /// Some of it becomes part of the project within a second.
    Waiting,
    /// Some of it cannot become part of the project: a date that does not exist.
    Refused,
}

/// The fields whose content is not part of the project; a copy is the same list.
#[derive(Clone, Copy)]
pub struct Typing {
    fields: ErasedSignal<Vec<Open>>,
    last: ErasedSignal<u64>,
}

impl Typing {
    /// Makes an empty list.
    pub fn new() -> Self {
        Self {
            fields: ErasedSignal::new(Vec::new()),
            last: ErasedSignal::new(0),
        }
    }

    /// A number for a field, which no other field of the page has.
    pub fn number(self) -> u64 {
        let next = |last: &mut u64| {
            *last += 1;
            *last
        };
        self.last.change(next).unwrap_or_default()
    }

    /// Notes that a field holds something that is not part of the project, until `keep` is called.
    pub fn begin(self, field: u64, keep: Keep) {
        self.fields.update(|fields| {
            fields.retain(|open| open.field != field);
            fields.push(Open {
                field,
                keep,
                refused: false,
            });
        });
    }

    /// Notes that what a field holds was refused.
    pub fn refuse(self, field: u64) {
        self.fields.update(|fields| {
            for open in fields.iter_mut().filter(|open| open.field == field) {
                open.refused = true;
            }
        });
    }

    /// Notes that all that a field holds is part of the project, or that the field is gone.
    pub fn end(self, field: u64) {
        let is_open = |fields: &Vec<Open>| fields.iter().any(|open| open.field == field);
        if self.fields.try_with_untracked(is_open) == Some(true) {
            self.fields
                .update(|fields| fields.retain(|open| open.field != field));
        }
    }

    /// Makes all that was typed part of the project, as far as it can be.
    pub fn keep(self) {
        let all: Vec<Keep> = self
            .fields
            .with_untracked(|fields| fields.iter().map(|open| open.keep.clone()).collect());
        for keep in all {
            keep();
        }
    }

    /// How far what was typed has got, tracked.
    pub fn typed(self) -> Typed {
        self.fields.with(|fields| {
            if fields.iter().any(|open| !open.refused) {
                Typed::Waiting
            } else if fields.is_empty() {
                Typed::Kept
            } else {
                Typed::Refused
            }
        })
    }
}
