//! Bounds on what is taken from a file that may be hostile.

/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 256 << 20;
/// Bytes that one stream of a file may unpack to. The longest page of a broadsheet takes less than one
/// megabyte, a font with all Chinese characters about twenty.
pub const MAX_STREAM_BYTES: usize = 32 << 20;
/// Pages of a file.
pub const MAX_PAGES: usize = 20_000;
/// Bytes of content that are interpreted for one page, repeated forms each time.
pub const MAX_PAGE_BYTES: usize = 32 << 20;
/// Bytes of content that are interpreted for all pages.
pub const MAX_DRAWN_BYTES: usize = 1 << 30;
/// Glyphs of one page. A broadsheet has about 40,000.
pub const MAX_PAGE_GLYPHS: usize = 400_000;
/// Glyphs of a file: the text of about thirty thick books.
pub const MAX_GLYPHS: usize = 40_000_000;
/// Nested forms, saved states and marked contents.
pub const MAX_NESTED: usize = 64;
/// Lines beside and near one another that are compared with a line.
pub const MAX_NEAR: usize = 400;
/// Blocks of a page whose places are compared with each other. Beyond, the order of the file is kept.
pub const MAX_BLOCKS: usize = 300;
/// Comparisons of blocks for all pages. A broadsheet of sixty pages with two hundred blocks each takes about
/// half of them.
pub const MAX_COMPARED: usize = 1 << 30;
