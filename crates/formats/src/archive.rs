//! ZIP archives of text files, packed and unpacked within bounds
//! (<https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>).

mod directory;
mod names;

pub(crate) use names::garbled;
pub use names::is_hidden;

use crate::limits;
use crate::progress::{self, Step};
use directory::{Archive, directory, open};
use names::name_of;
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Whether bytes begin as a ZIP archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Packs files. The same files give the same bytes, as no time is stored. O(n).
pub fn pack(files: &[File]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for file in files {
        // Writing to memory cannot fail: names are short, and files far below 4 GiB.
        let begun = writer.start_file(file.name.as_str(), options);
        let written = begun.is_ok() && writer.write_all(&file.bytes).is_ok();
        debug_assert!(written);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The names of an archive's files; none if it is broken. O(n).
pub fn names(bytes: &[u8]) -> Vec<String> {
    match directory(bytes) {
        Ok(archive) if archive.len() <= limits::MAX_ARCHIVE_FILES => {
            archive.file_names().map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// Unpacks archives; other files are returned unchanged. Skips folders, hidden files and what macOS
/// adds. O(n), at most [`limits::MAX_ARCHIVE_BYTES`].
///
/// # Errors
/// When the archive is broken, is compressed other than by deflate, names a file outside
/// its folder, or exceeds a bound of [`limits`].
pub fn unpack(files: &[File]) -> Result<Vec<File>, Diagnostic> {
    let mut all = Vec::new();
    for file in files {
        if is_zip(&file.bytes) {
            unpack_one(file, &mut all)?;
        } else {
            all.push(file.clone());
        }
    }
    Ok(all)
}

/// Unpacks one file of an archive, named by the archive's name and its own. O(n of that file).
///
/// # Errors
/// As [`unpack`] has them.
pub fn entry(file: &File, name: &str) -> Result<Option<File>, Diagnostic> {
    let mut archive = open(file)?;
    let Some(index) = archive.index_for_name(name) else {
        return Ok(None);
    };
    let entry = unpack_entry(file, &mut archive, index, Room::of(file).bytes)?;
    Ok(entry.map(|entry| File {
        name: format!("{}, {}", file.name, entry.name),
        ..entry
    }))
}

/// Unpacks the files of an archive whose names are wanted. O(n), at most [`limits::MAX_ARCHIVE_BYTES`].
///
/// # Errors
/// As [`unpack`] has them, for these files.
pub fn entries(file: &File, wanted: impl Fn(&str) -> bool) -> Result<Vec<File>, Diagnostic> {
    let mut archive = open(file)?;
    let (mut room, mut all) = (Room::of(file).bytes, Vec::new());
    for index in 0..archive.len() {
        if !archive.name_for_index(index).is_some_and(&wanted) {
            continue;
        }
        if let Some(entry) = unpack_entry(file, &mut archive, index, room)? {
            room -= entry.bytes.len() as u64;
            all.push(entry);
        }
    }
    Ok(all)
}

fn unpack_one(file: &File, all: &mut Vec<File>) -> Result<(), Diagnostic> {
    all.append(&mut unpack_within(file, &mut Room::of(file))?);
    Ok(())
}

/// What archives inside of one may still unpack to, all together.
#[derive(Debug)]
pub(crate) struct Room {
    bytes: u64,
    files: usize,
}

impl Room {
    /// What an archive may unpack to.
    pub fn of(archive: &File) -> Self {
        Self {
            bytes: limits::MAX_ARCHIVE_BYTES.min(may(archive.bytes.len() as u64)),
            files: limits::MAX_ARCHIVE_FILES,
        }
    }

    /// Counts files that were unpacked.
    pub fn take(&mut self, files: &[File]) {
        let bytes = files.iter().map(|file| file.bytes.len() as u64).sum();
        self.bytes = self.bytes.saturating_sub(bytes);
        self.files = self.files.saturating_sub(files.len());
    }
}

/// What so many packed bytes may unpack to.
fn may(packed: u64) -> u64 {
    limits::MAX_UNCHECKED_BYTES.max(packed.saturating_mul(limits::MAX_UNPACKED_RATIO))
}

/// Unpacks an archive into the room that is left for it, and takes that. O(n).
///
/// # Errors
/// As [`unpack`] has them; what was unpacked before takes its room.
pub(crate) fn unpack_within(file: &File, room: &mut Room) -> Result<Vec<File>, Diagnostic> {
    let mut archive = open(file)?;
    if archive.len() > room.files {
        let message = format!("expected at most {} files more in it", room.files);
        return Err(Diagnostic::error(&file.name, message));
    }
    // Files that are skipped count as well: each is looked at.
    room.files -= archive.len();
    let (mut total, mut all) = (0, Vec::new());
    for index in 0..archive.len() {
        let most = room
            .bytes
            .min(may(file.bytes.len() as u64).saturating_sub(total));
        if let Some(entry) = unpack_entry(file, &mut archive, index, most)? {
            let bytes = entry.bytes.len() as u64;
            total += bytes;
            room.bytes -= bytes;
            all.push(entry);
        }
    }
    Ok(all)
}

/// Bytes of the path of a file in an archive, with its folders.
const MAX_PATH_BYTES: usize = 1000;

/// Unpacks one file of at most `room` bytes; `None` for a folder or a hidden file.
fn unpack_entry(
    file: &File,
    archive: &mut Archive<'_>,
    index: usize,
    room: u64,
) -> Result<Option<File>, Diagnostic> {
    let mut entry = archive.by_index(index).map_err(|e| {
        let message = format!("file {} in it cannot be read: {e}", index + 1);
        Diagnostic::error(&file.name, message)
    })?;
    let name = name_of(entry.name_raw()).unwrap_or_else(|| entry.name().to_owned());
    let place = format!("{}, {}", file.name, clip(&name));
    let error = |message: String| Diagnostic::error(&place, message);
    let steps = || name.split(['/', '\\']);
    if name.starts_with(['/', '\\'])
        || steps().any(|step| step == ".." || step.ends_with(':'))
        || name.contains('\0')
    {
        return Err(error("the name leads outside the archive".to_owned()));
    }
    // A document is called like its file, and every annotation repeats that.
    if let Some(step) = steps().find(|step| step.len() > limits::MAX_NAME_BYTES) {
        let (found, most) = (step.len(), limits::MAX_NAME_BYTES);
        return Err(error(format!(
            "its name has {found} bytes; {most} are the most that can be read"
        )));
    }
    if name.len() > MAX_PATH_BYTES {
        let (found, most) = (name.len(), MAX_PATH_BYTES);
        return Err(error(format!(
            "its path has {found} bytes; {most} are the most that can be read"
        )));
    }
    if entry.is_dir() || is_hidden(&name) {
        return Ok(None);
    }
    // An archive may lie about sizes, and may list the same bytes as several files.
    let whole = file.bytes.len() as u64;
    let packed = entry.compressed_size().clamp(1, whole.max(1));
    let most = (limits::MAX_FILE_BYTES as u64).min(may(packed)).min(room);
    let mut bytes = Vec::new();
    let read = entry.by_ref().take(most + 1).read_to_end(&mut bytes);
    read.map_err(|e| error(format!("it cannot be unpacked: {e}")))?;
    if bytes.len() as u64 > most {
        return Err(error(format!(
            "it unpacks to more than {most} bytes, from {packed}; this is refused"
        )));
    }
    progress::tell(Step::Read(usize::try_from(packed).unwrap_or(usize::MAX)));
    progress::tell(Step::More(bytes.len()));
    Ok(Some(File {
        name,
        mime: "",
        bytes,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: Vec<u8>) -> File {
        File {
            name: name.to_owned(),
            mime: "",
            bytes,
        }
    }

    #[test]
    fn what_is_packed_comes_out() {
        let files = [
            file("a.txt", b"A".repeat(3000)),
            file("b/c.ann", Vec::new()),
        ];
        let packed = pack(&files);
        assert_eq!(pack(&files), packed);
        let out = unpack(&[file("x.zip", packed)]).expect("it is whole");
        assert_eq!(out, files);
    }

    #[test]
    fn files_that_repeat_much_are_unpacked() {
        let rows = |row: &dyn Fn(usize) -> String| {
            let rows: String = (0..60_000).map(row).collect();
            rows.into_bytes()
        };
        let word = |n: usize| n.wrapping_mul(2_654_435_761) % 5_000;
        let files = [
            file(
                "wide.conll",
                rows(&|n| format!("w{}{}\n", word(n), "\tO".repeat(60))),
            ),
            file(
                "marks.ann",
                rows(&|n| format!("T{n}\tPerson {} {}\thello\n", 9 * n, 9 * n + 5)),
            ),
            file(
                "tokens.xmi",
                rows(&|n| {
                    let (begin, end) = (9 * n, 9 * n + 5);
                    format!(
                        "<type4:Token xmi:id=\"{n}\" sofa=\"1\" begin=\"{begin}\" end=\"{end}\"/>\n"
                    )
                }),
            ),
            file(
                "marks.json",
                rows(&|n| {
                    let pad = " ".repeat(24);
                    let value = format!("\"start\": {},\n{pad}\"end\": {}", 9 * n, 9 * n + 5);
                    let label = format!("\"labels\": [\n{pad}    \"Person\"\n{pad}]");
                    format!("{pad}{{\n{pad}{value},\n{pad}{label}\n{pad}}},\n")
                }),
            ),
        ];
        for one in files {
            assert!(one.bytes.len() as u64 > limits::MAX_UNCHECKED_BYTES);
            let name = one.name.clone();
            let packed = pack(std::slice::from_ref(&one));
            let out = unpack(&[file("x.zip", packed)]);
            assert_eq!(out.expect(&name).len(), 1);
        }
        // A hundred lines three thousand times pack two hundred to one.
        let lines: String = (0..100).map(|n| format!("w{} O\n", word(n))).collect();
        let packed = pack(&[file("a.conll", lines.repeat(3_000).into_bytes())]);
        let error = unpack(&[file("x.zip", packed)]).expect_err("a bomb");
        assert!(error.message.contains("unpacks to more than"), "{error}");
    }

    #[test]
    fn hostile_archives_are_refused() {
        for (inside, message) in [
            (file("../a", Vec::new()), "leads out"),
            (file("/etc/a", Vec::new()), "leads out"),
            (file("C:\\a", Vec::new()), "leads out"),
            (file("C:/a", Vec::new()), "leads out"),
            (file("\\\\host\\a", Vec::new()), "leads out"),
            (file("a/../../b", Vec::new()), "leads out"),
            (file("a\\..\\b", Vec::new()), "leads out"),
            (file("a\0.txt", Vec::new()), "leads out"),
            (file(&"a".repeat(501), Vec::new()), "has 501 bytes"),
            (file(&"a/".repeat(501), Vec::new()), "has 1002 bytes"),
            (file("a", vec![0; 20 << 20]), "unpacks to more than"),
        ] {
            let packed = pack(&[inside]);
            let error = unpack(&[file("x.zip", packed)]).expect_err(message);
            assert!(error.message.contains(message), "{error}");
        }
        // Claims a lower ratio than it has; found by fuzzing.
        let mut lying = pack(&[file("a", vec![0; 3 << 20])]);
        let directory = lying.windows(4).rposition(|four| four == b"PK\x01\x02");
        let size = directory.expect("the list of files") + 20;
        lying[size..size + 4].copy_from_slice(&1_000_000_u32.to_le_bytes());
        // Its files are each small enough.
        let many: Vec<File> = (0..60)
            .map(|number| file(&format!("{number}"), vec![0; 1 << 20]))
            .collect();
        for packed in [lying, pack(&many)] {
            let error = unpack(&[file("x.zip", packed)]).expect_err("a bomb");
            assert!(error.message.contains("unpacks to more than"), "{error}");
        }
        // Claims many more files than it holds; found by fuzzing.
        let mut lying = pack(&[file("a", Vec::new())]);
        let end = lying.windows(4).rposition(|four| four == b"PK\x05\x06");
        let count = end.expect("the end of the list of files") + 8;
        lying[count..count + 4].copy_from_slice(&[0, 0xA0, 0, 0xA0]);
        let error = unpack(&[file("x.zip", lying)]).expect_err("too many");
        assert!(error.message.contains("claims to hold"), "{error}");
        let packed = pack(&[file("a.txt", b"abc".repeat(100))]);
        for cut in 0..packed.len() {
            let _ = unpack(&[file("x.zip", packed[..cut].to_vec())]);
        }
    }

    #[test]
    fn what_is_cut_off_is_said_in_words() {
        let mut packed = pack(&[file("a.txt", b"abc".repeat(100))]);
        packed.truncate(packed.len() / 2);
        let error = unpack(&[file("x.zip", packed)]).expect_err("cut off");
        assert!(error.message.contains("cut off or damaged"), "{error}");
        assert!(error.message.contains("download it again"), "{error}");
    }
}
