//! The picture: the axis over the lanes, and when the articles were published under them. Only what is in sight is in
//! the page.

use super::chart::{Chart, Drawn, EDGE_PX, Shown, published_px};
use super::gestures;
use super::item;
use super::layout::{DATE_PX, Layout, Metrics, published_words};
use super::scale::{Span, Tick};
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, effect, live, part, ui};
use leptos::prelude::*;
use leptos::web_sys::ResizeObserver;
use postil_story::timeline::Lanes;
use wasm_bindgen::prelude::*;

/// The part of the window from which on the words of a line are at its left.
const FLIPPED: f64 = 0.55;

/// The picture.
pub fn draw(chart: Chart) -> AnyView {
    watch_size(chart);
    let pinch = ErasedSignal::new(None::<f64>);
    let metrics = memo(move || {
        chart
            .layout
            .with(|it| it.as_ref().map(|layout| layout.metrics))
    });
    let is_narrow =
        move || metrics.with(|metrics| metrics.is_some_and(|metrics| metrics.is_narrow));
    let label = move |metrics: Option<Metrics>| {
        let px = metrics.map_or(0.0, |metrics| metrics.label);
        format!("{px}px")
    };
    ui! {
        <div
            class="timeline-scroll"
            class:narrow=live(is_narrow)
            role="group"
            aria-label=t!("Events in time")
            node_ref=chart.scroller
            style:--label=live(move || label(metrics.get()))
            on:scroll=move |_| chart.note_scrolled()
            on:wheel=move |event| gestures::wheeled(chart, &event)
            on:pointerdown=move |event| gestures::grabbed(chart, &event)
            on:touchstart=move |event| gestures::pinched(chart, pinch, &event)
            on:touchmove=move |event| gestures::pinched(chart, pinch, &event)
            on:touchend=move |event| gestures::pinched(chart, pinch, &event)
        >
            <div
                class="timeline-content"
                node_ref=chart.content
                style:width=px(chart, |layout| layout.scale.width() + layout.metrics.label + 2.0 * EDGE_PX)
            >
                {axis(chart)}
                <div class="timeline-lanes" style:min-height=px(chart, |layout| layout.height)>
                    {grid(chart)}
                    {lanes(chart)}
                    {each(
                        move || chart.shown(),
                        |shown| shown.key.clone(),
                        move |Shown { mark, drawn, .. }| match drawn {
                            Drawn::Item(own, told) => item::draw(chart, &mark, own, told),
                            Drawn::Count(many, days) => item::count(chart, &mark, many, days),
                        },
                    )}
                    {line(chart)}
                </div>
                {published(chart)}
            </div>
        </div>
    }
}

/// A length in pixels that follows the layout.
fn px(
    chart: Chart,
    read: impl Fn(&Layout) -> f64 + Send + 'static,
) -> crate::ui::view::Live<String> {
    live(move || {
        let px = chart.layout.with(|layout| layout.as_ref().map(&read));
        format!("{}px", px.unwrap_or_default())
    })
}

/// Follows the size of what scrolls, and comes back to where the view was left once it is known.
fn watch_size(chart: Chart) {
    let observer = ErasedSignal::new(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    effect(move || {
        let Some(scroller) = chart.scroller.get() else {
            return;
        };
        let own = scroller.clone();
        let resized = Closure::<dyn FnMut()>::new(move || {
            let size = (
                f64::from(own.client_width()),
                f64::from(own.client_height()),
            );
            let before = chart.size.try_with_untracked(|size| *size);
            if before.is_some_and(|before| before != size) {
                chart.size.set(size);
                if before == Some((0.0, 0.0)) {
                    chart.come_back();
                }
            }
        });
        if let Ok(made) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            made.observe(&scroller);
            observer.set(Some((made, resized)));
        }
    });
    on_cleanup(move || {
        let watching = observer.change(Option::take).flatten();
        if let Some((made, _)) = watching {
            made.disconnect();
        }
    });
}

