//! The one table that binds the keys, and from which every list of them is made.

use crate::desk::command::Direction::{Back, Forward};
use crate::desk::command::{Command, Step};
use crate::desk::labels;
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
    /// Where it stands in lists.
    pub group: Group,
    /// Where its keys work.
    pub scope: Scope,
    /// The keys, the usual one first; none: only the palette runs it.
    pub keys: Vec<Chord>,
}

/// The heading a command stands under.
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
    /// Everything else.
    Project,
}

impl Group {
    /// All, in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::Read,
        Self::Mark,
        Self::Change,
        Self::Tell,
        Self::Project,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Mark => "Mark",
            Self::Change => "Change",
            Self::Tell => "Say more",
            Self::Project => "Project",
        }
    }
}

/// Where keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Only while the article has the focus.
    Article,
    /// Everywhere but in a field that takes them itself.
    Page,
}

/// A key with what is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift. Not looked at where the key itself is a sign that Shift may help to type.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

impl Chord {
    /// Whether a key press is this chord.
    pub fn is(&self, key: &str, ctrl: bool, shift: bool, alt: bool) -> bool {
        let sign = self.key.len() == 1 && !self.key.as_bytes()[0].is_ascii_alphanumeric();
        self.key.eq_ignore_ascii_case(key)
            && self.ctrl == ctrl
            && (sign || self.shift == shift)
            && (self.alt == alt || (sign && !self.alt && !self.ctrl))
    }

    /// The caps of the keys, in the order in which they are pressed.
    pub fn caps(&self) -> Vec<&'static str> {
        let held = [
            (self.ctrl, "Ctrl"),
            (self.alt, "Alt"),
            (self.shift, "Shift"),
        ];
        let mut caps: Vec<_> = held
            .into_iter()
            .filter(|(on, _)| *on)
            .map(|(_, cap)| cap)
            .collect();
        caps.push(match self.key {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => "Esc",
            key => cap(key),
        });
        caps
    }
}

