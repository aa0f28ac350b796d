//! Bounds on what a reader takes from a file that may be hostile.

/// Bytes in one file, unpacked. A text of the model may have 4 Gi code points; a file of this size
/// still fits in a browser's memory together with what is made of it.
pub const MAX_FILE_BYTES: usize = 256 << 20;

/// Files in an archive.
pub const MAX_ARCHIVE_FILES: usize = 1_000_000;

/// Bytes in all files of an archive together, unpacked: as many as in one file, as all of them are in memory
/// at once.
pub const MAX_ARCHIVE_BYTES: u64 = MAX_FILE_BYTES as u64;

/// Archives inside of one another. Programs that export a corpus pack an archive of archives.
pub const MAX_ARCHIVE_LEVELS: usize = 3;

/// Ratio of unpacked to packed size for a file of more than [`MAX_UNCHECKED_BYTES`] bytes, and of
/// all files of an archive together to the size of the archive. Deflate reaches about 1,030 for a
/// run of one byte. Annotations of a text reach 50: tables of tokens with sixty columns that are nearly all
/// `O` 35, indented JSON of marks that differ in their offsets 40, each word a run of its own in Word 50.
pub const MAX_UNPACKED_RATIO: u64 = 100;

/// Bytes up to which a file may unpack whatever the ratio.
pub const MAX_UNCHECKED_BYTES: u64 = 1 << 20;

/// Nested levels of elements in XML. (`serde_json` stops at 128 levels of JSON.)
pub const MAX_XML_LEVELS: usize = 100;

/// Elements in one XML file.
pub const MAX_XML_ELEMENTS: usize = 8_000_000;

/// Nested groups in rich text.
pub const MAX_RTF_LEVELS: usize = 1_000;

/// Rows of a table with a text in each row.
pub const MAX_TABLE_ROWS: usize = 100_000;

/// Columns of such a table.
pub const MAX_TABLE_COLUMNS: usize = 1_000;

/// Cells of such a table of JSON, in which a line has a cell for each field before its last one.
pub const MAX_TABLE_CELLS: usize = 5_000_000;

/// Errors that are listed; the rest are counted.
pub const MAX_ERRORS: usize = 100;

/// Warnings that are listed; the rest are counted.
pub const MAX_WARNINGS: usize = 1_000;

/// Parts of a file that are listed as left out; the rest are counted.
pub const MAX_LEFT_OUT: usize = 10_000;

/// Bytes of a name that every structure of a document repeats: of a package, a layer, a feature, or a
/// file in an archive. File systems allow 255.
pub const MAX_NAME_BYTES: usize = 500;

/// Bytes that the records of a file may copy from what it says once, such as features that many spans
/// share.
pub const MAX_SHARED_BYTES: usize = 1 << 20;

/// Beside that, so many times the size of the file.
pub const MAX_SHARED_RATIO: usize = 16;

/// Names that the schema beside annotations may declare: of labels, attributes and relations, each as
/// often as it is used for another.
pub const MAX_DECLARED: usize = 20_000;

/// Bytes of these names together, each as often as it is used for another.
pub const MAX_DECLARED_BYTES: usize = 16 << 20;
