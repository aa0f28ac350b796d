//! The code pages of RTF.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// What a byte of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// A character in an encoding.
    Known(&'static Encoding),
    /// A picture in a font of symbols.
    Symbols,
    /// A character in a code page that no browser reads.
    Unknown,
}

/// The code page of this number.
pub(super) fn numbered(number: i32) -> Page {
    Page::Known(match number {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 | 0 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        10007 => X_MAC_CYRILLIC,
        65001 => UTF_8,
        _ => return Page::Unknown,
    })
}

/// The code page of the fonts of this character set; `None` for that of the document. Programs give their
/// fonts the set 0, which is that of Western Windows, and write in the code page of the document.
pub(super) fn of_charset(charset: i32) -> Option<Page> {
    let number = match charset {
        0 | 1 => return None,
        2 => return Some(Page::Symbols),
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        // Korean Johab, and DOS.
        _ => return Some(Page::Unknown),
    };
    Some(numbered(number))
}
