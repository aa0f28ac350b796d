//! Tables with a text in each row. The column of the text is guessed; a person can choose another.

mod guess;
mod names;
mod quotes;
mod read;
mod texts;

pub(crate) use guess::{SIGNS, stated};
pub(super) use read::{delimited, json_lines};

use postil_core::diagnostic::Diagnostic;
use postil_core::json::record;

/// A table as in its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The name of the file.
    pub file: String,
    /// The names of its columns, if they are not in the first row.
    pub names: Vec<String>,
    /// The cells of all rows; rows may differ in length.
    pub rows: Vec<Vec<String>>,
    /// What there is to say about how the file was read.
    pub remarks: Vec<Diagnostic>,
}

record!(Table {
    file: required,
    names: required,
    rows: required,
    remarks: sparse,
});

/// What the columns hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The first row names the columns.
    pub header: bool,
    /// The column of the text.
    pub text: usize,
    /// The columns of its metadata.
    pub about: Vec<(About, usize)>,
}

/// Metadata of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Its title.
    Title,
    /// Who published it.
    Outlet,
    /// When.
    Date,
    /// Where.
    Url,
}

impl About {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Title, Self::Outlet, Self::Date, Self::Url];
}

impl Choice {
    /// The column of a kind of metadata.
    pub fn about(&self, what: About) -> Option<usize> {
        let found = self.about.iter().find(|(own, _)| *own == what);
        found.map(|(_, column)| *column)
    }
}

impl Table {
    /// Guesses what the columns hold, from their names and the first rows.
    pub fn guess(&self) -> Choice {
        guess::choice(self)
    }

    /// The number of columns in the longest row.
    pub fn width(&self) -> usize {
        let longest = self.rows.iter().map(Vec::len).max();
        longest.unwrap_or_default().max(self.names.len())
    }

    /// The name of a column, or its number; both where a column before it has the same name.
    pub fn column(&self, column: usize, choice: &Choice) -> String {
        match self.title(column, choice) {
            None => format!("Column {}", column + 1),
            Some(name) => match self.namesake(column, choice) {
                None => name.to_owned(),
                Some(_) => format!("{name} (column {})", column + 1),
            },
        }
    }

    /// The name of a column as its file has it.
    fn title(&self, column: usize, choice: &Choice) -> Option<&str> {
        let first = self.rows.first().filter(|_| choice.header);
        let named = self.names.get(column).or_else(|| first?.get(column));
        named
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
    }

    /// The first column of the same name, if it is another one.
    fn namesake(&self, column: usize, choice: &Choice) -> Option<usize> {
        let name = self.title(column, choice)?;
        (0..column).find(|&other| self.title(other, choice) == Some(name))
    }

    /// The rows that hold texts.
    pub fn body(&self, choice: &Choice) -> &[Vec<String>] {
        self.rows
            .get(usize::from(choice.header)..)
            .unwrap_or_default()
    }

    /// The number of rows with a text. O(n).
    pub fn filled(&self, choice: &Choice) -> usize {
        let has_text = |row: &&Vec<String>| {
            row.get(choice.text)
                .is_some_and(|cell| !cell.trim().is_empty())
        };
        self.body(choice).iter().filter(has_text).count()
    }
}

#[cfg(test)]
mod tests;
