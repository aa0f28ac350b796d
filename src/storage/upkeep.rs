//! What is done now and then while work goes on: the list of projects is kept true, a backup is made
//! when it is time for one, and the file on the disk is written again.

use super::backups::{Backup, Counts, Reason};
use super::catalogue::Known;
use super::disk_file::DiskFile;
use super::error::{FileError, StorageError};
use super::saver::Writing;
use super::{backups, catalogue};
use crate::browser::clock_and_ids;
use crate::desk::project_bytes::project_file;
use crate::desk::{Desk, Saving};
use crate::ui::signal::ErasedSignal;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Date;
use leptos::prelude::window;
use leptos::task::spawn_local;
use postil_core::format::file_name;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How often it is looked whether something is to be done, in milliseconds.
const TICK: u32 = 2000;
/// After so many milliseconds of work a backup is made: ten minutes.
const BACKUP: f64 = 10.0 * 60.0 * 1000.0;
/// So many backups are kept that were made because it was time.
const DUE: usize = 10;
/// So many are kept that were made for another reason.
const OTHERS: usize = 10;

/// How the file on the disk is that the project is kept in, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filing {
    /// There is none.
    None,
    /// It is being written.
    Writing(String),
    /// It holds all that was done, or will in a moment.
    Written(String),
    /// The browser wants to be asked again whether it may be written.
    Forbidden(String),
    /// It could not be written, for this reason.
    Failed(String, FileError),
}

/// What is known about the project while this tab writes it.
pub struct Upkeep {
    desk: Desk,
    /// Which project it is.
    pub project: String,
    /// How many changes have come since the project was last downloaded or written to a file.
    pub at_risk: ErasedSignal<usize>,
    /// The file on the disk that the project is kept in.
    pub filing: ErasedSignal<Filing>,
    writing: Writing,
    /// Whether the list of projects says something else.
    stale: Cell<bool>,
    /// Whether the file on the disk holds something else.
    behind: Cell<bool>,
    /// Whether something was done since the last backup.
    worked: Cell<bool>,
    /// When the last backup was made, in milliseconds.
    backed_up: Cell<f64>,
    /// How many bytes the project has, about.
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

/// The whole project was downloaded as a file that can be read again.
pub fn downloaded() {
    if let Some(upkeep) = here() {
        upkeep.downloaded();
    }
}

/// Begins to look after the project.
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
    });
    let opening = upkeep.clone();
    spawn_local(async move { opening.open().await });
    let ticking = upkeep.clone();
    Interval::new(TICK, move || ticking.clone().tick()).forget();
    EventListener::new(&window(), "pagehide", move |_| upkeep.clone().tick()).forget();
}

impl Upkeep {
    fn is_writing(&self) -> bool {
        self.writing.borrow().is_some()
    }

    async fn open(&self) {
        // What cannot be read here is told where the project itself cannot.
        if let Ok(Some(known)) = catalogue::known(&self.project).await {
            self.bytes.set(known.bytes);
            self.at_risk.update(|at_risk| *at_risk += known.at_risk);
        }
        if let Ok(Some(file)) = DiskFile::kept(&self.project).await {
            let name = file.name();
            let may = file.may_write(false).await;
            self.file.replace(Some(file));
            self.behind.set(self.at_risk.get_untracked() > 0);
            self.filing.set(match may {
                true => Filing::Written(name),
                false => Filing::Forbidden(name),
            });
        }
    }

    /// Does what is to be done now.
    fn tick(self: Rc<Self>) {
        let saved = self.desk.saving.get_untracked() == Saving::Saved;
        if !self.is_writing() || !saved || self.busy.replace(true) {
            return;
        }
        spawn_local(async move {
            if self.stale.replace(false) && catalogue::put(&self.known()).await.is_err() {
                self.stale.set(true);
            }
            if self.worked.get() && Date::now() - self.backed_up.get() >= BACKUP {
                // One that fails is tried again when it is time again.
                let _ = self.back_up(Reason::Due).await;
            }
            // Anything else has to be looked at by a person first.
            let filed = matches!(self.filing.get_untracked(), Filing::Written(_));
            if self.behind.get() && filed {
                self.write_file(false).await;
            }
            self.busy.set(false);
        });
    }

