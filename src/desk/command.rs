//! Everything that a person can do, by name: keys, buttons and the palette all end up here.

/// Something that a person can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Tag the selected text with a layer, or move the selected annotation to that layer.
    Tag(String),
    /// Give the selected annotation the label of that digit in its layer.
    Label(usize),
    /// Move the cursor.
    Move(Step, Direction),
    /// Move the end of the selected text.
    Extend(Step, Direction),
    /// Select the next or previous annotation.
    Mark(Direction),
    /// Select the next larger annotation at this place.
    Outward,
    /// Move the end of the selected annotation by a word.
    MoveEnd(Direction),
    /// Move the start of the selected annotation by a word.
    MoveStart(Direction),
    /// Add the selected text to the selected annotation.
    AddFragment,
    /// Take the fragment at the cursor, else the last, out of the selected annotation.
    RemoveFragment,
    /// Go to the first field of the selected annotation.
    Edit,
    /// Tie the selected annotation to a cluster or to another annotation.
    Link,
    /// Name who said the selected claim.
    Speaker,
    /// Write a note.
    Note,
    /// Say when.
    Date,
    /// Take the proposal for how a claim quotes.
    AcceptQuoting,
    /// Mark every other place that reads the same, in all articles.
    Everywhere,
    /// Mark the selected lines as not belonging to the article.
    Boilerplate,
    /// Remove the selected annotation.
    Remove,
    /// Show the next or previous article.
    Article(Direction),
    /// Set the article to done, or back to in progress.
    ToggleDone,
    /// Search all articles.
    Search,
    /// Take back the last change.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Open the command palette.
    Commands,
    /// Show all keys.
    Keys,
    /// Let go of what is selected.
    Clear,
    /// Call the project by another name.
    Rename(String),
    /// Add articles.
    AddArticles,
    /// Edit what is known about the article.
    Details,
    /// Put a new text in place of the article's.
    Revise,
    /// Settle what differs in copies that were merged.
    Settle,
    /// Give what lost its place one.
    Place,
    /// Export.
    Export,
    /// Download the project file without being asked anything.
    Download,
    /// Import a project or articles.
    Import,
    /// Show the projects of this browser.
    Projects,
    /// Begin an empty project.
    NewProject,
    /// Show the backups of the project.
    Backups,
    /// Keep the project in a file on the disk as well.
    KeepInFile,
    /// Write to that file again, as the browser or a person did not let it be.
    FileAgain,
    /// Write to that file no more.
    LetFileGo,
    /// Change the project in this tab, if it is changed in another.
    EditHere,
    /// Go from the system's theme to light, dark and back.
    Theme,
    /// Go on with the newest build of the page.
    Renew,
}

/// How far a key moves.
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

/// Which way, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Back,
}
