//! The versions of the codebook: what was changed when and by whom, how any two of them differ, and the way back.

use super::session::Session;
use crate::desk::labels;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{each, live, part, ui};
use leptos::prelude::*;
use postil_core::codebook::{About, Difference, What, compare};
use postil_core::edit::codebook::{self, codebook_of};
use postil_core::model::{CodebookVersion, MAX_VERSIONS, Schema, VersionKey};
use postil_core::state::State;
use serde_json::Value;

/// The most differences that are listed.
const MAX_LISTED: usize = 200;
/// Code points of a value in the list.
const VALUE_CHARS: usize = 80;

/// A version, as it is listed.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    key: VersionKey,
    title: String,
    changes: String,
    /// Whether it is in force.
    is_now: bool,
}

/// All versions, the newest first. O(versions).
fn lines(state: &State) -> Vec<Line> {
    let newest_first = state.codebook_versions().rev();
    newest_first.map(|version| line(state, version)).collect()
}

fn line(state: &State, version: &CodebookVersion) -> Line {
    let number = version.version;
    let when = match version.last_change() {
        "" => t!("before the first change").to_owned(),
        time => time.get(..16).unwrap_or(time).replace('T', " "),
    };
    let annotators = &state.header().annotators;
    let by = annotators
        .iter()
        .find(|one| one.id == version.author.as_str());
    let by = by.map_or(String::new(), |one| tf!(" · {}", labels::brief(&one.name)));
    Line {
        key: version.key(),
        title: tf!("Version {number} · {when}{by}"),
        changes: version.changes.clone(),
        is_now: version.codebook.is_none(),
    }
}

/// Draws the list, and the differences between two of them.
pub fn draw(session: Session) -> AnyView {
    let desk = session.desk;
    let all = memo(move || desk.with(lines));
    let [before, after] = [
        ErasedSignal::new(None::<VersionKey>),
        ErasedSignal::new(None),
    ];
    let pair = memo(move || {
        all.with(|all| {
            let now = after.get().or_else(|| Some(all.first()?.key.clone()))?;
            let at = all.iter().position(|line| line.key == now)?;
            let earlier = before
                .get()
                .or_else(|| Some(all.get(at + 1)?.key.clone()))?;
            Some((earlier, now))
        })
    });
    let found = memo(move || {
        let Some((before, after)) = pair.get() else {
            return Vec::new();
        };
        desk.with(|state| differences(state, &before, &after))
    });
    let row = move |line: Line| {
        let (key, own) = (line.key.clone(), line.key.clone());
        let shown = move || pair.with(|pair| pair.as_ref().is_some_and(|(_, after)| *after == own));
        let show = move |_| {
            before.set(None);
            after.set(Some(key.clone()));
        };
        let key = line.key.clone();
        let back = move |_| {
            if session.change(|state, stamp| codebook::go_back(state, &key, stamp)) {
                desk.announce(t!("The codebook is as it was then. Undo takes that back."));
                after.set(None);
                before.set(None);
            }
        };
        ui! {
            <li class="version">
                <button
                    type="button"
                    class="version-row"
                    aria-current=live(move || shown().then_some("true"))
                    on:click=show
                >
                    <b>{line.title}</b>
                    <span>{line.changes}</span>
                </button>
                {(!line.is_now).then(|| ui! {
                    <button
                        type="button"
                        class="link"
                        disabled=live(move || desk.read_only.get())
                        on:click=back
                    >
                        {t!("Go back to it")}
                    </button>
                })}
            </li>
        }
    };
    let options = move || {
        let lines = all.get();
        let now = pair.get().map(|(before, _)| before);
        let options: Vec<_> = lines
            .into_iter()
            .enumerate()
            .map(|(at, line)| {
                let is_chosen = now.as_ref() == Some(&line.key);
                ui! { <option value=at.to_string() selected=is_chosen>{line.title}</option> }
            })
            .collect();
        options.into_any()
    };
    let choose = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        let key = at.and_then(|at| all.with_untracked(|all| Some(all.get(at)?.key.clone())));
        before.set(key);
    };
    let list = move || {
        Some(if all.with(Vec::is_empty) {
            ui! { <p class="empty">{t!("The codebook has not been changed yet. From the first change on, its versions are here.")}</p> }
        } else {
            ui! {
                <div class="versions">
                    <div class="version-list">
                        <ul aria-label=t!("Versions of the codebook")>
                            {each(move || all.get(), |line| format!("{line:?}"), row)}
                        </ul>
                        {part(move || {
                            let is_full = all.with(|all| all.len() >= MAX_VERSIONS);
                            is_full.then(|| ui! {
                                <p class="empty">{tf!("The latest {MAX_VERSIONS} are kept; older ones are gone.")}</p>
                            })
                        })}
                    </div>
                    <div class="differences">
                        <label class="field">
                            <span>{t!("Compared with")}</span>
                            <select class="input" on:change=choose>
                                {part(options)}
                            </select>
                        </label>
                        <ul tabindex="0" aria-label=t!("Differences")>
                            {each(
                                move || {
                                    found.with(|found| found.iter().take(MAX_LISTED).cloned().collect::<Vec<_>>())
                                },
                                |said| format!("{said:?}"),
                                |Said { about, how }| ui! {
                                    <li>
                                        <b>{about}</b>
                                        <span>{how}</span>
                                    </li>
                                },
                            )}
                        </ul>
                        {part(move || {
                            let words = match found.with(Vec::len) {
                                0 => t!("They do not differ.").to_owned(),
                                many => {
                                    let more = many.saturating_sub(MAX_LISTED);
                                    if more == 0 {
                                        return None;
                                    }
                                    tf!("and {more} more")
                                }
                            };
                            Some(ui! { <p class="empty">{words}</p> })
                        })}
                    </div>
                </div>
            }
        })
    };
    part(list).into_any()
}

