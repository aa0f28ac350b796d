//! Upkeep of the open project while work goes on: updates the list of projects, makes backups, and
//! writes the file on the disk.

use super::backups::{Backup, Counts, Reason};
use super::catalogue::Known;
use super::disk_file::DiskFile;
use super::error::{FileError, StorageError};
use super::saver::Writing;
use super::{backups, catalogue};
use crate::browser::clock_and_ids;
use crate::desk::project_bytes::project_file;
use crate::desk::{Desk, Saving};
use crate::ui::sentence::tf;
use crate::ui::signal::ErasedSignal;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Date;
use leptos::prelude::window;
use leptos::task::spawn_local;
use postil_core::format::file_name;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How often upkeep looks for something to do.
const TICK_MS: u32 = 2000;
/// How much time passes between two backups while work goes on: ten minutes.
const BACKUP_INTERVAL_MS: f64 = 10.0 * 60.0 * 1000.0;
/// How many of the regular backups are kept.
const MAX_DUE_BACKUPS: usize = 10;
/// How many of all other backups are kept.
const MAX_OTHER_BACKUPS: usize = 10;

/// The state of the file on the disk that holds the project; all but the first carry its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filing {
    /// There is none.
    None,
    /// It is being written.
    Writing(String),
    /// It holds all changes, or will in a moment.
    Written(String),
    /// The browser wants a person to allow writing again.
    Forbidden(String),
    /// It could not be written, for this reason.
    Failed(String, FileError),
}

/// The upkeep of a project while this tab writes it.
pub struct Upkeep {
    desk: Desk,
    /// The name that the project is stored under.
    pub project: String,
    /// Changes since the project was last downloaded or written to a file.
    pub at_risk: ErasedSignal<usize>,
    /// The state of the file on the disk.
    pub filing: ErasedSignal<Filing>,
    writing: Writing,
    /// Whether the list of projects is out of date.
    stale: Cell<bool>,
    /// Whether the file on the disk is out of date.
    behind: Cell<bool>,
    /// Whether anything has changed since the last backup.
    worked: Cell<bool>,
    /// When the last backup was made, in milliseconds.
    backed_up: Cell<f64>,
    /// The approximate size of the project in bytes.
    bytes: Cell<usize>,
    file: RefCell<Option<DiskFile>>,
    busy: Cell<bool>,
}

thread_local! {
    static UPKEEP: RefCell<Option<Rc<Upkeep>>> = const { RefCell::new(None) };
}

/// The upkeep of the project that is open.
pub fn here() -> Option<Rc<Upkeep>> {
    UPKEEP.with_borrow(Clone::clone)
}

/// Notes that the whole project was downloaded as a file that Postil reads.
pub fn downloaded() {
    if let Some(upkeep) = here() {
        upkeep.downloaded();
    }
}

/// Begins the upkeep of a project.
pub fn begin(desk: Desk, project: &str, writing: &Writing) {
    let upkeep = Rc::new(Upkeep {
        desk,
        project: project.to_owned(),
        at_risk: ErasedSignal::new(0),
        filing: ErasedSignal::new(Filing::None),
        writing: writing.clone(),
        stale: Cell::new(false),
        behind: Cell::new(false),
        worked: Cell::new(false),
        backed_up: Cell::new(Date::now()),
        bytes: Cell::new(0),
        file: RefCell::new(None),
        busy: Cell::new(false),
    });
    UPKEEP.set(Some(upkeep.clone()));
    let changed = upkeep.clone();
    desk.on_change(move |_, _| {
        changed.stale.set(true);
        changed.behind.set(true);
        changed.worked.set(true);
        changed.at_risk.update(|at_risk| *at_risk += 1);
    })
    .forget();
    let opening = upkeep.clone();
    spawn_local(async move { opening.open().await });
    let ticking = upkeep.clone();
    Interval::new(TICK_MS, move || ticking.clone().tick()).forget();
    EventListener::new(&window(), "pagehide", move |_| upkeep.clone().tick()).forget();
}

