//! Names the object stores of the databases, and their version.

/// The name of the first database, and of the mirror in its bucket.
pub const DATABASE: &str = "postil";
/// The version of both.
pub const VERSION: u32 = 3;

/// Entries: what was done, undone and redone.
pub const JOURNAL: &str = "journal";
/// Whole projects with their histories.
pub const SNAPSHOTS: &str = "snapshots";
/// Bookmarks by project: see [`super::bookmark`].
pub const BOOKMARKS: &str = "places";
/// Descriptions of the projects: see [`super::catalogue`].
pub const PROJECTS: &str = "projects";
/// Whole project files by project and time: see [`super::backups`].
pub const BACKUPS: &str = "backups";
/// Descriptions of the backups, under the same keys.
pub const BACKUP_LIST: &str = "backup-list";
/// Files on the disk by project: see [`super::disk_file`].
pub const FILES: &str = "files";
/// All object stores. Version 1 had only the first three; version 3 introduced values in several
/// [`super::chunks`].
pub const STORES: &[&str] = &[
    JOURNAL,
    SNAPSHOTS,
    BOOKMARKS,
    PROJECTS,
    BACKUPS,
    BACKUP_LIST,
    FILES,
];
