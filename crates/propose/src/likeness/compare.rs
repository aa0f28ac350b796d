//! How alike the words of two mentions are.

use super::Reason;
use super::form::{Form, Kind};
use super::letters::changes;
use super::lexicon::in_full;
use super::sort::Sort;
use super::symbols::{Symbol, Symbols};

/// How alike two forms are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    /// From 0.0 to 1.0.
    pub(crate) score: f64,
    /// Why.
    pub(crate) reason: Reason,
    /// Whether the words alone make it sure, as long as nothing in the project speaks against it.
    pub(crate) sure: bool,
}

const fn some(score: f64, reason: Reason, sure: bool) -> Option<Match> {
    Some(Match {
        score,
        reason,
        sure,
    })
}

/// How alike two forms of one sort are; `None` for nothing in common, and where they cannot mean one
/// thing. It does not depend on which of them comes first. `weight` says how rare a word is. O(words²) of
/// at most a few dozen words.
pub(crate) fn compare(
    one: &Form,
    other: &Form,
    sort: Sort,
    symbols: &Symbols,
    weight: &dyn Fn(Symbol) -> f64,
) -> Option<Match> {
    if one.kind == Kind::Pronoun || other.kind == Kind::Pronoun {
        return None;
    }
    match sort {
        Sort::Date => date(one, other, symbols),
        // Events and claims are compared with what is around them.
        Sort::Number | Sort::Happening => None,
        Sort::Person | Sort::Thing | Sort::Any => thing(one, other, sort, symbols, weight),
    }
}

/// Whether two forms are told apart by what they say: by a number, an owner, a country, or what people
/// are called before their name.
pub(crate) fn conflict(one: &Form, other: &Form) -> bool {
    let differ = |a: Option<Symbol>, b: Option<Symbol>| a.is_some() && b.is_some() && a != b;
    // “Northrop Grumman” is the same one whoever it is called after.
    let inside = one.owned_inside || other.owned_inside;
    let needs_owner = inside || one.is_common || one.name.len() < 2;
    let woman = one.is_woman.zip(other.is_woman);
    let (numbers, others) = (&one.numbers, &other.numbers);
    differ(one.country, other.country)
        || differ(one.owner, other.owner) && one.name == other.name && needs_owner
        || woman.is_some_and(|(one, other)| one != other)
        || !numbers.is_empty() && !others.is_empty() && numbers != others
}

fn thing(
    one: &Form,
    other: &Form,
    sort: Sort,
    symbols: &Symbols,
    weight: &dyn Fn(Symbol) -> f64,
) -> Option<Match> {
    let are_names = one.kind == Kind::Name && other.kind == Kind::Name;
    if one.whole == other.whole {
        // Words like “the company” mean another thing in another document.
        return if are_names {
            some(1.0, Reason::SameWords, true)
        } else {
            some(0.58, Reason::SameWords, false)
        };
    }
    if conflict(one, other) {
        return None;
    }
    if one.country.is_some() && one.country == other.country {
        return some(0.9, Reason::Demonym, true);
    }
    if are_names {
        let named = names(one, other, sort, symbols);
        // A first name in common is nothing in common.
        return match sort {
            Sort::Person => named,
            _ => named.or_else(|| shared(one, other, weight)),
        };
    }
    let described = |description: &Form, name: &Form| {
        description.kind == Kind::Description
            && !description.name.is_empty()
            && name.kind == Kind::Name
            && (description.name == name.name
                || name.letters.is_some() && description.letters == name.letters)
    };
    if described(one, other) || described(other, one) {
        return some(0.62, Reason::Described, false);
    }
    if one.head.is_some() && one.head == other.head {
        let overlap = overlap(&one.stems, &other.stems, weight);
        return some(0.35 + 0.3 * overlap, Reason::SameHead, false);
    }
    shared(one, other, weight)
}

