//! Reads what PDF files draw as text (ISO 32000-2, <https://pdfa.org/resource/iso-32000-2/>). What a file draws
//! comes from `hayro-syntax` and `hayro-font`.

mod fonts;
mod glyph;
mod interpret;
mod letters;
pub mod limits;
mod matrix;
mod strings;
mod unpack;

/// Whether a file is a PDF, by its first bytes.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}
