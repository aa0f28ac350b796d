//! What is asked of every reader, whatever comes: it does not panic, it takes no more memory and time
//! than a multiple of its input, and a project that it answers with can be opened and written again.
//!
//! `cargo xtask fuzz [--seconds N] [TARGET]` runs the targets, beginning with what the writers make
//! of the torture project; `cargo fuzz run TARGET` does as well.

pub mod files;
pub mod join;
pub mod memory;
pub mod time;

use memory::Size;
use postil_codebook::{Named, markdown, write};
use postil_core::format::{File, Read, postil};
use postil_core::history::History;
use postil_core::json;
use postil_core::state::State;
use postil_core::text::Text;
use postil_core::workspace::{Entry, Workspace};
use postil_formats::unannotated::{self, Unannotated};
use postil_formats::{Options, codebook, encodings, format, rich_text, sort, unpack};

/// Reads an input as the files of a format.
///
/// # Panics
/// When the reader does, or does not keep what it promises.
pub fn read(id: &str, input: &[u8]) {
    let format = format(id).expect("the id of a format");
    let files = files::split(input, format.extensions[0]);
    let size = unpacked(&files);
    let read = time::bounded(size, || memory::bounded(size, || format.read(&files)));
    let Ok((project, _)) = read else {
        return;
    };
    let opened = State::open(project).expect("what a reader gives can be opened");
    let written = format.write(&opened.to_project(), &Options::default());
    let again = format.read(&written.files);
    if let Err(problems) = again {
        panic!("what was read is written so that it cannot be read: {problems:?}");
    }
}

/// How much there is in files, those of archives unpacked: what an archive may unpack to is bounded by
/// `postil_formats::limits`, and what a reader takes by what it is given to read.
fn unpacked(files: &[File]) -> Size {
    match unpack(files) {
        Ok(unpacked) => Size::of_files(&unpacked),
        Err(_) => Size::of_files(files),
    }
}

/// Reads an input as a project file of Postil.
///
/// # Panics
/// As [`read`].
pub fn read_project(input: &[u8]) {
    let size = Size::of(input);
    let read: Read = time::bounded(size, || memory::bounded(size, || postil::read(input)));
    let Ok((project, _)) = read else {
        return;
    };
    let opened = State::open(project).expect("what a reader gives can be opened");
    let written = postil::write(&opened.to_project());
    postil::read(&written.files[0].bytes).expect("what was written can be read");
}

/// Reads an input as a PDF. What such a file unpacks to is bounded by `postil_pdf::limits`, whatever its size.
///
/// # Panics
/// When the reader does, or marks as boilerplate what is no line of the text.
pub fn read_pdf(input: &[u8]) {
    let Ok(document) = postil_pdf::read(input.to_vec()) else {
        return;
    };
    let text: Vec<char> = document.text.chars().collect();
    let frozen = Text::freeze(&document.text);
    assert_eq!(frozen.as_str(), document.text, "freezing moves no line");
    for range in document.boilerplate {
        let is_line = range.start == 0 || text[range.start - 1] == '\n';
        assert!(is_line && text[range.start..range.end].ends_with(&['\n']));
    }
}

/// Reads an input as entries of the journal, one a line, and does what they say.
///
/// # Panics
/// When something of that does.
pub fn replay(input: &[u8]) {
    let mut workspace = Workspace::new(State::default(), History::default());
    for line in input.split(|&byte| byte == b'\n') {
        let entry = memory::bounded(Size::of(line), || json::from_slice::<Entry>(line));
        if let Ok(entry) = entry {
            let _ = workspace.perform(&entry);
        }
    }
    State::open(workspace.state().to_project()).expect("no entry spoils the state");
}

/// Reads the files of an input as texts without annotations: in an old encoding first, if they are in one.
///
/// # Panics
/// When that does, or takes out of proportion.
pub fn read_texts(input: &[u8]) {
    for file in files::split(input, "html") {
        let size = unpacked(std::slice::from_ref(&file));
        time::bounded(size, || memory::bounded(size, || read_text(&file)));
    }
}

fn read_text(file: &File) {
    if rich_text::is_rich_text(file) {
        let _ = rich_text::read(file);
    }
    if encodings::is_old(file) {
        let decoded = encodings::decode(file, None);
        let text = decoded.text.into_bytes();
        let _ = unannotated::read(&File {
            bytes: text,
            ..file.clone()
        });
    }
    if let Some(Ok(Unannotated::Table(table))) = unannotated::read(file) {
        table.texts(&table.guess());
    }
}

/// Reads an input as a codebook of another tool, as one of Postil's own, and as Markdown.
///
/// # Panics
/// As [`read`], and when what was read is not written so that it is read again as it is.
pub fn read_codebook(input: &[u8]) {
    let files = files::split(input, "xml");
    let size = unpacked(&files);
    let read = time::bounded(size, || memory::bounded(size, || codebook::read(&files)));
    if let Ok((codebook, _)) = read {
        let named = Named {
            codebook,
            ..Named::default()
        };
        let own = write::json(&named).bytes;
        assert_eq!(postil_codebook::read(&own), Ok((named.clone(), Vec::new())));
        let codes = codebook::write_qdc("", &named.codebook).files;
        let again = codebook::read(&codes);
        assert!(again.is_ok() || named.codebook.schema.layers.is_empty());
        let _ = (write::markdown(&named), write::html(&named));
    }
    let size = Size::of(input);
    let _ = time::bounded(size, || {
        memory::bounded(size, || postil_codebook::read(input))
    });
    if let Ok(text) = std::str::from_utf8(input) {
        let _ = (
            markdown::parse(text),
            markdown::first_line(text),
            markdown::sections(text),
        );
    }
}

/// Tells the files of an input apart.
///
/// # Panics
/// When that does.
pub fn tell_apart(input: &[u8]) {
    let files = files::split(input, "zip");
    let size = unpacked(&files);
    let sorted = time::bounded(size, || memory::bounded(size, || sort::sort(files.clone())));
    for group in sorted.groups {
        let _ = group.format.read(&group.files);
    }
}
