//! How far the articles are: progress, what is lacking, where marks are, how many there are, and the time that
//! was spent.

mod counts;
mod data;
mod progress;
mod strip;
mod times;

use super::empty;
use super::session::Session;
use crate::desk::command::Command;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use data::{Data, Lack};
use leptos::prelude::*;
use postil_story::words;

/// The view.
pub fn draw(session: Session) -> AnyView {
    let data = memo(move || session.read(Data::new));
    let has_articles = memo(move || data.with(|data| !data.rows.is_empty()));
    let has_marks = memo(move || data.with(|data| data.marks > 0));
    let lacks = memo(move || data.with(|data| data.lacks.clone()));
    let tables = move || {
        ui! {
            {part(move || lacking(lacks.get()))}
            {progress::draw(session, data)}
            {when(move || has_marks.get(), move || counts::draw(data))}
        }
    };
    ui! {
        <header class="story-head">
            <div>
                <h2>"Overview"</h2>
                <p class="story-lead" role="status">
                    {live(move || data.with(summary))}
                </p>
            </div>
        </header>
        {part(move || (!has_articles.get()).then(|| no_articles(session)))}
        {when(move || has_articles.get() && !has_marks.get(), move || no_marks(session))}
        {when(move || has_articles.get(), tables)}
    }
}

fn summary(data: &Data) -> String {
    let articles = words::count(data.rows.len(), "article");
    let marks = words::count(data.marks, "mark");
    tf!(
        "{articles}, of which {} done; {marks}. Boilerplate is left out of the progress.",
        data.done
    )
}

fn no_articles(session: Session) -> AnyView {
    let desk = session.desk;
    if desk.peek(|state| !state.documents().is_empty()) {
        return ui! {
            <div class="story-empty">
                <p class="story-lead">{t!("The filter leaves out every article.")}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| session.filter.set(Default::default())
                >
                    {t!("Show everything")}
                </button>
            </div>
        };
    }
    ui! {
        <div class="story-empty">
            <p class="story-lead">{t!("There is no article yet.")}</p>
            <button
                type="button"
                class="button"
                disabled=live(move || desk.read_only.get())
                on:click=move |_| Command::AddArticles.run(desk)
            >
                {t!("Add articles")}
            </button>
        </div>
    }
}

fn no_marks(session: Session) -> AnyView {
    let desk = session.desk;
    empty::empty(
        t!(
            "Nothing is marked yet: select words in an article and press the key of a label, or look at articles that are marked."
        ),
        empty::worked_example(desk),
    )
}

/// What is lacking, each with the way to the first of it.
fn lacking(lacks: Vec<Lack>) -> AnyView {
    let line = |lack: Lack| {
        let Some(first) = lack.first else {
            return ui! {
                <li class="has-all">
                    {icon(Icon::Check)}
                    <span>{lack.words}</span>
                </li>
            };
        };
        let title = tf!("{}: go to the first", lack.words);
        ui! {
            <li>
                <button
                    type="button"
                    class="stop button lack"
                    tabindex="-1"
                    title=title
                    data-mark=first.to_string()
                >
                    {lack.words}
                    {icon(Icon::Right)}
                </button>
            </li>
        }
    };
    let lines: Vec<_> = lacks.into_iter().map(line).collect();
    if lines.is_empty() {
        return ().into_any();
    }
    ui! { <ul class="overview-lacks" aria-label=t!("What is lacking")>{lines}</ul> }
}
