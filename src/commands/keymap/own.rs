//! The keys that views of the story bind themselves, for the lists of keys.

use crate::commands::chord::Chord;
use crate::ui::sentence::t;

/// What keys do in a view of the story, with the keys, `|` between them.
pub const OWN: [(&str, &str); 16] = [
    (
        t!("Story: the next place in this direction"),
        "ArrowLeft|ArrowRight|ArrowUp|ArrowDown",
    ),
    (t!("Story: open the sentence in its article"), "Enter"),
    (t!("Timeline: take the proposed date"), "a"),
    (t!("Timeline: type the date"), "d"),
    (t!("Timeline: events without a date"), "u"),
    (t!("Timeline: zoom in"), "+"),
    (t!("Timeline: zoom out"), "-"),
    (t!("Timeline: show all of the axis"), "Home"),
    (
        t!("Timeline: move the axis"),
        "Shift+ArrowLeft|Shift+ArrowRight|Shift+ArrowUp|Shift+ArrowDown",
    ),
    (t!("Tensions: an update"), "u"),
    (t!("Tensions: only apparent"), "a"),
    (t!("Tensions: real"), "r"),
    (t!("Tensions: open"), "o"),
    (t!("Tensions: write a note"), "n"),
    (t!("Tensions: not a tension"), "x"),
    (t!("Tensions: take back"), "Backspace|Delete"),
];

/// The keys of a line.
pub fn chords(keys: &'static str) -> impl Iterator<Item = Chord> {
    keys.split('|').map(Chord::parse)
}
