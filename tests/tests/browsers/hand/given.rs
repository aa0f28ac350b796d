//! What the hand gives to the page: words and files.

use postil_core::format::{File, postil};
use postil_core::model::Project;
use postil_e2e::Random;
use postil_formats::{FORMATS, Options, pack};

/// What is typed and pasted.
pub const WORDS: [&str; 16] = [
    "Kabul",
    "a note",
    "2021",
    "2024-02-30",
    "1979-13",
    "May 2021",
    "the Taliban",
    "x",
    "  ",
    "é ñ Þ 漢字 🙂👩‍👩‍👧",
    "مرحبا بالعالم",
    "<b onclick=alert(1)>&amp;</b>",
    "one\ntwo\n",
    "(",
    "\"quoted\", 'so'",
    "It rains in Kabul. Vladimir Putin said it would.",
];

/// Chords of the keymap, and of the browser's own.
pub const KEYS: [&str; 96] = [
    "ArrowRight",
    "ArrowLeft",
    "ArrowDown",
    "ArrowUp",
    "Ctrl+ArrowRight",
    "Ctrl+ArrowLeft",
    "End",
    "Home",
    ".",
    ",",
    "Alt+ArrowUp",
    "j",
    "k",
    "/",
    "Ctrl+f",
    "Shift+ArrowRight",
    "Shift+ArrowLeft",
    "Ctrl+Shift+ArrowRight",
    "Ctrl+Shift+ArrowLeft",
    "Alt+Shift+ArrowRight",
    "Alt+Shift+ArrowLeft",
    "Shift+ArrowDown",
    "Shift+ArrowUp",
    "Shift+End",
    "Shift+Home",
    "e",
    "v",
    "c",
    "e",
    "v",
    "c",
    "Shift+E",
    "Shift+V",
    "Shift+C",
    "1",
    "2",
    "3",
    "4",
    "5",
    "9",
    "0",
    "r",
    "t",
    "h",
    "m",
    "p",
    "b",
    "]",
    "[",
    "}",
    "{",
    "a",
    "Shift+Backspace",
    "Backspace",
    "Delete",
    "Ctrl+z",
    "Ctrl+Shift+z",
    "Ctrl+y",
    "Enter",
    "l",
    "s",
    "n",
    "d",
    "q",
    "Ctrl+k",
    "?",
    "Escape",
    "Escape",
    "Escape",
    "Ctrl+e",
    "Ctrl+o",
    "Tab",
    "Tab",
    "Tab",
    "Shift+Tab",
    "Space",
    "PageDown",
    "PageUp",
    "Ctrl+Home",
    "Ctrl+End",
    "Ctrl+a",
    "Ctrl+c",
    "Ctrl+x",
    "Ctrl+v",
    "Alt+ArrowDown",
    "Ctrl+Backspace",
    "Ctrl+Enter",
    "Shift+Enter",
    "f",
    "g",
    "i",
    "o",
    "u",
    "w",
    "x",
    "y",
];

/// A file or two: texts, what is left of a project, a project in the format of another tool.
pub fn files(random: &mut Random, project: Option<&Project>) -> Vec<(String, Vec<u8>)> {
    let text = "Kabul, 5 May 2021 – It rains.\n\nVladimir Putin said it would rain in Moscow too.";
    let number = random.below(1000);
    match (random.below(6), project) {
        (0, _) => vec![(
            format!("rain {number}.txt"),
            format!("{number} {text}").into(),
        )],
        (1, _) => vec![(
            format!("rain {number}.html"),
            format!(
                "<title>Rain {number}</title><article><h1>Rain {number}</h1><p>{text}</p></article>"
            )
            .into(),
        )],
        (2, _) => vec![
            (
                format!("table {number}.csv"),
                format!("title,text\nRain,\"{text}\"\n{number},{number}\n").into(),
            ),
            ("noise.bin".to_owned(), vec![0, 159, 146, 150, number as u8]),
        ],
        (3, Some(project)) => {
            let File {
                name, mut bytes, ..
            } = postil::write(project).files.remove(0);
            if random.below(2) == 0 {
                bytes.truncate(random.below(bytes.len()));
            }
            vec![(name, bytes)]
        }
        (4, Some(project)) => {
            let format = &FORMATS[random.below(FORMATS.len())];
            let written = format.write(project, &Options::default());
            let File { name, bytes, .. } = pack(&project.header.name, written.files);
            vec![(name, bytes)]
        }
        _ => vec![(
            format!("{number}.txt"),
            text.chars()
                .take(random.below(40))
                .collect::<String>()
                .into(),
        )],
    }
}
