//! What numbers are read as, and which contradict one another, by examples.

use postil_propose::numbers::{Bound, Language, Quantity, Relation, Unit, relation, resolve};
use std::fmt::Write;

const WORDS: &[(&str, Language)] = &[
    ("145", Language::English),
    ("over 130 people", Language::English),
    ("nearly 500", Language::English),
    ("a dozen", Language::English),
    ("hundreds of people", Language::English),
    ("20%", Language::English),
    ("one in five", Language::English),
    ("two-thirds", Language::English),
    ("$1.2 billion", Language::English),
    ("between 10 and 15 troops", Language::English),
    ("two or three people", Language::English),
    ("two and a half million", Language::English),
    ("2.5 lakh rupees", Language::English),
    ("one hundred and forty-five", Language::English),
    ("mindestens 1.200,5 Mio. Euro", Language::German),
    ("hundertfünfundvierzig", Language::German),
    ("более 5 тыс. рублей", Language::Russian),
    ("сто сорок пять", Language::Russian),
];

const PAIRS: &[(&str, &str)] = &[
    ("145", "over 130"),
    ("145", "fewer than 140"),
    ("145", "about 140"),
    ("145", "hundreds"),
    ("20%", "one in five"),
    ("$5m", "€5m"),
];

/// The tables of the page.
pub fn section() -> Result<String, String> {
    let read = |words: &str, language| {
        resolve(words, language).ok_or_else(|| format!("“{words}” is not read"))
    };
    let mut page = String::from("| words | value | bound | unit |\n| --- | ---: | --- | --- |\n");
    for (words, language) in WORDS {
        let quantity = read(words, *language)?;
        let (value, bound, unit) = (value(&quantity), bound(&quantity), unit(&quantity));
        _ = writeln!(page, "| {words} | {value} | {bound} | {unit} |");
    }
    page.push_str("\n| one | another | |\n| --- | --- | --- |\n");
    for (one, other) in PAIRS {
        let pair = (
            read(one, Language::English)?,
            read(other, Language::English)?,
        );
        let relation = match relation(&pair.0, &pair.1) {
            Relation::Equal => "equal",
            Relation::Compatible => "compatible",
            Relation::Contradicts => "contradict",
            Relation::Incomparable => "not comparable",
        };
        _ = writeln!(page, "| {one} | {other} | {relation} |");
    }
    Ok(page)
}

fn value(quantity: &Quantity) -> String {
    match quantity.low == quantity.high {
        true => quantity.low.to_string(),
        false => format!("{} to {}", quantity.low, quantity.high),
    }
}

fn bound(quantity: &Quantity) -> &'static str {
    match quantity.bound {
        Bound::Exact => "exactly",
        Bound::AtLeast => "at least",
        Bound::MoreThan => "more than",
        Bound::AtMost => "at most",
        Bound::FewerThan => "fewer than",
        Bound::About => "about",
        Bound::Nearly => "nearly",
    }
}

fn unit(quantity: &Quantity) -> &str {
    match &quantity.unit {
        None => "",
        Some(Unit::Percent) => "percent",
        Some(Unit::PercentagePoints) => "percentage points",
        Some(Unit::Currency(code)) => code,
        Some(Unit::Word(word)) => word,
    }
}
