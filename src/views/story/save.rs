//! Takes what a view shows out of the page: as a picture, as a table, or with all others as a report.

use super::session::Session;
use super::timeline::proposing;
use super::{canvas, coverage, timeline};
use crate::browser::download::Download;
use crate::desk::story::StoryView;
use crate::desk::{Desk, reprints};
use crate::ui::menu::Item;
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::format::file_name;
use postil_core::model::ClusterId;
use postil_propose::reprint::Reprints;
use postil_story::csv::csv;
use postil_story::filter::Filter;
use postil_story::picture::{self, Picture};
use postil_story::report::Report;
use postil_story::scope::Scope;
use postil_story::wording::Wordings;
use postil_story::{dossier, overview, sayings, tensions};

/// What the menu offers for the view that is shown.
pub fn items(session: Session) -> Vec<Item> {
    let item = |words: &str, kind: Kind| Item::new(words, move || spawn_local(save(session, kind)));
    vec![
        item(t!("Picture (SVG)"), Kind::Svg),
        item(t!("Picture (PNG)"), Kind::Png),
        item(t!("Table (CSV)"), Kind::Csv),
        item(t!("Story report (a page)"), Kind::Html),
        item(t!("Story report (Markdown)"), Kind::Markdown),
        Item::new(t!("Print the view"), || {
            let _ = window().print();
        }),
    ]
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture that scales.
    Svg,
    /// A picture of dots.
    Png,
    /// A table.
    Csv,
    /// The report as a page.
    Html,
    /// The report in Markdown.
    Markdown,
}

async fn save(session: Session, kind: Kind) {
    let desk = session.desk;
    all_dates(desk).await;
    let Some((view, cluster)) = untrack(|| Some((session.view()?, session.cluster()))) else {
        return;
    };
    let made = untrack(|| session.read(|scope| made(desk, scope, view, cluster.as_ref(), kind)));
    let name = |extension: &str| {
        let project = desk.peek(|state| state.header().name.clone());
        let what = match kind {
            Kind::Html | Kind::Markdown => "story report",
            _ => view.name(),
        };
        file_name(&format!("{project} {what}"), extension)
    };
    let download = match made {
        Some(Made::Text(text)) => {
            let (extension, mime) = match kind {
                Kind::Svg => ("svg", "image/svg+xml"),
                Kind::Csv => ("csv", "text/csv;charset=utf-8"),
                Kind::Html => ("html", "text/html;charset=utf-8"),
                Kind::Markdown | Kind::Png => ("md", "text/markdown;charset=utf-8"),
            };
            Some(Download::new(&name(extension), mime, text.as_bytes()))
        }
        Some(Made::Picture(picture)) => {
            let png = canvas::png(&picture).await;
            png.map(|blob| Download::of_blob(name("png"), blob))
        }
        None => None,
    };
    match download {
        Some(download) => {
            download.start();
            desk.announce(tf!("Downloaded {}.", download.name()));
        }
        None => desk.announce(t!("Not done: there is nothing to save here.")),
    }
}

/// See [`super::Story::rows`].
pub async fn rows_of_all(
    desk: Desk,
    view: StoryView,
    cluster: Option<ClusterId>,
) -> Option<Vec<Vec<String>>> {
    all_dates(desk).await;
    desk.peek(|state| {
        let everything = Filter::default();
        let rows = |known: Option<&Reprints>| {
            rows(
                desk,
                &Scope::new(state, &everything, known),
                view,
                cluster.as_ref(),
            )
        };
        reprints::peek(desk, |_, known| rows(Some(known))).unwrap_or_else(|| rows(None))
    })
}

/// See [`super::Story::report`].
pub async fn report_of_all(desk: Desk, is_page: bool) -> String {
    all_dates(desk).await;
    desk.peek(|state| {
        let everything = Filter::default();
        let made = |known: Option<&Reprints>| report(desk, &Scope::new(state, &everything, known));
        let report = reprints::peek(desk, |_, known| made(Some(known)));
        let report = report.unwrap_or_else(|| made(None));
        if is_page {
            report.to_html()
        } else {
            report.to_markdown()
        }
    })
}

/// Waits until all dates that a program thinks events have are known.
pub async fn all_dates(desk: Desk) {
    untrack(|| proposing::with(desk, |_| ()));
    while untrack(proposing::is_reading) {
        schedule::breathe().await;
    }
}

/// What is saved.
pub enum Made {
    /// A file.
    Text(String),
    /// A picture that is still to be painted.
    Picture(Picture),
}

/// Makes a file of a view; `None` if the view shows nothing.
pub fn made(
    desk: Desk,
    scope: &Scope,
    view: StoryView,
    cluster: Option<&ClusterId>,
    kind: Kind,
) -> Option<Made> {
    Some(match kind {
        Kind::Svg => Made::Text(drawn(desk, scope, view, cluster)?.to_svg()),
        Kind::Png => Made::Picture(drawn(desk, scope, view, cluster)?),
        Kind::Csv => Made::Text(csv(&rows(desk, scope, view, cluster)?)),
        Kind::Html => Made::Text(report(desk, scope).to_html()),
        Kind::Markdown => Made::Text(report(desk, scope).to_markdown()),
    })
}

fn report(desk: Desk, scope: &Scope) -> Report {
    proposing::with(desk, |proposed| Report::new(scope, proposed))
}

fn drawn(
    desk: Desk,
    scope: &Scope,
    view: StoryView,
    cluster: Option<&ClusterId>,
) -> Option<Picture> {
    Some(match view {
        StoryView::Coverage => picture::coverage::draw(&coverage::sorted(scope), scope),
        StoryView::Sayings => picture::sayings::draw(&sayings::sayings(scope), scope),
        StoryView::Timeline => {
            let events = dated(desk, scope);
            picture::timeline::draw(&events, scope, timeline::lanes(), None)
        }
        StoryView::Claims => picture::claims::draw(&Wordings::new(scope), scope),
        StoryView::Tensions => picture::tensions::draw(&tensions::tensions(scope), scope),
        StoryView::Dossier => picture::dossier::draw(&dossier::dossier(scope, cluster?)?, scope),
        StoryView::Overview => picture::overview::draw(&overview::overview(scope), scope),
    })
}

/// The table of a view, its first line the names of its columns; `None` if the view shows nothing.
pub fn rows(
    desk: Desk,
    scope: &Scope,
    view: StoryView,
    cluster: Option<&ClusterId>,
) -> Option<Vec<Vec<String>>> {
    let state = scope.state();
    Some(match view {
        StoryView::Coverage => coverage::sorted(scope).rows(),
        StoryView::Sayings => sayings::sayings(scope).rows(state),
        StoryView::Timeline => dated(desk, scope).rows(),
        StoryView::Claims => Wordings::new(scope).rows(),
        StoryView::Tensions => tensions::tensions(scope).rows(state),
        StoryView::Dossier => dossier::dossier(scope, cluster?)?.rows(state),
        StoryView::Overview => overview::overview(scope).rows(),
    })
}

fn dated(desk: Desk, scope: &Scope) -> postil_story::timeline::Timeline {
    proposing::with(desk, |proposed| {
        postil_story::timeline::timeline(scope, proposed)
    })
}
