//! Where a run of glyphs is.

use crate::glyph::Glyph;

/// Where a run is, in units of the page.
pub struct Extent {
    /// The left edge.
    pub x0: f32,
    /// The right edge.
    pub x1: f32,
    /// The baseline of the largest glyph.
    pub y: f32,
    /// The size of the largest glyph.
    pub size: f32,
}

/// Where the glyphs of a run are. O(n).
pub fn extent(glyphs: &[Glyph], run: &[usize]) -> Extent {
    let all = || run.iter().map(|at| &glyphs[*at]);
    let largest = all().max_by(|a, b| a.size.total_cmp(&b.size));
    Extent {
        x0: all().map(|glyph| glyph.x0).fold(f32::MAX, f32::min),
        x1: all().map(|glyph| glyph.x1).fold(f32::MIN, f32::max),
        y: largest.map_or(0.0, |glyph| glyph.y),
        size: largest.map_or(0.0, |glyph| glyph.size),
    }
}