fn names(one: &Form, other: &Form, sort: Sort, symbols: &Symbols) -> Option<Match> {
    let among =
        |letters: Option<Symbol>, list: &[Symbol]| letters.is_some_and(|it| list.contains(&it));
    if among(one.letters, &other.aliases)
        || among(other.letters, &one.aliases)
        || one
            .aliases
            .iter()
            .any(|alias| other.aliases.contains(alias))
    {
        return some(0.95, Reason::Acronym, true);
    }
    if !one.name.is_empty() && one.name == other.name {
        if one.owner == other.owner && one.foreign != other.foreign {
            return some(0.95, Reason::Transliterated, true);
        }
        if one.owner == other.owner {
            return some(0.97, Reason::SameName, true);
        }
        // “Foreign Ministry” may be of any country; “Airlines” is not “American Airlines”.
        let inside = one.owned_inside || other.owned_inside;
        let sure = !one.is_common && !inside;
        let score = match () {
            () if sure => 0.9,
            () if one.is_common || one.name.len() > 1 => 0.66,
            () => 0.5,
        };
        return some(score, Reason::SameName, sure);
    }
    if among(one.letters, &other.initials) || among(other.letters, &one.initials) {
        return some(0.88, Reason::Acronym, true);
    }
    let (short, long) = match one.name.len() <= other.name.len() {
        true => (one, other),
        false => (other, one),
    };
    if short.name.is_empty() {
        return None;
    }
    if short.name.len() == long.name.len()
        && short.owner == long.owner
        && let Some(found) = spelled(short, long, symbols)
    {
        return Some(found);
    }
    if short.numbers != long.numbers {
        return contains(&long.name, &short.name).map(|_| Match {
            score: 0.4,
            reason: Reason::PartOfName,
            sure: false,
        });
    }
    match sort {
        Sort::Person => person(short, long, symbols),
        _ => part(short, long),
    }
}

/// Names of as many words, each of which sounds the same.
fn spelled(one: &Form, other: &Form, symbols: &Symbols) -> Option<Match> {
    let mut words = one.name.iter().zip(&other.name);
    let foreign = one.foreign != other.foreign;
    if one.sounds != other.sounds
        || !words.all(|(a, b)| a == b || sounds_alike(*a, *b, foreign, symbols))
    {
        return None;
    }
    let letters: usize = one
        .sounds
        .iter()
        .map(|sound| symbols.word(*sound).chars().count())
        .sum();
    if foreign {
        return some(
            0.86,
            Reason::Transliterated,
            one.name.len() > 1 || letters > 3,
        );
    }
    let sure = one.name.len() > 1;
    some(if sure { 0.88 } else { 0.7 }, Reason::SpelledAlike, sure)
}

/// Whether two words of names are spellings of one.
fn sounds_alike(one: Symbol, other: Symbol, foreign: bool, symbols: &Symbols) -> bool {
    let (one, other) = (symbols.word(one), symbols.word(other));
    let sound = super::letters::sound(one);
    let most = match sound.chars().count() {
        0 | 1 => 0,
        // Scripts that leave out vowels.
        _ if foreign => 6,
        2 => 0,
        3 => 1,
        _ => 2,
    };
    sound == super::letters::sound(other) && changes(one, other, most).is_some()
}

/// Names of people: the last name is the same, and the first ones do not say otherwise.
fn person(short: &Form, long: &Form, symbols: &Symbols) -> Option<Match> {
    let (last, other) = (short.name.last()?, long.name.last()?);
    let foreign = short.foreign != long.foreign;
    let equal = last == other
        || short.sounds.last() == long.sounds.last()
            && sounds_alike(*last, *other, foreign, symbols);
    if short.name.len() == 1 {
        return if equal {
            some(0.8, Reason::PartOfName, true)
        } else if long.name.contains(last) {
            some(0.55, Reason::PartOfName, false)
        } else {
            None
        };
    }
    if equal && first_names_agree(short, long, symbols) {
        return some(0.92, Reason::SameName, true);
    }
    // “Xi Jinping” and “President Xi”.
    None
}

