//! A headline without the name of the outlet, which titles of pages end or begin with.

/// What stands between a headline and the name of an outlet.
const BETWEEN: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " -- ", ": ",
];

/// Parts that are cut off: outlet, section, edition.
const MAX_PARTS: usize = 3;

/// Letters and digits in lower case.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The headline in a title. `heading` is the heading of the first level; each may be empty. O(n).
pub(super) fn headline(title: &str, outlet: &str, url: &str, heading: &str) -> String {
    // The heading, where the title says the same and then more.
    let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    if heading.chars().count() >= 10 && title.len() > heading.len() {
        let rest = title.strip_prefix(&heading[..]);
        let starts = BETWEEN
            .iter()
            .any(|between| rest.is_some_and(|rest| rest.starts_with(between)));
        let rest = title.strip_suffix(&heading[..]);
        let ends = BETWEEN
            .iter()
            .any(|between| rest.is_some_and(|rest| rest.ends_with(between)));
        if starts || ends {
            return heading;
        }
    }
    let outlet = letters(outlet);
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let labels: Vec<String> = host.split('.').map(letters).collect();
    // The last label is the country's or kind's.
    let labels = labels.split_last().map_or(&[][..], |(_, labels)| labels);
    let host = letters(host);
    let is_outlet = |part: &str| {
        let part = letters(part);
        !part.is_empty()
            && (part == outlet
                || part == host
                || labels.contains(&part)
                || (labels.concat() == part))
    };
    let mut left = title.trim();
    for _ in 0..MAX_PARTS {
        let last = BETWEEN
            .iter()
            .filter_map(|between| left.rsplit_once(between));
        let last = last.min_by_key(|(_, part)| part.len());
        let first = BETWEEN
            .iter()
            .filter_map(|between| left.split_once(between));
        let first = first.min_by_key(|(part, _)| part.len());
        left = match (last, first) {
            (Some((rest, part)), _) if is_outlet(part) => rest.trim(),
            (_, Some((part, rest))) if is_outlet(part) => rest.trim(),
            _ => break,
        };
    }
    if left.is_empty() {
        title.trim().to_owned()
    } else {
        left.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_outlet_is_cut_off() {
        for (title, outlet, url, heading, expected) in [
            ("A & B", "", "", "", "A & B"),
            (
                "Vote in Kabul | Daily News",
                "Daily News",
                "",
                "",
                "Vote in Kabul",
            ),
            (
                "Vote in Kabul - Asia - Daily News",
                "Daily News",
                "",
                "",
                "Vote in Kabul - Asia",
            ),
            (
                "Daily News: Vote in Kabul",
                "Daily News",
                "",
                "",
                "Vote in Kabul",
            ),
            (
                "Vote - Kabul – example.org",
                "",
                "https://www.example.org/a",
                "",
                "Vote - Kabul",
            ),
            (
                "Vote in Kabul | Example",
                "",
                "https://www.example.co.uk/a",
                "",
                "Vote in Kabul",
            ),
            (
                "A vote in Kabul | Asia | Daily",
                "",
                "",
                "A vote in  Kabul",
                "A vote in Kabul",
            ),
            (
                "Daily – A vote in Kabul",
                "",
                "",
                "A vote in Kabul",
                "A vote in Kabul",
            ),
            (
                "A vote in Kabul",
                "",
                "",
                "Another heading",
                "A vote in Kabul",
            ),
            (
                "Moscow - Kabul talks",
                "Daily",
                "https://daily.org",
                "",
                "Moscow - Kabul talks",
            ),
            ("Daily News", "Daily News", "", "", "Daily News"),
            ("", "", "", "A long heading", ""),
        ] {
            assert_eq!(headline(title, outlet, url, heading), expected, "{title}");
        }
    }
}
