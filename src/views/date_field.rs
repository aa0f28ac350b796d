//! What the fields for dates share: an example, and a sentence for what is no date.

use super::draft::Draft;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use postil_core::date::{Fault, Forms, check};

/// What an empty field shows; it must not read like a date that is filled in.
pub const PLACEHOLDER: &str = t!("e.g. 2024 or 2024-05-28");

/// The names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is wrong with the date that a field holds, as a sentence. A date that is still being typed may
/// be unfinished. What was not typed here is not judged.
pub fn wrong(draft: Draft, forms: Forms) -> ErasedMemo<Option<String>> {
    memo(move || {
        let in_hand = draft.is_in_hand()?;
        judge(&draft.now(), in_hand, forms)
    })
}

/// What is wrong with a date, as a sentence. One that is in hand may be unfinished.
pub fn judge(date: &str, in_hand: bool, forms: Forms) -> Option<String> {
    match check(date.trim(), forms) {
        Err(Fault::Unfinished) if in_hand => None,
        Err(fault) => Some(sentence(&fault, forms)),
        Ok(()) => None,
    }
}

/// A fault as a sentence.
fn sentence(fault: &Fault, forms: Forms) -> String {
    match fault {
        Fault::Month(month) => tf!("There is no month {month}. Write 01 to 12."),
        Fault::Day { year, month, days } => {
            let name = (*month as usize).checked_sub(1);
            let name = name.and_then(|at| MONTHS.get(at)).unwrap_or(&"");
            tf!("{name} {year} has {days} days.")
        }
        Fault::Order => t!("The period ends before it begins.").to_owned(),
        Fault::Unfinished | Fault::Form if forms == Forms::Timex => t!(
            "Write 2024, 2024-12 or 2024-12-18, two of them with a slash, or a value of TIMEX3 such as 2024-W51, 2024-SU, FY2024 or PAST_REF."
        )
        .to_owned(),
        Fault::Unfinished | Fault::Form => {
            t!("Write 2024, 2024-12 or 2024-12-18, or two of them with a slash for a period.")
                .to_owned()
        }
    }
}

/// The sentence under the field, which describes it under this id.
pub fn problem(wrong: ErasedMemo<Option<String>>, id: String) -> AnyView {
    let words = move || {
        let sentence = wrong.get()?;
        Some(ui! {
            {icon(Icon::Warning)}
            <span>{sentence}</span>
        })
    };
    ui! {
        <p class="under problem" id=id role="status" hidden=live(move || wrong.with(Option::is_none))>
            {part(words)}
        </p>
    }
}
