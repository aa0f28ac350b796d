//! A picture as dots: painted on a canvas, since the page lets nothing become an image that it did not load.

use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};
use postil_story::picture::{Anchor, Face, Paint, Picture, Shape, Stroke, Text};
use std::cell::Cell;
use std::f64::consts::TAU;
use wasm_bindgen::prelude::*;

/// Dots for each CSS pixel.
const SCALE: f64 = 2.0;
/// The most dots along a side, and of the whole: those that every browser can paint.
const MOST_ALONG: f64 = 16_384.0;
const MOST: f64 = 16_000_000.0;

/// The picture as a PNG file; `None` if the browser cannot make one.
pub async fn png(picture: &Picture) -> Option<Blob> {
    let (width, height) = (picture.width.max(1.0), picture.height.max(1.0));
    let scale = SCALE
        .min(MOST_ALONG / width)
        .min(MOST_ALONG / height)
        .min((MOST / (width * height)).sqrt());
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    context.scale(scale, scale).ok()?;
    context.set_fill_style_str(Paint::Paper.color());
    context.fill_rect(0.0, 0.0, width, height);
    for shape in &picture.shapes {
        paint(&context, shape);
    }
    let (done, made) = oneshot::channel();
    let done = Cell::new(Some(done));
    let made_of = Closure::<dyn Fn(Option<Blob>)>::new(move |blob| {
        if let Some(done) = done.take() {
            // Whoever waited may be gone.
            let _ = done.send(blob);
        }
    });
    canvas.to_blob(made_of.as_ref().unchecked_ref()).ok()?;
    made.await.ok()?
}

fn paint(context: &CanvasRenderingContext2d, shape: &Shape) {
    match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            radius,
            fill,
            stroke,
        } => {
            context.begin_path();
            round_rectangle(context, [*x, *y, width.max(0.0), height.max(0.0)], *radius);
            finish(context, *fill, *stroke);
        }
        Shape::Line { from, to, stroke } => {
            context.begin_path();
            context.move_to(from.0, from.1);
            context.line_to(to.0, to.1);
            finish(context, None, Some(*stroke));
        }
        Shape::Circle {
            x,
            y,
            radius,
            fill,
            stroke,
        } => {
            context.begin_path();
            // It fails only for a radius below 0.
            let _ = context.arc(*x, *y, radius.max(0.0), 0.0, TAU);
            finish(context, *fill, *stroke);
        }
        Shape::Text(text) => line(context, text),
    }
}

fn round_rectangle(
    context: &CanvasRenderingContext2d,
    [x, y, width, height]: [f64; 4],
    radius: f64,
) {
    let radius = radius.clamp(0.0, width.min(height) / 2.0);
    let (right, bottom) = (x + width, y + height);
    context.move_to(x + radius, y);
    for (corner, next) in [
        ((right, y), (right, bottom)),
        ((right, bottom), (x, bottom)),
        ((x, bottom), (x, y)),
        ((x, y), (right, y)),
    ] {
        // It fails only for a radius below 0.
        let _ = context.arc_to(corner.0, corner.1, next.0, next.1, radius);
    }
    context.close_path();
}

fn finish(context: &CanvasRenderingContext2d, fill: Option<Paint>, stroke: Option<Stroke>) {
    if let Some(fill) = fill {
        context.set_fill_style_str(fill.color());
        context.fill();
    }
    if let Some(stroke) = stroke {
        let dashes = js_sys::Array::new();
        if stroke.is_dashed {
            dashes.push(&3.into());
            dashes.push(&3.into());
        }
        // It fails only for what is no list of numbers.
        let _ = context.set_line_dash(&dashes);
        context.set_stroke_style_str(stroke.paint.color());
        context.set_line_width(stroke.width);
        context.stroke();
    }
}

fn line(context: &CanvasRenderingContext2d, text: &Text) {
    let family = match text.face {
        Face::Serif => "serif",
        Face::Sans => "sans-serif",
    };
    let font = |is_bold: bool| {
        let weight = if is_bold { 600 } else { 400 };
        format!("{weight} {}px {family}", text.size)
    };
    let widths: Vec<f64> = text
        .runs
        .iter()
        .map(|run| {
            context.set_font(&font(run.is_bold));
            let measured = context.measure_text(&run.words);
            measured.map_or(0.0, |measured| measured.width())
        })
        .collect();
    let all: f64 = widths.iter().sum();
    let mut x = match text.anchor {
        Anchor::Start => text.x,
        Anchor::Middle => text.x - all / 2.0,
        Anchor::End => text.x - all,
    };
    context.set_fill_style_str(text.paint.color());
    for (run, width) in text.runs.iter().zip(widths) {
        context.set_font(&font(run.is_bold));
        let _ = context.fill_text(&run.words, x, text.y);
        if run.is_underlined {
            context.fill_rect(
                x,
                text.y + text.size * 0.12,
                width,
                (text.size / 14.0).max(1.0),
            );
        }
        x += width;
    }
}
