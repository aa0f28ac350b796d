//! The text of a file, its lines and its JSON.

use crate::limits;
use crate::progress::{self, Step};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use postil_core::json::reason;
use serde_json::Value;

/// The text of a file, without a leading byte order mark.
///
/// # Errors
/// When it is not UTF-8, with the byte; or when it is larger than
/// [`limits::MAX_FILE_BYTES`].
pub fn utf8(file: &File) -> Result<&str, Diagnostic> {
    if file.bytes.len() > limits::MAX_FILE_BYTES {
        let most = limits::MAX_FILE_BYTES >> 20;
        let message = format!("the file is larger than {most} MiB, the most that can be read");
        return Err(Diagnostic::error(&file.name, message));
    }
    let text = std::str::from_utf8(&file.bytes).map_err(|error| {
        let at = error.valid_up_to();
        Diagnostic::error(
            format!("{}, byte {at}", file.name),
            "expected text in UTF-8",
        )
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The JSON of a file.
///
/// # Errors
/// With the line and column of the first syntax error.
pub fn json(file: &File) -> Result<Value, Diagnostic> {
    let text = utf8(file)?;
    progress::tell(Step::Read(text.len()));
    parse(text).map_err(|(line, message)| {
        Diagnostic::error(format!("{}, line {line}", file.name), message)
    })
}

/// Parses one JSON value.
///
/// # Errors
/// With the line in the text and the message.
pub fn parse(text: &str) -> Result<Value, (usize, String)> {
    if text.trim().is_empty() {
        return Err((1, "expected JSON, found nothing".to_owned()));
    }
    serde_json::from_str(text).map_err(|error| {
        let (reason, column) = (reason(&error), error.column());
        (
            error.line().max(1),
            format!("this is not valid JSON: {reason} (column {column})"),
        )
    })
}

/// The objects at the beginning of a list in JSON that breaks off or is damaged later. O(n).
pub fn whole_items(text: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut rest = text.trim_start().strip_prefix('[');
    while let Some(from) = rest {
        let mut values = serde_json::Deserializer::from_str(from).into_iter::<Value>();
        let Some(Ok(item @ Value::Object(_))) = values.next() else {
            break;
        };
        items.push(item);
        let after = from.get(values.byte_offset()..).unwrap_or_default();
        rest = after.trim_start().strip_prefix(',');
    }
    items
}

/// The lines of a text; reports each as read when it is returned.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .inspect(|line| progress::tell(Step::Read(line.len() + 1)))
}

/// Parses the lines of a JSONL file that are not empty, with their numbers from 1.
pub fn json_lines<'a>(
    text: &'a str,
) -> impl Iterator<Item = (usize, Result<Value, String>)> + use<'a> {
    (1..)
        .zip(lines(text))
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (number, parse(line).map_err(|(_, message)| message)))
}

/// A file's name without its folders and without the first of the extensions that it ends in;
/// without any of them, up to its last dot.
pub fn stem(name: &str, extensions: &[&str]) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    for extension in extensions {
        let cut = name
            .strip_suffix(extension)
            .and_then(|stem| stem.strip_suffix('.'));
        if let Some(stem) = cut {
            return stem.to_owned();
        }
    }
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::whole_items;

    #[test]
    fn what_is_whole_before_the_damage_is_read() {
        for (text, whole) in [
            ("[{\"a\": 1}, {\"a\": [2", 1),
            (" [ {\"a\": 1} , {\"a\": 2}", 2),
            ("[{\"a\": 1}, x, {\"a\": 2}]", 1),
            ("[{\"a\": 1} {\"a\": 2}]", 1),
            ("[1, 2", 0),
            ("{\"a\": 1", 0),
            ("[", 0),
            ("", 0),
        ] {
            assert_eq!(whole_items(text).len(), whole, "{text}");
        }
    }
}
