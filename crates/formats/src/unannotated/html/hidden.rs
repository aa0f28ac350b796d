//! What of a page is hidden.
//!
//! Left out is what no browser shows, whatever a person does with the page's own controls:
//! - `script`, `style`, `template` without `shadowrootmode`, `noscript`, and what is not text: pictures,
//!   controls and embedded pages;
//! - any element but `html` and `body` that has `hidden` (`until-found` only folds it), `popover`, or
//!   `display: none`, `visibility: hidden` or `collapse`, or `content-visibility: hidden` in its `style`;
//!   and `dialog` without `open`. Pages hide `html` and `body` until their scripts have run;
//! - what is hidden from screen readers alone (`aria-hidden`): icons, doubles of text, closed dialogs.
//!
//! `details` that are closed are read: they are part of the text, and one click away. So is what only the
//! rules of a style sheet hide, which nothing here reads, and what `opacity`, `clip` or `font-size` make
//! invisible: pages use these for text that fades in or that is meant for screen readers
//! (<https://html.spec.whatwg.org/multipage/rendering.html#hidden-elements>).

/// Elements that are skipped up to their end tag.
pub(super) const PASSED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video",
    "canvas", "select", "textarea", "button", "noembed", "noframes", "datalist", "meter",
    "progress",
];

/// Those whose text is no markup, so that all up to their end tag is theirs even where they are written
/// as `<script/>`.
pub(super) const RAW: &[&str] = &[
    "script", "style", "iframe", "textarea", "noembed", "noframes",
];

/// Whether an element is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hiding {
    /// It is shown.
    None,
    /// It is hidden.
    Hidden,
    /// It is shown, but not read aloud.
    Aside,
}

/// Whether an element of this name is hidden by its attributes.
pub(super) fn hiding(name: &str, get: impl Fn(&str) -> Option<String>) -> Hiding {
    if matches!(name, "html" | "body") {
        return Hiding::None;
    }
    let is_folded = |hidden: String| hidden.eq_ignore_ascii_case("until-found");
    let hides = get("hidden").is_some_and(|hidden| !is_folded(hidden))
        || get("popover").is_some()
        || name == "dialog" && get("open").is_none()
        || get("style").is_some_and(|style| hides(&style));
    let is_aside = || get("aria-hidden").is_some_and(|it| it.eq_ignore_ascii_case("true"));
    match (hides, is_aside()) {
        (true, _) => Hiding::Hidden,
        (false, true) => Hiding::Aside,
        (false, false) => Hiding::None,
    }
}

/// Whether declarations of CSS hide an element. The last of a property counts.
fn hides(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let (mut display, mut visibility, mut content) = (false, false, false);
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.split('!').next().unwrap_or_default().trim();
        match property.trim() {
            "display" => display = value == "none",
            "visibility" => visibility = matches!(value, "hidden" | "collapse"),
            "content-visibility" => content = value == "hidden",
            _ => {}
        }
    }
    display || visibility || content
}
