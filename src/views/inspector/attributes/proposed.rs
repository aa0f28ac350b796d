//! What is proposed for a field, under it: in words, as it is written, and where it comes from.

mod words;

use super::values::Of;
use crate::commands::proposed::{self, Date, Number, Standing};
use crate::desk::Desk;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{Live, live, part, ui, when};
use crate::views::inspector::shown::Shown;
use leptos::prelude::*;
use postil_core::model::Annotation;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_propose::dates::Anchor;

/// What is proposed for the attribute of a mark. Follows the mark at once, and its article.
fn of_mark<T: PartialEq + Send + Sync + 'static>(
    of: Of,
    read: impl Fn(&State, &Annotation) -> Option<T> + Send + Sync + 'static,
) -> ErasedMemo<Option<T>> {
    let desk = Desk::here();
    memo(move || match of {
        Of::Mark(shown) => shown.with(|mark| {
            let mark = mark.as_ref()?;
            desk.with_links(|state| read(state, mark))
        }),
        Of::Cluster(_) => None,
    })
}

/// The date that is proposed for an attribute.
pub fn date_of(of: Of, name: &str) -> ErasedMemo<Option<Date>> {
    let name = name.to_owned();
    of_mark(of, move |state, mark| {
        proposed::date(state, mark).filter(|date| date.attribute == name)
    })
}

/// The number that is proposed for an attribute.
pub fn number_of(of: Of, name: &str) -> ErasedMemo<Option<Number>> {
    let name = name.to_owned();
    of_mark(of, move |state, mark| {
        proposed::number(state, mark).filter(|number| number.attribute == name)
    })
}

