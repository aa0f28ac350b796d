//! Explains why a file of Postil cannot be read, with the location.

use crate::diagnostic::Diagnostic;
use crate::json::{self, Problem, Step};
use serde_json::Value;
use serde_json::error::Category;

/// The text of a file, without a leading byte order mark.
///
/// # Errors
/// If the bytes are not UTF-8, with the number of the first wrong byte.
pub fn utf8(bytes: &[u8]) -> Result<&str, Diagnostic> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        match error.error_len() {
            Some(_) => Diagnostic::error(format!("byte {at}"), "expected text in UTF-8"),
            None => Diagnostic::error(
                format!("byte {at}"),
                "the file ends early, in the middle of a character: was its download cut off?",
            ),
        }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// Reports broken JSON, with the line and column.
pub fn broken(text: &str, error: &serde_json::Error) -> Diagnostic {
    let place = stop(text, error);
    if text.trim().is_empty() {
        return Diagnostic::error("", "the file is empty");
    }
    let reason = json::reason(error);
    if error.classify() == Category::Eof {
        Diagnostic::error(
            place,
            format!(
                "the file ends early, at byte {}: was its download cut off? ({reason})",
                text.len()
            ),
        )
    } else {
        Diagnostic::error(place, format!("this is not valid JSON: {reason}"))
    }
}

/// Reports a missing value or one of the wrong type, with its path, its line and its column. Reads the
/// file a second time.
pub fn mistyped(text: &str, problem: &Problem) -> Diagnostic {
    let mut steps = problem.path().peekable();
    let line = line_and_column(text, seek(text, problem.path()));
    let mut place = String::new();
    if problem.path().len() > 1
        && let Some(Step::Field(list)) = problem.path().next()
        && let Some(Step::Item(index)) = problem.path().nth(1)
    {
        place = format!("{list}[{index}]");
        steps.nth(1);
        let whole = serde_json::from_slice::<Value>(text.as_bytes()).unwrap_or_default();
        if let Some(id) = whole[list][index]["id"].as_str() {
            place.push_str(&format!(" “{id}”"));
        }
        if steps.peek().is_some() {
            place.push_str(", ");
        }
    }
    place.push_str(&json::path(steps));
    Diagnostic::error(place, format!("{} ({line})", problem.message()))
}

/// The byte where the value at the end of a path begins, in valid JSON; the path is followed as far
/// as it leads.
fn seek(text: &str, path: impl Iterator<Item = Step>) -> usize {
    let mut rest = text.trim_start();
    for step in path {
        // After the bracket, before the first item or name.
        let mut inside = rest.get(1..).unwrap_or_default().trim_start();
        let mut index = 0;
        let mut found = None;
        while !matches!(inside.as_bytes().first(), None | Some(b']' | b'}')) {
            let is_it = match step {
                Step::Item(wanted) => index == wanted,
                Step::Field(wanted) => {
                    let (name, after) = inside.split_at(value_length(inside));
                    inside = after.trim_start().trim_start_matches(':').trim_start();
                    serde_json::from_slice::<Value>(name.as_bytes())
                        .is_ok_and(|name| name == wanted)
                }
            };
            // Of several fields with one name, the last one was read.
            if is_it {
                found = Some(inside);
            }
            let after = inside.get(value_length(inside)..).unwrap_or_default();
            inside = after.trim_start().trim_start_matches(',').trim_start();
            index += 1;
        }
        match found {
            Some(value) => rest = value,
            None => break,
        }
    }
    text.len() - rest.len()
}

/// The length of the value at the start of valid JSON, in bytes.
fn value_length(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => continue,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => match depth {
                0 => return at,
                _ => depth -= 1,
            },
            b',' | b':' if depth == 0 => return at,
            _ => continue,
        }
        if depth == 0 && !quoted && matches!(byte, b'"' | b']' | b'}') {
            return at + 1;
        }
    }
    text.len()
}

/// The line and column of a byte, from 1 and in characters.
fn line_and_column(text: &str, byte: usize) -> String {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    format!(
        "line {}, column {}",
        before.matches('\n').count() + 1,
        line.chars().count() + 1
    )
}

/// The line and column, from 1 and in characters, where parsing stopped.
fn stop(text: &str, error: &serde_json::Error) -> String {
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    let column = line
        .char_indices()
        .take_while(|(byte, _)| *byte < error.column())
        .count();
    format!("line {}, column {}", error.line(), column.max(1))
}
