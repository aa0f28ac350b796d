//! A picture in the making.

use super::measure::{clean, cut, width, wrap};
use super::{Anchor, Face, Paint, Picture, Run, Shape, Stroke, Text};
use crate::words::left_out;

/// The space around all.
pub(super) const MARGIN: f64 = 32.0;

/// How words are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub size: f64,
    pub face: Face,
    pub paint: Paint,
    pub is_bold: bool,
}

/// What is said of a whole picture.
pub(super) const TITLE: Style = Style {
    size: 22.0,
    face: Face::Serif,
    paint: Paint::Ink,
    is_bold: true,
};
/// Names of things.
pub(super) const NAME: Style = Style {
    size: 13.0,
    face: Face::Sans,
    paint: Paint::Ink,
    is_bold: false,
};
/// Names above others.
pub(super) const STRONG: Style = Style {
    is_bold: true,
    ..NAME
};
/// What goes with a name.
pub(super) const SMALL: Style = Style {
    size: 11.0,
    paint: Paint::Quiet,
    ..NAME
};
/// Words of articles.
pub(super) const WORDS: Style = Style {
    size: 14.0,
    face: Face::Serif,
    ..NAME
};

impl Style {
    /// The same in another colour.
    pub fn in_paint(self, paint: Paint) -> Self {
        Self { paint, ..self }
    }

    /// From one base line to the next.
    pub fn line(self) -> f64 {
        (self.size * 1.4).round()
    }

    /// The width of words that are written so.
    pub fn width(self, words: &str) -> f64 {
        width(words, self.size, self.face, self.is_bold)
    }

    /// Words in one line of some width, with “…” where they are cut.
    pub fn cut(self, words: &str, most: f64) -> String {
        cut(words, most, self.size, self.face, self.is_bold)
    }

    /// Words in lines of some width.
    pub fn wrap(self, words: &str, most: f64, max_lines: usize) -> Vec<Vec<Run>> {
        self.wrap_runs(&[self.run(words)], most, max_lines)
    }

    /// Runs in lines of some width.
    pub fn wrap_runs(self, runs: &[Run], most: f64, max_lines: usize) -> Vec<Vec<Run>> {
        wrap(runs, most, max_lines, self.size, self.face)
    }

    fn run(self, words: &str) -> Run {
        Run {
            words: words.to_owned(),
            is_bold: self.is_bold,
            is_underlined: false,
        }
    }
}

/// A line of a colour.
pub(super) fn stroke(paint: Paint, width: f64) -> Stroke {
    Stroke {
        paint,
        width,
        is_dashed: false,
    }
}

/// The same with dashes.
pub(super) fn dashed(paint: Paint, width: f64) -> Stroke {
    Stroke {
        is_dashed: true,
        ..stroke(paint, width)
    }
}

/// Shapes that become a picture.
#[derive(Debug)]
pub(super) struct Draft {
    title: String,
    description: String,
    width: f64,
    pub shapes: Vec<Shape>,
    /// Where the next thing has its upper edge.
    pub y: f64,
}

impl Draft {
    /// Begins with a title, and what there is to see below it.
    pub fn new(title: &str, description: &str, width: f64) -> Self {
        let mut draft = Self {
            title: clean(title),
            description: clean(description),
            width,
            shapes: Vec::new(),
            y: MARGIN,
        };
        draft.y += TITLE.size;
        draft.line(MARGIN, draft.y, title, TITLE, draft.inner());
        draft.y += 22.0;
        let lines = SMALL.in_paint(Paint::Soft);
        draft.paragraph(
            MARGIN,
            description,
            Style {
                size: 12.0,
                ..lines
            },
            draft.inner(),
            4,
        );
        draft.y += 16.0;
        draft
    }

    /// The width between the margins.
    pub fn inner(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    /// The right margin.
    pub fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// Words in one line, cut at a width, from a base line.
    pub fn line(&mut self, x: f64, y: f64, words: &str, style: Style, most: f64) {
        self.anchored(x, y, words, style, most, Anchor::Start);
    }

    /// The same, with any end of it at `x`.
    pub fn anchored(
        &mut self,
        x: f64,
        y: f64,
        words: &str,
        style: Style,
        most: f64,
        anchor: Anchor,
    ) {
        let words = style.cut(words, most);
        if !words.is_empty() {
            self.runs(x, y, vec![style.run(&words)], style, anchor);
        }
    }

    /// Runs in one line, as they are.
    pub fn runs(&mut self, x: f64, y: f64, runs: Vec<Run>, style: Style, anchor: Anchor) {
        self.shapes.push(Shape::Text(Text {
            x,
            y,
            anchor,
            size: style.size,
            face: style.face,
            paint: style.paint,
            runs,
        }));
    }

    /// Words in lines, the first with its base line at `y`; below the last one is the next `y`.
    pub fn paragraph(&mut self, x: f64, words: &str, style: Style, most: f64, max_lines: usize) {
        self.y = self.lines(x, self.y, style.wrap(words, most, max_lines), style);
    }

    /// Lines from a base line on; the base line after them.
    pub fn lines(&mut self, x: f64, y: f64, lines: Vec<Vec<Run>>, style: Style) -> f64 {
        let mut y = y;
        for line in lines {
            self.runs(x, y, line, style, Anchor::Start);
            y += style.line();
        }
        y
    }

    /// A line across.
    pub fn rule(&mut self, from: f64, to: f64, y: f64, paint: Paint) {
        self.shapes.push(Shape::Line {
            from: (from, y),
            to: (to, y),
            stroke: stroke(paint, 1.0),
        });
    }

    /// A straight line.
    pub fn straight(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.shapes.push(Shape::Line { from, to, stroke });
    }

    /// A rectangle by its upper left corner and its size.
    pub fn rectangle(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        radius: f64,
        fill: Option<Paint>,
        stroke: Option<Stroke>,
    ) {
        self.shapes.push(Shape::Rectangle {
            x,
            y,
            width,
            height,
            radius,
            fill,
            stroke,
        });
    }

    /// A circle by its middle.
    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64, fill: Paint, stroke: Stroke) {
        self.shapes.push(Shape::Circle {
            x,
            y,
            radius,
            fill: Some(fill),
            stroke: Some(stroke),
        });
    }

    /// What is left out if more than some are there: `and 54 more clusters`. Below it is the next `y`.
    pub fn left_out(&mut self, x: f64, parts: &[(usize, usize, &str)]) {
        if let Some(words) = left_out(parts) {
            self.y += 6.0;
            self.paragraph(x, &words, SMALL, self.right() - x, 3);
        }
    }

    /// The picture.
    pub fn finish(self) -> Picture {
        Picture {
            title: self.title,
            description: self.description,
            width: self.width,
            height: (self.y + MARGIN).ceil(),
            shapes: self.shapes,
        }
    }
}
