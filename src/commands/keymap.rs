//! The one table that binds the keys, and from which every list of them is made.

pub mod own;

use super::chord::{Chord, Press};
use crate::desk::command::Command::{self, self as C};
use crate::desk::command::Direction::{Back, Forward};
use crate::desk::command::Step::{Character, Line, Paragraph, Sentence, Word};
use crate::desk::story::{StoryPlace, StoryView};
use crate::desk::{labels, tying};
use crate::ui::sentence::{t, tf};
use postil_core::model::Schema;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// A command with the keys that run it.
#[derive(Clone, Debug)]
pub struct Binding {
    /// What runs.
    pub command: Command,
    /// What it is called in lists.
    pub title: Cow<'static, str>,
    /// The group it is listed in.
    pub group: Group,
    /// Where its keys work.
    pub scope: Scope,
    /// The keys, the usual one first; none: only the palette runs it.
    pub keys: Vec<Chord>,
    /// Keys that come to the same one after another, for lists; other bindings have them.
    pub steps: Vec<Chord>,
}

impl Binding {
    /// The keys to show in one place: the usual one, else those that come to the same.
    pub fn shown(&self) -> &[Chord] {
        self.keys.get(..1).unwrap_or(&self.steps)
    }
}

/// The heading a command is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving through the text.
    Read,
    /// Making marks and telling what they are.
    Mark,
    /// Changing marks.
    Change,
    /// Saying more about marks.
    Tell,
    /// Reading what the articles say together.
    Story,
    /// Everything else.
    Project,
}

impl Group {
    /// All, in the order of lists.
    pub const ALL: [Self; 6] = [
        Self::Read,
        Self::Mark,
        Self::Change,
        Self::Tell,
        Self::Story,
        Self::Project,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Mark => "Mark",
            Self::Change => "Change",
            Self::Tell => t!("Add details"),
            Self::Story => "Story",
            Self::Project => "Project",
        }
    }
}

/// Where keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Only while the article has the focus.
    Article,
    /// Only while a view of the story is shown, and no field has the focus.
    Story,
    /// Everywhere but in a field that takes them itself.
    Page,
}

thread_local! {
    /// The last table that was asked for: a key press should not make it anew.
    static LAST: RefCell<Option<(Schema, Rc<[Binding]>)>> = const { RefCell::new(None) };
}

impl Scope {
    /// Whether there is a place where the keys of both work.
    fn meets(self, other: Self) -> bool {
        self == other || self == Self::Page || other == Self::Page
    }
}

/// The bindings for a schema, kept until another schema asks.
pub fn kept_table(schema: &Schema) -> Rc<[Binding]> {
    LAST.with_borrow_mut(|last| match last {
        Some((of, table)) if of == schema => table.clone(),
        _ => {
            let made: Rc<[Binding]> = table(schema).into();
            *last = Some((schema.clone(), made.clone()));
            made
        }
    })
}

use Group::{Change, Mark, Project, Read, Tell};
use Scope::{Article, Page};

/// A line of the table: where it is listed, where its keys work, its title, its command, and its keys
/// with `|` between them, the usual one first.
struct Row(Group, Scope, &'static str, Command, &'static str);

const fn row(
    group: Group,
    scope: Scope,
    title: &'static str,
    command: Command,
    keys: &'static str,
) -> Row {
    Row(group, scope, title, command, keys)
}

