//! The GUIDs of records, which the standard requires everywhere.
//!
//! They are derived from ids and never random: the same project gives the same file, and tools that
//! have read it once recognize its records. An id that is a GUID is its own, so that records of a file
//! of another tool go back to it under the GUIDs that it gave them.

use postil_core::text::sha256;

/// The GUID of a record of a kind.
pub(super) fn guid(kind: &str, id: &str) -> String {
    match is_guid(id) {
        true => id.to_owned(),
        false => derived(kind, id),
    }
}

/// A GUID made from an id: version 8 of RFC 9562, which leaves the digits to whoever makes it.
pub(super) fn derived(kind: &str, id: &str) -> String {
    let hash = sha256(&format!("{kind}\0{id}"));
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// A GUID in the one form in which they are compared: in small letters, without braces.
pub(super) fn normal(guid: &str) -> String {
    let bare = guid.trim().trim_start_matches('{').trim_end_matches('}');
    bare.to_ascii_lowercase()
}

/// Whether this is a GUID in that form.
pub(super) fn is_guid(id: &str) -> bool {
    id.len() == 36
        && id.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_one_guid() {
        for id in ["", "a1", "👍", "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"] {
            let made = guid("mark", id);
            assert!(is_guid(&made), "{made}");
            assert_eq!(guid("mark", &made), made);
            assert_eq!(guid("mark", id), made);
            assert_ne!(guid("link", id), made);
        }
        let braces = "{6BA7B810-9DAD-11D1-80B4-00C04FD430C8}";
        assert!(is_guid(&normal(braces)));
    }
}
