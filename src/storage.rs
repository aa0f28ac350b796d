//! Stores work: every change is on the disk before the page says *Saved*, and whatever happens to the
//! page, it opens again with all of it.
//!
//! Everything is in the IndexedDB database `postil`, version 3. Its object stores have keys of their
//! own, and their values are bytes ([`record`]: JSON in UTF-8 of `[format, body]`, the
//! format being 1):
//!
//! | store | key | body |
//! | --- | --- | --- |
//! | `journal` | `[project, number]` | one [`Entry`](postil_core::workspace::Entry): what was done, undone or redone |
//! | `snapshots` | `[project, number]` | the project and its history after the entry of that number |
//! | `places` | `project` | the [`bookmark`]: article, mark, selected text, scroll position, and what was too [`late`] for the journal |
//! | `projects` | `project` | its description in the [`catalogue`] |
//! | `backups` | `[project, time]` | a whole project file, without the format in front |
//! | `backup-list` | `[project, time]` | the description of that backup |
//! | `files` | `project` | the handle of a [`disk_file`], which is not bytes |
//!
//! A journal entry, a snapshot or a backup of more than a megabyte is in [`chunks`].
//!
//! The bookmark of a page that goes away is in `localStorage` as well ([`unload`]), which stores at
//! once, until the database has a later one.
//!
//! Version 1 had only the first three stores; version 2 had every value in one piece.
//!
//! Where the browser has a place for a [`mirror`] database, everything is [`mirrored`].
//!
//! Entries are numbered without a gap. Storing a change costs as many bytes as the change is long,
//! whatever the size of the project. Once the journal has outgrown the last snapshot, a new one is
//! written in the next pause. The snapshot before it stays until then, with the entries after it, so
//! that a damaged snapshot costs nothing.
//!
//! One tab at a time holds the Web Lock `postil:<project>` and writes. All others follow it: it says on
//! a channel of the same name that it has written, and they read the same entries and perform them.
//! When the lock is free, or the tab that holds it does not answer, another tab takes over
//! ([`leader`]).
//!
//! The numbers fence off a tab that has lost the lock and does not know it yet: whoever steals the lock
//! claims the next number as well, and nothing ever overwrites a number that is in use, all in one
//! transaction. A number in the journal may therefore have no entry.

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
mod late;
pub mod layout;
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
mod spot;
pub mod store;
pub mod stored;
pub mod time_spent;
mod unload;
pub mod upkeep;
