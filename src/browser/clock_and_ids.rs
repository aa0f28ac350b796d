//! The time and new ids, which the core takes as arguments.

/// The current time in UTC as RFC 3339, to the millisecond.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// A time (RFC 3339; the current one if there is none) where the reader is, for a file name:
/// `2026-11-29 09.05`.
pub fn local_minute(time: Option<&str>) -> String {
    let date = match time {
        Some(time) => js_sys::Date::new(&time.into()),
        None => js_sys::Date::new_0(),
    };
    format!(
        "{:04}-{:02}-{:02} {:02}.{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
    )
}

/// A new id: a letter for the kind and 60 random bits.
pub fn new_id(kind: char) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut random = [0u8; 12];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random).ok());
    if filled.is_none() {
        // Without a cryptographic source, any other will do: ids need only differ.
        random.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    let digits = random
        .iter()
        .map(|&byte| char::from(DIGITS[usize::from(byte) % 32]));
    std::iter::once(kind).chain(digits).collect()
}
