//! The choices in the export dialog, and their outcome.

use crate::desk::Desk;
use crate::storage::upkeep;
use crate::transfer;
use crate::ui::sentence::tf;
use crate::ui::signal::ErasedSignal;
use crate::views::dialog::frame::close;
use leptos::task::spawn_local;
use postil_core::model::DocumentId;
use postil_formats::{FormatInfo, Options, Scheme};

/// The choices, and their outcome.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The desk.
    pub desk: Desk,
    /// The format.
    pub format: ErasedSignal<&'static FormatInfo>,
    /// Whether to export the whole project, not only the open article.
    pub whole: ErasedSignal<bool>,
    /// The options of the format.
    pub options: ErasedSignal<Options>,
    /// The outcome.
    pub outcome: ErasedSignal<Outcome>,
    /// Counts the requests, to recognize an answer to an older one.
    asked: ErasedSignal<u32>,
}

/// The state of writing the file.
pub enum Outcome {
    /// It is being written.
    Pending,
    /// This file is ready for download.
    Written(transfer::Ready),
    /// It cannot be written, for this reason.
    Refused(String),
}

impl Outcome {
    /// Whether nothing is lost.
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Written(written) if written.losses.is_empty())
    }
}

impl Choice {
    /// The whole project, as a project file.
    pub fn new(desk: Desk) -> Self {
        let layers = desk.peek(|state| {
            let layers = state.schema().layers.iter();
            layers.map(|layer| layer.name.clone()).collect()
        });
        Self {
            desk,
            format: ErasedSignal::new(&transfer::POSTIL),
            whole: ErasedSignal::new(true),
            options: ErasedSignal::new(Options {
                scheme: Scheme::default(),
                layers,
            }),
            outcome: ErasedSignal::new(Outcome::Pending),
            asked: ErasedSignal::new(0),
        }
    }

    /// The article, if only that is exported.
    pub fn only(self) -> Option<DocumentId> {
        let shown = self.desk.view_now().document().get_untracked();
        shown.filter(|_| !self.whole.get())
    }

    /// Writes what is chosen, and drops earlier requests.
    pub fn write(self) {
        let (about, only, options) = (self.format.get(), self.only(), self.options.get());
        let ask = self.asked.change(|asked| {
            *asked += 1;
            *asked
        });
        // False once the dialog is closed, too.
        let wanted = move || self.asked.try_with_untracked(|asked| *asked) == ask;
        self.outcome.set(Outcome::Pending);
        spawn_local(async move {
            let made = transfer::prepare(self.desk, about, only.as_ref(), &options, wanted).await;
            if wanted() {
                self.outcome.set(match made {
                    Ok(Some(ready)) => Outcome::Written(ready),
                    Ok(None) => Outcome::Pending,
                    Err(error) => Outcome::Refused(error.to_string()),
                });
            }
        });
    }

    /// Downloads the file, and closes the dialog.
    pub fn download(self) {
        let name = self.outcome.with_untracked(|outcome| match outcome {
            Outcome::Written(ready) => {
                ready.file.start();
                Some(ready.file.name().to_owned())
            }
            Outcome::Pending | Outcome::Refused(_) => None,
        });
        if let Some(name) = name {
            if self.whole.get_untracked() && self.format.get_untracked().id == transfer::POSTIL.id {
                upkeep::downloaded();
            }
            self.desk.announce(tf!("Exported {name}."));
            close(self.desk);
        }
    }
}
