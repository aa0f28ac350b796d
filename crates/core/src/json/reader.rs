//! Reading JSON from front to back, without building a tree of it first. What is inside of a value
//! of any form (an escaped string, a number, a foreign field) is left to `serde_json`; here is only
//! the way through lists and objects.

use super::{Problem, Step};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::borrow::Cow;

/// A place in a text of JSON.
pub struct Reader<'a> {
    text: &'a str,
    /// In bytes.
    at: usize,
}

/// One of several forms, told by a word: alone, or as the name of the one field of an object.
pub struct Tag<'a> {
    /// The word.
    pub word: Cow<'a, str>,
    alone: bool,
}

/// Reads an item, or the value of a field.
type Each<'r, 'a> = &'r mut dyn FnMut(&mut Reader<'a>) -> Result<(), Problem>;
/// Reads the value of a field of that name.
type EachField<'r, 'a> = &'r mut dyn FnMut(&str, &mut Reader<'a>) -> Result<(), Problem>;

impl<'a> Reader<'a> {
    /// The beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte that comes next, past white space; 0 at the end.
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Skips a byte, which must come next.
    fn expect(&mut self, byte: u8) -> Result<(), Problem> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(Self::broken())
        }
    }

    /// Skips a byte if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == byte && byte != 0;
        self.at += usize::from(there);
        there
    }

    /// This is no JSON. What exactly is wrong is found out by the one who reads the whole.
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

    /// A value of any form.
    ///
    /// # Errors
    /// When there is none.
    pub fn value(&mut self) -> Result<Value, Problem> {
        self.leaf()
    }

    /// Goes past a value of any form.
    ///
    /// # Errors
    /// When there is none.
    pub fn skip(&mut self) -> Result<(), Problem> {
        self.leaf::<IgnoredAny>().map(|_| ())
    }

    /// What was expected is not what comes.
    fn mistyped(&mut self, expected: &str) -> Problem {
        match self.value() {
            Ok(found) => Problem::expected(expected, &found),
            Err(broken) => broken,
        }
    }

    /// Goes past a null, and tells whether there was one.
    ///
    /// # Errors
    /// When something else begins like one.
    pub fn null(&mut self) -> Result<bool, Problem> {
        match self.peek() {
            b'n' => self.leaf::<()>().map(|()| true),
            _ => Ok(false),
        }
    }

    /// A string.
    ///
    /// # Errors
    /// When something else comes.
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

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// When something else comes.
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
    /// When something else comes, or an item cannot be read.
    pub fn list(&mut self, each: Each<'_, 'a>) -> Result<(), Problem> {
        if !self.take(b'[') {
            return Err(self.mistyped("a sequence"));
        }
        if self.take(b']') {
            return Ok(());
        }
        for index in 0.. {
            each(self).map_err(|problem| problem.inside(Step::Item(index)))?;
            if !self.take(b',') {
                break;
            }
        }
        self.expect(b']')
    }

    /// Reads the fields of an object one by one.
    ///
    /// # Errors
    /// When something else comes than an object, which `expected` names, or a field cannot be read.
    pub fn object(&mut self, expected: &str, each: EachField<'_, 'a>) -> Result<(), Problem> {
        if !self.take(b'{') {
            return Err(self.mistyped(expected));
        }
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            let name = self.name()?;
            each(&name, self)?;
            if !self.take(b',') {
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

    /// Tells a word that stands alone, or goes up to what it stands for.
    ///
    /// # Errors
    /// When there is neither.
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

    /// Reads what a word stands for.
    ///
    /// # Errors
    /// When it stands alone, or that cannot be read.
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

    /// Goes past what a word stands for, where that is of no matter.
    ///
    /// # Errors
    /// When there is no value.
    pub fn no_content(&mut self, tag: &Tag) -> Result<(), Problem> {
        if tag.alone { Ok(()) } else { self.skip() }
    }

    /// Goes past the end of what a word stands for.
    ///
    /// # Errors
    /// When another field follows.
    pub fn end_tag(&mut self, tag: &Tag) -> Result<(), Problem> {
        if tag.alone || self.take(b'}') {
            Ok(())
        } else {
            Err(Problem::new("expected an object with one field".to_owned()))
        }
    }

    /// Makes sure that nothing follows.
    ///
    /// # Errors
    /// When something does.
    pub fn end(&mut self) -> Result<(), Problem> {
        self.peek();
        if self.at == self.text.len() {
            Ok(())
        } else {
            Err(Self::broken())
        }
    }
}
