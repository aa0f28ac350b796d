//! The groups of RTF, and what their control words mean.

use super::pages::Page;

/// What the text of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The text itself.
    Body,
    /// The note of this number, from 0.
    Note(usize),
    /// The text box of this number, from 0.
    Text(usize),
    Title,
    Author,
    /// When the file was made, in words of its own.
    Created,
    /// The fonts.
    Fonts,
    /// What is known about the text; its groups are the above.
    About,
    /// A shape, which may have a text box.
    Shape,
    /// Nothing that is read.
    Passed,
}

/// Groups that are no part of the text, beside those that say so themselves.
const PASSED: &[&[u8]] = &[
    b"aftncn",
    b"aftnsep",
    b"aftnsepc",
    b"colortbl",
    b"comment",
    b"datafield",
    b"filetbl",
    b"fldinst",
    b"footer",
    b"footerf",
    b"footerl",
    b"footerr",
    b"ftncn",
    b"ftnsep",
    b"ftnsepc",
    b"header",
    b"headerf",
    b"headerl",
    b"headerr",
    b"listtext",
    b"nonshppict",
    b"objdata",
    b"pict",
    b"pntext",
    b"rxe",
    b"shprslt",
    b"stylesheet",
    b"tc",
    b"tcn",
    b"txe",
    b"xe",
];

/// A group that is open.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub part: Part,
    /// In a group with two forms of one text: the part of the second, which is in Unicode.
    pub both: Option<Part>,
    pub page: Page,
    /// How many bytes follow a character in Unicode for programs without it.
    pub skip: i32,
    pub is_hidden: bool,
    pub is_deleted: bool,
    pub is_cell: bool,
    /// Nothing was read of it yet.
    pub is_new: bool,
    /// It may be left out by programs that do not know it.
    pub is_optional: bool,
}

/// What a group is that begins with a control word; `None` if it is part of the text around it.
pub(super) fn part_of(name: &[u8], is_optional: bool, around: Group) -> Option<Part> {
    let part = match (around.part, name) {
        (_, b"ud") if around.both.is_some() => return around.both,
        (Part::Passed, _) => Part::Passed,
        (Part::About, b"title") => Part::Title,
        (Part::About, b"author") => Part::Author,
        (Part::About, b"creatim") => Part::Created,
        (Part::Shape, b"shptxt") => Part::Text(0),
        (Part::Fonts, _) if !is_optional => Part::Fonts,
        (_, b"fonttbl") => Part::Fonts,
        (_, b"info") => Part::About,
        (_, b"upr") => Part::Passed,
        (_, b"footnote") => Part::Note(0),
        (_, b"shpinst") => Part::Shape,
        (_, name) if is_optional || PASSED.contains(&name) => Part::Passed,
        _ => return None,
    };
    Some(part)
}

/// The character that a control word stands for.
pub(super) fn character(name: &[u8]) -> Option<&'static str> {
    Some(match name {
        b"emdash" => "—",
        b"endash" => "–",
        b"emspace" => "\u{2003}",
        b"enspace" => "\u{2002}",
        b"qmspace" => "\u{2005}",
        b"bullet" => "•",
        b"lquote" => "‘",
        b"rquote" => "’",
        b"ldblquote" => "“",
        b"rdblquote" => "”",
        b"zwj" => "\u{200D}",
        b"zwnj" => "\u{200C}",
        b"zwbo" => "\u{200B}",
        b"zwnbo" => "\u{2060}",
        b"ltrmark" => "\u{200E}",
        b"rtlmark" => "\u{200F}",
        _ => return None,
    })
}
