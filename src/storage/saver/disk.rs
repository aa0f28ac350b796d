//! What the disk has of a project.

use crate::storage::chunks;
use crate::storage::replay::Replayed;
use crate::storage::store::Store;
use crate::storage::stored::Stored;
use std::rc::Rc;

/// A journal smaller than this many bytes is not worth a snapshot.
const MIN_JOURNAL_BYTES: usize = 256 * 1024;

/// What the disk has of a project.
#[derive(Default)]
pub struct Disk {
    /// The connection; `None` before the first use, and after an error.
    pub store: Option<Rc<Store>>,
    /// The largest number in use; `None` if nothing is stored.
    pub last: Option<u64>,
    /// The number of the newest snapshot, if it and everything after it can be read. Otherwise the
    /// next thing to write is a snapshot.
    pub snapshot: Option<u64>,
    /// The size of that snapshot in bytes.
    pub snapshot_bytes: usize,
    /// The size of the journal after that snapshot in bytes.
    pub journal_bytes: usize,
    /// The records of changes on the desk that follow what is on the disk.
    pub late: Vec<Rc<Vec<u8>>>,
}

impl Disk {
    /// Describes what was read, without the connection.
    pub fn of(stored: &Stored, replayed: &Replayed) -> Self {
        // After any damage, a new snapshot must be written.
        let sound = replayed.snapshot.filter(|_| replayed.damage.is_empty());
        let mut snapshots = stored.snapshots.iter();
        let snapshot = snapshots.find(|(number, _)| Some(*number) == sound);
        let entries = stored.journal.iter();
        let entries = entries.filter(|(number, _)| Some(*number) > sound);
        Self {
            store: None,
            last: stored.last(),
            snapshot: sound,
            snapshot_bytes: snapshot.map_or(0, |(_, bytes)| chunks::length(bytes)),
            journal_bytes: entries.map(|(_, bytes)| bytes.len()).sum(),
            late: Vec::new(),
        }
    }

    /// The number of the next entry.
    pub fn next(&self) -> u64 {
        self.last.map_or(0, |last| last + 1)
    }

    /// Whether it is time for a snapshot: see [`is_due`].
    pub fn is_snapshot_due(&self) -> bool {
        is_due(self.journal_bytes, self.snapshot_bytes)
    }

    /// Notes that a snapshot of this number and size was stored.
    pub fn has_snapshot(&mut self, number: u64, bytes: usize) {
        self.last = Some(number);
        self.snapshot = Some(number);
        self.snapshot_bytes = bytes;
        self.journal_bytes = 0;
    }
}

/// Whether the journal has outgrown the last snapshot; both sizes are in bytes. All snapshots together
/// then cost no more than the journal, whatever the size of the project, and opening a project replays
/// no more bytes than it reads.
fn is_due(journal: usize, snapshot: usize) -> bool {
    journal > snapshot.max(MIN_JOURNAL_BYTES)
}

#[cfg(test)]
mod tests {
    use super::is_due;

    #[test]
    fn snapshots_cost_no_more_than_the_journal() {
        for project in [10_000, 1_000_000, 50_000_000] {
            let (mut journal, mut snapshots, mut written) = (0, 0, 0);
            for _ in 0..1_000_000 {
                journal += 600;
                written += 600;
                if is_due(journal, project) {
                    journal = 0;
                    snapshots += project;
                }
            }
            assert!(snapshots <= written, "{project}: {snapshots} of {written}");
        }
    }
}
