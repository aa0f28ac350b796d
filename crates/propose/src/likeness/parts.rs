//! Takes a quote apart: the name, whose it is, and what describes it.

use super::countries::{self, country};
use super::letters::latin;
use super::lexicon::{BREAKS, DETERMINERS, FORMS, INSIDE, TITLES, is_in};
use super::sort::Sort;
use super::stem::stem;
use super::tokens::Token;

/// A quote taken apart.
#[derive(Default)]
pub(super) struct Parts {
    /// The words of the name, without what is no part of it.
    pub(super) name: Vec<Token>,
    /// The words of the name with the country in it.
    pub(super) full: Vec<Token>,
    /// Who or what it is of.
    pub(super) owner: Option<String>,
    /// Whether the owner stands in the name itself.
    pub(super) owned_inside: bool,
    /// Abbreviations in brackets.
    pub(super) aliases: Vec<String>,
    /// The stem of the main word of a description.
    pub(super) head: Option<String>,
    /// Whether it is a name.
    pub(super) is_name: bool,
    /// Whether nothing stands around the name.
    pub(super) is_bare: bool,
}

impl Parts {
    pub(super) fn of(all: &[Token], sort: Sort) -> Self {
        let mut parts = Self::default();
        // What is in brackets is another name.
        let outside: Vec<Token> = match all.iter().position(|token| token.opens) {
            Some(at) if at > 0 => {
                let inside = all.get(at..).unwrap_or_default();
                parts.aliases.extend(
                    inside
                        .first()
                        .and_then(|token| abbreviation(std::slice::from_ref(token))),
                );
                all.get(..at).unwrap_or_default().to_vec()
            }
            _ => all.to_vec(),
        };
        let pieces: Vec<&[Token]> = outside.split_inclusive(|token| token.ends).collect();
        for (at, piece) in pieces.iter().enumerate() {
            let read = Piece::of(piece, sort);
            if at == 0 || read.is_name && !parts.is_name {
                parts.head = parts.head.take().or(read.head);
                parts.name = read.name;
                parts.full = read.full;
                parts.owner = read.owner;
                parts.owned_inside = read.owned_inside;
                parts.is_name = read.is_name;
                parts.is_bare = at == 0 && read.is_bare && pieces.len() == 1;
            }
            if parts.is_name {
                break;
            }
        }
        parts
    }
}

/// A piece of a quote between commas.
#[derive(Default)]
struct Piece {
    name: Vec<Token>,
    /// The name with the country in it.
    full: Vec<Token>,
    owner: Option<String>,
    owned_inside: bool,
    head: Option<String>,
    is_name: bool,
    is_bare: bool,
}

