//! Restores an open project from what is stored: a snapshot, and the journal replayed over it.

use super::error::Damage;
use super::record::{self, Unreadable};
use postil_core::format::postil::Piecewise;
use postil_core::history::History;
use postil_core::json;
use postil_core::model::Project;
use postil_core::state::State;
use postil_core::workspace::{Entry, Workspace};
use serde_json::Value;

/// A whole workspace as one record.
struct Snapshot {
    project: Project,
    history: History,
}

json::record!(Snapshot {
    project: required,
    history: required,
});

/// Encodes a whole workspace. O(n).
pub fn snapshot(state: &State, history: &History) -> Vec<u8> {
    let mut project = begin_snapshot(state);
    while project.step(state) {}
    end_snapshot(project, history)
}

/// Begins that record, to be written piece by piece.
pub fn begin_snapshot(state: &State) -> Piecewise {
    let mut out = record::begin();
    out.begin_object();
    out.name("project");
    out.begin_object();
    Piecewise::inside(state, out)
}

/// Ends it, once the project is written.
pub fn end_snapshot(project: Piecewise, history: &History) -> Vec<u8> {
    let mut out = project.end();
    out.field("history", history);
    out.end_object();
    record::end(out)
}

/// A restored workspace, and what is missing from it.
#[derive(Debug)]
pub struct Replayed {
    /// The workspace; `None` if no snapshot could be read.
    pub workspace: Option<Workspace>,
    /// The number of the snapshot that it is based on.
    pub snapshot: Option<u64>,
    /// What was left out because it is damaged.
    pub damage: Vec<Damage>,
}

/// Opens the newest snapshot that can be read, and performs the later entries of the journal. Expects
/// snapshots newest first, and entries in order; both are numbered without a gap, and a snapshot has
/// the number of the last entry in it. Ends before the first entry that is damaged, missing or does
/// not fit, because later entries build on it. O(n).
///
/// # Errors
/// When a later version of the program wrote a record: then nothing here may be touched.
pub fn replay(
    snapshots: impl IntoIterator<Item = (u64, Vec<u8>)>,
    journal: &[(u64, Vec<u8>)],
) -> Result<Replayed, Unreadable> {
    let mut damage = Vec::new();
    for (number, bytes) in snapshots {
        match open(&bytes) {
            Ok(mut workspace) => {
                let entries = journal.iter().filter(|(entry, _)| *entry > number);
                let lost = follow(&mut workspace, number, entries)?;
                damage.extend(lost);
                return Ok(Replayed {
                    workspace: Some(workspace),
                    snapshot: Some(number),
                    damage,
                });
            }
            Err(Unreadable::Newer) => return Err(Unreadable::Newer),
            Err(Unreadable::Damaged(reason)) => {
                damage.push(Damage::Snapshot(reason));
            }
        }
    }
    Ok(Replayed {
        workspace: None,
        snapshot: None,
        damage,
    })
}

fn open(bytes: &[u8]) -> Result<Workspace, Unreadable> {
    let read = record::decode::<Snapshot>(bytes);
    let Snapshot { project, history } = match read {
        Err(Unreadable::Damaged(_)) => read_first_version(bytes).ok_or(()).or(read)?,
        _ => read?,
    };
    let state = State::open(project).map_err(|found| {
        Unreadable::Damaged(found.first().map_or_else(String::new, ToString::to_string))
    })?;
    Ok(Workspace::new(state, history))
}

/// Reads a snapshot of the first version, whose history holds each step in both directions; keeps the
/// one that is needed: the inverse of a done step, the forward direction of an undone one.
fn read_first_version(bytes: &[u8]) -> Option<Snapshot> {
    let mut record: Value = serde_json::from_slice(bytes).ok()?;
    for (list, direction) in [("done", "inverse"), ("undone", "forward")] {
        let steps = record.pointer_mut(&format!("/1/history/{list}"))?;
        for step in steps.as_array_mut()? {
            *step = step.get_mut(direction)?.take();
        }
    }
    record::decode(record.to_string().as_bytes()).ok()
}