impl Upkeep {
    fn is_writing(&self) -> bool {
        self.writing.borrow().is_some()
    }

    async fn open(&self) {
        // Opening the project reports what cannot be read.
        if let Ok(Some(known)) = catalogue::known(&self.project).await {
            self.bytes.set(known.bytes);
            self.at_risk.update(|at_risk| *at_risk += known.at_risk);
        }
        if let Ok(Some(file)) = DiskFile::kept(&self.project).await {
            let name = file.name();
            let may = file.may_write(false).await;
            self.file.replace(Some(file));
            self.behind.set(self.at_risk.get_untracked() > 0);
            self.filing.set(if may {
                Filing::Written(name)
            } else {
                Filing::Forbidden(name)
            });
        }
    }

    /// Does what is due.
    fn tick(self: Rc<Self>) {
        let saved = self.desk.saving.get_untracked() == Saving::Saved;
        if !self.is_writing() || !saved || self.busy.replace(true) {
            return;
        }
        spawn_local(async move {
            if self.stale.replace(false) && catalogue::put(&self.known()).await.is_err() {
                self.stale.set(true);
            }
            if self.worked.get() && Date::now() - self.backed_up.get() >= BACKUP_INTERVAL_MS {
                // If it fails, the next one is due after the same interval.
                let _ = self.back_up(Reason::Due).await;
            }
            // A file in any other state needs a decision by a person.
            let filed = matches!(self.filing.get_untracked(), Filing::Written(_));
            if self.behind.get() && filed {
                self.write_file(false).await;
            }
            self.busy.set(false);
        });
    }

    /// Updates the list of projects before this tab opens another one.
    pub async fn close(&self) {
        if self.is_writing() && self.stale.replace(false) {
            // An outdated list does not harm the project.
            let _ = catalogue::put(&self.known()).await;
        }
    }

    fn known(&self) -> Known {
        Known {
            id: self.project.clone(),
            name: self.desk.peek(|state| state.header().name.clone()),
            changed: clock_and_ids::now(),
            counts: self.desk.peek(Counts::of),
            bytes: self.bytes.get(),
            at_risk: self.at_risk.get_untracked(),
            deleted: String::new(),
        }
    }

    /// Makes a backup of the project as it is, and removes superfluous ones.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn back_up(&self, reason: Reason) -> Result<(), StorageError> {
        self.backed_up.set(Date::now());
        self.worked.set(false);
        let bytes = backups::put(self.desk, &self.project, reason).await?;
        self.bytes.set(bytes);
        let list = backups::list(&self.project).await?;
        let many = superfluous(&list, Date::now());
        backups::remove(&self.project, &many).await
    }

    /// Notes that the whole project was downloaded.
    pub fn downloaded(&self) {
        self.at_risk.set(0);
        self.stale.set(true);
    }

    /// Asks for a file, and keeps the project in it from now on.
    pub async fn choose_file(&self) {
        let name = self.desk.peek(|state| state.header().name.clone());
        match DiskFile::choose(&file_name(&name, "postil.json")).await {
            Ok(Some(file)) => {
                self.file.replace(Some(file));
                self.write_file(true).await;
            }
            Ok(None) => {}
            Err(error) => self.desk.announce(tf!("No file was chosen: {error}.")),
        }
    }

    /// Asks for permission to write the file, and writes it whatever it contains.
    pub async fn resume_file(&self) {
        let file = self.file.borrow().clone();
        if let Some(file) = file
            && file.may_write(true).await
        {
            self.write_file(true).await;
        }
    }

    /// Stops writing the file.
    pub async fn forget_file(&self) {
        self.file.take();
        self.filing.set(Filing::None);
        let _ = DiskFile::forget(&self.project).await;
    }

    async fn write_file(&self, overwrite: bool) {
        let Some(mut file) = self.file.borrow().clone() else {
            return;
        };
        let name = file.name();
        self.behind.set(false);
        self.filing.set(Filing::Writing(name.clone()));
        let outcome = self.try_write_file(&mut file, overwrite).await;
        if !matches!(outcome, Ok(Filing::Written(_))) {
            self.behind.set(true);
        }
        self.file.replace(Some(file));
        let filing = outcome.unwrap_or_else(|reason| Filing::Failed(name, reason));
        self.filing.set(filing);
    }

    async fn try_write_file(
        &self,
        file: &mut DiskFile,
        overwrite: bool,
    ) -> Result<Filing, FileError> {
        if !file.may_write(false).await {
            return Ok(Filing::Forbidden(file.name()));
        }
        if !overwrite && file.was_changed().await? {
            return Err(FileError::Changed);
        }
        let written = project_file(self.desk, |_| true).await;
        let written = written.ok_or(FileError::Empty)?;
        let changes = self.at_risk.get_untracked();
        file.write(&written.bytes).await?;
        file.keep(&self.project).await?;
        self.bytes.set(written.bytes.len());
        self.at_risk
            .update(|at_risk| *at_risk = at_risk.saturating_sub(changes));
        self.stale.set(true);
        Ok(Filing::Written(file.name()))
    }
}