/// Whether two full names with the same last name can be of one person: the first names are the same, in
/// full or shortened, or one is the other's initial, or one name has the other inside it.
pub(crate) fn first_names_agree(one: &Form, other: &Form, symbols: &Symbols) -> bool {
    let (Some(a), Some(b)) = (one.name.first(), other.name.first()) else {
        return true;
    };
    let (short, long) = match one.name.len() <= other.name.len() {
        true => (one, other),
        false => (other, one),
    };
    let mut words = long.name.iter();
    if short
        .name
        .iter()
        .all(|word| words.any(|other| other == word))
    {
        return true;
    }
    let (a, b) = (symbols.word(*a), symbols.word(*b));
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let firsts = in_full(a) == in_full(b)
        || is_initial(a, b)
        || is_initial(b, a)
        || sounds_alike_words(a, b);
    // “George H. W. Bush” and “George W. Bush”.
    let middle = |form: &Form| {
        let until = form.name.len().saturating_sub(1);
        form.name.get(1..until).unwrap_or_default().to_vec()
    };
    let (one, other) = (middle(one), middle(other));
    firsts && (one.is_empty() || other.is_empty() || one == other)
}

fn sounds_alike_words(one: &str, other: &str) -> bool {
    let sound = super::letters::sound(one);
    sound.chars().count() >= 2
        && sound == super::letters::sound(other)
        && changes(one, other, if sound.chars().count() > 2 { 2 } else { 1 }).is_some()
}

/// Other names, one in the other.
fn part(short: &Form, long: &Form) -> Option<Match> {
    let at = contains(&long.name, &short.name)?;
    let owners = short.owner.is_some() && long.owner.is_some() && short.owner != long.owner;
    if owners {
        return None;
    }
    let end = at + short.name.len() == long.name.len();
    let score = match at {
        _ if short.is_common => 0.35,
        0 => 0.62,
        _ if end => 0.5,
        _ => 0.4,
    };
    some(score, Reason::PartOfName, false)
}

/// Where the words of one name stand in another.
fn contains(long: &[Symbol], short: &[Symbol]) -> Option<usize> {
    (!short.is_empty())
        .then(|| long.windows(short.len()).position(|words| words == short))
        .flatten()
}

/// Whether there is a year among the words.
pub(crate) fn has_year(form: &Form, symbols: &Symbols) -> bool {
    form.stems.iter().any(|word| {
        let word = symbols.word(*word);
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Dates mean the same day only where they name it in full.
fn date(one: &Form, other: &Form, symbols: &Symbols) -> Option<Match> {
    if !has_year(one, symbols) || !has_year(other, symbols) {
        return None;
    }
    match one.whole == other.whole {
        true => some(1.0, Reason::SameWords, true),
        false if one.stems == other.stems => some(0.8, Reason::SharedWords, false),
        false => None,
    }
}

/// Words in common, of things that have little else in common.
fn shared(one: &Form, other: &Form, weight: &dyn Fn(Symbol) -> f64) -> Option<Match> {
    let overlap = overlap(&one.stems, &other.stems, weight);
    (overlap > 0.4).then_some(Match {
        score: 0.45 * overlap,
        reason: Reason::SharedWords,
        sure: false,
    })
}

/// The words that both have. Both lists ascend. O(n + m).
pub(super) fn common<'a>(
    one: &'a [Symbol],
    other: &'a [Symbol],
) -> impl Iterator<Item = Symbol> + use<'a> {
    let mut rest = other;
    one.iter().copied().filter(move |word| {
        while let [first, after @ ..] = rest {
            if first >= word {
                return first == word;
            }
            rest = after;
        }
        false
    })
}

/// How much of what both say is in common, by the weights of the words: from 0.0 to 1.0. The cosine of
/// the two as vectors whose entries are the roots of the weights. Both lists ascend. O(n + m).
pub(super) fn overlap(one: &[Symbol], other: &[Symbol], weight: &dyn Fn(Symbol) -> f64) -> f64 {
    let both: f64 = common(one, other).map(weight).sum();
    if both <= 0.0 {
        return 0.0;
    }
    let sum = |words: &[Symbol]| words.iter().map(|word| weight(*word)).sum::<f64>();
    both / (sum(one) * sum(other)).sqrt()
}