/// What is listed before the layers of the schema.
#[rustfmt::skip]
const BEFORE_LAYERS: [Row; 35] = [
    row(Read, Article, t!("Next word"), C::Move(Word, Forward), "ArrowRight"),
    row(Read, Article, t!("Previous word"), C::Move(Word, Back), "ArrowLeft"),
    row(Read, Article, t!("Line down"), C::Move(Line, Forward), "ArrowDown"),
    row(Read, Article, t!("Line up"), C::Move(Line, Back), "ArrowUp"),
    row(Read, Article, t!("Next sentence"), C::Move(Sentence, Forward), "Ctrl+ArrowRight"),
    row(Read, Article, t!("Previous sentence"), C::Move(Sentence, Back), "Ctrl+ArrowLeft"),
    row(Read, Article, t!("End of paragraph"), C::Move(Paragraph, Forward), "End"),
    row(Read, Article, t!("Start of paragraph"), C::Move(Paragraph, Back), "Home"),
    row(Read, Article, t!("Next mark"), C::Mark(Forward), "."),
    row(Read, Article, t!("Previous mark"), C::Mark(Back), ","),
    row(Read, Article, t!("Select the enclosing mark"), C::Outward, "Alt+ArrowUp"),
    row(Read, Article, t!("Next article"), C::Article(Forward), "j"),
    row(Read, Article, t!("Previous article"), C::Article(Back), "k"),
    row(Read, Article, t!("Next mention in the cluster"), C::Mention(Forward), ";"),
    row(Read, Article, t!("Previous mention in the cluster"), C::Mention(Back), ":"),
    row(Read, Article, t!("Open another pane"), C::OpenPane, "+"),
    row(Read, Article, t!("Close the pane"), C::ClosePane, "-"),
    row(Read, Article, t!("Next pane"), C::Pane(Forward), ">"),
    row(Read, Article, t!("Previous pane"), C::Pane(Back), "<"),
    row(Read, Page, t!("Move the pane to the right"), C::ShiftPane(Forward), ""),
    row(Read, Page, t!("Move the pane to the left"), C::ShiftPane(Back), ""),
    row(Read, Page, t!("Make the pane wider"), C::ResizePane(100), ""),
    row(Read, Page, t!("Make the pane narrower"), C::ResizePane(-100), ""),
    row(Read, Page, t!("Search all articles"), C::Search, "/|Ctrl+f"),
    row(Mark, Article, t!("Extend selection by a word"), C::Extend(Word, Forward), "Shift+ArrowRight"),
    row(Mark, Article, t!("Extend selection back by a word"), C::Extend(Word, Back), "Shift+ArrowLeft"),
    row(Mark, Article, t!("Extend selection by a sentence"), C::Extend(Sentence, Forward), "Ctrl+Shift+ArrowRight"),
    row(Mark, Article, t!("Extend selection back by a sentence"), C::Extend(Sentence, Back), "Ctrl+Shift+ArrowLeft"),
    row(Mark, Article, t!("Extend selection by a character"), C::Extend(Character, Forward), "Alt+Shift+ArrowRight"),
    row(Mark, Article, t!("Extend selection back by a character"), C::Extend(Character, Back), "Alt+Shift+ArrowLeft"),
    row(Mark, Article, t!("Extend selection a line down"), C::Extend(Line, Forward), "Shift+ArrowDown"),
    row(Mark, Article, t!("Extend selection a line up"), C::Extend(Line, Back), "Shift+ArrowUp"),
    row(Mark, Article, t!("Extend selection to the end of the paragraph"), C::Extend(Paragraph, Forward), "Shift+End"),
    row(Mark, Article, t!("Extend selection to the start of the paragraph"), C::Extend(Paragraph, Back), "Shift+Home"),
    row(Mark, Article, t!("Select the whole text"), C::All, "Ctrl+a"),
];

