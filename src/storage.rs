//! Keeping work: every change is on the disk before the page says *Saved*, and whatever happens
//! to the page, it opens again with all of it.
//!
//! Everything is in the IndexedDB database `postil`, version 3. Its object stores have keys of their
//! own, and their values are bytes ([`record`]: JSON in UTF-8 of `[format, body]`, the
//! format being 1):
//!
//! | store | key | body |
//! | --- | --- | --- |
//! | `journal` | `[project, number]` | one [`Entry`]: what was done, undone or done again |
//! | `snapshots` | `[project, number]` | the project and its history after the entry of that number |
//! | `places` | `project` | where the reader was: document, annotation, selected text, scrolling |
//! | `projects` | `project` | what is known about it without opening it |
//! | `backups` | `[project, time]` | a whole project file, without the format in front |
//! | `backup-list` | `[project, time]` | what is known about that backup |
//! | `files` | `project` | the handle of a file on the disk, which is no bytes |
//!
//! A journal entry, a snapshot or a backup of more than a megabyte is in [`chunks`].
//!
//! Version 1 had the first three alone; version 2 had all values in one piece.
//!
//! Where the browser has a place for a [`mirror`] database, everything is kept [`mirrored`].
//!
//! Entries are numbered without a gap; a change costs as many bytes as it is long, whatever the
//! size of the project. Once the journal has outgrown the last snapshot, a new one is written in
//! the next pause. The snapshot before it stays until then, with the entries after it, so that a
//! damaged snapshot costs nothing.
//!
//! One tab at a time holds the Web Lock `postil:<project>` and writes. All others follow it: what
//! it has written they hear on a channel of the same name, and do too. When the lock is free, or the
//! one that has it does not answer, another tab takes it ([`leader`]).
//!
//! What fences a tab that has lost the lock and does not know it yet is the numbering itself: whoever
//! takes the lock away takes the next number as well, and nothing is ever written over a number that
//! is in use, all in one transaction. A number may thus stand in the journal without an entry.

pub mod backups;
mod bookmark;
pub mod catalogue;
mod channel;
mod chunks;
mod copy;
pub mod current;
pub mod database;
pub mod disk_file;
pub mod error;
mod first;
pub mod leader;
mod lock;
pub mod mirror;
mod mirrored;
pub mod offline;
pub mod open;
pub mod projects;
pub mod record;
mod replay;
pub mod rescue;
pub mod salvage;
pub mod saver;
mod schema;
pub mod store;
pub mod stored;
pub mod upkeep;