    /// Brings the list of projects up to date, before another one is opened in this tab.
    pub async fn close(&self) {
        if self.is_writing() && self.stale.replace(false) {
            // What the list says is not what the project is.
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

    /// Makes a backup of the project as it is, and removes those that are too many.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn back_up(&self, reason: Reason) -> Result<(), StorageError> {
        self.backed_up.set(Date::now());
        self.worked.set(false);
        let bytes = backups::put(self.desk, &self.project, reason).await?;
        self.bytes.set(bytes);
        let list = backups::list(&self.project).await?;
        let many = superfluous(&list, Date::now());
        backups::remove(&self.project, &many).await
    }

    /// The project was downloaded whole.
    pub fn downloaded(&self) {
        self.at_risk.set(0);
        self.stale.set(true);
    }

    /// Lets a person choose a file that the project is kept in from now on.
    pub async fn choose_file(&self) {
        let name = self.desk.peek(|state| state.header().name.clone());
        match DiskFile::choose(&file_name(&name, "postil.json")).await {
            Ok(Some(file)) => {
                self.file.replace(Some(file));
                self.write_file(true).await;
            }
            Ok(None) => {}
            Err(reason) => self.desk.announce(format!("No file was chosen: {reason}.")),
        }
    }

    /// Asks for the right to write the file, and writes it whatever is in it.
    pub async fn go_on_with_file(&self) {
        let file = self.file.borrow().clone();
        if let Some(file) = file
            && file.may_write(true).await
        {
            self.write_file(true).await;
        }
    }

    /// Writes the file no more.
    pub async fn let_file_go(&self) {
        self.file.take();
        self.filing.set(Filing::None);
        let _ = DiskFile::forget(&self.project).await;
    }

    async fn write_file(&self, whatever: bool) {
        let Some(mut file) = self.file.borrow().clone() else {
            return;
        };
        let name = file.name();
        self.behind.set(false);
        self.filing.set(Filing::Writing(name.clone()));
        let outcome = self.try_write_file(&mut file, whatever).await;
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
        whatever: bool,
    ) -> Result<Filing, FileError> {
        if !file.may_write(false).await {
            return Ok(Filing::Forbidden(file.name()));
        }
        if !whatever && file.was_changed().await? {
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

/// The backups to be removed from a list, newest first, for the rest to lie close together in time
/// where they are new, and further and further apart the older they are.
fn superfluous(list: &[Backup], now: f64) -> Vec<String> {
    let (due, others): (Vec<&Backup>, Vec<&Backup>) =
        list.iter().partition(|backup| backup.reason == Reason::Due);
    let mut due: Vec<(f64, &Backup)> = due
        .into_iter()
        .map(|backup| (now - Date::parse(&backup.time), backup))
        .collect();
    let mut many: Vec<String> = others.iter().skip(OTHERS).map(|b| b.time.clone()).collect();
    while due.len() > DUE
        && let Some(at) = closest(&due.iter().map(|(age, _)| *age).collect::<Vec<_>>())
    {
        many.push(due.remove(at).1.time.clone());
    }
    many
}

/// Which of some ages, in ascending order, is missed least: neither the first nor the last, but the
/// one whose neighbours are closest to each other as measured by its age.
fn closest(ages: &[f64]) -> Option<usize> {
    let gap = |at: usize| (ages[at + 1] - ages[at - 1]) / ages[at].max(1.0);
    (1..ages.len().checked_sub(1)?).min_by(|&a, &b| gap(a).total_cmp(&gap(b)))
}

#[cfg(test)]
mod tests {
    use super::{DUE, closest};

    /// The ages of the backups that are left when one is made every ten minutes for a while.
    fn left(minutes: u32) -> Vec<f64> {
        let mut made: Vec<f64> = Vec::new();
        for now in (0..=minutes).step_by(10) {
            made.insert(0, f64::from(now));
            let ages: Vec<f64> = made.iter().map(|made| f64::from(now) - made).collect();
            if made.len() > DUE {
                made.remove(closest(&ages).expect("one of them"));
            }
        }
        made.iter().map(|made| f64::from(minutes) - made).collect()
    }

    #[test]
    fn backups_lie_further_apart_the_older_they_are() {
        let ages = left(8 * 60);
        assert_eq!(ages.len(), DUE);
        assert_eq!((ages[0], ages[DUE - 1]), (0.0, 480.0), "{ages:?}");
        let within = |most: f64| ages.iter().filter(|&&age| age <= most).count();
        assert!(within(60.0) >= 3, "{ages:?}");
        assert!(within(240.0) >= 5 && within(240.0) < DUE, "{ages:?}");
        // And none is missing for long.
        let gaps = ages.windows(2).map(|pair| (pair[1] - pair[0]) / pair[1]);
        assert!(gaps.into_iter().skip(1).all(|gap| gap < 0.75), "{ages:?}");
    }

    #[test]
    fn of_two_none_is_missed_least() {
        assert_eq!(closest(&[1.0, 2.0]), None);
        assert_eq!(closest(&[]), None);
    }
}