/// What is written over the axis.
fn written(chart: Chart) -> (Vec<Tick>, Vec<Span>) {
    let window = chart.window.get();
    let written = chart.layout.with(|layout| {
        let scale = layout.as_ref().map(|layout| &layout.scale);
        scale.map(|scale| scale.written(window.from.max(0.0), window.to))
    });
    written.unwrap_or_default()
}

fn axis(chart: Chart) -> AnyView {
    let all = memo(move || written(chart));
    let spans = move || {
        let drawn = all.with(|(_, spans)| {
            let spans = spans.iter().map(|span| {
                let (left, width) = (span.left, span.right - span.left);
                ui! {
                    <div
                        class="timeline-over"
                        style:left=format!("{left}px")
                        style:width=format!("{width}px")
                    >
                        <span>{span.words.clone()}</span>
                    </div>
                }
            });
            spans.collect_view().into_any()
        });
        Some(drawn)
    };
    let ticks = move || {
        let drawn = all.with(|(ticks, _)| {
            let ticks = ticks.iter().map(|tick| {
                let x = tick.x;
                ui! { <span class="timeline-tick" style:left=format!("{x}px")>{tick.words.clone()}</span> }
            });
            ticks.collect_view().into_any()
        });
        Some(drawn)
    };
    ui! {
        <div class="timeline-axis" aria-hidden="true">
            <div class="timeline-ticks">{part(spans)} {part(ticks)}</div>
            <div class="timeline-label"></div>
        </div>
    }
}

/// Lines under the ticks, and the breaks.
fn grid(chart: Chart) -> AnyView {
    let lines = memo(move || {
        let (ticks, _) = written(chart);
        ticks.into_iter().map(|tick| tick.x).collect::<Vec<f64>>()
    });
    let breaks = memo(move || {
        let read = |layout: &Layout| {
            let pieces = layout.scale.pieces().iter();
            let broken = pieces.filter(|piece| piece.stretch.is_broken);
            let left = broken.map(|piece| {
                let days = piece.stretch.last.since(piece.stretch.first);
                (piece.left, piece.right, days)
            });
            left.collect::<Vec<_>>()
        };
        let all = chart.layout.with(|layout| layout.as_ref().map(read));
        all.unwrap_or_default()
    });
    let drawn_lines = move || {
        let drawn = lines.with(|lines| {
            let lines = lines
                .iter()
                .map(|x| ui! { <i style:left=format!("{x}px")></i> });
            lines.collect_view().into_any()
        });
        Some(drawn)
    };
    let drawn_breaks = move || {
        let drawn = breaks.with(|breaks| {
            let breaks = breaks.iter().map(|(left, right, days)| {
                let width = right - left;
                ui! {
                    <b
                        style:left=format!("{left}px")
                        style:width=format!("{width}px")
                        title=empty(*days)
                    ></b>
                }
            });
            breaks.collect_view().into_any()
        });
        Some(drawn)
    };
    ui! { <div class="timeline-grid" aria-hidden="true">{part(drawn_lines)} {part(drawn_breaks)}</div> }
}

/// How long nothing happens.
fn empty(days: i32) -> String {
    let days = usize::try_from(days).unwrap_or_default();
    let long = match days {
        730.. => labels::count(days / 365, "year"),
        _ => labels::count(days / 30, "month"),
    };
    tf!("{long} without an event, not to scale")
}