/// A difference in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    about: String,
    how: String,
}

fn differences(state: &State, before: &VersionKey, after: &VersionKey) -> Vec<Said> {
    let version = |key: &VersionKey| {
        let mut all = state.codebook_versions();
        let found = all.find(|version| version.key() == *key)?;
        Some(codebook_of(state, found))
    };
    let (Some(before), Some(after)) = (version(before), version(after)) else {
        return Vec::new();
    };
    let found = compare(&before, &after);
    found
        .iter()
        .map(|one| say(&before.schema, &after.schema, one))
        .collect()
}

/// Says a difference; the titles are those of the codebook that has the part.
pub fn say(before: &Schema, after: &Schema, difference: &Difference) -> Said {
    let schema = if difference.what == What::Removed {
        before
    } else {
        after
    };
    let about = match &difference.about {
        About::Item(item) => {
            let title = labels::brief(item.title(schema));
            tf!("{title} ({})", item.kind())
        }
        About::Guidelines(paragraph) => tf!(
            "Guidelines: {}",
            labels::cut(&labels::line(paragraph), VALUE_CHARS)
        ),
        About::Schema => t!("The codebook as a whole").to_owned(),
    };
    let how = match &difference.what {
        What::Added => t!("Added").to_owned(),
        What::Removed => t!("Removed").to_owned(),
        What::Moved => t!("Moved").to_owned(),
        What::Changed {
            field,
            before,
            after,
        } => {
            let field = field_title(field);
            let [before, after] = [before, after].map(|one| value(one.as_ref()));
            tf!("{field}: {before} → {after}")
        }
    };
    Said { about, how }
}

/// What a field of a part is called on the screen; those of other programs have the names that they have.
fn field_title(field: &str) -> &str {
    match field {
        "title" => "Title",
        "plural" => "Plural",
        "key" => "Key",
        "form" => "Form",
        "color" => "Colour",
        "description" => "Rule",
        "group" => "Group",
        "examples" => t!("Examples"),
        "kind" => "Kind",
        "values" => "Values",
        "value_notes" => t!("What its values mean"),
        "labels" => "For",
        "default" => "Default",
        "required" => "Required",
        "from" => "From",
        "to" => "To",
        "symmetric" => "Symmetric",
        other => other,
    }
}

fn value(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => t!("nothing").to_owned(),
        Some(value) => labels::cut(&words(value), VALUE_CHARS),
    }
}

/// A value as a person would write it. Fields are nested a few levels deep at most.
fn words(value: &Value) -> String {
    let join = |words: Vec<String>| words.join(", ");
    match value {
        Value::String(words) => labels::line(words),
        Value::Bool(true) => t!("yes").to_owned(),
        Value::Bool(false) => t!("no").to_owned(),
        Value::Array(several) => join(several.iter().map(words).collect()),
        // An example: its words, and why.
        Value::Object(fields) => match fields.get("text").and_then(Value::as_str) {
            Some(text) => {
                let note = fields.get("note").and_then(Value::as_str);
                let note = note.map_or(String::new(), |note| tf!(" ({})", labels::line(note)));
                tf!("“{}”{note}", labels::line(text))
            }
            None => join(
                fields
                    .iter()
                    .map(|(name, value)| tf!("{name}: {}", words(value)))
                    .collect(),
            ),
        },
        other => other.to_string(),
    }
}
