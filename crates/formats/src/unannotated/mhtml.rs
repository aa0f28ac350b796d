//! Pages that a browser saved as one file, MHTML (<https://www.rfc-editor.org/rfc/rfc2557>): a message
//! of many parts (<https://www.rfc-editor.org/rfc/rfc2046#section-5.1>), the first of which is the page.

/// Bytes of the headers of a message or of a part.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// The headers of a message or of a part.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// The value of a header; empty without it.
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The kind in a `Content-Type`, in lower case.
    fn kind(&self) -> String {
        let value = self.get("content-type");
        let kind = value.split(';').next().unwrap_or_default();
        kind.trim().to_ascii_lowercase()
    }

    /// A parameter of a `Content-Type`.
    fn parameter(&self, name: &str) -> Option<&str> {
        let mut rest = self.get("content-type");
        while let Some((_, after)) = rest.split_once(';') {
            let (key, value) = after.split_once('=')?;
            let value = value.trim_start();
            let (value, end) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"')?,
                None => value.split_at(value.find(';').unwrap_or(value.len())),
            };
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value.trim());
            }
            rest = end;
        }
        None
    }
}

/// The headers at the beginning, and what follows them; `None` if there are none.
fn headers(bytes: &[u8]) -> Option<(Headers, &[u8])> {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    loop {
        let (line, after) = line(rest)?;
        if bytes.len() - after.len() > MAX_HEADER_BYTES {
            return None;
        }
        rest = after;
        let line = std::str::from_utf8(line).ok()?;
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            // The line before goes on.
            let (_, value) = headers.last_mut()?;
            value.push(' ');
            value.push_str(line.trim());
        } else {
            let (name, value) = line.split_once(':')?;
            let is_name = name.bytes().all(|b| b.is_ascii_graphic());
            if !is_name || name.is_empty() {
                return None;
            }
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (!headers.is_empty()).then_some((Headers(headers), rest))
}

/// The first line without its end, and what follows it; `None` at the end.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = bytes.iter().position(|&byte| byte == b'\n');
    let (line, rest) = match end {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[][..]),
    };
    Some((line.strip_suffix(b"\r").unwrap_or(line), rest))
}

/// A page that was saved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The page in its own encoding; before it stand, as a page would say it, that encoding and the address.
    pub bytes: Vec<u8>,
    /// The file ends where the page should still go on.
    pub is_cut: bool,
}

/// The page in a file that a browser saved as MHTML. `None` if it is no such file. O(n).
///
/// # Errors
/// When there is no page in it.
pub(super) fn page(bytes: &[u8]) -> Option<Result<Page, String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (message, body) = headers(bytes)?;
    if message.get("mime-version").is_empty() {
        return None;
    }
    match message.kind().as_str() {
        "text/html" | "application/xhtml+xml" => Some(Ok(Page {
            bytes: decoded(&message, body, &message),
            is_cut: false,
        })),
        "multipart/related" => {
            let Some(boundary) = message.parameter("boundary") else {
                return Some(Err(
                    "expected a boundary between the parts of the saved page".to_owned(),
                ));
            };
            Some(match root(&message, body, boundary) {
                Some(root) => Ok(Page {
                    bytes: decoded(&root.headers, root.body, &message),
                    is_cut: root.is_cut,
                }),
                None => Err("expected a part of type text/html in the saved page".to_owned()),
            })
        }
        _ => None,
    }
}

/// The part of a message that is the page.
struct Root<'a> {
    headers: Headers,
    body: &'a [u8],
    /// No boundary follows it.
    is_cut: bool,
}

/// The part that is the page: the one that the message names as its start, or else the first of its
/// type.
fn root<'a>(message: &Headers, body: &'a [u8], boundary: &str) -> Option<Root<'a>> {
    let delimiter = format!("--{boundary}");
    let start = message.parameter("start");
    let mut first = None;
    let mut rest = body;
    // Where the part that is being read begins.
    let mut began: Option<&[u8]> = None;
    loop {
        let next = line(rest);
        let is_end = |(line, _): &(&[u8], &[u8])| {
            let after = line.strip_prefix(delimiter.as_bytes());
            after.is_some_and(|after| after.trim_ascii().is_empty() || after.trim_ascii() == b"--")
        };
        if next.as_ref().is_none_or(is_end) {
            if let Some(part) = began {
                let part = &part[..part.len() - rest.len()];
                if let Some((headers, body)) = headers(part)
                    && matches!(
                        headers.kind().as_str(),
                        "text/html" | "application/xhtml+xml"
                    )
                {
                    let is_start = start.is_none_or(|start| headers.get("content-id") == start);
                    let root = Root {
                        headers,
                        body,
                        is_cut: next.is_none(),
                    };
                    if is_start {
                        return Some(root);
                    }
                    first = first.or(Some(root));
                }
            }
            began = next.map(|(_, after)| after);
        }
        let Some((_, after)) = next else { return first };
        rest = after;
    }
}