/// What is listed after them.
#[rustfmt::skip]
const AFTER_LAYERS: [Row; 57] = [
    row(Mark, Article, t!("Tag again with the last label"), C::Again, "r"),
    row(Mark, Article, t!("Choose from all labels"), C::Labels, "t"),
    row(Mark, Article, t!("Hold the label like a pen, or let go"), C::HoldLast, "h"),
    row(Read, Article, t!("Show the names of labels"), C::Names, "m"),
    row(Read, Article, t!("Show relations as lines"), C::Ties, "Shift+m"),
    row(Read, Article, t!("Next to check"), C::NextCheck, "f"),
    row(Read, Article, t!("Rule of the label"), C::Rule, "g"),
    row(Read, Article, t!("Shared copy"), C::SharedCopy(None), "%"),
    row(Mark, Article, t!("Carry the mark to shared copy"), C::CarryMark, "\""),
    row(Mark, Page, t!("Carry all marks of the passage to shared copy"), C::CarryPassage, ""),
    row(Tell, Article, t!("Add the mark to the examples of its label"), C::AddExample, "x"),
    row(Mark, Article, t!("Mark everywhere"), C::Everywhere, "p"),
    row(Mark, Article, t!("Mark lines as boilerplate"), C::Boilerplate, "b"),
    row(Change, Article, t!("Move the end edge forward"), C::MoveEnd(Forward), "]"),
    row(Change, Article, t!("Move the end edge back"), C::MoveEnd(Back), "["),
    row(Change, Article, t!("Move the start edge forward"), C::MoveStart(Forward), "}"),
    row(Change, Article, t!("Move the start edge back"), C::MoveStart(Back), "{"),
    row(Change, Article, t!("Add the selected text as a fragment"), C::AddFragment, "a"),
    row(Change, Article, t!("Remove the fragment"), C::RemoveFragment, "Shift+Backspace"),
    row(Change, Article, t!("Remove the mark"), C::Remove, "Backspace|Delete"),
    row(Change, Page, "Undo", C::Undo, "Ctrl+z"),
    row(Change, Page, "Redo", C::Redo, "Ctrl+Shift+z|Ctrl+y"),
    row(Tell, Article, t!("Edit the mark"), C::Edit, "Enter"),
    row(Tell, Article, "Link", C::Link, "l"),
    row(Tell, Article, t!("Keep the mark, to link several"), C::Keep, "'"),
    row(Tell, Article, t!("Card of the cluster"), C::Card, "="),
    row(Tell, Article, t!("Name the speaker"), C::Speaker, "s"),
    row(Tell, Article, t!("Write a note"), C::Note, "n"),
    row(Tell, Article, t!("Set the date"), C::Date, "d"),
    row(Tell, Article, t!("Accept what is proposed"), C::Accept, "q"),
    row(Group::Story, Page, t!("Story, and back to the articles"), C::Story, "0"),
    row(Project, Page, "Commands", C::Commands, "Ctrl+k"),
    row(Project, Page, t!("All keys"), C::Keys, "?"),
    row(Project, Page, t!("Clear selection"), C::Clear, "Escape"),
    row(Project, Article, "Codebook", C::Codebook, "o"),
    row(Project, Page, "Export", C::Export, "Ctrl+e"),
    row(Project, Page, t!("Download the project file"), C::Download, ""),
    row(Project, Page, t!("Import a project or articles"), C::Import, "Ctrl+o"),
    row(Project, Page, t!("Add articles"), C::AddArticles, ""),
    row(Project, Page, t!("Article details"), C::Details, ""),
    row(Project, Page, t!("Revise the text"), C::Revise, ""),
    row(Project, Page, t!("Mark the article as done or not done"), C::ToggleDone, ""),
    row(Project, Page, t!("Resolve conflicts"), C::Settle, ""),
    row(Project, Page, t!("Unplaced marks"), C::Place, ""),
    row(Project, Page, t!("Reworded marks"), C::Rewordings, ""),
    row(Project, Page, t!("Propose clusters"), C::ProposeClusters, ""),
    row(Project, Page, t!("To check"), C::Checks, ""),
    row(Project, Page, t!("Projects in this browser"), C::Projects, ""),
    row(Project, Page, t!("New project"), C::NewProject, ""),
    row(Project, Page, t!("Open the worked example"), C::WorkedExample, ""),
    row(Project, Page, t!("Backups of the project"), C::Backups, ""),
    row(Project, Page, t!("Keep the project in a file"), C::KeepInFile, ""),
    row(Project, Page, t!("Write to the file again"), C::FileAgain, ""),
    row(Project, Page, t!("Stop writing to the file"), C::LetFileGo, ""),
    row(Project, Page, t!("Change the project in this tab"), C::EditHere, ""),
    row(Project, Page, t!("Switch theme: system, light, dark"), C::Theme, ""),
    row(Project, Page, t!("Reload to update Postil"), C::Renew, ""),
];

/// All bindings for a schema, in the order in which they take their keys: some may have the same.
pub fn wishes(schema: &Schema) -> Vec<Binding> {
    let mut table: Vec<Binding> = BEFORE_LAYERS.into_iter().map(Binding::from).collect();
    table.extend(layers(schema));
    table.extend(relations(schema));
    table.extend(AFTER_LAYERS.into_iter().map(Binding::from));
    table.extend(StoryView::ALL.into_iter().zip(1..).map(story));
    table
}

