//! A part of the picture, to be drawn.

/// A part of the picture, in pixels from the beginning of the axis and from the first lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    pub from: f64,
    pub to: f64,
    pub top: f64,
    pub bottom: f64,
}
