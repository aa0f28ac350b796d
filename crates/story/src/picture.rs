//! Pictures of the views, to be kept outside of the page: as SVG, or painted shape by shape.
//!
//! A picture is plain data. Words of articles are in serifs, words of the tool are not; colour is never the only thing
//! that tells two things apart. Whatever the project, a picture has at most 6,000 shapes and is at most 4,000 wide and
//! 10,000 high, so that a canvas holds it: what is left out is said in it.

pub mod claims;
pub mod coverage;
pub mod dossier;
mod draft;
mod marks;
mod measure;
pub mod overview;
mod paint;
pub mod sayings;
mod svg;
pub mod tensions;
#[cfg(test)]
pub(crate) mod testing;
pub mod timeline;

pub use paint::Paint;

/// A picture in CSS pixels, from the left and from the top, to be painted in the order of its shapes on
/// [`Paint::Paper`].
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it is a picture of.
    pub title: String,
    /// What is to be seen in it, for those who do not see it.
    pub description: String,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The shapes; later ones lie over earlier ones.
    pub shapes: Vec<Shape>,
}

/// A shape of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle, also one with round corners.
    Rectangle {
        /// The left edge.
        x: f64,
        /// The upper edge.
        y: f64,
        /// The width.
        width: f64,
        /// The height.
        height: f64,
        /// The radius of the corners, at most half of the width and of the height.
        radius: f64,
        /// What it is filled with, if it is.
        fill: Option<Paint>,
        /// Its outline, if it has one; half of the outline's width is inside.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// Where it starts.
        from: (f64, f64),
        /// Where it ends.
        to: (f64, f64),
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A circle.
    Circle {
        /// The middle.
        x: f64,
        /// The middle.
        y: f64,
        /// The radius.
        radius: f64,
        /// What it is filled with, if it is.
        fill: Option<Paint>,
        /// Its outline, if it has one; half of the outline's width is inside.
        stroke: Option<Stroke>,
    },
    /// Words in one line.
    Text(Text),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: f64,
    /// Whether it is dashed: three pixels of line, three of gap.
    pub is_dashed: bool,
}

/// Words in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The place that the anchor is about.
    pub x: f64,
    /// The base line.
    pub y: f64,
    /// Which end of the words is at `x`.
    pub anchor: Anchor,
    /// The size of the font.
    pub size: f64,
    /// The kind of the font.
    pub face: Face,
    /// The colour.
    pub paint: Paint,
    /// The words, each run after the one before.
    pub runs: Vec<Run>,
}

/// Words that are written alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words; without characters of control, also those that steer the direction of writing.
    pub words: String,
    /// Whether they are bold: weight 600, else 400.
    pub is_bold: bool,
    /// Whether they are underlined.
    pub is_underlined: bool,
}

/// Which end of a line of words is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A kind of fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// For words of articles.
    Serif,
    /// For words of the tool.
    Sans,
}

impl Picture {
    /// The picture as a file that stands alone (SVG 1.1, <https://www.w3.org/TR/SVG11/>): in well-formed XML, with its title and
    /// description, the fonts of the reader, and nothing that runs or is loaded. O(n) for n shapes and characters.
    pub fn to_svg(&self) -> String {
        svg::svg(self)
    }
}