/// The names of the lanes in sight, and the lines between them.
fn lanes(chart: Chart) -> AnyView {
    let lane = move |at: usize| {
        let strip = move |read: fn(&super::layout::Strip) -> f64| {
            px(chart, move |layout| layout.strips.get(at).map_or(0.0, read))
        };
        let named = move || {
            chart.made.with(|made| {
                let lane = made.lanes.get(at)?;
                let many = lane.many.to_string();
                let count = labels::count(lane.many, "event");
                let title = lane.title.clone();
                let own = title.clone();
                Some(match (&lane.cluster, made.by) {
                    (Some(cluster), _) => ui! {
                        <button
                            type="button"
                            class="stop"
                            tabindex="-1"
                            data-cluster=cluster.to_string()
                            title=tf!("{own}: dossier")
                            aria-label=tf!("{own}, {count}: dossier")
                        >
                            <span class="clip" dir="auto">{title}</span>
                            <span class="many">{many}</span>
                        </button>
                    },
                    (None, Lanes::Article) => ui! {
                        <p title=own>
                            <b>{lane.name.clone()}</b>
                            <span class="clip" dir="auto">{title}</span>
                            <span class="many">{many}</span>
                        </p>
                    },
                    (None, Lanes::Cluster) => ui! {
                        <p><span class="clip">{title}</span> <span class="many">{many}</span></p>
                    },
                })
            })
        };
        ui! {
            <div
                class="timeline-lane"
                style:top=strip(|strip| strip.top)
                style:height=strip(|strip| strip.height)
            >
                <div class="timeline-label">{part(named)}</div>
            </div>
        }
    };
    each(move || chart.lanes_in_sight(), ToString::to_string, lane)
}

/// The line under a dragged event, with the date that it would get.
fn line(chart: Chart) -> AnyView {
    let shown = move || {
        let drag = chart.drag.get()?;
        let (x, value) = drag.over?;
        let date = super::date::in_words(&value);
        let ((left, _), (width, _)) = (chart.scrolled.get_untracked(), chart.size.get_untracked());
        // At the right edge its words are at the left of it.
        let is_flipped = x - left > width * FLIPPED;
        Some(ui! {
            <div class="timeline-drop" class:flipped=is_flipped style:left=format!("{x}px")>
                <span>{date}</span>
            </div>
        })
    };
    part(shown).into_any()
}

/// When the articles were published.
fn published(chart: Chart) -> AnyView {
    let shown = move || {
        let window = chart.window.get();
        chart.made.with(|made| {
            chart.layout.with(|layout| {
                let layout = layout.as_ref()?;
                let seen = layout.published.iter().filter(|it| {
                    it.to.unwrap_or(it.right).max(it.right) >= window.from && it.left <= window.to
                });
                let drawn = seen.filter_map(|it| {
                    let article = made.timeline.articles.get(it.article)?;
                    let name = made.names.get(it.article).cloned().unwrap_or_default();
                    let words = published_words(article);
                    let top = DATE_PX * it.row.unwrap_or(0) as f64;
                    let (x, title) = (it.x, article.title.clone());
                    let to = it.to.map(|to| {
                        let width = (to - x).max(0.0);
                        ui! { <u style:width=format!("{width}px")></u> }
                    });
                    let words = it.row.map(|_| {
                        let width = it.right - it.left - 4.0;
                        ui! {
                            <span class="words" style:width=format!("{width}px")>
                                <b>{name}</b>
                                " "
                                {words}
                            </span>
                        }
                    });
                    Some(ui! {
                        <div
                            class="timeline-date"
                            class:left=it.is_left
                            class:bare=it.row.is_none()
                            style:left=format!("{x}px")
                            style:top=format!("{top}px")
                            title=title
                        >
                            {to}
                            {words}
                        </div>
                    })
                });
                Some(drawn.collect_view().into_any())
            })
        })
    };
    let undated = move || {
        let many = chart.made.with(|made| {
            let articles = made.timeline.articles.iter();
            articles
                .filter(|article| article.published.is_none())
                .count()
        });
        (many > 0).then(|| ui! { <span class="many">{tf!("{many} undated")}</span> })
    };
    ui! {
        <div class="timeline-published" style:height=px(chart, published_px)>
            <div class="timeline-dates">{part(shown)}</div>
            <div class="timeline-label">
                <p><span>"Published"</span> {part(undated)}</p>
            </div>
        </div>
    }
}
