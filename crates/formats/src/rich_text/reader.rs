//! Reads the tokens of RTF into a text.

use super::groups::{Group, Part, character, part_of};
use super::pages::{self, Page};
use super::tokens::Token;
use crate::unannotated::{NewText, about};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::collections::HashMap;

/// What was read so far.
pub(super) struct Reader {
    pub groups: Vec<Group>,
    pub is_done: bool,
    body: String,
    notes: Vec<String>,
    boxes: Vec<String>,
    /// The first text box that is not in the text yet.
    due: usize,
    title: String,
    author: String,
    /// Year, month and day.
    created: [i32; 3],
    fonts: HashMap<i32, Page>,
    /// The number of the font that is described.
    font: i32,
    standard_font: i32,
    page: Page,
    /// What bytes mean that are not escaped.
    literal: Option<&'static Encoding>,
    /// Bytes that are not decoded yet, and their page.
    bytes: Vec<u8>,
    bytes_page: Page,
    /// The first half of a character in Unicode.
    half: Option<u16>,
    /// How many bytes are to be skipped.
    skip: i32,
    pub comments: usize,
    pub unknown: usize,
}

impl Reader {
    pub fn new(bytes: &[u8]) -> Self {
        let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
        let page = Page::Known(WINDOWS_1252);
        Self {
            groups: Vec::new(),
            is_done: false,
            body: String::new(),
            notes: Vec::new(),
            boxes: Vec::new(),
            due: 0,
            title: String::new(),
            author: String::new(),
            created: [0; 3],
            fonts: HashMap::new(),
            font: 0,
            standard_font: 0,
            page,
            literal: is_utf8.then_some(UTF_8),
            bytes: Vec::new(),
            bytes_page: page,
            half: None,
            skip: 0,
            comments: 0,
            unknown: 0,
        }
    }

