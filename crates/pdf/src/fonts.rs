//! The fonts of a file: how wide its glyphs are, and what letters they stand for. The library takes what a
//! font says on trust, so what could keep it busy for ever is checked first.

use crate::unpack::unpacked;
use hayro_font::hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use std::collections::HashMap;
use std::sync::Arc;

/// A font without a glyph, in place of the fonts that a file expects to be everywhere: nothing is drawn
/// here, and their widths are known without them.
const NO_FONT: &[u8] = &[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/// Codes of a font.
const MAX_CODE: i64 = 0xFFFF;

/// A font as a page uses it.
#[derive(Clone)]
pub struct Face<'a> {
    font: Font<'a>,
    /// Which font: equal numbers are the same one.
    pub number: u16,
}

/// A character code of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// What it stands for; `None` if the file does not tell.
    pub letters: Option<String>,
    /// How far it moves on, in thousandths of the size: to the right, and upwards.
    pub advance: [f64; 2],
    /// Whether it is the single byte of a space, which can be made wider.
    pub is_space: bool,
}

/// The fonts of a file.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    maps: CMapResolverFn,
    /// By where its dictionary is.
    faces: HashMap<usize, Option<Face<'a>>>,
}

impl Default for Fonts<'_> {
    fn default() -> Self {
        Self {
            cache: FontCache::new(),
            fonts: Arc::new(|_| Some((Arc::new(NO_FONT), 0))),
            maps: Arc::new(load_embedded),
            faces: HashMap::new(),
        }
    }
}

impl<'a> Fonts<'a> {
    /// The font of a dictionary; `None` if it is not in order.
    pub fn face(&mut self, dictionary: &Dict<'a>) -> Option<Face<'a>> {
        let key = dictionary.data().as_ptr() as usize;
        if let Some(face) = self.faces.get(&key) {
            return face.clone();
        }
        let number = u16::try_from(self.faces.len()).unwrap_or(u16::MAX);
        let font = is_bounded(dictionary)
            .then(|| self.cache.font(dictionary, &self.fonts, &self.maps))
            .flatten();
        let face = font.map(|font| Face { font, number });
        self.faces.insert(key, face.clone());
        face
    }
}

impl Face<'_> {
    /// Whether lines run from left to right, or from right to left, and not down.
    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// Reads the code at the beginning of what is left of a text. Returns how many bytes it has, at least
    /// one.
    pub fn read(&self, rest: &[u8]) -> (Code, usize) {
        let (code, length) = self.font.read_code(rest, 0);
        let length = length.max(1);
        let advance = self.font.code_advance(code);
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let letters = match glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let code = Code {
            letters: letters.map(|letters| match letters {
                BfString::Char(letter) => letter.to_string(),
                BfString::String(letters) => letters,
            }),
            advance: [advance.x, advance.y],
            is_space: length == 1 && rest.first() == Some(&b' '),
        };
        (code, length)
    }
}

/// Whether the library can read a font without being kept busy by ranges of numbers or by streams.
fn is_bounded(font: &Dict<'_>) -> bool {
    let inner = font.get::<Array<'_>>(keys::DESCENDANT_FONTS);
    let inner = inner.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let all = [Some(font.clone()), inner];
    all.into_iter().flatten().all(|font| {
        let descriptor = font.get::<Dict<'_>>(keys::FONT_DESC).unwrap_or_default();
        let is_small = |dictionary: &Dict<'_>, key: &[u8]| {
            let stream = dictionary.get::<Stream<'_>>(key);
            stream.is_none_or(|stream| unpacked(&stream).is_some())
        };
        let is_byte = |key: &[u8]| {
            let number = font.get::<Object<'_>>(key).and_then(Object::into_number);
            number.is_none_or(|number| (0..=255).contains(&number.as_i64()))
        };
        let in_font = [keys::TO_UNICODE, keys::ENCODING, keys::CID_TO_GID_MAP];
        let in_descriptor = [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3];
        is_byte(keys::FIRST_CHAR)
            && is_byte(keys::LAST_CHAR)
            && in_font.iter().all(|key| is_small(&font, key))
            && in_descriptor.iter().all(|key| is_small(&descriptor, key))
            && [(keys::W, 3), (keys::W2, 5)].iter().all(|(key, length)| {
                let widths = font.get::<Array<'_>>(*key);
                widths.is_none_or(|widths| has_few_codes(&widths, *length))
            })
    })
}

/// Whether widths are given for codes that exist: as `first [width …]` or as `first last width …`, with
/// this many numbers.
fn has_few_codes(widths: &Array<'_>, length: usize) -> bool {
    let mut numbers = 0;
    for item in widths.iter::<Object<'_>>() {
        match item {
            Object::Number(number) => {
                let is_code = numbers < 2;
                if is_code && !(0..=MAX_CODE).contains(&number.as_i64()) {
                    return false;
                }
                numbers = (numbers + 1) % length;
            }
            _ => numbers = 0,
        }
    }
    true
}