/// A page with what its headers say before it.
fn decoded(part: &Headers, body: &[u8], message: &Headers) -> Vec<u8> {
    let encoding = part.get("content-transfer-encoding").to_ascii_lowercase();
    let body = match encoding.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&body);
    let mut page = Vec::new();
    // In Unicode nothing needs to be said.
    if let Some(charset) = part
        .parameter("charset")
        .filter(|_| std::str::from_utf8(body).is_err())
        && charset
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
    {
        page.extend_from_slice(format!("<meta charset=\"{charset}\">").as_bytes());
    }
    let addresses = [
        message.get("snapshot-content-location"),
        part.get("content-location"),
    ];
    let is_address = |url: &&str| url.starts_with("http") && !url.contains("--") && url.is_ascii();
    if let Some(url) = addresses.into_iter().find(is_address) {
        page.extend_from_slice(
            format!("<!-- saved from url=({:04}){url} -->", url.len()).as_bytes(),
        );
    }
    page.extend_from_slice(body);
    page
}

/// Decodes <https://www.rfc-editor.org/rfc/rfc2045#section-6.7>; what is wrong stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|&byte| char::from(byte).to_digit(16))
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let after = bytes.get(at..).unwrap_or_default();
        if let Some(rest) = after
            .strip_prefix(b"\r\n")
            .or_else(|| after.strip_prefix(b"\n"))
        {
            at = bytes.len() - rest.len();
        } else if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
            out.extend(u8::try_from(high * 16 + low));
            at += 2;
        } else {
            out.push(byte);
        }
    }
    out
}

/// Decodes <https://www.rfc-editor.org/rfc/rfc2045#section-6.8>; passes over anything else.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from((bits >> count) & 0xFF));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Chrome writes it.
    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://e.org/a?b=1\r\n\
        Subject: A\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
        \tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n------MultipartBoundary--x----\r\n\
        Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://e.org/a?b=1\r\n\r\n<p class=3D\"a\">Caf=C3=A9 is =\r\nopen.</p>\r\n\
        ------MultipartBoundary--x----\r\nContent-Type: text/css\r\n\r\np { }\r\n------MultipartBoundary--x------\r\n";

    fn read(message: &str) -> String {
        let page = page(message.as_bytes())
            .expect("a saved page")
            .expect("it is read");
        assert!(!page.is_cut);
        String::from_utf8(page.bytes).expect("UTF-8")
    }

    #[test]
    fn a_page_without_its_end_is_told() {
        let is_cut = |at: usize| {
            let page = page(&SAVED.as_bytes()[..at]);
            page.expect("a saved page").expect("it is read").is_cut
        };
        let end = SAVED.find(".</p>").expect("the end of the page");
        assert!(is_cut(end));
        // What is missing after the page is no part of it.
        let after = SAVED.find("p { }").expect("the style");
        assert!(!is_cut(after));
    }

    #[test]
    fn the_page_is_its_first_part() {
        let page =
            "<!-- saved from url=(0019)https://e.org/a?b=1 --><p class=\"a\">Café is open.</p>\r\n";
        assert_eq!(read(SAVED), page);
        assert_eq!(
            read(&SAVED.replace("\r\n", "\n")),
            page.replace("\r\n", "\n")
        );
        let frames = SAVED
            .replace("type=\"text/html\";", "type=\"text/html\"; start=\"<b>\";")
            .replace(
                "text/css\r\n",
                "text/html\r\nContent-ID: <b>\r\nContent-Transfer-Encoding: base64\r\n",
            )
            .replace("p { }", "PHA+QjwvcD4=");
        assert_eq!(
            read(&frames),
            "<!-- saved from url=(0019)https://e.org/a?b=1 --><p>B</p>"
        );
        let single = "MIME-Version: 1.0\nContent-Type: text/html; charset=\"utf-8\"\n\n<p>A";
        assert_eq!(read(single), "<p>A");
    }

    #[test]
    fn an_old_encoding_is_declared() {
        let message = "MIME-Version: 1.0\nContent-Type: text/html; charset=\"koi8-r\"\nContent-Transfer-Encoding: Quoted-Printable\n\n<p>=F2";
        let page = page(message.as_bytes())
            .expect("a saved page")
            .expect("it is read");
        assert_eq!(page.bytes, b"<meta charset=\"koi8-r\"><p>\xF2");
    }

    #[test]
    fn other_files_are_none_and_broken_ones_are_named() {
        for other in [
            "",
            "<p>A: b",
            "a: b",
            "MIME-Version: 1.0\n",
            "<!DOCTYPE html>\n\n",
            "Content-Type: text/html\n\n<p>",
            "MIME-Version: 1.0\nContent-Type: text/plain\n\na",
            " a\n\n",
        ] {
            assert!(page(other.as_bytes()).is_none(), "{other}");
        }
        let error = |message: &str| {
            page(message.as_bytes())
                .expect("a saved page")
                .expect_err("refused")
        };
        assert!(error(&SAVED.replace("boundary=", "bound=")).contains("a boundary"));
        assert!(
            error(&SAVED.replace("Content-Type: text/html", "Content-Type: image/png"))
                .contains("text/html")
        );
    }

    #[test]
    fn damage_is_survived() {
        for at in 0..SAVED.len() {
            let _ = page(&SAVED.as_bytes()[..at]);
            let mut changed = SAVED.as_bytes().to_vec();
            changed[at] ^= 0x15;
            let _ = page(&changed);
        }
    }
}