/// Letters stand on key caps in upper case.
fn cap(key: &'static str) -> &'static str {
    const CAPS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    match key.as_bytes() {
        [letter] if letter.is_ascii_lowercase() => {
            let at = usize::from(letter - b'a');
            CAPS.get(at..=at).unwrap_or(key)
        }
        _ => key,
    }
}

const fn key(key: &'static str) -> Chord {
    Chord {
        key,
        ctrl: false,
        shift: false,
        alt: false,
    }
}

const fn ctrl(name: &'static str) -> Chord {
    Chord {
        ctrl: true,
        ..key(name)
    }
}

const fn shift(chord: Chord) -> Chord {
    Chord {
        shift: true,
        ..chord
    }
}

const fn alt(name: &'static str) -> Chord {
    Chord {
        alt: true,
        ..key(name)
    }
}

thread_local! {
    /// The last table that was asked for: a key press should not make it anew.
    static LAST: RefCell<Option<(Schema, Rc<[Binding]>)>> = const { RefCell::new(None) };
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

/// The bindings for a schema: its layers bring their own keys.
pub fn table(schema: &Schema) -> Vec<Binding> {
    let mut table = Vec::new();
    {
        let mut add = |group, scope, title: &'static str, command, keys: &[Chord]| {
            table.push(Binding {
                command,
                title: title.into(),
                group,
                scope,
                keys: keys.to_vec(),
            });
        };
        use Command as C;
        use Scope::{Article, Page};
        use Step::{Character, Line, Paragraph, Sentence, Word};
        let g = Group::Read;
        add(
            g,
            Article,
            "Next word",
            C::Move(Word, Forward),
            &[key("ArrowRight")],
        );
        add(
            g,
            Article,
            "Previous word",
            C::Move(Word, Back),
            &[key("ArrowLeft")],
        );
        add(
            g,
            Article,
            "Line down",
            C::Move(Line, Forward),
            &[key("ArrowDown")],
        );
        add(
            g,
            Article,
            "Line up",
            C::Move(Line, Back),
            &[key("ArrowUp")],
        );
        add(
            g,
            Article,
            "Next sentence",
            C::Move(Sentence, Forward),
            &[ctrl("ArrowRight")],
        );
        add(
            g,
            Article,
            "Previous sentence",
            C::Move(Sentence, Back),
            &[ctrl("ArrowLeft")],
        );
        add(
            g,
            Article,
            "End of paragraph",
            C::Move(Paragraph, Forward),
            &[key("End")],
        );
        add(
            g,
            Article,
            "Start of paragraph",
            C::Move(Paragraph, Back),
            &[key("Home")],
        );
        add(g, Article, "Next mark", C::Mark(Forward), &[key(".")]);
        add(g, Article, "Previous mark", C::Mark(Back), &[key(",")]);
        add(
            g,
            Article,
            "Outward to the larger mark",
            C::Outward,
            &[alt("ArrowUp")],
        );
        add(g, Article, "Next article", C::Article(Forward), &[key("j")]);
        add(
            g,
            Article,
            "Previous article",
            C::Article(Back),
            &[key("k")],
        );
        add(
            g,
            Page,
            "Search all articles",
            C::Search,
            &[key("/"), ctrl("f")],
        );

        let g = Group::Mark;
        add(
            g,
            Article,
            "Select on by a word",
            C::Extend(Word, Forward),
            &[shift(key("ArrowRight"))],
        );
        add(
            g,
            Article,
            "Select back by a word",
            C::Extend(Word, Back),
            &[shift(key("ArrowLeft"))],
        );
        add(
            g,
            Article,
            "Select on by a sentence",
            C::Extend(Sentence, Forward),
            &[shift(ctrl("ArrowRight"))],
        );
        add(
            g,
            Article,
            "Select back by a sentence",
            C::Extend(Sentence, Back),
            &[shift(ctrl("ArrowLeft"))],
        );
        add(
            g,
            Article,
            "Select on by a character",
            C::Extend(Character, Forward),
            &[shift(alt("ArrowRight"))],
        );
        add(
            g,
            Article,
            "Select back by a character",
            C::Extend(Character, Back),
            &[shift(alt("ArrowLeft"))],
        );
        add(
            g,
            Article,
            "Select a line down",
            C::Extend(Line, Forward),
            &[shift(key("ArrowDown"))],
        );
        add(
            g,
            Article,
            "Select a line up",
            C::Extend(Line, Back),
            &[shift(key("ArrowUp"))],
        );
        add(
            g,
            Article,
            "Select to the end of the paragraph",
            C::Extend(Paragraph, Forward),
            &[shift(key("End"))],
        );
        add(
            g,
            Article,
            "Select to the start of the paragraph",
            C::Extend(Paragraph, Back),
            &[shift(key("Home"))],
        );
    }
    table.extend(layers(schema));
    let mut add = |group, scope, title: &'static str, command, keys: &[Chord]| {
        table.push(Binding {
            command,
            title: title.into(),
            group,
            scope,
            keys: keys.to_vec(),
        });
    };
    use Command as C;
    use Scope::{Article, Page};
    let g = Group::Mark;
    add(
        g,
        Article,
        "Mark everywhere it stands",
        C::Everywhere,
        &[key("p")],
    );
    add(
        g,
        Article,
        "Mark lines as boilerplate",
        C::Boilerplate,
        &[key("b")],
    );

    let g = Group::Change;
    add(
        g,
        Article,
        "End edge forward",
        C::MoveEnd(Forward),
        &[key("]")],
    );
    add(g, Article, "End edge back", C::MoveEnd(Back), &[key("[")]);
    add(
        g,
        Article,
        "Start edge forward",
        C::MoveStart(Forward),
        &[key("}")],
    );
    add(
        g,
        Article,
        "Start edge back",
        C::MoveStart(Back),
        &[key("{")],
    );
    add(
        g,
        Article,
        "Add the selected text as a fragment",
        C::AddFragment,
        &[key("a")],
    );
    add(
        g,
        Article,
        "Remove the fragment",
        C::RemoveFragment,
        &[shift(key("Backspace"))],
    );
    add(
        g,
        Article,
        "Remove the mark",
        C::Remove,
        &[key("Backspace"), key("Delete")],
    );
    add(g, Page, "Undo", C::Undo, &[ctrl("z")]);
    add(g, Page, "Redo", C::Redo, &[shift(ctrl("z")), ctrl("y")]);

    let g = Group::Tell;
    add(g, Article, "Edit the mark", C::Edit, &[key("Enter")]);
    add(g, Article, "Link", C::Link, &[key("l")]);
    add(g, Article, "Name the speaker", C::Speaker, &[key("s")]);
    add(g, Article, "Write a note", C::Note, &[key("n")]);
    add(g, Article, "Say when", C::Date, &[key("d")]);
    add(
        g,
        Article,
        "Accept how it quotes",
        C::AcceptQuoting,
        &[key("q")],
    );

    let g = Group::Project;
    add(g, Page, "Commands", C::Commands, &[ctrl("k")]);
    add(g, Page, "All keys", C::Keys, &[key("?")]);
    add(g, Page, "Let go", C::Clear, &[key("Escape")]);
    add(g, Page, "Export", C::Export, &[ctrl("e")]);
    add(g, Page, "Download the project file", C::Download, &[]);
    add(
        g,
        Page,
        "Import a project or articles",
        C::Import,
        &[ctrl("o")],
    );
    add(g, Page, "Add articles", C::AddArticles, &[]);
    add(g, Page, "Details of the article", C::Details, &[]);
    add(g, Page, "Revise the text", C::Revise, &[]);
    add(g, Page, "Article done, or not", C::ToggleDone, &[]);
    add(g, Page, "Settle conflicts", C::Settle, &[]);
    add(g, Page, "Settle where marks belong", C::Place, &[]);
    add(g, Page, "Projects of this browser", C::Projects, &[]);
    add(g, Page, "New project", C::NewProject, &[]);
    add(g, Page, "Backups of the project", C::Backups, &[]);
    add(g, Page, "Keep the project in a file", C::KeepInFile, &[]);
    add(g, Page, "Write to the file again", C::FileAgain, &[]);
    add(g, Page, "Write to the file no more", C::LetFileGo, &[]);
    add(g, Page, "Change the project in this tab", C::EditHere, &[]);
    add(g, Page, "Theme: system, light, dark", C::Theme, &[]);
    add(g, Page, "Reload to update Postil", C::Renew, &[]);
    table
}

