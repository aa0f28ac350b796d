//! Makes texts of the rows of a table.

use super::super::NewText;
use super::super::dates::Column;
use super::{About, Choice, Table};
use crate::shared::Shared;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::model::Extra;
use serde_json::Value;

impl Table {
    /// The texts of all rows, with warnings. Skips rows without text. Cells of columns that are not
    /// chosen are kept with the text. O(n).
    pub fn texts(&self, choice: &Choice) -> (Vec<NewText>, Vec<Diagnostic>) {
        let (mut texts, mut found) = (Vec::new(), self.namesakes(choice));
        let (mut empty, mut dates) = (0, 0);
        let names: Vec<String> = (0..self.width())
            .map(|at| self.column(at, choice))
            .collect();
        let cells = self.rows.iter().flatten();
        let mut shared = Shared::of(cells.map(String::len).sum());
        let mut unnamed = 0;
        let days = self.days(choice);
        for row in self.body(choice) {
            let cell = |column: usize| row.get(column).map(|cell| cell.trim()).unwrap_or_default();
            let about = |what| choice.about(what).map(cell).unwrap_or_default();
            if cell(choice.text).is_empty() {
                empty += 1;
                continue;
            }
            let when = days.read(about(About::Date));
            dates += usize::from(when.is_empty() && !about(About::Date).is_empty());
            let mut rest = Extra::new();
            for (column, name) in names.iter().enumerate().take(row.len()) {
                let chosen = column == choice.text
                    || choice.about.iter().any(|(what, own)| {
                        *own == column && (*what != About::Date || !when.is_empty())
                    });
                if chosen || cell(column).is_empty() {
                    continue;
                }
                if shared.take(name.len()).is_err() {
                    unnamed += 1;
                    continue;
                }
                rest.insert(name.clone(), cell(column).into());
            }
            let mut extra = Extra::new();
            if !rest.is_empty() {
                extra.insert("columns".to_owned(), Value::Object(rest));
            }
            texts.push(NewText {
                name: self.file.clone(),
                text: row.get(choice.text).cloned().unwrap_or_default(),
                title: about(About::Title).to_owned(),
                outlet: about(About::Outlet).to_owned(),
                url: about(About::Url).to_owned(),
                date: when,
                extra,
                ..NewText::default()
            });
        }
        let mut say = |what: &str, count: usize| {
            if count > 0 {
                found.push(Diagnostic::warning(&self.file, format!("{what}: {count}")));
            }
        };
        say("rows without text, left out", empty);
        say(
            "cells left out, as the names of their columns are too long to be copied to each row",
            unnamed,
        );
        say(
            "dates that could not be read, kept unchanged with the text",
            dates,
        );
        (texts, found)
    }

    /// What there is to say about columns of one name.
    fn namesakes(&self, choice: &Choice) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for column in 0..self.width() {
            let (Some(first), Some(name)) =
                (self.namesake(column, choice), self.title(column, choice))
            else {
                continue;
            };
            let taken = match choice.text {
                text if text == first || text == column => {
                    format!("; the text is that of column {}", text + 1)
                }
                _ => String::new(),
            };
            let name = clip(name);
            let message = format!(
                "the columns {} and {} are both called “{name}”; the second is called “{name} (column {})” \
                 here{taken}",
                first + 1,
                column + 1,
                column + 1
            );
            found.push(Diagnostic::warning(&self.file, message));
        }
        found
    }

    /// How the dates of the chosen column are written.
    fn days(&self, choice: &Choice) -> Column {
        let column = choice.about(About::Date);
        let cells = self.body(choice).iter().filter_map(|row| row.get(column?));
        Column::of(cells.map(String::as_str))
    }

    /// What there is to say about dates that cannot be read, in the column that is guessed. O(n).
    pub(super) fn unread_dates(&self) -> Option<Diagnostic> {
        const MAX_LISTED: usize = 3;
        let choice = self.guess();
        let column = choice.about(About::Date)?;
        let days = self.days(&choice);
        let cells = self.body(&choice).iter().filter_map(|row| row.get(column));
        let cells = cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        let unread: Vec<&str> = cells.filter(|cell| days.read(cell).is_empty()).collect();
        if unread.is_empty() {
            return None;
        }
        let listed = unread.iter().take(MAX_LISTED);
        let listed: Vec<String> = listed.map(|cell| format!("“{}”", clip(cell))).collect();
        let message = format!(
            "dates in the column “{}” that cannot be read: {}, for example {}; write them like 2024-12-18",
            clip(&self.column(column, &choice)),
            unread.len(),
            listed.join(", ")
        );
        Some(Diagnostic::warning(&self.file, message))
    }
}
