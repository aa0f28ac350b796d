//! The list of formats that the page shows before one is chosen. It is separate from the code that
//! writes and reads, which can be loaded later.

use crate::{FORMATS, Format};

/// What the page shows about a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatInfo {
    /// Its name in code, options and addresses.
    pub id: &'static str,
    /// Its name on the screen.
    pub title: &'static str,
    /// The tools that open it.
    pub tools: &'static str,
    /// What its offsets count, for people.
    pub unit: &'static str,
    /// The extensions of its files, without the dot; the writer uses the first.
    pub extensions: &'static [&'static str],
    /// Whether [`Options`](crate::Options) change what is written.
    pub options: bool,
    /// Whether it can be read as well.
    pub reads: bool,
}

/// All of [`FORMATS`], in the same order, without a reference to their code.
pub static CATALOGUE: [FormatInfo; FORMATS.len()] = {
    let mut all = [FORMATS[0].info(); FORMATS.len()];
    let mut at = 1;
    while at < all.len() {
        all[at] = FORMATS[at].info();
        at += 1;
    }
    all
};

/// Says that a file of some kind is not read, and what is.
pub(crate) fn not_read(kind: &str) -> String {
    let read = CATALOGUE.iter().filter(|about| about.reads);
    let read: Vec<&str> = read.map(|about| about.title).collect();
    format!(
        "this looks like {kind}, which is not read; Postil reads texts, web pages, Word and OpenDocument texts, PDF, tables, {}",
        read.join(", ")
    )
}

impl Format {
    /// What the page shows about it.
    pub const fn info(&self) -> FormatInfo {
        FormatInfo {
            id: self.id,
            title: self.title,
            tools: self.tools,
            unit: self.unit,
            extensions: self.extensions,
            options: self.options,
            reads: self.decode.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_formats_are_told_of() {
        let ids: Vec<_> = CATALOGUE.iter().map(|info| info.id).collect();
        let all: Vec<_> = FORMATS.iter().map(|format| format.id).collect();
        assert_eq!(ids, all);
    }

    /// The table of formats in the guide is this list. `UPDATE_GUIDE=1` rewrites it.
    #[test]
    fn the_guide_lists_these_formats() {
        const BEGIN: &str = "<!-- formats: made from crates/formats/src/catalogue.rs -->\n";
        const END: &str = "<!-- /formats -->";
        let mut list = String::from(
            "| format | id | for | offsets count | in |\n| --- | --- | --- | --- | --- |\n",
        );
        for info in &CATALOGUE {
            let reads = if info.reads { "yes" } else { "" };
            let FormatInfo {
                id,
                title,
                tools,
                unit,
                ..
            } = info;
            list += &format!("| {title} | `{id}` | {tools} | {unit} | {reads} |\n");
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide.md");
        let guide = std::fs::read_to_string(path).expect("the guide is there");
        let (before, rest) = guide.split_once(BEGIN).expect("the list begins");
        let (now, after) = rest.split_once(END).expect("the list ends");
        if std::env::var_os("UPDATE_GUIDE").is_some() {
            std::fs::write(path, format!("{before}{BEGIN}{list}{END}{after}"))
                .expect("it is written");
        } else {
            assert_eq!(
                now, list,
                "UPDATE_GUIDE=1 cargo test -p postil-formats brings it up to date"
            );
        }
    }
}
