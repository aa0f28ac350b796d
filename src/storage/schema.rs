//! The names of the databases' object stores, and their version.

/// The name of the first database, and of the second one in its bucket.
pub const DATABASE: &str = "postil";
/// The version of both.
pub const VERSION: u32 = 3;

/// Entries: what was done, undone and redone.
pub const JOURNAL: &str = "journal";
/// Whole projects with their histories.
pub const SNAPSHOTS: &str = "snapshots";
/// Where the reader was, by project.
pub const PLACES: &str = "places";
/// What is known about each project: see [`super::catalogue`].
pub const PROJECTS: &str = "projects";
/// Whole projects as files, by project and time: see [`super::backups`].
pub const BACKUPS: &str = "backups";
/// What is known about each of them, under the same keys.
pub const BACKUP_LIST: &str = "backup-list";
/// The files on the disk that projects are kept in, by project.
pub const FILES: &str = "files";
/// All object stores. The first three are those of version 1; version 3 knows of values in several
/// [`super::chunks`].
pub const STORES: &[&str] = &[
    JOURNAL,
    SNAPSHOTS,
    PLACES,
    PROJECTS,
    BACKUPS,
    BACKUP_LIST,
    FILES,
];
