//! Coverage: which articles mention what, and what each leaves out.

mod choices;
mod cut;
mod data;
mod head;
mod table;

use super::empty;
use super::session::Session;
use super::{sight, tiles};
use crate::desk::command::Command;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use crate::views::field;
use choices::{Choices, SORTS};
use cut::Cut;
use data::{Counted, Data};
use leptos::html;
use leptos::prelude::*;
use postil_story::coverage::{Coverage, coverage};
use postil_story::filter::Filter;
use postil_story::scope::Scope;

/// Why there is no table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Marked,
    Clustered,
    Taken,
    Found,
}

/// What the view is made of, in the order that is chosen; untracked.
pub fn sorted(scope: &Scope) -> Coverage {
    let mut coverage = coverage(scope);
    coverage.sort(scope, Choices::here().sort.get_untracked());
    coverage
}

/// The view.
pub fn draw(session: Session) -> AnyView {
    let data = Data::new(session);
    let nothing = memo(move || nothing(data));
    let any = move || matches!(nothing.get(), None | Some(Nothing::Found));
    let body = NodeRef::<html::Tbody>::new();
    let sight = sight::follow(body);
    let cut = Cut::new(data, sight);
    let view = memo(move || sight.with(|sight| sight.width));
    let width = move || match nothing.get() {
        None => format!("{}px", cut.width()),
        Some(_) => "0".to_owned(),
    };
    ui! {
        <div class="story-table" style:min-width=live(width) style:--view=live(move || format!("{}px", view.get()))>
            <header class="story-head">
                <div>
                    <h2>"Coverage"</h2>
                    {when(any, move || lead(data))}
                </div>
                {when(any, move || tools(data.choices))}
            </header>
            {part(move || nothing.get().map(|nothing| untrack(|| empty(session, nothing))))}
            {when(move || nothing.get().is_none(), move || table::draw(data, cut, body))}
        </div>
    }
}

fn nothing(data: Data) -> Option<Nothing> {
    let is_listed = data.listed.with(|listed| !listed.is_empty());
    let is_filtered = data
        .session
        .filter
        .with(|filter| *filter != Filter::default());
    data.counted.with(|counted| {
        let has_rows = !counted.coverage.rows.is_empty();
        match (is_listed, has_rows) {
            (true, _) => None,
            (false, true) => Some(Nothing::Found),
            _ if is_filtered && counted.any => Some(Nothing::Taken),
            _ if counted.any => Some(Nothing::Clustered),
            _ => Some(Nothing::Marked),
        }
    })
}

/// What there is, and what is in no row.
fn lead(data: Data) -> AnyView {
    let desk = data.session.desk;
    let many = move || {
        let listed = data.listed.with(Vec::len);
        data.counted.with(|counted| lead_words(counted, listed))
    };
    let loose = memo(move || data.counted.with(|counted| counted.loose));
    let propose = move || {
        let words = match loose.get() {
            1 => t!("1 mark is in no cluster. ").to_owned(),
            many => tf!("{many} marks are in no cluster. "),
        };
        ui! {
            <p class="story-lead">
                {words}
                <button
                    type="button"
                    class="link"
                    title=live(move || match desk.read_only.get() {
                        true => t!("Another tab edits the project"),
                        false => t!("What a program thinks are mentions of one thing"),
                    })
                    disabled=live(move || desk.read_only.get())
                    on:click=move |_| Command::ProposeClusters.run(desk)
                >
                    {t!("Propose clusters")}
                </button>
            </p>
        }
    };
    ui! {
        <p class="story-lead" role="status">{live(many)}</p>
        {part(move || (loose.get() > 0).then(propose))}
    }
}

fn lead_words(counted: &Counted, listed: usize) -> String {
    let all = counted.coverage.rows.len();
    let clusters = match listed == all {
        true => labels::count(all, "cluster"),
        false => tf!("{listed} of {}", labels::count(all, "cluster")),
    };
    let articles = &counted.coverage.articles;
    let mut accounts: Vec<usize> = articles.iter().map(|article| article.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let articles = tiles::spread(articles.len(), accounts.len());
    tf!("{clusters} in {articles}. A dash: the article does not mention it.")
}

/// What the table is sorted by, and what it lists.
fn tools(choices: Choices) -> AnyView {
    ui! {
        <div class="end">
            <input
                class="input story-find"
                type="search"
                aria-label=t!("Find a cluster")
                placeholder=t!("Find a cluster")
                autocomplete="off"
                spellcheck="false"
                prop:value=live(move || choices.words.get())
                on:input=move |event| choices.words.set(event_target_value(&event))
                on:keydown=field::leave_on_escape
            />
            {tiles::toggle(t!("Only what some leave out"), choices.gaps)}
            {tiles::segments(t!("Sort by"), &SORTS, choices.sort, choices::sort)}
        </div>
    }
}

/// One sentence, and what to do.
fn empty(session: Session, nothing: Nothing) -> AnyView {
    let desk = session.desk;
    let (words, action) = match nothing {
        Nothing::Marked => (
            t!(
                "No article has a mark yet. Mark what the articles mention, then link the marks of one thing."
            ),
            empty::to_articles(desk),
        ),
        Nothing::Clustered => (
            t!(
                "No mark is in a cluster yet: a cluster holds the marks of one thing in all articles."
            ),
            empty::propose_clusters(desk),
        ),
        Nothing::Taken => (
            t!("The filter leaves out all clusters."),
            empty::show_everything(session),
        ),
        Nothing::Found => {
            let choices = Choices::here();
            let all = move || {
                choices.words.set(String::new());
                choices.gaps.set(false);
            };
            (
                t!("No matches."),
                empty::button(t!("Show all clusters"), all),
            )
        }
    };
    empty::empty(words, action)
}
