//! Signs of layers and tiles, which several pictures have.

use super::draft::{Draft, SMALL, Style, dashed, stroke};
use super::{Anchor, Paint};

/// The height of a tile.
pub(super) const TILE: f64 = 20.0;

/// The sign of a layer, twelve pixels wide, with its middle at `y`: a fill with a line for entities, with dashes for events,
/// with half brackets for claims.
pub(super) fn sign(draft: &mut Draft, x: f64, y: f64, layer: &str) {
    let (line, fill) = Paint::of_layer(layer);
    let (top, bottom) = (y - 5.0, y + 6.0);
    draft.rectangle((x, top), (12.0, 11.0), 0.0, Some(fill), None);
    match layer {
        "event" => draft.straight((x, bottom), (x + 12.0, bottom), dashed(line, 2.0)),
        "claim" => {
            for (from, to) in [
                ((x, top), (x + 5.0, top)),
                ((x, top), (x, top + 5.0)),
                ((x + 12.0, bottom), (x + 7.0, bottom)),
                ((x + 12.0, bottom), (x + 12.0, bottom - 5.0)),
            ] {
                draft.straight(from, to, stroke(line, 1.5));
            }
        }
        _ => draft.straight((x, bottom), (x + 12.0, bottom), stroke(line, 2.0)),
    }
}

/// How a tile looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub fill: Paint,
    pub edge: Paint,
    pub words: Paint,
    pub is_dashed: bool,
    /// Whether its lower part is filled with the colour of its edge.
    pub is_half: bool,
}

impl Look {
    /// A tile on a ground.
    pub fn filled(fill: Paint, edge: Paint) -> Self {
        Self {
            fill,
            edge,
            words: Paint::Ink,
            is_dashed: false,
            is_half: false,
        }
    }
}

/// A tile with a word in it, by its upper left corner.
pub(super) fn tile(draft: &mut Draft, x: f64, y: f64, width: f64, words: &str, look: Look) {
    let edge = if look.is_dashed {
        dashed(look.edge, 1.0)
    } else {
        stroke(look.edge, 1.0)
    };
    draft.rectangle((x, y), (width, TILE), 3.0, Some(look.fill), Some(edge));
    if look.is_half {
        draft.rectangle(
            (x, y + TILE - 5.0),
            (width, 5.0),
            1.0,
            Some(look.edge),
            None,
        );
    }
    let base = if look.is_half { y + 12.0 } else { y + 14.0 };
    let style = Style {
        paint: look.words,
        ..SMALL
    };
    draft.anchored(
        x + width / 2.0,
        base,
        words,
        style,
        width - 2.0,
        Anchor::Middle,
    );
}

/// The width of a tile for a word.
pub(super) fn tile_width(words: &str) -> f64 {
    (SMALL.width(words) + 10.0).ceil().max(28.0)
}
