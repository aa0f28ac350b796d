//! Edits that a script makes, and what the project holds after each.

use postil_e2e::Random;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The articles that get marks.
const ARTICLES: [&str; 5] = ["000", "001", "002", "003", "004"];
/// How much of each article gets marks, in code points.
const LENGTH: u32 = 2000;
/// The length of each mark's note, in characters: long enough for the journal to outgrow snapshots.
const NOTE: usize = 2500;

/// One edit. A mark is named by its serial number, with which its note begins.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    Annotate(u32),
    Remove(u32),
    Undo,
    Redo,
}

/// The present marks, and what can be undone and redone: marks that were made (`true`) or removed.
#[derive(Clone, Debug, Default)]
pub struct Model {
    marks: BTreeSet<u32>,
    done: Vec<(u32, bool)>,
    undone: Vec<(u32, bool)>,
}

impl Model {
    /// The serial numbers of the marks.
    pub fn marks(&self) -> &BTreeSet<u32> {
        &self.marks
    }

    /// The marks after each repetition of an edit, up to `most` times and as long as it has an effect.
    pub fn steps(&self, edit: Edit, most: usize) -> Vec<BTreeSet<u32>> {
        let mut model = self.clone();
        let step = |_| {
            let before = model.marks.clone();
            model.make(edit);
            (model.marks != before).then(|| model.marks.clone())
        };
        (0..most).map_while(step).collect()
    }

    /// Makes an edit.
    pub fn make(&mut self, edit: Edit) {
        match edit {
            Edit::Annotate(serial) => self.commit((serial, true)),
            Edit::Remove(serial) => self.commit((serial, false)),
            Edit::Undo => {
                if let Some((serial, made)) = self.done.pop() {
                    self.put(serial, !made);
                    self.undone.push((serial, made));
                }
            }
            Edit::Redo => {
                if let Some((serial, made)) = self.undone.pop() {
                    self.put(serial, made);
                    self.done.push((serial, made));
                }
            }
        }
    }

    fn commit(&mut self, step: (u32, bool)) {
        self.put(step.0, step.1);
        self.done.push(step);
        self.undone.clear();
    }

    fn put(&mut self, serial: u32, there: bool) {
        if there {
            self.marks.insert(serial);
        } else {
            self.marks.remove(&serial);
        }
    }

    /// An edit that can be made now.
    fn any(&self, serial: u32, random: &mut Random) -> Edit {
        match random.below(10) {
            0 if !self.marks.is_empty() => {
                let at = random.below(self.marks.len());
                Edit::Remove(*self.marks.iter().nth(at).expect("one of them"))
            }
            1 | 2 if !self.done.is_empty() => Edit::Undo,
            3 if !self.undone.is_empty() => Edit::Redo,
            _ => Edit::Annotate(serial),
        }
    }
}

/// Makes `count` random edits, and the model before the first one and after each.
pub fn edits(count: usize, random: &mut Random) -> (Vec<Edit>, Vec<Model>) {
    let mut models = vec![Model::default()];
    let mut edits = Vec::new();
    for number in 0..count {
        let mut model = models[number].clone();
        let edit = model.any(number as u32, random);
        model.make(edit);
        models.push(model);
        edits.push(edit);
    }
    (edits, models)
}

/// The article of a mark, its start and end in code points, and its note.
pub fn mark(serial: u32) -> (&'static str, u32, u32, String) {
    let start = serial * 7 % LENGTH;
    let note = format!("{serial} {}", "postil ".repeat(NOTE / 7));
    let article = ARTICLES[serial as usize % ARTICLES.len()];
    (article, start, start + 5, note.trim_end().to_owned())
}

/// An edit as the script takes it. After some edits the script waits until everything is saved, after
/// some it pauses.
pub fn line(number: usize, edit: Edit, random: &mut Random) -> Value {
    let (what, about) = match edit {
        Edit::Annotate(serial) => {
            let (document, start, end, note) = mark(serial);
            let wanted = json!({
                "document": document, "start": start, "end": end, "label": "entity", "note": note,
            });
            ("annotate", wanted)
        }
        Edit::Remove(serial) => ("remove", json!(serial.to_string())),
        Edit::Undo => ("undo", Value::Null),
        Edit::Redo => ("redo", Value::Null),
    };
    json!([
        number + 1,
        what,
        about,
        random.below(2) == 0,
        random.below(20)
    ])
}
