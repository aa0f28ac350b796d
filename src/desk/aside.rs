//! What has been typed into dialogs that take it only when they are asked to, and into fields that
//! refuse it: kept while the dialog is closed and the page is away, until it is taken or thrown away.

use crate::ui::signal::ErasedSignal;

/// The values of the fields of each dialog, or of one field, after its name.
pub type Drafts = Vec<(String, Vec<String>)>;

/// Bytes of all fields of a dialog up to which they are kept while the page is away: they are stored
/// with every move of the reader.
const MAX_BYTES: usize = 100_000;

/// Dialogs and fields whose content is kept; beyond that, the oldest is thrown away.
const MAX_DRAFTS: usize = 100;

/// What has been typed into dialogs; a copy is the same.
#[derive(Clone, Copy)]
pub struct Aside(ErasedSignal<Drafts>);

impl Aside {
    /// Makes one without anything.
    pub fn new() -> Self {
        Self(ErasedSignal::new(Drafts::new()))
    }

    /// Takes over what was kept.
    pub fn restore(self, drafts: Drafts) {
        self.0.set(drafts);
    }

    /// What is to be kept while the page is away, untracked.
    pub fn to_store(self) -> Drafts {
        let is_short =
            |values: &[String]| values.iter().map(String::len).sum::<usize>() <= MAX_BYTES;
        self.0.with_untracked(|drafts| {
            let short = drafts.iter().filter(|(_, values)| is_short(values));
            short.cloned().collect()
        })
    }

    /// Tracks everything.
    pub fn track(self) {
        self.0.track();
    }

    /// The values of the fields of a dialog, untracked; `None` if nothing was typed into it.
    pub fn of(self, dialog: &str) -> Option<Vec<String>> {
        self.0.with_untracked(|drafts| {
            let draft = drafts.iter().find(|(name, _)| name == dialog);
            draft.map(|(_, values)| values.clone())
        })
    }

    /// Notes what the fields of a dialog hold. Fields that are all empty are as good as none.
    pub fn put(self, dialog: &str, values: Vec<String>) {
        self.0.update(|drafts| {
            drafts.retain(|(name, _)| name != dialog);
            if values.iter().any(|value| !value.is_empty()) {
                drafts.push((dialog.to_owned(), values));
                if drafts.len() > MAX_DRAFTS {
                    drafts.remove(0);
                }
            }
        });
    }

    /// Throws away what was typed into a dialog.
    pub fn clear(self, dialog: &str) {
        self.put(dialog, Vec::new());
    }
}
