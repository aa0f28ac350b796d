//! Rich text (RTF), one paragraph per line, as in Word documents
//! (<https://www.loc.gov/preservation/digital/formats/fdd/fdd000473.shtml>). Tracked insertions are accepted
//! and deletions left out; notes follow the text, and text boxes their paragraph. Headers and footers,
//! numbers of lists, pictures and hidden text are left out; so are comments, which are counted.
//!
//! This is apart from other texts because it takes the tables of `encoding_rs`.

mod groups;
mod pages;
mod reader;
#[cfg(test)]
mod tests;
mod tokens;

use crate::limits;
use crate::unannotated::NewText;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use reader::Reader;
use tokens::Tokens;

/// Whether a file is rich text, by its first bytes.
pub fn is_rich_text(file: &File) -> bool {
    file.bytes.starts_with(b"{\\rtf")
}

/// Reads a file, and remarks what is left out. O(n).
///
/// # Errors
/// When it has no text, or its groups nest deeper than [`limits::MAX_RTF_LEVELS`].
pub fn read(file: &File) -> Result<(NewText, Vec<Diagnostic>), Diagnostic> {
    let error = |message: String| Diagnostic::error(&file.name, message);
    let mut reader = Reader::new(&file.bytes);
    for token in Tokens::new(&file.bytes) {
        reader.token(token);
        if reader.groups.len() > limits::MAX_RTF_LEVELS {
            let most = limits::MAX_RTF_LEVELS;
            return Err(error(format!("expected at most {most} levels of groups")));
        }
        if reader.is_done {
            break;
        }
    }
    reader.flush();
    let mut remarks = Vec::new();
    let mut remark = |is_due: bool, message: String| {
        if is_due {
            remarks.push(Diagnostic::warning(&file.name, message));
        }
    };
    remark(
        !reader.is_done,
        "it is cut off; its text ends where the file does".to_owned(),
    );
    remark(
        reader.comments > 0,
        format!("comments, left out: {}", reader.comments),
    );
    let unknown = reader.unknown;
    remark(
        unknown > 0,
        format!("characters of code pages that are not read, and became U+FFFD: {unknown}"),
    );
    let mut new = reader.finish();
    new.name.clone_from(&file.name);
    if new.text.is_empty() {
        return Err(error("there is no text in it".to_owned()));
    }
    Ok((new, remarks))
}
