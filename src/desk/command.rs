//! Everything that a user can do, by name. Keys, buttons and the palette all run these commands.

use super::story::StoryPlace;
use postil_core::model::AnnotationId;

/// Something that a user can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Tag the selected text with a layer or a label, or give the selected annotation that label.
    Tag(String),
    /// Give the selected annotation the label with this digit in its layer, or selected text that in the
    /// layer used last.
    Label(usize),
    /// Do the same with the label that was given last.
    Again,
    /// Go to the story, or back to the articles.
    Story,
    /// Show a view of the story.
    StoryView(StoryPlace),
    /// Look at the codebook, and change it.
    Codebook,
    /// Choose a label from the list of all.
    Labels,
    /// Hold a layer or a label like a pen, or let it go.
    Hold(String),
    /// Hold the label of the selected annotation, else the last one, or let go of the one that is held.
    HoldLast,
    /// Show the names of labels over the marks, or hide them.
    Names,
    /// Show the relations of the selected annotation as lines, or hide them.
    Ties,
    /// Hide a layer, or show it again.
    ToggleLayer(String),
    /// Move the cursor.
    Move(Step, Direction),
    /// Move the end of the selected text.
    Extend(Step, Direction),
    /// Select the whole text of the document.
    All,
    /// Select the next or previous annotation.
    Mark(Direction),
    /// Select the next larger annotation at this position.
    Outward,
    /// Move the end of the selected annotation by a word.
    MoveEnd(Direction),
    /// Move the start of the selected annotation by a word.
    MoveStart(Direction),
    /// Add the selected text to the selected annotation.
    AddFragment,
    /// Remove the fragment at the cursor, else the last, from the selected annotation.
    RemoveFragment,
    /// Go to the first field of the selected annotation.
    Edit,
    /// Link the selected annotation to a cluster or to another annotation.
    Link,
    /// Keep the selected annotation, or keep it no more: several can be linked at once.
    Keep,
    /// Keep an annotation beside the selected one, or keep it no more.
    KeepBeside(AnnotationId),
    /// Relate the selected annotation by a type of relation; its other end is chosen in the text.
    Relate(String),
    /// Hold a type of relation: each two annotations that are chosen are related by it.
    HoldRelation(String),
    /// Take an annotation as the end of the relation in the making.
    TakeEnd(AnnotationId),
    /// Let go of the relation that is dragged, over an annotation or beside all.
    DropRelation,
    /// Show the card of the selected annotation's cluster.
    Card,
    /// List what a program thinks are mentions of one thing.
    ProposeClusters,
    /// List the passages that stand in several documents, at the one at an offset of the document, else at the
    /// cursor.
    SharedCopy(Option<usize>),
    /// Carry the selected annotation over to the other documents that have its passage.
    CarryMark,
    /// Carry all annotations of the passage at the cursor over.
    CarryPassage,
    /// Link the selected claim to its speaker.
    Speaker,
    /// Write a note.
    Note,
    /// Edit the date.
    Date,
    /// Accept what is proposed for the selected annotation: quoting, date, number.
    Accept,
    /// Annotate every other occurrence of the same text, in all documents.
    Everywhere,
    /// Mark the selected lines as boilerplate.
    Boilerplate,
    /// Remove the selected annotation.
    Remove,
    /// Show the next or previous document.
    Article(Direction),
    /// Open a pane beside the active one.
    OpenPane,
    /// Close the active pane.
    ClosePane,
    /// Go to the next or previous pane.
    Pane(Direction),
    /// Swap the active pane with its neighbour.
    ShiftPane(Direction),
    /// Make the active pane wider, in thousandths of the usual width; less than 0: narrower.
    ResizePane(i32),
    /// Go to the next or previous mention of the selected annotation's cluster.
    Mention(Direction),
    /// Set the document to done, or back to in progress.
    ToggleDone,
    /// Search all documents.
    Search,
    /// Undo the last change.
    Undo,
    /// Redo the last undone change.
    Redo,
    /// Open the command palette.
    Commands,
    /// Show all keys.
    Keys,
    /// Clear the selection.
    Clear,
    /// Add documents.
    AddArticles,
    /// Edit the metadata of the document.
    Details,
    /// Replace the text of the document.
    Revise,
    /// Settle conflicts between merged copies.
    Settle,
    /// Place annotations that lost their place when a text was revised.
    Place,
    /// Look at the annotations that cover other words since a text was revised.
    Rewordings,
    /// Show the rule of the label at hand beside the text, or put it away.
    Rule,
    /// Add the selected annotation to the examples of its label.
    AddExample,
    /// List what the codebook demands and is lacking.
    Checks,
    /// Select the next annotation that lacks something.
    NextCheck,
    /// Export.
    Export,
    /// Download the project file without a dialog.
    Download,
    /// Import a project or documents.
    Import,
    /// Show the projects in this browser.
    Projects,
    /// Make an empty project.
    NewProject,
    /// Open the worked example as a project of its own.
    WorkedExample,
    /// Show the backups of the project.
    Backups,
    /// Keep the project in a file on the disk too.
    KeepInFile,
    /// Go on writing to that file after the browser or the user stopped it.
    FileAgain,
    /// Stop writing to that file.
    LetFileGo,
    /// Edit the project in this tab instead of another.
    EditHere,
    /// Switch from the system's theme to light, to dark and back.
    Theme,
    /// Reload with the newest build of the page.
    Renew,
}

/// How far a key moves the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A grapheme cluster.
    Character,
    /// A word.
    Word,
    /// A line on the screen.
    Line,
    /// A sentence.
    Sentence,
    /// To the edge of the paragraph.
    Paragraph,
}

/// A direction in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Toward the end.
    Forward,
    /// Toward the beginning.
    Back,
}

impl Direction {
    /// The other direction.
    pub fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Back,
            Self::Back => Self::Forward,
        }
    }
}
