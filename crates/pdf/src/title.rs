//! The title of a file.

use crate::paragraphs::Paragraph;
use crate::strings;

/// A longer line is no headline, in code points.
const MAX_LENGTH: usize = 250;

/// The title that the file states, unless a program made it up.
pub fn stated(bytes: Option<&[u8]>) -> Option<String> {
    let title = strings::text(bytes?);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let made_up = [
        "microsoft ",
        "untitled",
        "layout 1",
        "powerpoint",
        "slide 1",
        "about:blank",
        "http",
        "file:",
    ];
    let files = [
        ".doc", ".docx", ".indd", ".qxd", ".qxp", ".pdf", ".tex", ".dvi", ".rtf", ".odt", ".html",
        ".htm", ".txt", ".ps",
    ];
    let is_title = title
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .count()
        > 2
        && title.chars().count() <= MAX_LENGTH
        && !title.contains(char::REPLACEMENT_CHARACTER)
        && (title.contains(' ') || !title.is_ascii())
        && !made_up.iter().any(|start| lower.starts_with(start))
        && !files.iter().any(|end| lower.ends_with(end));
    is_title.then_some(title)
}

/// The headline: what is set in the largest letters on the first page with a text, if they are larger than
/// those of the text.
pub fn headline(paragraphs: &[Paragraph]) -> Option<String> {
    let page = paragraphs.first()?.page;
    let on_page = || paragraphs.iter().filter(|it| it.page == page);
    let usual = on_page().max_by_key(|it| it.text.len())?.size;
    let fits = |it: &&Paragraph| {
        let length = it.text.chars().count();
        it.size > 1.15 * usual && (4..=MAX_LENGTH).contains(&length)
    };
    let largest = on_page()
        .filter(fits)
        .fold(None, |largest: Option<&Paragraph>, it| {
            if largest.is_some_and(|largest| largest.size >= it.size) {
                largest
            } else {
                Some(it)
            }
        });
    largest.map(|it| it.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_programs_make_up_are_none() {
        for (stated_title, is_title) in [
            ("A Letter to the Editor", true),
            ("俄罗斯外交部", true),
            ("Microsoft Word - letter.doc", false),
            ("untitled", false),
            ("page_03.indd", false),
            ("", false),
        ] {
            let bytes: Vec<u8> = [0xFE, 0xFF]
                .into_iter()
                .chain(stated_title.encode_utf16().flat_map(u16::to_be_bytes))
                .collect();
            assert_eq!(stated(Some(&bytes)).is_some(), is_title, "{stated_title}");
        }
        assert_eq!(stated(None), None);
    }
}