/// What runs for a key press: the first binding that fits, article keys only where the article has
/// the focus.
pub fn lookup(
    table: &[Binding],
    in_article: bool,
    pressed: impl Fn(&Chord) -> bool,
) -> Option<&Command> {
    table
        .iter()
        .filter(|binding| in_article || binding.scope == Scope::Page)
        .find(|binding| binding.keys.iter().any(&pressed))
        .map(|binding| &binding.command)
}

fn layers(schema: &Schema) -> Vec<Binding> {
    let mut layers: Vec<Binding> = schema
        .layers
        .iter()
        .map(|layer| Binding {
            command: Command::Tag(layer.name.clone()),
            title: format!("Tag: {}", labels::brief(&layer.title)).into(),
            group: Group::Mark,
            scope: Scope::Article,
            keys: layer.key.and_then(letter).map(key).into_iter().collect(),
        })
        .collect();
    let most = schema.layers.iter().map(|layer| layer.labels.len()).max();
    layers.extend((1..=most.unwrap_or(0).min(9)).map(|digit| Binding {
        command: Command::Label(digit),
        title: format!("Label {digit} of its layer").into(),
        group: Group::Mark,
        scope: Scope::Article,
        keys: digit_key(digit).map(key).into_iter().collect(),
    }));
    layers
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
        let table = table(&Schema::bundled());
        lookup(&table, in_article, |chord| chord.is(name, ctrl, shift, alt)).cloned()
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
    fn no_chord_is_bound_twice() {
        let table = table(&Schema::bundled());
        let mut seen: Vec<Chord> = Vec::new();
        for chord in table.iter().flat_map(|binding| &binding.keys) {
            assert!(!seen.contains(chord), "{chord:?} is bound twice");
            seen.push(*chord);
        }
    }

    /// The list of keys in the README is this table. `UPDATE_README=1` writes it anew.
    #[test]
    fn the_readme_lists_these_keys() {
        const BEGIN: &str = "<!-- keys: made from the table in src/command/keymap.rs -->\n";
        const END: &str = "<!-- /keys -->";
        let table = table(&Schema::bundled());
        let mut list = String::from("| keys | |\n| --- | --- |\n");
        for group in Group::ALL {
            list += &format!("| | **{}** |\n", group.title());
            for binding in table
                .iter()
                .filter(|b| b.group == group && !b.keys.is_empty())
            {
                let chords: Vec<String> = binding
                    .keys
                    .iter()
                    .map(|chord| format!("<kbd>{}</kbd>", chord.caps().join("</kbd> <kbd>")))
                    .collect();
                list += &format!("| {} | {} |\n", chords.join(" or "), binding.title);
            }
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        let readme = std::fs::read_to_string(path).expect("the README is there");
        let (before, rest) = readme.split_once(BEGIN).expect("the list begins");
        let (now, after) = rest.split_once(END).expect("the list ends");
        if std::env::var_os("UPDATE_README").is_some() {
            std::fs::write(path, format!("{before}{BEGIN}{list}{END}{after}"))
                .expect("it is written");
        } else {
            assert_eq!(
                now, list,
                "UPDATE_README=1 cargo test -p postil brings it up to date"
            );
        }
    }
}