/// The binding of a view of the story, the one at that place in their row, from 1.
fn story((view, at): (StoryView, usize)) -> Binding {
    Binding {
        command: Command::StoryView(StoryPlace::from(view)),
        title: tf!("Story: {}", view.title()).into(),
        group: Group::Story,
        scope: Scope::Story,
        keys: digit_key(at).map(Chord::key).into_iter().collect(),
        steps: ["0"]
            .into_iter()
            .chain(digit_key(at))
            .map(Chord::key)
            .collect(),
    }
}

/// The bindings for a schema: its layers bring their own keys.
pub fn table(schema: &Schema) -> Vec<Binding> {
    let mut table = wishes(schema);
    // A list must not show a key that runs something else.
    let mut taken: Vec<(Chord, Scope)> = Vec::new();
    // Types of relations that begin at different labels may share a key.
    let mut relates: Vec<Chord> = Vec::new();
    for binding in &mut table {
        let shares = shares_keys(&binding.command);
        let scope = binding.scope;
        binding.keys.retain(|chord| {
            let mut same = taken.iter().filter(|(other, _)| other == chord);
            let is_taken = same.any(|(_, other)| other.meets(scope));
            !is_taken || shares && relates.contains(chord)
        });
        taken.extend(binding.keys.iter().map(|chord| (*chord, scope)));
        if shares {
            relates.extend(&binding.keys);
        }
    }
    table
}

/// Whether other commands of its sort may have the same key: the label that is selected tells which is meant.
fn shares_keys(command: &Command) -> bool {
    matches!(command, Command::Relate(_) | Command::HoldRelation(_))
}

/// The types of relations: begun at the selected mark, or held.
fn relations(schema: &Schema) -> Vec<Binding> {
    let kinds = schema.relations.iter().zip(tying::keys(&schema.relations));
    let binding = |command, title: String, keys: Option<Chord>| Binding {
        command,
        title: title.into(),
        group: Group::Tell,
        scope: Scope::Article,
        keys: keys.into_iter().collect(),
        steps: Vec::new(),
    };
    kinds
        .flat_map(|(kind, key)| {
            let title = labels::brief(&kind.title);
            let key = key.and_then(letter).map(Chord::key);
            let held = key.map(|chord| Chord {
                shift: true,
                ..chord
            });
            [
                binding(
                    Command::Relate(kind.name.clone()),
                    tf!("Relate: {title}"),
                    key,
                ),
                binding(
                    Command::HoldRelation(kind.name.clone()),
                    tf!("Hold the relation: {title}"),
                    held,
                ),
            ]
        })
        .collect()
}

impl From<Row> for Binding {
    fn from(Row(group, scope, title, command, keys): Row) -> Self {
        Self {
            command,
            title: title.into(),
            group,
            scope,
            keys: keys
                .split('|')
                .filter(|key| !key.is_empty())
                .map(Chord::parse)
                .collect(),
            steps: Vec::new(),
        }
    }
}

/// What runs for a key press at a place: the first binding that fits its likeliest reading; [`Scope::Page`] stands
/// for any place where no other scope's keys work.
pub fn lookup<'a>(table: &'a [Binding], at: Scope, press: &Press) -> Option<&'a Command> {
    press.readings().into_iter().find_map(|(key, shift)| {
        table
            .iter()
            .filter(|binding| [at, Scope::Page].contains(&binding.scope))
            .find(|binding| {
                let mut keys = binding.keys.iter();
                keys.any(|chord| chord.is(press, key, shift))
            })
            .map(|binding| &binding.command)
    })
}