    pub fn token(&mut self, token: Token) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Escaped(_) | Token::Literal(_) | Token::Symbol(_) if self.skip > 0 => {
                self.skip -= 1;
            }
            Token::Escaped(byte) => {
                let page = self.groups.last().map_or(self.page, |group| group.page);
                self.byte(byte, page);
            }
            Token::Literal(byte) => {
                let page = self.groups.last().map_or(self.page, |group| group.page);
                self.byte(byte, self.literal.map_or(page, Page::Known));
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            // Not all programs write what is to be skipped.
            Token::Word(name, _) if self.skip > 0 && character(name).is_some() => self.skip -= 1,
            Token::Word(b"u", Some(number)) => self.unicode(number),
            Token::Word(name, number) => {
                self.skip = 0;
                self.word(name, number);
            }
        }
        if token != Token::Open
            && token != Token::Symbol(b'*')
            && let Some(group) = self.groups.last_mut()
        {
            group.is_new = false;
        }
    }

    fn open(&mut self) {
        self.flush();
        self.skip = 0;
        let first = Group {
            part: Part::Body,
            both: None,
            page: self.page,
            skip: 1,
            is_hidden: false,
            is_deleted: false,
            is_cell: false,
            is_new: true,
            is_optional: false,
        };
        let around = self.groups.last().copied().unwrap_or(first);
        self.groups.push(Group {
            is_new: true,
            is_optional: false,
            // What is known is in groups of their own.
            part: match around.part {
                Part::About => Part::Passed,
                part => part,
            },
            ..around
        });
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let closed = self.groups.pop();
        self.is_done = self.groups.is_empty();
        if let Some(group) = self.groups.last_mut()
            && closed.is_some_and(|closed| closed.part == Part::Fonts)
            && let Some(page) = self.fonts.get(&self.standard_font)
        {
            group.page = *page;
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.flush();
        match symbol {
            b'*' => {
                if let Some(group) = self.groups.last_mut().filter(|group| group.is_new) {
                    group.is_optional = true;
                }
            }
            b'~' => self.say("\u{A0}"),
            b'-' => self.say("\u{AD}"),
            b'_' => self.say("\u{2011}"),
            b'\r' | b'\n' => self.paragraph(),
            b'\t' => self.say("\t"),
            b'\\' | b'{' | b'}' => self.byte(symbol, Page::Known(WINDOWS_1252)),
            _ => {}
        }
    }

    fn word(&mut self, name: &[u8], number: Option<i32>) {
        self.flush();
        let around = self
            .groups
            .len()
            .checked_sub(2)
            .and_then(|at| self.groups.get(at).copied());
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        if group.is_new
            && let Some(around) = around
        {
            if let Some(part) = part_of(name, group.is_optional, around) {
                group.part = match part {
                    Part::Note(_) => Part::Note(self.notes.len()),
                    Part::Text(_) => Part::Text(self.boxes.len()),
                    part => part,
                };
                group.both = (name == b"upr").then_some(around.part);
            }
            let part = group.part;
            let is_shown = !(around.is_hidden || around.is_deleted);
            match part {
                Part::Note(at) if at == self.notes.len() => {
                    self.notes.push(String::new());
                    if is_shown {
                        self.push(around.part, &format!("[{}]", at + 1));
                    }
                }
                Part::Text(at) if at == self.boxes.len() => self.boxes.push(String::new()),
                Part::Passed if name == b"annotation" => self.comments += 1,
                _ => {}
            }
        }
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        let is_on = number != Some(0);
        match (group.part, name) {
            (Part::Passed, _) => {}
            (Part::Created, b"yr" | b"mo" | b"dy") => {
                let at = match name {
                    b"yr" => 0,
                    b"mo" => 1,
                    _ => 2,
                };
                if let Some(part) = self.created.get_mut(at) {
                    *part = number.unwrap_or_default();
                }
            }
            (Part::Fonts, b"f") => self.font = number.unwrap_or_default(),
            (Part::Fonts, b"fcharset") => {
                if let Some(page) = pages::of_charset(number.unwrap_or_default()) {
                    self.fonts.insert(self.font, page);
                }
            }
            (Part::Fonts, b"cpg") => {
                self.fonts
                    .insert(self.font, pages::numbered(number.unwrap_or_default()));
            }
            (_, b"ansicpg") => self.set_page(pages::numbered(number.unwrap_or_default())),
            (_, b"mac") => self.set_page(pages::numbered(10000)),
            (_, b"pc" | b"pca") => self.set_page(Page::Unknown),
            (_, b"deff") => self.standard_font = number.unwrap_or_default(),
            (_, b"f") => {
                let font = self.fonts.get(&number.unwrap_or_default()).copied();
                group.page = font.unwrap_or(self.page);
            }
            (_, b"uc") => group.skip = number.unwrap_or(1).clamp(0, 100),
            (_, b"v") => group.is_hidden = is_on,
            (_, b"deleted") => group.is_deleted = is_on,
            (_, b"plain") => {
                (group.is_hidden, group.is_deleted) = (false, false);
                let font = self.fonts.get(&self.standard_font).copied();
                group.page = font.unwrap_or(self.page);
            }
            (_, b"pard") => group.is_cell = false,
            (_, b"intbl") => group.is_cell = true,
            (_, b"par" | b"sect") if group.is_cell => self.say(" "),
            (_, b"par" | b"sect" | b"page" | b"column") => self.paragraph(),
            (_, b"line" | b"softline" | b"lbr") => self.say("\n"),
            (_, b"row") => self.paragraph(),
            (_, b"cell" | b"nestcell") => self.cell(),
            (_, b"tab") => self.say("\t"),
            (_, b"nestrow") => self.say(" "),
            (_, name) => {
                if let Some(text) = character(name) {
                    self.say(text);
                }
            }
        }
    }

    fn set_page(&mut self, page: Page) {
        self.page = page;
        if let Some(group) = self.groups.last_mut() {
            group.page = page;
        }
    }

    /// Ends a cell, whose last paragraph may have ended.
    fn cell(&mut self) {
        let part = self.groups.last().map(|group| group.part);
        if let Some(text) = part.and_then(|part| self.text_of(part)) {
            text.truncate(text.trim_end_matches(' ').len());
        }
        self.say("\t");
    }

    /// Ends a paragraph, which its text boxes follow.
    fn paragraph(&mut self) {
        self.say("\n");
        if self
            .groups
            .last()
            .is_some_and(|group| group.part == Part::Body)
        {
            self.put_boxes();
        }
    }

    fn put_boxes(&mut self) {
        while let Some(text) = self.boxes.get_mut(self.due) {
            let text = std::mem::take(text);
            self.due += 1;
            if !text.trim().is_empty() {
                self.body.push_str(text.trim_end());
                self.body.push('\n');
            }
        }
    }

    /// Adds a UTF-16 unit, written as a number with a sign.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.skip = self.groups.last().map_or(1, |group| group.skip);
        let unit = (number & 0xFFFF) as u16;
        let units = match self.half.take() {
            Some(half) => vec![half, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.half = Some(unit);
                return;
            }
            None => vec![unit],
        };
        for c in char::decode_utf16(units) {
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            // Fonts of symbols have their pictures among the characters for private use.
            match c {
                '\u{F0B7}' => self.say("•"),
                '\u{E000}'..='\u{F8FF}' => {}
                c if c.is_control() && c != '\t' => {}
                c => self.say(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    fn byte(&mut self, byte: u8, page: Page) {
        if page != self.bytes_page {
            self.flush();
            self.bytes_page = page;
        }
        self.bytes.push(byte);
    }

    /// Decodes the bytes since the last time.
    pub fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        match self.bytes_page {
            Page::Known(encoding) => {
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                self.say(&text);
            }
            Page::Symbols => {
                let text: String = bytes
                    .iter()
                    .filter(|&&byte| byte == 0xB7)
                    .map(|_| '•')
                    .collect();
                self.say(&text);
            }
            Page::Unknown => {
                let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
                self.unknown += high;
                let text: String = bytes
                    .iter()
                    .map(|&byte| match byte.is_ascii() {
                        true => char::from(byte),
                        false => char::REPLACEMENT_CHARACTER,
                    })
                    .collect();
                self.say(&text);
            }
        }
        self.bytes = bytes;
        self.bytes.clear();
    }

    /// Adds to the text of the group, unless it is hidden.
    fn say(&mut self, text: &str) {
        self.half = None;
        if let Some(group) = self.groups.last().copied()
            && !group.is_hidden
            && !group.is_deleted
        {
            self.push(group.part, text);
        }
    }

    fn push(&mut self, part: Part, text: &str) {
        if let Some(place) = self.text_of(part) {
            place.push_str(text);
        }
    }

    /// What is read of a part; `None` if that is not words.
    fn text_of(&mut self, part: Part) -> Option<&mut String> {
        match part {
            Part::Body => Some(&mut self.body),
            Part::Note(at) => self.notes.get_mut(at),
            Part::Text(at) => self.boxes.get_mut(at),
            Part::Title => Some(&mut self.title),
            Part::Author => Some(&mut self.author),
            Part::Created | Part::Fonts | Part::About | Part::Shape | Part::Passed => None,
        }
    }

    pub fn finish(mut self) -> NewText {
        if !self.body.ends_with('\n') {
            self.body.push('\n');
        }
        self.put_boxes();
        for (number, note) in (1..).zip(&self.notes) {
            if !note.trim().is_empty() {
                self.body.push_str(&format!("[{number}] {}\n", note.trim()));
            }
        }
        let lines: Vec<&str> = self.body.lines().map(str::trim_end).collect();
        let mut new = NewText {
            text: lines.join("\n").trim().to_owned(),
            title: self.title.trim().to_owned(),
            ..NewText::default()
        };
        let [year, month, day] = self.created;
        let created = (year > 0).then(|| format!("{year:04}-{month:02}-{day:02}"));
        about(&mut new, Some(self.author.trim().to_owned()), created);
        new
    }
}
