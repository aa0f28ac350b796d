//! Bounds on what a reader takes from a file that may be hostile.

/// Bytes that one file may hold, unpacked. A text of the model may have 4 Gi code points; a file
/// of this size still fits a browser's memory beside what is made of it.
pub const MAX_FILE_BYTES: usize = 256 << 20;

/// Files in an archive.
pub const MAX_ARCHIVE_FILES: usize = 20_000;

/// Bytes that the files of an archive may hold together, unpacked.
pub const MAX_ARCHIVE_BYTES: u64 = 512 << 20;

/// How many times its packed size a file of more than [`MAX_UNCHECKED_BYTES`] bytes may unpack to, and how
/// many times its own size all files of an archive together. Deflate
/// reaches about 1,030 on a run of one byte; annotations and texts stay far below this.
pub const MAX_UNPACKED_RATIO: u64 = 250;

/// Bytes below which no ratio is asked for.
pub const MAX_UNCHECKED_BYTES: u64 = 1 << 20;

/// Levels of elements in XML. (JSON stops at 128 levels by itself.)
pub const MAX_XML_LEVELS: usize = 100;

/// Elements in one XML file.
pub const MAX_XML_ELEMENTS: usize = 8_000_000;

/// Rows of a table that become a text each.
pub const MAX_TABLE_ROWS: usize = 100_000;

/// Columns of such a table.
pub const MAX_TABLE_COLUMNS: usize = 1_000;

/// Errors that are told one by one; the rest is counted.
pub const MAX_ERRORS: usize = 100;