/// The ids of elements that describe a field: what describes it anyway, then what is proposed for it, and where
/// that comes from if that is said.
pub fn described<T: PartialEq + Send + Sync + 'static>(
    others: impl Fn() -> Option<String> + Send + 'static,
    proposed: ErasedMemo<Option<T>>,
    name: &str,
    has_source: bool,
) -> Live<Option<String>> {
    let id = id_of(name);
    live(move || {
        let own = proposed.with(Option::is_some).then(|| id.clone());
        let from = own.as_ref().filter(|_| has_source);
        let from = from.map(|id| format!("{id}-from"));
        let ids: Vec<String> = others().into_iter().chain(own).chain(from).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// The id of the element that says what is proposed for an attribute.
fn id_of(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = name.chars().map(letter).collect();
    format!("proposed-{name}")
}

/// The mark that is shown, untracked.
fn id_now(of: Of) -> Option<AnnotationId> {
    match of {
        Of::Mark(shown) => shown.with_untracked(|mark| mark.as_ref().map(|mark| mark.id.clone())),
        Of::Cluster(_) => None,
    }
}

/// The word for how what a mark has stands to what is proposed.
fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => t!("Proposed: "),
        Standing::Taken(_) => t!("Accepted: "),
        Standing::Other => t!("Edited. Proposed: "),
    }
}

/// The button that takes what is proposed; none where it is taken.
fn accept(
    standing: ErasedMemo<Standing>,
    take: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    part(move || {
        let is_open = match standing.get() {
            Standing::Taken(_) => return None,
            standing => standing == Standing::Open,
        };
        let take = take.clone();
        Some(ui! {
            <button type="button" class="link" on:click=move |_| take()>
                {if is_open { "Accept" } else { t!("Use it") }}
            </button>
            {is_open.then(|| ui! { <kbd>"Q"</kbd> })}
        })
    })
    .into_any()
}

/// How the claim seems to quote, which a person may accept.
pub fn quoting(shown: Shown) -> AnyView {
    let desk = Desk::here();
    let proposed = of_mark(Of::Mark(shown), |state, mark| {
        proposed::quoting(state, mark).map(|quoting| quoting.as_str())
    });
    let take = move || {
        if let Some(id) = id_now(Of::Mark(shown)) {
            proposed::take_quoting(desk, &id);
        }
    };
    part(move || {
        proposed.get().map(|quoting| {
            ui! {
                <p class="proposal">
                    <span>{t!("Proposed: ")} <b>{quoting}</b></span>
                    {accept(memo(|| Standing::Open), take)}
                </p>
            }
        })
    })
    .into_any()
}

/// What is proposed for a date, with its other readings to choose.
pub fn date(of: Of, name: &str, proposed: ErasedMemo<Option<Date>>) -> AnyView {
    let desk = Desk::here();
    let standing = memo(move || {
        proposed.with(|date| date.as_ref().map_or(Standing::Open, |date| date.standing))
    });
    let take = move |at: usize| {
        if let Some(id) = id_now(of) {
            proposed::take_date(desk, &id, at);
        }
    };
    // The buttons stay where they are while the value changes, and keep the focus.
    let readings = memo(move || {
        proposed.with(|date| {
            let all = date.iter().flat_map(|date| &date.readings);
            all.map(|given| {
                let value = match given.part {
                    Some(part) => format!("{} {part}", given.value),
                    None => given.value.clone(),
                };
                (words::reading(&given.reading), value)
            })
            .collect::<Vec<_>>()
        })
    });
    let is_one = memo(move || readings.with(|all| all.len() == 1));
    let likeliest = move || {
        let at = match standing.get() {
            Standing::Taken(at) => at,
            Standing::Open | Standing::Other => 0,
        };
        readings
            .with(|all| all.get(at).cloned())
            .map(|(words, value)| {
                // Where there are several, the buttons show them; for those who hear the field, this says it.
                let class = if is_one.get() { "" } else { "unseen" };
                ui! {
                    {standing_word(standing.get())}
                    <span class=class>
                        <b>{words.clone()}</b>
                        {code(&words, value)}
                    </span>
                }
            })
    };
    let choice = move |(at, (words, value)): (usize, (String, String))| {
        let pressed = memo(move || standing.get() == Standing::Taken(at));
        ui! {
            <button
                type="button"
                aria-pressed=live(move || pressed.get().to_string())
                on:click=move |_| take(at)
            >
                <span>{words.clone()}</span>
                {code(&words, value)}
            </button>
        }
    };
    let choices = move || {
        let all = readings.get();
        (all.len() > 1).then(|| {
            let buttons: Vec<_> = all.into_iter().enumerate().map(choice).collect();
            ui! {
                <div class="readings" role="group" aria-label=t!("Readings of the date")>
                    {buttons}
                </div>
            }
        })
    };
    let from = memo(move || proposed.with(|date| date.as_ref().map(source)));
    let source = move || {
        from.get().map(|(before, words, after)| {
            ui! {
                {before}
                {words.map(|words| ui! { <q dir="auto">{words}</q> })}
                {after}
            }
        })
    };
    // What was edited where there are several goes back to one of them by its own button.
    let offers = memo(move || is_one.get() || standing.get() != Standing::Other);
    let id = id_of(name);
    let whole = move || {
        ui! {
            <div class="proposed">
                <div class="proposal">
                    <span class="what" id=id.clone()>{part(likeliest)}</span>
                    {when(move || offers.get(), move || accept(standing, move || take(0)))}
                </div>
                {part(choices)}
                <p id=format!("{id}-from")>{part(source)}</p>
            </div>
        }
    };
    when(move || proposed.with(Option::is_some), whole).into_any()
}

/// A value as it is written, unless its words are the same.
fn code(words: &str, value: String) -> Option<AnyView> {
    (words != value).then(|| {
        ui! {
            " "
            <code>{value}</code>
        }
    })
}

/// Where a date comes from: words before and after those of the article.
fn source(date: &Date) -> (&'static str, Option<String>, String) {
    let (before, words, mut after) = if date.is_own {
        (t!("From its own words"), None, String::new())
    } else {
        let words = Some(date.words.clone());
        (t!("From "), words, t!(" in the sentence").to_owned())
    };
    if let Some(anchor) = &date.anchor {
        after += &tf!(", reckoned from “{anchor}”");
    } else if let Some(reference) = date.reference {
        let day = words::day(reference.day);
        after += &match reference.is_exact {
            true => tf!(", reckoned from the article’s day, {day}"),
            false => tf!(", reckoned from {day}, the first day that the article can be from"),
        };
    }
    after.push('.');
    let is_unknown = date
        .readings
        .iter()
        .any(|given| given.reading.anchor == Anchor::Reference && given.value.contains("XX"));
    if is_unknown {
        after += t!(" The article’s own day is not known: its details have a field for it.");
    }
    (before, words, after)
}

/// What is proposed for a number.
pub fn number(of: Of, name: &str, proposed: ErasedMemo<Option<Number>>) -> AnyView {
    let desk = Desk::here();
    let standing =
        memo(move || proposed.with(|it| it.as_ref().map_or(Standing::Open, |it| it.standing)));
    let take = move || {
        if let Some(id) = id_now(of) {
            proposed::take_number(desk, &id);
        }
    };
    let said = move || {
        proposed.with(|it| {
            let it = it.as_ref()?;
            let values = it.values.iter().filter_map(|(_, value)| value.as_ref());
            let values: Vec<String> = values.map(super::values::words).collect();
            Some(ui! {
                {standing_word(it.standing)}
                <b>{it.read_as.clone()}</b>
                " "
                <code>{values.join(", ")}</code>
            })
        })
    };
    let id = id_of(name);
    let whole = move || {
        ui! {
            <div class="proposed">
                <div class="proposal">
                    <span class="what" id=id.clone()>{part(said)}</span>
                    {accept(standing, take)}
                </div>
            </div>
        }
    };
    when(move || proposed.with(Option::is_some), whole).into_any()
}

/// The numbers in the words of a mark that has no field for them.
pub fn read_as(shown: Shown) -> AnyView {
    let numbers = of_mark(Of::Mark(shown), |state, mark| {
        Some(proposed::read_as(state, mark)).filter(|all| !all.is_empty())
    });
    part(move || {
        numbers.get().map(|all| {
            ui! { <p class="quiet read-as">{t!("Read as: ")} <b>{all.join("; ")}</b></p> }
        })
    })
    .into_any()
}