impl Piece {
    fn of(piece: &[Token], sort: Sort) -> Self {
        // “Russia’s Foreign Ministry”: what follows the last owner.
        let owner_at = piece
            .iter()
            .take(piece.len().saturating_sub(1))
            .rposition(|token| token.owns);
        let (owners, rest) = piece.split_at(owner_at.map_or(0, |at| at + 1));
        let mut owner = owner_at.map(|_| owner_of(owners));
        let skipped = rest
            .iter()
            .take_while(|token| is_in(DETERMINERS, &token.folded))
            .count();
        let rest = rest.get(skipped..).unwrap_or_default();
        // What goes on after the main word says more of it, unless the name itself does.
        let is_inside = |token: &Token| is_in(INSIDE, &token.folded);
        let breaks = |at: &usize| {
            let here = rest.get(*at);
            let next = rest.get(at + 1);
            let before = at.checked_sub(1).and_then(|at| rest.get(at));
            here.is_some_and(|token| !token.is_large && is_in(BREAKS, &token.folded))
                && !(here.is_some_and(is_inside)
                    && before.is_some_and(|token| token.is_large)
                    && next
                        .is_some_and(|token| token.is_large || is_in(DETERMINERS, &token.folded)))
        };
        let cut = (1..rest.len()).find(breaks).unwrap_or(rest.len());
        let rest = rest.get(..cut).unwrap_or_default();
        let Some(last) = rest.last() else {
            return Self::default();
        };
        if sort == Sort::Happening || !last.is_large {
            return Self {
                name: large_run(rest),
                owner,
                head: Some(head(rest, sort)),
                ..Self::default()
            };
        }
        // The last words with capitals, small words between them.
        let from = rest
            .iter()
            .rposition(|token| !token.is_large && !is_inside(token))
            .map_or(0, |at| at + 1);
        let from = (from..rest.len())
            .find(|at| rest.get(*at).is_some_and(|token| token.is_large))
            .unwrap_or(from);
        let (described, mut name) = rest.split_at(from);
        let mut head = described
            .last()
            .map(|token| stem(&latin(&token.folded)).to_owned());
        let mut is_bare = described.is_empty() && owner.is_none();
        if sort == Sort::Person || sort == Sort::Any {
            let least = if sort == Sort::Person { 1 } else { 2 };
            let (title, after) = without_titles(name);
            let is_title = !title.is_empty();
            if is_title && after.len() >= least {
                head = title.last().map(|token| stem(&token.folded).to_owned());
                name = after;
                is_bare = false;
            } else if is_title && sort == Sort::Person {
                let head = title
                    .iter()
                    .rev()
                    .find(|token| is_in(TITLES, &token.folded));
                return Self {
                    owner,
                    head: head.map(|token| stem(&token.folded).to_owned()),
                    ..Self::default()
                };
            }
        }
        let forms = name
            .iter()
            .rev()
            .take_while(|token| is_in(FORMS, &token.folded))
            .count();
        let kept = name.len() - forms;
        let name = name
            .get(..kept)
            .filter(|name| !name.is_empty())
            .unwrap_or(name);
        // “Russian Foreign Ministry” is of Russia.
        let full = name.to_vec();
        let (land, after) = leading_country(name);
        let least = if sort == Sort::Person { 2 } else { 1 };
        let (mut name, mut land) = match land {
            Some(land) if after.len() >= least => (after.to_vec(), Some(land)),
            _ => (name.to_vec(), None),
        };
        let (rewritten, of) = ministry(&name);
        if let Some(rewritten) = rewritten {
            name = rewritten;
            land = land.or(of);
        }
        is_bare &= land.is_none();
        let owned_inside = owner.is_none() && land.is_some();
        if owner.is_none() {
            owner = land;
        }
        Self {
            name,
            full,
            owner,
            owned_inside,
            head,
            is_name: true,
            is_bare,
        }
    }
}

/// The country, or the last word, of what owns something.
fn owner_of(owners: &[Token]) -> String {
    let folded: Vec<&str> = owners
        .iter()
        .filter(|token| !is_in(DETERMINERS, &token.folded))
        .map(|token| token.folded.as_str())
        .collect();
    let named = country(&folded.join(" ")).map(str::to_owned);
    named.unwrap_or_else(|| owners.last().map(Token::name).unwrap_or_default())
}

/// The first run of words with capitals.
fn large_run(tokens: &[Token]) -> Vec<Token> {
    let large = tokens.iter().skip_while(|token| !token.is_large);
    large.take_while(|token| token.is_large).cloned().collect()
}

/// The stem of the main word: of something that happens the verb at the beginning, else the last word.
fn head(tokens: &[Token], sort: Sort) -> String {
    let is_small = |token: &Token| !token.is_large;
    let verb = match tokens {
        [first, second, ..] if sort == Sort::Happening && is_small(first) => {
            second.is_large || is_in(DETERMINERS, &second.folded)
        }
        _ => false,
    };
    let until = tokens
        .iter()
        .skip(1)
        .position(|token| is_in(DETERMINERS, &token.folded))
        .map_or(tokens.len(), |at| at + 1);
    let head = if verb {
        tokens.first()
    } else {
        tokens.get(..until).and_then(<[Token]>::last)
    };
    head.map(|token| stem(&latin(&token.folded)).to_owned())
        .unwrap_or_default()
}

