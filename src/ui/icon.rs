//! Icons: line drawings on a 16 × 16 grid, in the colour of the text.

use super::view::ui;
use leptos::prelude::*;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The logo: a bracket with lines in the margin.
    Brand,
    /// An arrow back.
    Undo,
    /// An arrow forward.
    Redo,
    /// A magnifying glass.
    Search,
    /// A tick.
    Check,
    /// A half-filled circle.
    Theme,
    /// An angle to the left.
    Left,
    /// An angle to the right.
    Right,
    /// An angle up.
    Up,
    /// Three dots.
    More,
    /// A cross.
    Close,
    /// A bin.
    Bin,
    /// An arrow into a tray.
    Download,
    /// Two links of a chain.
    Link,
    /// A plus.
    Plus,
    /// A list.
    List,
    /// A page with a side column.
    Panel,
    /// A triangle with an exclamation mark.
    Warning,
    /// A padlock.
    Lock,
    /// An unfinished circle.
    Pending,
}

impl Icon {
    /// SVG path data. It starts with a lower-case `m`, which means the same as `M` there, so that
    /// no path looks like a sentence.
    fn path(self) -> &'static str {
        match self {
            Self::Brand => "m5.5 2.5H3v11h2.5M8 5h5.5M8 9h3.5",
            Self::Undo => "m6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7",
            Self::Redo => "m10 3 3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H9",
            Self::Search => "m7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.8 10.8 14 14",
            Self::Check => "m3 8.5 3.2 3.2L13 5",
            Self::Theme => "m8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 2v12M10 3.8v8.4M12 5.6v4.8",
            Self::Left => "m10 3L5 8l5 5",
            Self::Up => "m3 10 5-5 5 5",
            Self::Right => "m6 3 5 5-5 5",
            Self::More => "m3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Close => "m4 4 8 8M12 4l-8 8",
            Self::Bin => "m3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5",
            Self::Download => "m8 2.5v8M4.5 7.2 8 10.7l3.5-3.5M3 13.5h10",
            Self::Link => {
                "m7 9.2a2.6 2.6 0 0 0 3.7 0l2-2A2.6 2.6 0 0 0 9 3.5l-.8.8M9 6.8a2.6 2.6 0 0 0-3.7 0l-2 2A2.6 2.6 0 0 0 7 12.5l.8-.8"
            }
            Self::Plus => "m8 3v10M3 8h10",
            Self::List => "m2.5 4h11M2.5 8h11M2.5 12h7",
            Self::Panel => "m2.5 3h11v10h-11ZM10 3v10",
            Self::Warning => "m8 2.5L14 13.5H2ZM8 6.5v3.2M8 11.7h.01",
            Self::Lock => "m4 7h8v6H4ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
            Self::Pending => "m8 3.5A4.5 4.5 0 1 1 3.5 8",
        }
    }
}

/// Draws an icon. Screen readers skip it: the control that holds it has a name.
pub fn icon(icon: Icon) -> AnyView {
    ui! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