/// Performs entries, and returns what was lost, if anything.
fn follow<'a>(
    workspace: &mut Workspace,
    snapshot: u64,
    entries: impl Iterator<Item = &'a (u64, Vec<u8>)>,
) -> Result<Option<Damage>, Unreadable> {
    let mut entries = entries.peekable();
    let mut reached = snapshot;
    while let Some((number, bytes)) = entries.peek() {
        let fits = match record::decode::<Option<Entry>>(bytes) {
            _ if *number != reached + 1 => false,
            // A claimed number without an entry.
            Ok(None) => true,
            Ok(Some(entry)) => workspace.perform(&entry).is_ok(),
            Err(Unreadable::Newer) => return Err(Unreadable::Newer),
            Err(Unreadable::Damaged(_)) => false,
        };
        if !fits {
            return Ok(Some(Damage::Journal(entries.count())));
        }
        reached = *number;
        entries.next();
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::bundled;
    use postil_core::edit::{self, NewAnnotation, Stamp};

    /// A workspace over the bundled project, and its journal while marks are made, changed,
    /// undone and done again.
    struct Session {
        workspace: Workspace,
        journal: Vec<(u64, Vec<u8>)>,
    }

    impl Session {
        fn begin() -> Self {
            let state = State::open(bundled::project()).expect("it opens");
            Self {
                workspace: Workspace::new(state, History::default()),
                journal: Vec::new(),
            }
        }

        fn perform(&mut self, entry: &Entry) {
            self.workspace.perform(entry).expect("the entry fits");
            let bytes = record::encode(entry);
            self.journal.push((self.journal.len() as u64 + 1, bytes));
        }

        fn mark(&mut self, start: usize) {
            let stamp = Stamp {
                author: "",
                time: "2024-12-31T00:00:00Z",
            };
            let new = NewAnnotation {
                id: format!("a{start}").into(),
                document: "000".into(),
                fragments: std::iter::once(start..start + 5).collect(),
                label: "entity".to_owned(),
            };
            let tag = edit::annotate(self.workspace.state(), new, stamp);
            self.perform(&Entry::Commit(tag));
        }

        fn work(&mut self) {
            for start in self.journal.len()..self.journal.len() + 10 {
                self.mark(start * 7);
            }
            self.perform(&Entry::Undo);
            self.perform(&Entry::Undo);
            self.perform(&Entry::Redo);
        }

        fn snapshot(&self) -> (u64, Vec<u8>) {
            let bytes = snapshot(self.workspace.state(), self.workspace.history());
            (self.journal.len() as u64, bytes)
        }
    }

    fn assert_same(there: &Workspace, expected: &Workspace) {
        assert_eq!(there.state().to_project(), expected.state().to_project());
        assert_eq!(there.history(), expected.history());
    }

    #[test]
    fn a_snapshot_and_the_journal_give_the_same_work_and_history() {
        let mut session = Session::begin();
        let early = session.snapshot();
        session.work();
        let late = session.snapshot();
        session.work();
        for snapshots in [vec![late.clone(), early.clone()], vec![early]] {
            let replayed = replay(snapshots, &session.journal).expect("no newer format");
            assert_eq!(replayed.damage, []);
            assert_same(&replayed.workspace.expect("it opens"), &session.workspace);
        }
    }

    #[test]
    fn a_damaged_snapshot_costs_nothing_while_the_one_before_it_is_there() {
        let mut session = Session::begin();
        let early = session.snapshot();
        session.work();
        let (number, mut bytes) = session.snapshot();
        bytes.truncate(bytes.len() / 2);
        session.work();
        let replayed = replay([(number, bytes), early], &session.journal).expect("no newer format");
        assert_eq!(replayed.snapshot, Some(0));
        assert!(matches!(replayed.damage[..], [Damage::Snapshot(_)]));
        assert_same(&replayed.workspace.expect("it opens"), &session.workspace);
    }

    #[test]
    fn the_first_histories_are_read() {
        let stored: Value = serde_json::from_str(include_str!(
            "../../tests/fixtures/stored/1-both-directions.json"
        ))
        .expect("JSON");
        let records = |store: &str| -> Vec<(u64, Vec<u8>)> {
            let records = stored[store].as_array().expect("records").iter();
            let number = |record: &Value| record[0][1].as_u64().expect("a number");
            let bytes = |record: &Value| record[1].as_str().expect("text").as_bytes().to_vec();
            records
                .map(|record| (number(record), bytes(record)))
                .collect()
        };
        let replayed = replay(records("snapshots"), &records("journal")).expect("no newer format");
        assert_eq!(replayed.damage, []);
        let mut workspace = replayed.workspace.expect("it opens");
        let mut count = |entry: Entry| {
            workspace.perform(&entry).expect("it fits");
            workspace.state().annotation_count()
        };
        assert_eq!(count(Entry::Redo), 3);
        assert_eq!(
            [Entry::Undo, Entry::Undo, Entry::Undo].map(&mut count),
            [2, 1, 0]
        );
        assert_eq!([Entry::Redo, Entry::Redo].map(&mut count), [1, 2]);
    }

    #[test]
    fn a_snapshot_with_an_altered_text_is_damaged() {
        let session = Session::begin();
        let (number, bytes) = session.snapshot();
        let altered = String::from_utf8(bytes)
            .expect("UTF-8")
            .replace("Zamir Kabulov", "Zamir Kabulow");
        let replayed = replay([(number, altered.into_bytes())], &[]).expect("no newer format");
        assert!(replayed.workspace.is_none());
        assert!(matches!(replayed.damage[..], [Damage::Snapshot(_)]));
    }

    #[test]
    fn the_replay_ends_before_a_damaged_or_missing_entry() {
        let mut session = Session::begin();
        let start = session.snapshot();
        session.mark(0);
        session.mark(10);
        let mut expected = Session::begin();
        expected.mark(0);
        expected.mark(10);
        session.mark(20);
        session.mark(30);

        let mut damaged = session.journal.clone();
        damaged[2].1.truncate(9);
        let mut missing = session.journal.clone();
        missing.remove(2);
        let mut misfit = session.journal.clone();
        misfit[2].1 = br#"[1,{"commit":{"name":"","ops":[{"remove-annotation":"x"}]}}]"#.to_vec();
        for (journal, lost) in [(damaged, 2), (missing, 1), (misfit, 2)] {
            let replayed = replay([start.clone()], &journal).expect("no newer format");
            assert_same(&replayed.workspace.expect("it opens"), &expected.workspace);
            assert_eq!(replayed.damage, [Damage::Journal(lost)]);
        }
    }

    #[test]
    fn a_later_format_is_left_alone() {
        let session = Session::begin();
        let newer = br#"[2,{}]"#.to_vec();
        let start = session.snapshot();
        let found = replay([(1, newer.clone()), start.clone()], &[]).err();
        assert_eq!(found, Some(Unreadable::Newer));
        let found = replay([start], &[(1, newer)]).err();
        assert_eq!(found, Some(Unreadable::Newer));
    }

    #[test]
    fn nothing_stored_is_nothing_opened() {
        let replayed = replay([], &[]).expect("no newer format");
        assert!(replayed.workspace.is_none() && replayed.damage.is_empty());
    }
}
