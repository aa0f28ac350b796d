//! The parts of a dossier, each a list of places to go to.

use super::super::slice;
use super::super::source::Source;
use super::data::{Data, Line};
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{part, ui};
use leptos::html;
use leptos::prelude::*;
use postil_core::model::AnnotationId;
use postil_story::dossier::{Name, Title};
use postil_story::words;
use std::sync::Arc;

/// The least height of a line in CSS pixels, where each has the words of a mark.
const LINE_PX: f64 = 44.0;
/// The same where it has a few words.
const SHORT_PX: f64 = 30.0;
/// Articles that are listed beside a name or a title.
const MAX_ARTICLES: usize = 6;

/// All parts.
pub fn draw(data: &Data) -> AnyView {
    let sources = &data.sources;
    let names = data.names.iter();
    let names = names.map(|it| name(sources, it)).collect();
    let titles = data.titles.iter();
    let titles = titles.map(|it| title(sources, it)).collect();
    let articles = sources.iter().zip(&data.mentioned);
    let articles = articles.map(|(source, it)| {
        let (source, mentions, first) = (source.clone(), it.mentions, it.first.clone());
        row(move || article(&source, mentions, first.as_ref()))
    });
    let lines = |all: &[Line]| all.iter().map(|it| line(it)).collect();
    ui! {
        <div class="dossier-main">
            {list(t!("What it said"), t!("No claim is said to be by it."), lines(&data.said), LINE_PX)}
            {list(t!("What was said of it"), t!("No claim is said to be about it."), lines(&data.said_of), LINE_PX)}
            {list(t!("Part in events"), t!("It has no role in an event."), lines(&data.events), LINE_PX)}
        </div>
        <div class="dossier-side">
            {list(t!("Mentioned as"), t!("Nothing of the filter mentions it."), names, SHORT_PX)}
            {list(t!("Titles and roles"), t!("No title is given to it."), titles, LINE_PX)}
            {list("Articles", t!("No article is left by the filter."), articles.collect(), SHORT_PX)}
        </div>
    }
}

/// Makes a row of a list.
type Row = Arc<dyn Fn() -> AnyView + Send + Sync>;

fn row(make: impl Fn() -> AnyView + Send + Sync + 'static) -> Row {
    Arc::new(make)
}

/// A list under a heading, of which the page has the beginning, or a sentence if it is empty.
fn list(title: &'static str, none: &'static str, rows: Vec<Row>, row_px: f64) -> AnyView {
    let count = rows.len();
    let body = if rows.is_empty() {
        ui! { <p class="quiet">{none}</p> }
    } else {
        let node = NodeRef::<html::Ul>::new();
        let most = slice::most(node, row_px);
        let shown = move || {
            let rows = rows.iter().take(most.get());
            let rows: Vec<_> = rows.map(|row| ui! { <li>{row()}</li> }).collect();
            Some(rows.into_any())
        };
        ui! { <ul node_ref=node>{part(shown)}</ul> }
    };
    let count = (count > 0).then(|| words::grouped(count));
    ui! {
        <section class="dossier-part">
            <h3>{title} " " <span class="count">{count}</span></h3>
            {body}
        </section>
    }
}

fn name(sources: &[Source], name: &Name) -> Row {
    let places = places(sources, &name.firsts);
    let first = name.firsts.first().map(|(_, mark)| mark.to_string());
    let words = labels::cut_at_word(&labels::line(&name.words), 120);
    let kind = labels::brief(&name.kind);
    let mentions = name.mentions;
    row(move || {
        ui! {
            <div class="dossier-name">
                <button type="button" class="stop" tabindex="-1" data-mark=first.clone()>
                    <span class="called">
                        <span class="quote" dir="auto">{words.clone()}</span>
                        " "
                        <span class="quiet">{kind.clone()}</span>
                    </span>
                    <span class="count" title=labels::count(mentions, "mention")>
                        {tf!("×{}", words::grouped(mentions))}
                    </span>
                </button>
                <span class="dossier-marks">{places.draw(false)}</span>
            </div>
        }
    })
}

fn title(sources: &[Source], title: &Title) -> Row {
    let places = places(sources, &title.marks);
    let words = labels::brief(&title.title);
    row(move || {
        ui! {
            <p class="quote" dir="auto">{words.clone()}</p>
            <p class="dossier-givers">{places.draw(true)}</p>
        }
    })
}

/// The marks of some articles.
struct Places {
    /// The articles, each with its first mark and the number of its marks.
    articles: Vec<(Source, AnnotationId, usize)>,
    /// How many more articles there are.
    more: usize,
}

/// The places of marks in the order of their articles.
fn places(sources: &[Source], marks: &[(usize, AnnotationId)]) -> Places {
    let articles = marks.chunk_by(|(one, _), (other, _)| one == other);
    let place = |marks: &[(usize, AnnotationId)]| {
        let (article, first) = marks.first()?;
        Some((sources.get(*article)?.clone(), first.clone(), marks.len()))
    };
    let many = articles.clone().count();
    Places {
        articles: articles.take(MAX_ARTICLES).filter_map(place).collect(),
        more: many.saturating_sub(MAX_ARTICLES),
    }
}

impl Places {
    /// Draws them by their short names, or in full.
    fn draw(&self, in_full: bool) -> AnyView {
        let place = |(source, mark, marks): &(Source, AnnotationId, usize)| {
            let times = match marks {
                1 => String::new(),
                many => tf!(" ×{}", words::grouped(*many)),
            };
            let full = format!("{} · {}{times}", source.name, source.date);
            let words = match in_full {
                true => full.clone(),
                false => source.mark.clone(),
            };
            ui! {
                <button
                    type="button"
                    class="stop place-chip"
                    tabindex="-1"
                    title=full.clone()
                    aria-label=full
                    data-mark=mark.to_string()
                >
                    {words}
                </button>
            }
        };
        let places: Vec<_> = self.articles.iter().map(place).collect();
        let more = self.more;
        ui! { {places} {(more > 0).then(|| ui! { <span class="quiet">{tf!("and {more} more")}</span> })} }
    }
}

fn article(source: &Source, mentions: usize, first: Option<&AnnotationId>) -> AnyView {
    let about = ui! {
        <span class="count">{source.mark.clone()}</span>
        <span class="clip" dir="auto" title=source.title.clone()>{source.name.clone()}</span>
        <span class="quiet">{source.date.clone()}</span>
    };
    match first {
        Some(first) => ui! {
            <button
                type="button"
                class="stop dossier-article"
                tabindex="-1"
                data-mark=first.to_string()
            >
                {about}
                <span class="count">{labels::count(mentions, "mention")}</span>
            </button>
        },
        None => ui! {
            <p class="dossier-article absent">
                {about}
                <span class="quiet">{t!("does not mention it")}</span>
            </p>
        },
    }
}

fn line(line: &Line) -> Row {
    let line = line.clone();
    row(move || {
        let known = (!line.known.is_empty()).then_some(line.known);
        ui! {
            <button
                type="button"
                class="stop dossier-line"
                tabindex="-1"
                data-mark=line.mark.to_string()
            >
                <span class="when" title=known>{line.when.clone()}</span>
                <span class="quote" dir=line.direction>{line.words.clone()}</span>
                <span class="from" dir="auto">{line.about.clone()}</span>
            </button>
        }
    })
}
