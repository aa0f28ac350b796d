//! The list of files of an archive, within bounds.

use crate::limits;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes per file in the list of files of an archive, at least.
const MIN_ENTRY_BYTES: usize = 46;

/// An archive whose list of files is known.
pub(super) type Archive<'a> = ZipArchive<Metered<'a>>;

/// The bytes of an archive, of which only so many may be read until its list of files is found.
///
/// The ZIP reader tries every end record that it finds, from the last one backwards, and looks through
/// the file for each. A file of nothing but end records would take it minutes.
pub(super) struct Metered<'a> {
    bytes: Cursor<&'a [u8]>,
    /// How many bytes may still be read.
    left: Rc<Cell<usize>>,
}

impl Read for Metered<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        let left = self.left.get().checked_sub(read);
        let left = left.ok_or_else(|| io::Error::other("its list of files cannot be found"))?;
        self.left.set(left);
        Ok(read)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// Opens an archive. O(n).
///
/// # Errors
/// When its list of files is damaged, or has more files than [`limits`] allow.
pub(super) fn open(file: &File) -> Result<Archive<'_>, Diagnostic> {
    let error = |message: String| Diagnostic::error(&file.name, message);
    let archive = directory(&file.bytes)
        .map_err(|e| error(format!("this is not a ZIP archive that can be read: {e}")))?;
    if archive.len() > limits::MAX_ARCHIVE_FILES {
        let most = limits::MAX_ARCHIVE_FILES;
        return Err(error(format!("expected at most {most} files in it")));
    }
    Ok(archive)
}

/// Reads the list of files in an archive. The ZIP reader allocates room for as many files as the
/// archive claims, so an archive that claims more than its bytes can name is refused first. O(n).
pub(super) fn directory(bytes: &[u8]) -> Result<Archive<'_>, String> {
    let most = (bytes.len() / MIN_ENTRY_BYTES) as u64;
    let number = |at: usize, size: usize| {
        let digits = bytes.get(at..at + size).unwrap_or_default();
        let digits = digits.iter().rev();
        digits.fold(0, |number, &digit| number << 8 | u64::from(digit))
    };
    let (mut short, mut long, mut has_end) = (0, None, false);
    for (at, four) in bytes.windows(4).enumerate() {
        has_end |= four == b"PK\x05\x06";
        match four {
            b"PK\x05\x06" => short = short.max(number(at + 8, 2)).max(number(at + 10, 2)),
            b"PK\x06\x06" => long = long.max(Some(number(at + 24, 8).max(number(at + 32, 8)))),
            _ => {}
        }
    }
    // The greatest number in the short record means that the long record has the count.
    let told_by_long = long.is_some() && short == u64::from(u16::MAX);
    if long > Some(most) || short > most && !told_by_long {
        return Err(format!(
            "it claims to hold more than the {most} files it has room for"
        ));
    }
    if !has_end {
        return Err(
            "it is cut off or damaged, as the list of files at its end is missing; copy or download it again, \
             or save it again in the program that it is from"
                .to_owned(),
        );
    }
    // Room for reading all bytes four times; an archive in order needs a part of it.
    let left = Rc::new(Cell::new(4 * bytes.len() + (1 << 16)));
    let metered = Metered {
        bytes: Cursor::new(bytes),
        left: left.clone(),
    };
    let archive = ZipArchive::new(metered).map_err(|error| {
        let reason = match error {
            ZipError::Io(error) => error.to_string(),
            error => error.to_string(),
        };
        format!("it is damaged ({reason}); copy or download it again")
    })?;
    // What the files unpack to is bounded for itself.
    left.set(usize::MAX);
    Ok(archive)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{names, pack};
    use crate::check::file;
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    #[test]
    fn end_records_do_not_multiply_the_work() {
        // Each says that the list of files begins at 0, where there is none.
        let record = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0";
        let bytes = record.repeat(12_000);
        let error = directory(&bytes).map(|_| ()).expect_err("no list");
        assert!(error.contains("list of files cannot be found"), "{error}");
        assert_eq!(names(&bytes), Vec::<String>::new());
        // Archives inside of an archive have end records, too.
        let inner = pack(&[file("a.txt", b"a")]);
        let many: Vec<_> = (0..300)
            .map(|at| file(&format!("{at}.zip"), inner.clone()))
            .collect();
        assert_eq!(names(&pack(&many)).len(), 300);
    }

    #[test]
    fn there_may_be_more_files_than_a_short_end_record_counts() {
        const FILES: usize = 70_000;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for number in 0..FILES {
            let begun = writer.start_file(number.to_string(), stored);
            begun.expect("memory takes it");
        }
        let bytes = writer.finish().expect("memory takes it").into_inner();
        assert_eq!(names(&bytes).len(), FILES);
    }
}