/// Chooses backups to remove from a list, newest first, so that the rest lie close together where they
/// are new, and further apart the older they are.
fn superfluous(list: &[Backup], now: f64) -> Vec<String> {
    let (due, others): (Vec<&Backup>, Vec<&Backup>) =
        list.iter().partition(|backup| backup.reason == Reason::Due);
    let mut due: Vec<(f64, &Backup)> = due
        .into_iter()
        .map(|backup| (now - Date::parse(&backup.time), backup))
        .collect();
    let mut many: Vec<String> = others
        .iter()
        .skip(MAX_OTHER_BACKUPS)
        .map(|b| b.time.clone())
        .collect();
    while due.len() > MAX_DUE_BACKUPS
        && let Some(at) = closest(&due.iter().map(|(age, _)| *age).collect::<Vec<_>>())
    {
        many.push(due.remove(at).1.time.clone());
    }
    many
}

/// Finds the most dispensable of some ages in ascending order: the one whose neighbours are closest to
/// each other relative to its age, never the first or the last.
fn closest(ages: &[f64]) -> Option<usize> {
    let gap = |at: usize| (ages[at + 1] - ages[at - 1]) / ages[at].max(1.0);
    (1..ages.len().checked_sub(1)?).min_by(|&a, &b| gap(a).total_cmp(&gap(b)))
}

#[cfg(test)]
mod tests {
    use super::{MAX_DUE_BACKUPS, closest};

    /// The ages of the backups that are left if one is made every ten minutes.
    fn left(minutes: u32) -> Vec<f64> {
        let mut made: Vec<f64> = Vec::new();
        for now in (0..=minutes).step_by(10) {
            made.insert(0, f64::from(now));
            let ages: Vec<f64> = made.iter().map(|made| f64::from(now) - made).collect();
            if made.len() > MAX_DUE_BACKUPS {
                made.remove(closest(&ages).expect("one of them"));
            }
        }
        made.iter().map(|made| f64::from(minutes) - made).collect()
    }

    #[test]
    fn backups_lie_further_apart_the_older_they_are() {
        let ages = left(8 * 60);
        assert_eq!(ages.len(), MAX_DUE_BACKUPS);
        assert_eq!(
            (ages[0], ages[MAX_DUE_BACKUPS - 1]),
            (0.0, 480.0),
            "{ages:?}"
        );
        let within = |most: f64| ages.iter().filter(|&&age| age <= most).count();
        assert!(within(60.0) >= 3, "{ages:?}");
        assert!(
            within(240.0) >= 5 && within(240.0) < MAX_DUE_BACKUPS,
            "{ages:?}"
        );
        // And there is no long gap.
        let gaps = ages.windows(2).map(|pair| (pair[1] - pair[0]) / pair[1]);
        assert!(gaps.into_iter().skip(1).all(|gap| gap < 0.75), "{ages:?}");
    }

    #[test]
    fn of_two_none_is_missed_least() {
        assert_eq!(closest(&[1.0, 2.0]), None);
        assert_eq!(closest(&[]), None);
    }
}
