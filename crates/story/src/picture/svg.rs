//! A picture as SVG.

use super::{Anchor, Face, Picture, Shape, Stroke, Text};
use crate::picture::paint::Paint;
use crate::plain::is_shown;
use postil_core::format::html::escape;
use std::fmt::Write;

/// See [`Picture::to_svg`].
pub(super) fn svg(picture: &Picture) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let mut out = String::with_capacity(200 * picture.shapes.len() + 1_000);
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        words(&picture.title),
        words(&picture.description),
        Paint::Paper.color(),
    );
    for shape in &picture.shapes {
        draw(shape, &mut out);
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

fn draw(shape: &Shape, out: &mut String) {
    let _ = match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            radius,
            fill,
            stroke,
        } => write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"{}/>",
            number(*x),
            number(*y),
            number(width.max(0.0)),
            number(height.max(0.0)),
            number(radius.max(0.0)),
            painted(*fill, *stroke),
        ),
        Shape::Line { from, to, stroke } => write!(
            out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>",
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1),
            stroked(stroke),
        ),
        Shape::Circle {
            x,
            y,
            radius,
            fill,
            stroke,
        } => write!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
            number(*x),
            number(*y),
            number(radius.max(0.0)),
            painted(*fill, *stroke),
        ),
        Shape::Text(text) => {
            line(text, out);
            Ok(())
        }
    };
}

fn line(text: &Text, out: &mut String) {
    let family = match text.face {
        Face::Serif => "serif",
        Face::Sans => "sans-serif",
    };
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-family=\"{family}\" font-size=\"{}\"{anchor} fill=\"{}\">",
        number(text.x),
        number(text.y),
        number(text.size),
        text.paint.color(),
    );
    for run in &text.runs {
        let bold = if run.is_bold {
            " font-weight=\"600\""
        } else {
            ""
        };
        let line = if run.is_underlined {
            " text-decoration=\"underline\""
        } else {
            ""
        };
        let words = words(&run.words);
        let _ = if bold.is_empty() && line.is_empty() {
            write!(out, "{words}")
        } else {
            write!(out, "<tspan{bold}{line}>{words}</tspan>")
        };
    }
    out.push_str("</text>");
}

fn painted(fill: Option<Paint>, stroke: Option<Stroke>) -> String {
    let fill = fill.map_or("none", Paint::color);
    let stroke = stroke.as_ref().map(stroked).unwrap_or_default();
    format!(" fill=\"{fill}\"{stroke}")
}

fn stroked(stroke: &Stroke) -> String {
    let dashes = if stroke.is_dashed {
        " stroke-dasharray=\"3 3\""
    } else {
        ""
    };
    let (color, width) = (stroke.paint.color(), number(stroke.width.max(0.0)));
    format!(" stroke=\"{color}\" stroke-width=\"{width}\"{dashes}")
}

/// Words in XML, without what that has no place for.
fn words(words: &str) -> String {
    let drawn: String = words.chars().filter(|c| is_shown(*c)).collect();
    escape(&drawn)
}

/// A number to a hundredth, 0 if it is none.
fn number(number: f64) -> String {
    if !number.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}
