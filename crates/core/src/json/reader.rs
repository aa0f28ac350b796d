//! Reads JSON front to back without building a tree. Values of any form (escaped strings, numbers,
//! foreign fields) are left to `serde_json`; this module only walks through lists and objects.

use super::{Problem, Step};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::borrow::Cow;

/// A position in a JSON text.
pub struct Reader<'a> {
    text: &'a str,
    /// In bytes.
    at: usize,
}

/// A variant of an enum: a string alone, or the name of the only field of an object.
pub struct Tag<'a> {
    /// The word that names the variant.
    pub word: Cow<'a, str>,
    alone: bool,
}

/// Reads an item, or the value of a field.
type Each<'r, 'a> = &'r mut dyn FnMut(&mut Reader<'a>) -> Result<(), Problem>;
/// Reads the value of the field with that name.
type EachField<'r, 'a> = &'r mut dyn FnMut(&str, &mut Reader<'a>) -> Result<(), Problem>;

impl<'a> Reader<'a> {
    /// The start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte after white space; 0 at the end.
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Skips a byte, which must come next.
    fn expect(&mut self, byte: u8) -> Result<(), Problem> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(Self::broken())
        }
    }

    /// Skips a byte if it comes next.
    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == byte && byte != 0;
        self.at += usize::from(there);
        there
    }

    /// The error for invalid JSON. The caller finds the exact reason by parsing the whole text.
    fn broken() -> Problem {
        Problem::new("this is not valid JSON".to_owned())
    }

    fn leaf<T: Deserialize<'a>>(&mut self) -> Result<T, Problem> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<T>();
        match values.next() {
            Some(Ok(value)) => {
                self.at += values.byte_offset();
                Ok(value)
            }
            _ => Err(Self::broken()),
        }
    }

    /// Reads a value of any form.
    ///
    /// # Errors
    /// If there is none.
    pub fn value(&mut self) -> Result<Value, Problem> {
        self.leaf()
    }

    /// Skips a value of any form.
    ///
    /// # Errors
    /// If there is none.
    pub fn skip(&mut self) -> Result<(), Problem> {
        self.leaf::<IgnoredAny>().map(|_| ())
    }

    /// The error for a value of another type.
    fn mistyped(&mut self, expected: &str) -> Problem {
        match self.value() {
            Ok(found) => Problem::expected(expected, &found),
            Err(broken) => broken,
        }
    }

    /// Skips a null; returns whether there was one.
    ///
    /// # Errors
    /// If something else starts like a null.
    pub fn null(&mut self) -> Result<bool, Problem> {
        match self.peek() {
            b'n' => self.leaf::<()>().map(|()| true),
            _ => Ok(false),
        }
    }

    /// Reads a string.
    ///
    /// # Errors
    /// If the value is no string.
    pub fn string(&mut self) -> Result<Cow<'a, str>, Problem> {
        if self.peek() != b'"' {
            return Err(self.mistyped("a string"));
        }
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'"' => {
                    self.at = end + 1;
                    return self
                        .text
                        .get(start..end)
                        .map(Cow::Borrowed)
                        .ok_or_else(Self::broken);
                }
                b'\\' => return self.leaf::<String>().map(Cow::Owned),
                0..0x20 => break,
                _ => end += 1,
            }
        }
        Err(Self::broken())
    }

    /// Reads a non-negative integer.
    ///
    /// # Errors
    /// If the value is no such number.
    pub fn number(&mut self) -> Result<usize, Problem> {
        self.peek();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let goes_on = matches!(rest.as_bytes().get(digits), Some(b'.' | b'e' | b'E'));
        let padded = digits > 1 && rest.starts_with('0');
        if !goes_on
            && !padded
            && let Some(Ok(number)) = rest.get(..digits).map(str::parse)
        {
            self.at += digits;
            return Ok(number);
        }
        Err(self.mistyped("a whole number, 0 or more"))
    }

    /// Reads the items of a list one by one.
    ///
    /// # Errors
    /// If the value is no list, or an item cannot be read.
    pub fn list(&mut self, each: Each<'_, 'a>) -> Result<(), Problem> {
        if !self.eat(b'[') {
            return Err(self.mistyped("a sequence"));
        }
        if self.eat(b']') {
            return Ok(());
        }
        for index in 0.. {
            each(self).map_err(|problem| problem.inside(Step::Item(index)))?;
            if !self.eat(b',') {
                break;
            }
        }
        self.expect(b']')
    }

    /// Reads the fields of an object one by one.
    ///
    /// # Errors
    /// If the value is no object, described by `expected`, or a field cannot be read.
    pub fn object(&mut self, expected: &str, each: EachField<'_, 'a>) -> Result<(), Problem> {
        if !self.eat(b'{') {
            return Err(self.mistyped(expected));
        }
        if self.eat(b'}') {
            return Ok(());
        }
        loop {
            let name = self.name()?;
            each(&name, self)?;
            if !self.eat(b',') {
                break;
            }
        }
        self.expect(b'}')
    }

    fn name(&mut self) -> Result<Cow<'a, str>, Problem> {
        if self.peek() != b'"' {
            return Err(Self::broken());
        }
        let name = self.string()?;
        self.expect(b':')?;
        Ok(name)
    }

    /// Reads the word of a variant and stops before its content.
    ///
    /// # Errors
    /// If the value is neither a string nor an object.
    pub fn tag(&mut self) -> Result<Tag<'a>, Problem> {
        const EXPECTED: &str = "a string or an object with one field";
        match self.peek() {
            b'"' => Ok(Tag {
                word: self.string()?,
                alone: true,
            }),
            b'{' => {
                let before = self.at;
                self.at += 1;
                if self.peek() == b'}' {
                    self.at = before;
                    return Err(self.mistyped(EXPECTED));
                }
                Ok(Tag {
                    word: self.name()?,
                    alone: false,
                })
            }
            _ => Err(self.mistyped(EXPECTED)),
        }
    }

    /// Reads the content of a variant.
    ///
    /// # Errors
    /// If there is no content, or it cannot be read.
    pub fn content<T>(
        &mut self,
        tag: &Tag,
        word: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        if tag.alone {
            Err(Problem::missing(word))
        } else {
            read(self).map_err(|problem| problem.inside(Step::Field(word)))
        }
    }

    /// Skips the content of a variant without fields.
    ///
    /// # Errors
    /// If there is no value.
    pub fn no_content(&mut self, tag: &Tag) -> Result<(), Problem> {
        if tag.alone { Ok(()) } else { self.skip() }
    }

    /// Skips the end of a variant.
    ///
    /// # Errors
    /// If another field follows.
    pub fn end_tag(&mut self, tag: &Tag) -> Result<(), Problem> {
        if tag.alone || self.eat(b'}') {
            Ok(())
        } else {
            Err(Problem::new("expected an object with one field".to_owned()))
        }
    }

    /// Checks that the text ends here.
    ///
    /// # Errors
    /// If something follows.
    pub fn end(&mut self) -> Result<(), Problem> {
        self.peek();
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(Self::broken())
        }
    }
}
