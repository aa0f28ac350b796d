//! The first line of a text, found without reading all of it as Markdown: it stands beside every label, and is
//! wanted before the part of the program with the reader is there.

use postil_core::text::Text;

/// Code points of a line before it is cut.
const MAX_LINE: usize = 120;

/// Bytes of a text in which its first line is looked for.
const MAX_BEGINNING: usize = 4 << 10;

/// Bytes of a block in which its first sentence is looked for.
const MAX_BLOCK: usize = 1 << 10;

/// The first sentence of a text, or its first block if that is shorter, as plain text in one line; of
/// more than 120 code points it is the beginning, with `…`. A heading counts only where nothing else is.
/// Emphasis, code, links and the signs before lists and quotations are read as in CommonMark; other signs
/// stay. O(1).
pub fn first_line(text: &str) -> String {
    let beginning = text.get(..text.floor_char_boundary(MAX_BEGINNING));
    let block = first_block(beginning.unwrap_or_default());
    let first = Text::freeze(&plain(&block));
    let sentence = first.sentence_at(0).map(|range| first.slice(range));
    let sentence = sentence.unwrap_or_default();
    match sentence.char_indices().nth(MAX_LINE) {
        None => sentence.to_owned(),
        Some((end, _)) => {
            let cut = sentence.get(..end).unwrap_or_default();
            // Between two words, unless one is very long.
            let words = cut.rsplit_once(' ').map(|(words, _)| words);
            let words = words.filter(|words| 2 * words.len() > cut.len());
            format!("{}…", words.unwrap_or(cut).trim_end())
        }
    }
}

/// The lines of the first paragraph, item or quotation, joined; else the first heading.
fn first_block(text: &str) -> String {
    let mut heading = None;
    let mut block = String::new();
    for line in text.lines() {
        let line = line.trim();
        let is_underline = |sign: char| !line.is_empty() && line.chars().all(|c| c == sign);
        if !block.is_empty() && (is_underline('=') || is_underline('-')) {
            let title = std::mem::take(&mut block);
            heading.get_or_insert(title);
            continue;
        }
        let (words, is_item) = without_markers(line);
        let is_break = words.is_empty() || is_rule(line) || is_fence(words);
        let title = title(words);
        if block.is_empty() {
            match title {
                Some(title) => {
                    heading.get_or_insert(title.to_owned());
                }
                None if is_break => {}
                None => block.push_str(words),
            }
        } else if is_break || is_item || title.is_some() || block.len() > MAX_BLOCK {
            break;
        } else {
            block.push(' ');
            block.push_str(words);
        }
    }
    if block.is_empty() {
        block = heading.unwrap_or_default();
    }
    block
}

/// A line without the signs of the quotations and items that it is in, and whether it begins an item.
fn without_markers(line: &str) -> (&str, bool) {
    let mut rest = line;
    let mut is_item = false;
    loop {
        let after = rest
            .strip_prefix('>')
            .or_else(|| after_bullet(rest).inspect(|_| is_item = true));
        match after {
            Some(after) if !is_rule(rest) => rest = after.trim_start(),
            _ => return (rest, is_item),
        }
    }
}

/// What follows `- ` or `1. ` at the beginning of a line.
fn after_bullet(line: &str) -> Option<&str> {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - number.len();
    let after = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        1..=9 => number.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some(after)
}

/// The words of a heading of the form `## Words ##`.
fn title(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_heading =
        (1..=6).contains(&level) && (words.is_empty() || words.starts_with([' ', '\t']));
    is_heading.then(|| words.trim_end_matches('#').trim())
}

/// Whether a line is a rule across the page: three or more of `-`, `*` or `_`, and spaces.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_'].into_iter().any(|sign| {
        let signs = line.chars().filter(|c| *c == sign).count();
        signs >= 3 && line.chars().all(|c| c == sign || c.is_whitespace())
    })
}

/// Whether a line begins or ends a block of code.
fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// The words of a block. O(n).
fn plain(block: &str) -> String {
    let mut out = String::new();
    // Closing brackets are looked for once: where one is missing, so are those of the brackets that follow.
    let mut has_links = true;
    let mut rest = block;
    while let Some(at) = rest.find(['*', '_', '`', '~', '[', '!', '\\', '<']) {
        let (before, sign) = rest.split_at(at);
        out.push_str(before);
        let mut after = sign.chars();
        let first = after.next().unwrap_or_default();
        let after = after.as_str();
        let link = match sign.strip_prefix('!').unwrap_or(sign).strip_prefix('[') {
            Some(link) if has_links => match self::link(link) {
                Some(link) => Some(link),
                None => {
                    has_links = link.contains("](");
                    None
                }
            },
            _ => None,
        };
        rest = match (first, link) {
            (_, Some((words, after))) => {
                out.push_str(&plain_words(words));
                after
            }
            ('\\', _) => match after.chars().next() {
                Some(c) if c.is_ascii_punctuation() => {
                    out.push(c);
                    after.get(c.len_utf8()..).unwrap_or_default()
                }
                _ => {
                    out.push(first);
                    after
                }
            },
            ('`', _) => after,
            ('~', _) if after.starts_with('~') => after.trim_start_matches('~'),
            ('<', _) => match address(after) {
                Some((address, after)) => {
                    out.push_str(address);
                    after
                }
                None => {
                    out.push(first);
                    after
                }
            },
            ('*' | '_', _) => {
                let after = after.trim_start_matches(first);
                if !is_emphasis(first, &out, after) {
                    out.push_str(sign.get(..sign.len() - after.len()).unwrap_or_default());
                }
                after
            }
            _ => {
                out.push(first);
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// The words of a link without signs of emphasis and code.
fn plain_words(words: &str) -> String {
    words.chars().filter(|c| !matches!(c, '*' | '`')).collect()
}

/// The words of a link whose opening bracket is before `text`, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, address) = text.split_once("](")?;
    let (_, after) = address.split_once(')')?;
    (!words.contains('[')).then_some((words, after))
}

/// An address between angle brackets, the first of which is before `text`, and what follows it.
fn address(text: &str) -> Option<(&str, &str)> {
    let is_address = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    let (address, after) = text.split_once('>').filter(|_| is_address)?;
    (!address.contains(char::is_whitespace)).then_some((address, after))
}

/// Whether a run of signs between `before` and `after` begins or ends emphasis: it stands at a word, and `_` not
/// in the middle of one.
fn is_emphasis(sign: char, before: &str, after: &str) -> bool {
    let before = before.chars().next_back();
    let after = after.chars().next();
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_alone = is_space(before) && is_space(after);
    let is_within = sign == '_' && is_word(before) && is_word(after);
    !(is_alone || is_within)
}
