//! The figures, and the pages they are measured on.

use crate::probe::{Beat, Film};
use std::collections::{BTreeMap, BTreeSet};

/// The measured page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Postil.
    Postil,
    /// The limit: the bare text.
    Plain,
    /// The peer, with its renderer `SPANS`.
    Spans,
    /// The peer, with its renderer `CSS_HIGHLIGHTS`.
    Highlights,
}

impl Subject {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Postil, Self::Plain, Self::Spans, Self::Highlights];

    /// The heading of its column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Postil => "Postil",
            Self::Plain => "plain text",
            Self::Spans => "recogito, spans",
            Self::Highlights => "recogito, highlights",
        }
    }
}

/// A change of one annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Adding one on a selected word. On the plain text: changing one paragraph.
    Add,
    /// Changing the label.
    Relabel,
    /// Moving the end by a word.
    Move,
    /// Removing it.
    Remove,
}

/// One figure. Times are milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// From the key that goes to the long document to the painted frame that shows its text, without
    /// waiting for the screen's next refresh.
    Open,
    /// From that frame to the end of the last work.
    OpenBusy,
    /// From that key to the painted frame that shows marks, without that wait.
    OpenMarks,
    /// From handing over the project file's bytes to the painted frame that shows an article.
    Import,
    /// As [`What::Open`], from then on.
    Switch,
    /// From the key to the painted frame.
    Painted(Edit),
    /// The same without waiting for the screen's next refresh.
    Work(Edit),
    /// Of that, scripts.
    Script(Edit),
    /// Times between frames while scrolling 20 screens.
    ScrollFrame,
    /// The longest task of 50 ms or more meanwhile.
    ScrollTask,
    /// Times between frames while jumping to the end.
    JumpFrame,
    /// The longest task of 50 ms or more meanwhile.
    JumpTask,
    /// From a letter in the search field to the painted frame that shows the number of hits.
    Search,
    /// The same without waiting for the screen's next refresh.
    SearchWork,
    /// From the key that marks a word everywhere to the painted frame that counts the marks.
    Bulk,
    /// From the key that undoes it.
    BulkUndo,
    /// How many marks that made.
    BulkCount,
    /// 1 where a progress bar was shown during either, else 0.
    BulkProgress,
    /// Times between frames while selecting over a hundred paragraphs.
    SelectFrame,
    /// The longest of them in a run.
    SelectLongest,
    /// The longest task of 50 ms or more meanwhile.
    SelectTask,
    /// Live objects of JavaScript, in bytes.
    HeapScript,
    /// Memory of WebAssembly, in bytes.
    HeapWasm,
    /// What one added annotation appends to the journal, in bytes.
    Journal,
    /// From the beginning of a navigation to the painted frame with the first article.
    Start,
    /// The same for a stored project of many articles.
    Reopen,
    /// The longest task of 50 ms or more meanwhile; as all that follow.
    ReopenTask,
    /// While an article is shown for the first time, and until the page rests.
    SwitchTask,
    /// While a mark is added, and until the page rests.
    TagTask,
    /// From scrolling the list of articles to its middle to the painted frame with the rows there.
    RailJump,
    /// Meanwhile.
    RailTask,
    /// From a letter in the search field until all hits are counted.
    SearchAll,
    /// Meanwhile.
    SearchTask,
    /// From the key that links a mark to the painted frame with candidates, without waiting for the
    /// screen's next refresh.
    Link,
    /// Meanwhile, and while the name of a cluster is typed.
    LinkTask,
    /// From the key that puts a mark into a cluster to the painted frame without the dialog, without
    /// that wait.
    Join,
    /// Meanwhile, and until the page rests.
    JoinTask,
    /// The most rows that a list has in the page.
    Rows,
    /// [`What::HeapScript`] and [`What::HeapWasm`] together.
    Heap,
    /// From the key that opens the codebook to the painted frame with its parts.
    Codebook,
    /// From a letter in the title of a label to the painted frame that lists it so.
    CodebookType,
    /// From the key that renames a label, with its marks, to the painted frame that lists it so.
    CodebookRename,
    /// From the key that moves a label to the painted frame with the order.
    CodebookOrder,
    /// From the key that merges two labels, with their marks, to the painted frame without one of them.
    CodebookMerge,
    /// The longest task of 50 ms or more during any of these, and until the page rests.
    CodebookTask,
    /// From the key that opens another pane to the painted frame with an article and its marks in it, without
    /// waiting for the screen's next refresh.
    PaneOpen,
    /// The longest task of 50 ms or more meanwhile, and until the page rests.
    PaneTask,
    /// From the key that selects a mark to the painted frame in which its mentions in another pane are lit, or
    /// no more, without that wait.
    Light,
    /// The longest task of 50 ms or more meanwhile.
    LightTask,
    /// From the key of the view of the story at this place, from 0, to the painted frame with something of it, without
    /// that wait.
    View(usize),
    /// The longest task of 50 ms or more while any of them is opened, and until the page rests.
    ViewTask,
}

/// The measured values of one size.
#[derive(Debug, Default)]
pub struct Figures {
    values: BTreeMap<(What, Subject), Vec<f64>>,
    too_slow: BTreeSet<(What, Subject)>,
}

impl Figures {
    /// Notes a value.
    pub fn note(&mut self, what: What, subject: Subject, value: f64) {
        self.values.entry((what, subject)).or_default().push(value);
    }

    /// Notes that a measurement was given up after the time limit.
    pub fn note_too_slow(&mut self, what: What, subject: Subject) {
        self.too_slow.insert((what, subject));
    }

    /// Notes a change of one annotation.
    pub fn note_edit(&mut self, edit: Edit, subject: Subject, beat: &Beat) {
        self.note(What::Painted(edit), subject, beat.painted);
        self.note(What::Work(edit), subject, beat.work());
        self.note(What::Script(edit), subject, beat.scripting());
    }

    /// Notes the frames and the longest task of a movement.
    pub fn note_film(&mut self, frame: What, task: What, subject: Subject, film: &Film) {
        for &length in &film.frames {
            self.note(frame, subject, length);
        }
        self.note(task, subject, film.longest);
    }

    /// Notes the longest frame of a movement.
    pub fn note_longest(&mut self, what: What, subject: Subject, film: &Film) {
        if let Some(longest) = film.frames.iter().copied().reduce(f64::max) {
            self.note(what, subject, longest);
        }
    }

    /// The values of one figure.
    pub fn of(&self, what: What, subject: Subject) -> &[f64] {
        self.values.get(&(what, subject)).map_or(&[], Vec::as_slice)
    }

    /// Whether a measurement was given up after the time limit.
    pub fn is_too_slow(&self, what: What, subject: Subject) -> bool {
        self.too_slow.contains(&(what, subject))
    }
}
