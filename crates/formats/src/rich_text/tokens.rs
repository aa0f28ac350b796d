//! The tokens of RTF.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word with its number.
    Word(&'a [u8], Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of text in a code page, written as two digits.
    Escaped(u8),
    /// A byte of text as it is.
    Literal(u8),
}

/// Reads tokens. Line ends between them mean nothing. Each byte is looked at once.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The tokens of a file.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn run(&self, fits: fn(&u8) -> bool) -> usize {
        self.rest.iter().take_while(|byte| fits(byte)).count()
    }

    fn word(&mut self) -> Token<'a> {
        let letters = self.run(u8::is_ascii_alphabetic);
        let name = self.bytes(letters);
        let is_negative = matches!(self.rest, [b'-', digit, ..] if digit.is_ascii_digit());
        self.bytes(usize::from(is_negative));
        let digits = self.run(u8::is_ascii_digit);
        let digits = self.bytes(digits);
        // A number that is too large is as good as the largest.
        let number = digits.iter().fold(0i32, |number, digit| {
            let digit = i32::from(digit - b'0');
            number.saturating_mul(10).saturating_add(digit)
        });
        let number = if is_negative { -number } else { number };
        let number = (!digits.is_empty()).then_some(number);
        if self.rest.first() == Some(&b' ') {
            self.bytes(1);
        }
        if name == b"bin" {
            let binary = number.and_then(|number| usize::try_from(number).ok());
            self.bytes(binary.unwrap_or_default());
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let ends = self.run(|byte| matches!(byte, b'\r' | b'\n' | 0));
        self.bytes(ends);
        let first = *self.bytes(1).first()?;
        Some(match first {
            b'{' => Token::Open,
            b'}' => Token::Close,
            b'\\' => match self.rest {
                [b'\'', high, low, ..] => {
                    let digit = |digit: &u8| char::from(*digit).to_digit(16);
                    let digits = digit(high).zip(digit(low));
                    match digits.and_then(|(high, low)| u8::try_from(16 * high + low).ok()) {
                        Some(byte) => {
                            self.bytes(3);
                            Token::Escaped(byte)
                        }
                        None => {
                            self.bytes(1);
                            Token::Symbol(b'\'')
                        }
                    }
                }
                [letter, ..] if letter.is_ascii_alphabetic() => self.word(),
                _ => Token::Symbol(self.bytes(1).first().copied().unwrap_or_default()),
            },
            byte => Token::Literal(byte),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_its_tokens() {
        let all: Vec<_> =
            Tokens::new(b"{\\b0 a\r\n\\'e9\\u-10?\\~\\bin3 }}}b\\'x\\par}\\").collect();
        let expected = [
            Token::Open,
            Token::Word(b"b", Some(0)),
            Token::Literal(b'a'),
            Token::Escaped(0xE9),
            Token::Word(b"u", Some(-10)),
            Token::Literal(b'?'),
            Token::Symbol(b'~'),
            Token::Word(b"bin", Some(3)),
            Token::Literal(b'b'),
            Token::Symbol(b'\''),
            Token::Literal(b'x'),
            Token::Word(b"par", None),
            Token::Close,
            Token::Symbol(0),
        ];
        assert_eq!(all, expected);
    }
}