fn layers(schema: &Schema) -> Vec<Binding> {
    let binding = |command, title: String, keys: Option<Chord>| Binding {
        command,
        title: title.into(),
        group: Group::Mark,
        scope: Scope::Article,
        keys: keys.into_iter().collect(),
        steps: Vec::new(),
    };
    let mut table = Vec::new();
    for layer in &schema.layers {
        let title = tf!("Tag: {}", labels::brief(&layer.title));
        let key = layer.key.and_then(letter).map(Chord::key);
        table.push(binding(Command::Tag(layer.name.clone()), title, key));
    }
    let most = schema.layers.iter().map(|layer| layer.labels.len()).max();
    table.extend((1..=most.unwrap_or(0).min(DIGITS)).map(|digit| {
        let title = tf!("Label {digit}: {}", with_digit(schema, digit));
        let key = digit_key(digit).map(Chord::key);
        binding(Command::Label(digit), title, key)
    }));
    for layer in &schema.layers {
        let title = tf!("Hold: {}", labels::brief(&layer.title));
        let key = layer.key.and_then(letter).map(Chord::key);
        let key = key.map(|chord| Chord {
            shift: true,
            ..chord
        });
        table.push(binding(Command::Hold(layer.name.clone()), title, key));
    }
    for layer in &schema.layers {
        for (at, label) in layer.labels.iter().enumerate() {
            let title = tf!("Label: {}", labels::brief(&label.title));
            let key = label.key.and_then(letter).map(Chord::key);
            let command = Command::Tag(format!("{}.{}", layer.name, label.name));
            let layer_key = layer.key.and_then(letter).map(Chord::key);
            let digit = (at < DIGITS).then(|| digit_key(at + 1)).flatten();
            let steps = layer_key.zip(digit.map(Chord::key));
            table.push(Binding {
                steps: steps.map_or(Vec::new(), |(layer, digit)| vec![layer, digit]),
                ..binding(command, title, key)
            });
        }
    }
    table
}

/// Labels of a layer that have a digit.
pub const DIGITS: usize = 9;

/// Layers whose labels are named beside a digit.
const NAMED_LAYERS: usize = 4;

/// The labels that have a digit in the layers of a schema, in one line.
fn with_digit(schema: &Schema, digit: usize) -> String {
    let all = schema.layers.iter();
    let mut titles = all.filter_map(|layer| Some(&layer.labels.get(digit.checked_sub(1)?)?.title));
    let mut named: Vec<String> = titles
        .by_ref()
        .take(NAMED_LAYERS)
        .map(|title| labels::cut(title, NAMED_CHARS))
        .collect();
    if titles.next().is_some() {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// Code points of a label that is named beside a digit.
const NAMED_CHARS: usize = 40;

/// What stands on the cap of a label, the label at that place in its layer: its own key, else its digit,
/// if it has one.
pub fn label_cap(table: &[Binding], label: &str, at: usize) -> Option<&'static str> {
    let is_own = |binding: &&Binding| matches!(&binding.command, Command::Tag(of) if of == label);
    let own = table
        .iter()
        .find(is_own)
        .and_then(|binding| binding.keys.first());
    let key = own.copied().or_else(|| {
        (at < DIGITS)
            .then(|| digit_key(at + 1).map(Chord::key))
            .flatten()
    });
    key?.caps().pop()
}

/// The layer's key as a name that lives as long as the table.
fn letter(letter: char) -> Option<&'static str> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let at = LETTERS.find(letter.to_ascii_lowercase())?;
    LETTERS.get(at..=at)
}

