//! What goes wrong in the storage, by kind; shown, a kind is a clause that fits after a colon.

use super::record::Unreadable;
use crate::ui::sentence::{t, tf};
use std::fmt;

/// Why something could not be read or stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser has no IndexedDB.
    NoStorage,
    /// The browser does not let the page store anything.
    Forbidden,
    /// The storage has no room left.
    Full,
    /// A transaction failed, and the browser does not say why.
    Aborted,
    /// The browser refuses for another reason, in its own words.
    Refused(String),
    /// A newer version of the page has changed the form of the database.
    NewerDatabase,
    /// A newer version of the page has written this project.
    NewerProject,
    /// A record has this key already: another tab has written it.
    Overtaken,
    /// The storage holds entries that could not be read when the project was opened.
    OtherWork,
    /// The browser opens the database, but does not read it.
    Unreadable,
    /// The first database was lost and the mirror does not open, for this reason.
    MirrorClosed(Box<StorageError>),
    /// The mirror does not answer.
    MirrorSilent,
    /// The first database is new, and not yet filled from the mirror.
    NotRecovered,
    /// The part of the program that reads failed databases could not be fetched.
    MissingPart,
    /// Another tab has the project open.
    OpenElsewhere,
    /// No project is open yet.
    NotOpen,
    /// The last changes are not on the disk.
    NotSaved,
    /// Nothing of the project is stored.
    NotStored,
    /// There is no project to keep.
    Empty,
    /// The stored project is damaged.
    Damaged(Damage),
    /// The backup was removed.
    NoBackup,
    /// The backup is damaged; its first problem in words.
    DamagedBackup(String),
    /// A project, or a change of one, breaks a rule of the model or is refused by the desk, in words.
    Invalid(String),
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoStorage => t!("this browser has no IndexedDB"),
            Self::Forbidden => t!("this browser does not let the page store anything"),
            Self::Full => t!("the storage is full"),
            Self::Aborted => t!("the browser gave up writing"),
            Self::NewerDatabase => t!("a newer version of the page has been here; reload it"),
            Self::NewerProject => {
                t!("a newer version of the page has written this project; reload the page")
            }
            Self::Overtaken => t!("another tab has written to this project; reload the page"),
            Self::OtherWork => {
                t!("this browser holds other work on this project; reload the page")
            }
            Self::Unreadable => t!("the browser cannot read its database"),
            Self::MirrorSilent => t!("it does not answer"),
            Self::NotRecovered => t!("the database is empty"),
            Self::MissingPart => t!("part of the page could not be fetched; reload it"),
            Self::OpenElsewhere => t!("the project is open in another tab"),
            Self::NotOpen => t!("the project is not open yet"),
            Self::NotSaved => t!("the last changes are not saved"),
            Self::NotStored => t!("the project has not been changed yet"),
            Self::Empty => t!("there is nothing to keep"),
            Self::NoBackup => t!("the backup is no longer there"),
            Self::Refused(words) | Self::Invalid(words) => words,
            Self::MirrorClosed(reason) => {
                return f.write_str(&tf!(
                    "the browser has lost its database, and the second copy cannot be opened: \
                     {reason}; reload the page"
                ));
            }
            Self::Damaged(_) => t!("it is damaged; open it to see what is left"),
            Self::DamagedBackup(problem) => {
                return f.write_str(&tf!("the backup is damaged: {problem}"));
            }
        })
    }
}

impl std::error::Error for StorageError {}

/// A record that cannot be read, as an error of the project that it belongs to.
impl From<Unreadable> for StorageError {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Newer => Self::NewerProject,
            Unreadable::Damaged(problem) => Self::Damaged(Damage::Snapshot(problem)),
        }
    }
}

/// A stored record that is left out because it is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A snapshot; its problem in words.
    Snapshot(String),
    /// The journal: this many entries at its end.
    Journal(usize),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Snapshot(problem) => tf!("A stored copy of the project is damaged ({problem})."),
            Self::Journal(1) => {
                t!("The journal is damaged: the last change could not be read.").to_owned()
            }
            Self::Journal(lost) => {
                tf!("The journal is damaged: the last {lost} changes could not be read.")
            }
        })
    }
}

/// Why a file on the disk could not be chosen or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It was moved or deleted.
    Gone,
    /// The browser does not let the page write it.
    Forbidden,
    /// The disk has no room left.
    Full,
    /// Another program has it open.
    Locked,
    /// Another program has written it since.
    Changed,
    /// There is no project to write.
    Empty,
    /// The browser refuses for another reason, in its own words.
    Refused(String),
    /// Which file it is could not be read or stored.
    Storage(StorageError),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => t!("the file is no longer there"),
            Self::Forbidden => t!("the browser does not let the page write it"),
            Self::Full => t!("the disk is full"),
            Self::Locked => t!("another program has it open"),
            Self::Changed => t!("another program has written it"),
            Self::Empty => t!("there is nothing to write"),
            Self::Refused(words) => words,
            Self::Storage(error) => return error.fmt(f),
        })
    }
}

impl std::error::Error for FileError {}

impl From<StorageError> for FileError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}
