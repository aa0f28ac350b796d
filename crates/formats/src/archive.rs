//! ZIP archives of text files, packed and unpacked within bounds
//! (<https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>).

use crate::limits;
use crate::progress::{self, Step};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::rc::Rc;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

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

/// Whether a path leads to a hidden file or folder, or to what macOS adds.
pub fn is_hidden(path: &str) -> bool {
    let mut steps = path.split(['/', '\\']);
    steps.any(|step| step.starts_with('.') || step == "__MACOSX")
}

/// What there is to say about the names of the files of an archive: some are in an encoding that it does not
/// tell, and came out with signs for lines and boxes in them.
pub(crate) fn garbled(archive: &str, inside: &[File]) -> Option<Diagnostic> {
    let is_box = |c: char| matches!(c, '\u{2500}'..='\u{259F}');
    let mut odd = inside.iter().filter(|file| file.name.contains(is_box));
    let first = odd.next()?;
    let message = format!(
        "it does not tell which letters the names of its files are in, and {} came out as “{}”; the texts \
         themselves are not changed",
        match odd.count() {
            0 => "one".to_owned(),
            more => format!("{}", more + 1),
        },
        clip(&first.name)
    );
    Some(Diagnostic::warning(archive, message))
}

/// The name of a file as it is stored, if it is in UTF-8 or in the letters that DOS has for Russian; many
/// programs do not say which. In the letters of Western Europe, which are the rule, few words are of nothing
/// but letters beyond ASCII.
fn name_of(stored: &[u8]) -> Option<String> {
    if let Ok(name) = std::str::from_utf8(stored) {
        return Some(name.to_owned());
    }
    let russian = |byte: u8| {
        let byte = u32::from(byte);
        // <https://encoding.spec.whatwg.org/index-ibm866.txt>
        let code = match byte {
            0x80..=0xAF => byte - 0x80 + 0x410,
            0xE0..=0xEF => byte - 0xE0 + 0x440,
            0xF0 => 0x401,
            0xF1 => 0x451,
            0xFC => 0x2116,
            0x20..=0x7E => byte,
            _ => return None,
        };
        char::from_u32(code)
    };
    let name: Option<String> = stored.iter().map(|&byte| russian(byte)).collect();
    let mut words = stored.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
    let is_russian = |word: &[u8]| word.len() > 1 && !word.iter().any(u8::is_ascii);
    name.filter(|_| words.any(is_russian))
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

type Archive<'a> = ZipArchive<Metered<'a>>;

/// The bytes of an archive, of which only so many may be read until its list of files is found.
///
/// The ZIP reader tries every end record that it finds, from the last one backwards, and looks through
/// the file for each. A file of nothing but end records would take it minutes.
struct Metered<'a> {
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

fn open(file: &File) -> Result<Archive<'_>, Diagnostic> {
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
fn directory(bytes: &[u8]) -> Result<Archive<'_>, String> {
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

/// Bytes of the path of a file in an archive, with its folders.
const MAX_PATH_BYTES: usize = 1000;

/// Bytes per file in the list of files of an archive, at least.
const MIN_ENTRY_BYTES: usize = 46;

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
    fn end_records_do_not_multiply_the_work() {
        // Each says that the list of files begins at 0, where there is none.
        let record = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0";
        let bytes = record.repeat(12_000);
        let error = directory(&bytes).map(|_| ()).expect_err("no list");
        assert!(error.contains("list of files cannot be found"), "{error}");
        assert_eq!(names(&bytes), Vec::<String>::new());
        // Archives inside of an archive have end records, too.
        let inner = pack(&[file("a.txt", b"a".to_vec())]);
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

    #[test]
    fn names_are_read_in_the_letters_they_were_written_in() {
        // Names of the same length in place of what was packed, as programs store them that say nothing.
        let named = |stored: &[u8]| {
            let name = "x".repeat(stored.len());
            let mut packed = pack(&[file(&name, Vec::new())]);
            while let Some(at) = (packed.windows(name.len())).position(|it| it == name.as_bytes()) {
                packed[at..at + name.len()].copy_from_slice(stored);
            }
            unpack(&[file("x.zip", packed)]).expect("it is whole")
        };
        for (stored, name) in [
            (&b"\x8D\xAE\xA2\xAE\xE1\xE2\xEC.txt"[..], "Новость.txt"),
            (b"\x8D\xAE\xA2 2/\xF1 \xFC1.txt", "Нов 2/ё №1.txt"),
            ("Новость.txt".as_bytes(), "Новость.txt"),
            (b"Gr\x81\xE1e.txt", "Grüße.txt"),
            (b"caf\x82.txt", "café.txt"),
        ] {
            let inside = named(stored);
            assert_eq!(inside[0].name, name);
            assert_eq!(garbled("x.zip", &inside), None, "{name}");
        }
        let shift_jis = named(b"\x83j\x83\x85\x81[\x83X\xC4\xB0.txt");
        let said = garbled("x.zip", &shift_jis).expect("it is told");
        assert!(said.message.contains("and one came out as"), "{said}");
    }
}
