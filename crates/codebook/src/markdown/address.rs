//! Which addresses a link can have.

/// The address, if it leads to a web page or to a mailbox: `http://`, `https://` and a host, or
/// `mailto:`, without white space and control characters.
pub(super) fn allowed(address: &str) -> Option<&str> {
    let address = address.trim();
    if address.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    let rest = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//")?,
        "mailto" => rest,
        _ => return None,
    };
    let whom = rest.split(['/', '?', '#', '\\']).next();
    whom.filter(|whom| !whom.is_empty()).map(|_| address)
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn web_pages_and_mailboxes_and_nothing_else() {
        for address in [
            "https://example.org",
            "HTTP://example.org/a?b#c",
            "mailto:a@example.org",
        ] {
            assert_eq!(allowed(address), Some(address));
        }
        for address in [
            "",
            "a",
            "#a",
            "/a",
            "//example.org",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,a",
            "vbscript:a",
            "file:///etc/passwd",
            "blob:https://example.org",
            "http:example.org",
            "https://",
            "https:///a",
            "https://a b",
            "https://a\u{0}",
            "mailto:",
        ] {
            assert_eq!(allowed(address), None, "{address}");
        }
    }
}
