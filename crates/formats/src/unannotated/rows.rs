//! Tables with a text in each row. The column of the text is guessed; a person can choose another.

mod guess;
mod names;
mod quotes;
mod read;

pub(crate) use guess::{SIGNS, stated};
pub(super) use read::{delimited, json_lines};

use super::NewText;
use super::dates::Column;
use crate::shared::Shared;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::json::record;
use postil_core::model::Extra;
use serde_json::Value;

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

    /// The rows that hold texts.
    pub fn body(&self, choice: &Choice) -> &[Vec<String>] {
        self.rows
            .get(usize::from(choice.header)..)
            .unwrap_or_default()
    }

    /// How the dates of the chosen column are written.
    fn days(&self, choice: &Choice) -> Column {
        let column = choice.about(About::Date);
        let cells = self.body(choice).iter().filter_map(|row| row.get(column?));
        Column::of(cells.map(String::as_str))
    }

    /// What there is to say about dates that cannot be read, in the column that is guessed. O(n).
    fn unread_dates(&self) -> Option<Diagnostic> {
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

    /// The number of rows with a text. O(n).
    pub fn filled(&self, choice: &Choice) -> usize {
        let has_text = |row: &&Vec<String>| {
            row.get(choice.text)
                .is_some_and(|cell| !cell.trim().is_empty())
        };
        self.body(choice).iter().filter(has_text).count()
    }

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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    #[test]
    fn a_table_is_guessed_and_read() {
        let long = "A long text, with “quotes” 👍\nand a line feed.";
        let csv = format!(
            "\u{FEFF}id;Headline;Source;published;link;Body\r\n\
             7;One;Daryo;2024-12-18T10:00;https://example.org/1;\"{long}\"\r\n\r\n\
             8;Two;;18 Dec;https://example.org/2;\"Another \"\"text\"\", rather long\"\r\n\
             9;Three;;;;\r\n"
        );
        let table = delimited(&file("a.csv", csv)).expect("it is read");
        let choice = &table.guess();
        assert!(choice.header);
        assert_eq!(table.column(choice.text, choice), "Body");
        let about = About::ALL.map(|what| choice.about(what).map(|at| table.column(at, choice)));
        assert_eq!(
            about,
            ["Headline", "Source", "published", "link"].map(|name| Some(name.to_owned()))
        );
        let (texts, found) = table.texts(choice);
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].text, long);
        assert_eq!(
            (texts[0].title.as_str(), texts[0].date.as_str()),
            ("One", "2024-12-18")
        );
        assert_eq!(texts[1].text, "Another \"text\", rather long");
        assert_eq!(texts[1].url, "https://example.org/2");
        // Columns that are not chosen are kept, and so is a date of an unknown form.
        let kept = serde_json::to_value(&texts[1].extra).expect("JSON");
        assert_eq!(
            kept,
            serde_json::json!({"columns": {"id": "8", "published": "18 Dec"}})
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn a_table_without_names_keeps_its_first_row() {
        let row = "A sentence that is long enough to be a text and no name of a column.";
        let table = delimited(&file("a.tsv", format!("1\t{row}\n2\t{row}\n"))).expect("it is read");
        assert!(!table.guess().header);
        assert_eq!(table.guess().text, 1);
        assert_eq!(table.texts(&table.guess()).0.len(), 2);
        assert_eq!(table.column(1, &table.guess()), "Column 2");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let dates = |cells: &[&str]| {
            let rows: String = cells
                .iter()
                .map(|cell| format!("A text.;{cell}\n"))
                .collect();
            let table =
                delimited(&file("a.csv", format!("text;Published\n{rows}"))).expect("it is read");
            let (texts, found) = table.texts(&table.guess());
            let dates: Vec<String> = texts.into_iter().map(|new| new.date).collect();
            let said = table
                .remarks
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>();
            assert_eq!(said.len(), found.len(), "both say what is not read");
            (dates, said.concat())
        };
        let (read, said) = dates(&["12.03.2024", "2024-03-13", "14 March 2024", "15 марта 2024"]);
        assert_eq!(
            read,
            ["2024-03-12", "2024-03-13", "2024-03-14", "2024-03-15"]
        );
        assert_eq!(said, "");
        let (read, said) = dates(&["03/04/2024", "13/04/2024", "soon"]);
        assert_eq!(read, ["2024-04-03", "2024-04-13", ""]);
        assert!(
            said.contains("in the column “Published” that cannot be read: 1, for example “soon”"),
            "{said}"
        );
        let (read, said) = dates(&["03/04/2024", "05/04/2024"]);
        assert_eq!(read, ["", ""]);
        assert!(
            said.contains("cannot be read: 2, for example “03/04/2024”, “05/04/2024”"),
            "{said}"
        );
    }

    #[test]
    fn columns_are_known_in_other_languages() {
        for header in [
            "ID,Заголовок,Источник,Дата,Ссылка,Текст",
            "Nr,Titel,Quelle,Datum,Link,Inhalt",
            "n,Titre,Source,Date,Lien,Texte",
            "n,Título,Fuente,Fecha,Enlace,Texto",
            "n,العنوان,المصدر,التاريخ,الرابط,النص",
            "n,标题,来源,日期,链接,正文",
            "no,Başlık,Kaynak,Tarih,Bağlantı,İçerik",
            "n,Titolo,Fonte,Data,Link,Testo",
        ] {
            let row = "7,A headline that is longer than the text,Herald,14.03.2024,e.org/1,A text.";
            let table =
                delimited(&file("a.csv", format!("{header}\n{row}\n"))).expect("it is read");
            let choice = table.guess();
            assert_eq!((choice.header, choice.text), (true, 5), "{header}");
            let about = About::ALL.map(|what| choice.about(what));
            assert_eq!(about, [Some(1), Some(2), Some(3), Some(4)], "{header}");
        }
        let table = delimited(&file("a.csv", "text,data\nA.,\"{1}\"\n")).expect("it is read");
        assert_eq!(table.guess().about(About::Date), None);
    }

    #[test]
    fn rows_of_another_length_are_told() {
        let said = |csv: &str| {
            let table = delimited(&file("a.csv", csv)).expect("it is read");
            table
                .remarks
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .concat()
        };
        assert_eq!(said("id,text,note\n1,A.,x\n2,B.,y\n"), "");
        let cut = said("id,text,note\n1,A.,x\n2,B");
        assert!(
            cut.contains("a.csv, line 3: the last row has 2 cells, not 3: the file may be cut off"),
            "{cut}"
        );
        let short = said("id,text,note\n1,A.\n2,B.,y\n3\n");
        assert!(
            short.contains("rows with fewer cells than the first: 2 (lines 2, 4)"),
            "{short}"
        );
        let long = said("sep=,\nid,text\n1,A, and B.\n2,B.\n");
        assert!(
            long.contains("rows with more cells than the first: 1 (line 3)"),
            "{long}"
        );
    }

    /// The texts of a table and what is said about it, as it is guessed.
    fn read(name: &str, bytes: &str) -> (Vec<String>, Vec<String>) {
        let table = delimited(&file(name, bytes)).expect("it is read");
        let (texts, found) = table.texts(&table.guess());
        let found = table.remarks.iter().chain(&found);
        let found = found.map(ToString::to_string).collect();
        (texts.into_iter().map(|new| new.text).collect(), found)
    }

    #[test]
    fn a_quote_that_is_not_closed_leaves_the_rows_after_it() {
        let (texts, found) = read("a.csv", "title,text\nA,\"It begins…\nB,Text two\n");
        assert_eq!(texts, ["\"It begins…", "Text two"]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("a.csv, line 2: a quote"), "{found:?}");
        let (texts, found) = read("a.tsv", "title\ttext\nA\t\"Well,\" he said.\n");
        assert_eq!(texts, ["\"Well,\" he said."]);
        assert!(found[0].ends_with("read with their quotes: 1"), "{found:?}");
    }

    #[test]
    fn the_delimiter_is_stated_or_that_of_all_rows() {
        for (name, bytes) in [
            ("a.csv", "sep=;\nid;text\n1;A, b, c.\n2;D, e.\n"),
            (
                "a.csv",
                "\u{FEFF}\"sep=;\"\r\nid;text\r\n1;A, b, c.\r\n2;D, e.\r\n",
            ),
            ("a.csv", "1;A, b, c.\n2;D, e.\n"),
            ("a.csv", "1\tA, b, c.\n2\tD, e.\n"),
            ("a.tsv", "1\tA, b, c.\n2\tD, e.\n"),
            ("a.csv", "id,text\n1,\"A, b, c.\"\n2,\"D, e.\"\n"),
            ("a.csv", "id,text\n1,\"A, b, c.\"\n\n2,\"D, e.\"\n"),
        ] {
            let (texts, found) = read(name, bytes);
            assert_eq!(texts, ["A, b, c.", "D, e."], "{bytes}");
            assert!(found.is_empty(), "{found:?}");
        }
        let wide = format!("sep=;\n{}", "a;".repeat(2000));
        let error = delimited(&file("a.csv", wide)).expect_err("too wide");
        assert!(error.place.contains("line 2"), "{error}");
    }

    #[test]
    fn columns_of_one_name_are_told_apart() {
        let csv = "id,text,text\n1,,Second.\n2,,Other.\n";
        let (texts, found) = read("a.csv", csv);
        assert_eq!(texts, ["Second.", "Other."]);
        assert!(
            found[0].contains("the columns 2 and 3 are both called “text”"),
            "{found:?}"
        );
        assert!(
            found[0].contains("the text is that of column 3"),
            "{found:?}"
        );
        let table = delimited(&file("a.csv", "text,text\nA,B\n")).expect("it is read");
        let choice = table.guess();
        assert_eq!((choice.header, choice.text), (true, 0));
        let (texts, _) = table.texts(&choice);
        let kept = serde_json::to_value(&texts[0].extra).expect("JSON");
        let expected = serde_json::json!({"columns": {"text (column 2)": "B"}});
        assert_eq!((texts[0].text.as_str(), kept), ("A", expected));
    }

    #[test]
    fn json_lines_are_a_table() {
        let lines = "{\"text\": \"A\", \"n\": 1}\n\n{\"meta\": {\"a\": []}, \"text\": \"B\"}\n{\"n\": null}\n";
        let table = json_lines(&file("a.jsonl", lines)).expect("it is read");
        assert_eq!(table.names, ["text", "n", "meta"]);
        let (texts, found) = table.texts(&table.guess());
        let all: Vec<_> = texts.iter().map(|new| new.text.as_str()).collect();
        assert_eq!(all, ["A", "B"]);
        assert_eq!(found.len(), 1);
        let message = |lines: &str| {
            json_lines(&file("a.jsonl", lines))
                .expect_err("refused")
                .to_string()
        };
        assert!(message("{\"a\": 1}\n[1]\n").contains("a.jsonl, line 2"));
        assert!(message("{\"a\": 1}\n{\n").contains("line 2"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |bytes: &[u8]| {
            delimited(&file("a.csv", bytes))
                .expect_err("refused")
                .to_string()
        };
        assert!(message(b"").contains("no text"));
        assert!(message(b",,\n,,\n").contains("no rows"));
        assert!(message(b"text\ncaf\xE9\n").contains("byte 0xE9"));
        assert!(message("a,".repeat(2000).as_bytes()).contains("at most 1000 columns"));
        assert!(message("a\n".repeat(100_002).as_bytes()).contains("at most 100000 rows"));
    }
}