/// A name without titles before it: the titles, and the rest. Without titles the first is empty; with
/// nothing else the second is.
fn without_titles(name: &[Token]) -> (&[Token], &[Token]) {
    let Some(at) = name.iter().rposition(|token| is_in(TITLES, &token.folded)) else {
        return (&[], name);
    };
    let after = name.get(at + 1..).unwrap_or_default();
    // “President of the United States Barack Obama”.
    let of = after.first().is_some_and(|token| token.folded == "of");
    if !of {
        return name.split_at(at + 1);
    }
    let of_what = after
        .iter()
        .take_while(|token| is_in(INSIDE, &token.folded))
        .count();
    let (land, rest) = leading_country(after.get(of_what..).unwrap_or_default());
    if land.is_some() {
        return name.split_at(name.len() - rest.len());
    }
    (name, &[])
}

/// The country that a name begins with, and the rest.
fn leading_country(name: &[Token]) -> (Option<String>, &[Token]) {
    for length in (1..=countries::MAX_WORDS.min(name.len())).rev() {
        let (first, rest) = name.split_at(length);
        let words: Vec<&str> = first.iter().map(|token| token.folded.as_str()).collect();
        if let Some(country) = country(&words.join(" ")) {
            return (Some(country.to_owned()), rest);
        }
    }
    (None, name)
}

/// “Ministry of Foreign Affairs” as “Foreign Ministry”, and of which country; `None` for anything else.
fn ministry(name: &[Token]) -> (Option<Vec<Token>>, Option<String>) {
    let [kind, of, rest @ ..] = name else {
        return (None, None);
    };
    if !matches!(kind.folded.as_str(), "ministry" | "department") || of.folded != "of" {
        return (None, None);
    }
    let until = rest
        .iter()
        .position(|token| token.folded == "of")
        .unwrap_or(rest.len());
    let (field, after) = rest.split_at(until);
    let small = after
        .iter()
        .take_while(|token| is_in(INSIDE, &token.folded))
        .count();
    let land = leading_country(after.get(small..).unwrap_or_default()).0;
    let mut named: Vec<Token> = field
        .iter()
        .filter(|token| !is_in(INSIDE, &token.folded) && token.folded != "affairs")
        .cloned()
        .collect();
    if named.is_empty() {
        return (None, None);
    }
    named.push(kind.clone());
    (Some(named), land)
}

/// The letters of a word that is an abbreviation: two to eight capitals, with digits, dots, hyphens and
/// “&” between them.
pub(super) fn abbreviation(name: &[Token]) -> Option<String> {
    let [token] = name else {
        return None;
    };
    let letters: Vec<char> = token.raw.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let is_short = (2..=8).contains(&letters.len());
    (is_short && capitals >= 2 && capitals + 1 >= letters.len()).then(|| {
        latin(&postil_core::text::fold(
            &letters.iter().collect::<String>(),
        ))
    })
}

/// What a name of several words may be abbreviated to: its first letters, with and without those of small
/// words, and without those of what a company is.
pub(super) fn initials(name: &[Token]) -> Vec<String> {
    if name.len() < 2 {
        return Vec::new();
    }
    let parts = || {
        name.iter()
            .flat_map(|token| token.folded.split('-'))
            .filter(|part| !part.is_empty())
    };
    let first = |part: &str| {
        part.chars()
            .next()
            .map(|c| latin(c.encode_utf8(&mut [0; 4])))
    };
    let all: String = parts().filter_map(first).collect();
    let large: String = parts()
        .filter(|part| !is_in(INSIDE, part))
        .filter_map(first)
        .collect();
    let mut found = vec![large, all];
    found.dedup();
    found.retain(|letters| letters.len() >= 2);
    found
}
