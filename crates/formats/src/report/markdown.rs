//! A report in CommonMark (<https://spec.commonmark.org/>).

use super::gather::{name_of, parts};
use crate::version;
use postil_core::format::{File, file_name};
use postil_core::model::Project;

/// Escapes text for CommonMark, on one line.
fn text(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_punctuation() => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Writes the report. O(n).
pub(super) fn report(project: &Project) -> Vec<File> {
    let version = version::words(project);
    let mut out = format!("# {}\n\nBy {version}.\n\n", text(&project.header.name));
    for document in &project.documents {
        out.push_str(&format!("- {}\n", text(&name_of(document))));
    }
    for (headline, sections) in parts(project) {
        out.push_str(&format!("\n## {headline}\n"));
        for section in sections {
            out.push_str(&format!("\n### {}\n\n", text(&section.title)));
            if !section.note.is_empty() {
                out.push_str(&format!("{}\n\n", text(&section.note)));
            }
            for quote in section.quotes {
                let (words, label) = (text(&quote.text), text(&quote.label));
                out.push_str(&format!(
                    "> {words}\n>\n> — {}; {label}\n\n",
                    text(&quote.source)
                ));
                if !quote.note.is_empty() {
                    out.push_str(&format!("{}\n\n", text(&quote.note)));
                }
            }
        }
    }
    vec![File {
        name: file_name(&project.header.name, "md"),
        mime: super::MARKDOWN.mime,
        bytes: out.into_bytes(),
    }]
}