fn digit_key(digit: usize) -> Option<&'static str> {
    "0123456789".get(digit..=digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(name: &str, ctrl: bool, shift: bool, alt: bool, in_article: bool) -> Option<Command> {
        let at = if in_article { Article } else { Page };
        runs_at(name, [ctrl, shift, alt], at)
    }

    fn runs_at(name: &str, [ctrl, shift, alt]: [bool; 3], at: Scope) -> Option<Command> {
        let table = table(&Schema::bundled());
        let press = Press {
            key: name.to_owned(),
            ctrl,
            shift,
            alt,
            ..Press::default()
        };
        lookup(&table, at, &press).cloned()
    }

    #[test]
    fn keys_find_their_command() {
        let entity = Some(Command::Tag("entity".to_owned()));
        assert_eq!(runs("e", false, false, false, true), entity);
        assert_eq!(runs("e", false, false, false, false), None);
        assert_eq!(
            runs("3", false, false, false, true),
            Some(Command::Label(3))
        );
        assert_eq!(runs("?", false, true, false, false), Some(Command::Keys));
        assert_eq!(
            runs("{", false, true, false, true),
            Some(Command::MoveStart(Back))
        );
        assert_eq!(runs("Z", true, true, false, false), Some(Command::Redo));
        assert_eq!(runs("z", true, false, false, false), Some(Command::Undo));
        assert_eq!(runs("e", true, false, false, true), Some(Command::Export));
    }

    #[test]
    fn a_digit_is_a_view_in_the_story_and_a_label_in_an_article() {
        let none = [false; 3];
        let view = StoryPlace::from(StoryView::Timeline);
        let view = Some(Command::StoryView(view));
        assert_eq!(runs_at("3", none, Scope::Story), view);
        assert_eq!(runs_at("3", none, Article), Some(Command::Label(3)));
        assert_eq!(runs_at("3", none, Page), None);
        for at in [Scope::Story, Article, Page] {
            assert_eq!(runs_at("0", none, at), Some(Command::Story));
        }
    }

    #[test]
    fn no_chord_is_bound_twice() {
        let table = table(&Schema::bundled());
        let mut seen: Vec<(Chord, Scope, bool)> = Vec::new();
        for binding in &table {
            let shares = shares_keys(&binding.command);
            for chord in &binding.keys {
                let mut same = seen
                    .iter()
                    .filter(|(other, scope, _)| other == chord && scope.meets(binding.scope));
                assert!(
                    same.all(|(_, _, too)| *too && shares),
                    "{chord:?} is bound twice"
                );
                seen.push((*chord, binding.scope, shares));
            }
        }
    }

    #[test]
    fn templates_leave_commands_their_keys() {
        use postil_codebook::template::TEMPLATES;
        for template in TEMPLATES {
            let schema = template.codebook().schema;
            let mut seen: Vec<(Chord, Scope, bool)> = Vec::new();
            for binding in wishes(&schema) {
                let (title, scope) = (&binding.title, binding.scope);
                let shares = shares_keys(&binding.command);
                for chord in binding.keys {
                    let mut same = seen
                        .iter()
                        .filter(|(other, of, _)| *other == chord && of.meets(scope));
                    assert!(
                        same.all(|(_, _, too)| *too && shares),
                        "{}: {title}: {chord:?}",
                        template.id
                    );
                    seen.push((chord, scope, shares));
                }
            }
        }
    }

    /// A line of the list in the guide.
    fn line(title: &str, keys: &[Chord]) -> String {
        let caps = keys
            .iter()
            .map(|chord| chord.caps().join("</kbd> <kbd>"))
            .map(|caps| match caps.as_str() {
                "<" => "<kbd>&lt;</kbd>".to_owned(),
                ">" => "<kbd>&gt;</kbd>".to_owned(),
                caps => format!("<kbd>{caps}</kbd>"),
            });
        format!("| {} | {title} |\n", caps.collect::<Vec<_>>().join(" or "))
    }

    /// The list of keys in the guide is this table. `UPDATE_GUIDE=1` writes it anew.
    #[test]
    fn the_guide_lists_these_keys() {
        const BEGIN: &str = "<!-- keys: made from the table in src/commands/keymap.rs -->\n";
        const END: &str = "<!-- /keys -->";
        let table = table(&Schema::bundled());
        let mut list = String::from("| keys | |\n| --- | --- |\n");
        for group in Group::ALL {
            list += &format!("| | **{}** |\n", group.title());
            for binding in table
                .iter()
                .filter(|b| b.group == group && !b.keys.is_empty())
            {
                list += &line(&binding.title, &binding.keys);
            }
            if group == Group::Story {
                for (title, keys) in own::OWN {
                    list += &line(title, &own::chords(keys).collect::<Vec<_>>());
                }
            }
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guide.md");
        let guide = std::fs::read_to_string(path).expect("the guide is there");
        let (before, rest) = guide.split_once(BEGIN).expect("the list begins");
        let (now, after) = rest.split_once(END).expect("the list ends");
        if std::env::var_os("UPDATE_GUIDE").is_some() {
            std::fs::write(path, format!("{before}{BEGIN}{list}{END}{after}"))
                .expect("it is written");
        } else {
            assert_eq!(
                now, list,
                "UPDATE_GUIDE=1 cargo test -p postil brings it up to date"
            );
        }
    }
}
