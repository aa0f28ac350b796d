//! What tests see of pictures.

use super::{Picture, Shape, Text};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::env::var;

/// Words that do harm where they are taken for markup.
pub const HOSTILE: &str = "<script>alert(1)</script> ]]> | `code` **bold** &amp; \"' \u{202e}right\u{0}\u{1b} [a](b) \u{fffe}";

/// The words of each line, in the order in which they are painted.
pub fn lines(picture: &Picture) -> Vec<String> {
    texts(picture).map(words).collect()
}

pub fn texts(picture: &Picture) -> impl Iterator<Item = &Text> {
    picture.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(text) => Some(text),
        _ => None,
    })
}

pub fn words(text: &Text) -> String {
    text.runs.iter().map(|run| run.words.as_str()).collect()
}

/// All words in one line.
pub fn all(picture: &Picture) -> String {
    lines(picture).join(" ")
}

/// The words of lines that have their base line at some height, from left to right.
pub fn row(picture: &Picture, of: &str) -> Vec<String> {
    let first = texts(picture).find(|text| words(text).starts_with(of));
    let y = first.unwrap_or_else(|| panic!("{of} is drawn")).y;
    let mut row: Vec<&Text> = texts(picture)
        .filter(|text| (text.y - y).abs() < 4.0)
        .collect();
    row.sort_by(|one, other| one.x.total_cmp(&other.x));
    row.into_iter().map(words).collect()
}

/// Checks what holds for every picture: its XML is well-formed, it has nothing but shapes, all within its edges. With the
/// variable `PICTURES` it is also written to a file in that folder.
pub fn check(picture: &Picture, name: &str) {
    let svg = picture.to_svg();
    if let Ok(folder) = var("PICTURES") {
        std::fs::write(format!("{folder}/{name}.svg"), &svg).expect("the folder is there");
    }
    let mut reader = Reader::from_str(&svg);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut count) = (0, 0);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) => {
                depth += 1;
                let name = element.name();
                assert!(
                    matches!(name.as_ref(), "svg" | "title" | "desc" | "text" | "tspan"),
                    "{name:?}"
                );
                assert!(element.attributes().all(|attribute| attribute.is_ok()));
            }
            Event::Empty(element) => {
                let name = element.name();
                assert!(
                    matches!(name.as_ref(), "rect" | "line" | "circle"),
                    "{name:?}"
                );
                count += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            Event::CData(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {
                panic!("{name} has other things")
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    assert!(
        count <= 1 + picture.shapes.len() && picture.shapes.len() <= 6_000,
        "{}",
        picture.shapes.len()
    );
    assert!(
        picture.width <= 4_000.0 && picture.height <= 10_000.0,
        "{name}"
    );
    assert!(!svg.contains("href") && !svg.contains("url("));
    assert!(!picture.title.is_empty() && !picture.description.is_empty());
    for shape in &picture.shapes {
        let (left, top, right, bottom) = bounds(shape);
        let is_within =
            left >= 0.0 && top >= 0.0 && right <= picture.width && bottom <= picture.height;
        assert!(
            is_within && (right - left + bottom - top).is_finite(),
            "{name}: {shape:?}"
        );
    }
}

/// What a shape takes, words as wide as they are thought to be.
fn bounds(shape: &Shape) -> (f64, f64, f64, f64) {
    match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            ..
        } => (*x, *y, x + width, y + height),
        Shape::Line { from, to, .. } => (
            from.0.min(to.0),
            from.1.min(to.1),
            from.0.max(to.0),
            from.1.max(to.1),
        ),
        Shape::Circle { x, y, radius, .. } => (x - radius, y - radius, x + radius, y + radius),
        Shape::Text(text) => {
            let runs = text.runs.iter();
            let width: f64 = runs
                .map(|run| super::measure::width(&run.words, text.size, text.face, run.is_bold))
                .sum();
            let left = match text.anchor {
                super::Anchor::Start => text.x,
                super::Anchor::Middle => text.x - width / 2.0,
                super::Anchor::End => text.x - width,
            };
            (left, text.y - text.size, left + width, text.y)
        }
    }
}
