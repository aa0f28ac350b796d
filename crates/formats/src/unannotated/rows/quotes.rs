//! Quotes in tables of delimited cells that do not do what quotes do there: close the cell that they open.
//! A reader that goes by the rules would take the rows up to the next quote, or all of them, for one cell.

use std::borrow::Cow;

/// A table in which every quote does what it should.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended<'t> {
    /// The text; quotes that are characters are escaped in it.
    pub text: Cow<'t, str>,
    /// The lines, from 1, on which a quote opens a cell and does not close it.
    pub stray: Vec<usize>,
    /// How many cells go on after their closing quote.
    pub loose: usize,
}

/// Escapes the quotes of cells that are not closed, or not where they end. A cell that is not closed ends
/// with its line, or before the next delimiter if it is not in the last column. O(n).
pub(super) fn mend(text: &str, delimiter: u8) -> Mended<'_> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    // What is in `out` already, and where the reader is.
    let (mut copied, mut at) = (0, 0);
    let (mut line, mut column, mut width) = (1, 0, None);
    let (mut stray, mut loose) = (Vec::new(), 0);
    let is_end = |byte: u8| byte == b'\n' || byte == b'\r';
    let find = |from: usize, ends: &dyn Fn(u8) -> bool| {
        let rest = bytes.get(from..).unwrap_or_default();
        let found = rest.iter().position(|&byte| ends(byte));
        found.map_or(bytes.len(), |found| from + found)
    };
    let lines = |from: usize, to: usize| {
        let between = bytes.get(from..to).unwrap_or_default();
        between.iter().filter(|&&byte| byte == b'\n').count()
    };
    while at < bytes.len() {
        let end = |from: usize| find(from, &|byte| byte == delimiter || is_end(byte));
        let cell = at;
        at = match bytes.get(at) {
            Some(b'"') => {
                let close = close(bytes, at);
                let after = close.map_or(bytes.len(), |close| close + 1);
                let stops = bytes.get(after);
                let is_closed =
                    close.is_some() && stops.is_none_or(|&byte| byte == delimiter || is_end(byte));
                let inside = bytes.get(cell..after).unwrap_or_default();
                if is_closed {
                    after
                } else {
                    let is_one_line = close.is_some() && !inside.iter().any(|&byte| is_end(byte));
                    let stop = if is_one_line {
                        loose += 1;
                        end(after)
                    } else {
                        stray.push(line);
                        let is_last = width.is_some_and(|width| column + 1 >= width);
                        match is_last {
                            true => find(cell, &is_end),
                            false => end(cell),
                        }
                    };
                    out.push_str(text.get(copied..cell).unwrap_or_default());
                    let literal = text.get(cell..stop).unwrap_or_default();
                    out.push('"');
                    out.push_str(&literal.replace('"', "\"\""));
                    out.push('"');
                    copied = stop;
                    stop
                }
            }
            _ => end(at),
        };
        line += lines(cell, at);
        match bytes.get(at) {
            Some(&byte) if byte == delimiter => column += 1,
            Some(_) => {
                width = width.or(Some(column + 1));
                column = 0;
                line += lines(at, at + 1);
            }
            None => break,
        }
        at += 1;
        if bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
            line += 1;
            at += 1;
        }
    }
    let text = match copied {
        0 => Cow::Borrowed(text),
        _ => {
            out.push_str(text.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
    };
    Mended { text, stray, loose }
}

/// Where the quote is that closes the cell that one at `open` opens: the first that is not doubled.
fn close(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|&byte| byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn quotes_that_do_not_close_are_characters() {
        for (text, mended, stray, loose) in [
            ("a,\"b\nc\",d\r\n\"\",\"e\"\"\"\n", None, vec![], 0),
            ("a,b\"c\nd", None, vec![], 0),
            (
                "title,text\nA,\"It begins, and\nB,Text two\n",
                Some("title,text\nA,\"\"\"It begins, and\"\nB,Text two\n"),
                vec![2],
                0,
            ),
            (
                "a,b,c\r\n1,\"x,y\r\n2,\"z\",\"w\r\n",
                Some("a,b,c\r\n1,\"\"\"x\",y\r\n2,\"z\",\"\"\"w\"\r\n"),
                vec![2, 3],
                0,
            ),
            (
                "a,b\n\"Hello,\" she said,c\n",
                Some("a,b\n\"\"\"Hello,\"\" she said\",c\n"),
                vec![],
                1,
            ),
            ("\"", Some("\"\"\"\""), vec![1], 0),
        ] {
            let found = mend(text, b',');
            assert_eq!(found.text, mended.unwrap_or(text), "{text}");
            assert_eq!((found.stray, found.loose), (stray, loose), "{text}");
        }
    }

    #[test]
    fn each_quote_is_looked_for_once() {
        // Whatever follows a quote, no other looks through the same text for its end.
        for cell in [
            "a,\"b\n",
            "\"\n",
            "\"\"\"a\n",
            "\"a\"\"\n",
            "\"a\"b,",
            "\"\"\n",
        ] {
            let text = cell.repeat(200_000);
            let found = mend(&text, b',');
            assert!(found.text.len() <= 3 * text.len(), "{cell}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_mended_needs_no_more(text in "[a\",\r\n]{0,40}") {
            let once = mend(&text, b',');
            let again = mend(&once.text, b',');
            proptest::prop_assert_eq!(&again.text, &once.text);
            proptest::prop_assert_eq!((again.stray.len(), again.loose), (0, 0));
        }
    }
}
