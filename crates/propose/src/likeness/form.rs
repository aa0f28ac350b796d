//! What is compared of the words of a mention.

use super::countries::country;
use super::deeds::deed;
use super::letters::{is_foreign, latin, sound};
use super::lexicon::{
    BREAKS, COMMON, DETERMINERS, INSIDE, INSTITUTIONS, PERSONAL, PRONOUNS, is_in,
};
use super::parts::{Parts, abbreviation, initials};
use super::sort::Sort;
use super::stem::stem;
use super::symbols::{Symbol, Symbols};
use super::tokens::{Token, tokens};

/// What kind of words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name.
    Name,
    /// Words that describe it: “the company”, “the removal of the Taliban”.
    Description,
    /// A word that stands for what was named before.
    Pronoun,
}

/// What is compared of the words of a mention.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// What kind of words they are.
    pub(crate) kind: Kind,
    /// All words, folded, without an article before them and a possessive ending after them.
    pub(crate) whole: Symbol,
    /// The words of the name in Latin letters, without titles, what a company is, owners and small words;
    /// of a description the name that stands in it.
    pub(crate) name: Vec<Symbol>,
    /// The words of the name that have a digit, ascending.
    pub(crate) numbers: Vec<Symbol>,
    /// How the words of the name sound.
    pub(crate) sounds: Vec<Symbol>,
    /// The country or whatever else the name is of: `russia` of “Russia’s Foreign Ministry”.
    pub(crate) owner: Option<Symbol>,
    /// Whether the owner stands in the name itself: “Russian Foreign Ministry”.
    pub(crate) owned_inside: bool,
    /// The country that the name is, or that it is an adjective of.
    pub(crate) country: Option<Symbol>,
    /// The letters, if they are those of an abbreviation: `iskp` of “IS-KP”.
    pub(crate) letters: Option<Symbol>,
    /// What the name may be abbreviated to.
    pub(crate) initials: Vec<Symbol>,
    /// Abbreviations that stand in brackets beside the name.
    pub(crate) aliases: Vec<Symbol>,
    /// The stem of the main word of a description, or of the description before a name.
    pub(crate) head: Option<Symbol>,
    /// The main word of something that happens, with those that mean the same taken for one; `None` for
    /// words such as “said”, which say nothing by themselves.
    pub(crate) deed: Option<Symbol>,
    /// The stems of all words that say something, ascending, each once.
    pub(crate) stems: Vec<Symbol>,
    /// Whether the words of the name are in another script than Latin.
    pub(crate) foreign: bool,
    /// Whether all words of the name are those of institutions of any country.
    pub(crate) is_common: bool,
    /// Whether it names a woman (`Some(true)`) or a man, as far as a title or a pronoun says.
    pub(crate) is_woman: Option<bool>,
    /// Whether it is a pronoun of one person.
    pub(crate) is_personal: bool,
    /// Whether a title or a description stands before the name, or it has an owner.
    pub(crate) is_bare: bool,
}

impl Form {
    /// Reads the words of a mention. O(length), of at most 800 code points.
    pub(crate) fn of(quote: &str, sort: Sort, symbols: &mut Symbols) -> Self {
        let all = tokens(quote);
        let start = all
            .iter()
            .take_while(|token| is_in(DETERMINERS, &token.folded))
            .count();
        let start = if start == all.len() { 0 } else { start };
        let rest = all.get(start..).unwrap_or_default();
        let folded: Vec<&str> = rest.iter().map(|token| token.folded.as_str()).collect();
        let is_pronoun =
            all.len() <= 2 && all.iter().all(|it| is_in(PRONOUNS, &it.folded)) && !is_us(&all);
        let parts = Parts::of(rest, sort);
        let name: Vec<String> = parts.name.iter().map(Token::name).collect();
        let mut stems: Vec<Symbol> = rest
            .iter()
            .filter(|token| !is_in(COMMON, &token.folded) && !is_in(BREAKS, &token.folded))
            .map(|token| symbols.of(stem(&latin(&token.folded))))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        let country = country(&folded.join(" ")).map(|name| symbols.of(name));
        let kind = match &parts {
            _ if is_pronoun => Kind::Pronoun,
            parts if parts.is_name => Kind::Name,
            _ => Kind::Description,
        };
        let kept = parts.name.iter().zip(&name);
        let kept = kept.filter(|(token, word)| !word.is_empty() && !is_in(INSIDE, &token.folded));
        let kept: Vec<&String> = kept.map(|(_, word)| word).collect();
        let has_digit = |word: &&&String| word.contains(char::is_numeric);
        let numbers = kept.iter().filter(has_digit);
        let mut numbers: Vec<Symbol> = numbers.map(|word| symbols.of(word)).collect();
        numbers.sort_unstable();
        Self {
            kind,
            whole: symbols.of(&folded.join(" ")),
            numbers,
            sounds: kept.iter().map(|word| symbols.of(&sound(word))).collect(),
            is_common: !kept.is_empty() && kept.iter().all(|word| is_in(INSTITUTIONS, word)),
            name: kept.iter().map(|word| symbols.of(word)).collect(),
            owner: parts.owner.map(|owner| symbols.of(&owner)),
            owned_inside: parts.owned_inside,
            country,
            letters: abbreviation(&parts.full).map(|letters| symbols.of(&letters)),
            initials: initials(&parts.full)
                .iter()
                .map(|letters| symbols.of(letters))
                .collect(),
            aliases: parts
                .aliases
                .iter()
                .map(|alias| symbols.of(alias))
                .collect(),
            deed: parts
                .head
                .as_deref()
                .and_then(deed)
                .map(|deed| symbols.of(deed)),
            head: parts.head.map(|head| symbols.of(&head)),
            stems,
            foreign: parts.name.iter().any(|token| is_foreign(&token.folded)),
            is_woman: all.iter().find_map(|token| gender(&token.folded)),
            is_personal: is_pronoun && all.iter().any(|it| is_in(PERSONAL, &it.folded)),
            is_bare: parts.is_bare,
        }
    }

    /// The words of the name in Latin letters.
    pub(crate) fn latin(&self, symbols: &Symbols) -> String {
        let words: Vec<&str> = self.name.iter().map(|word| symbols.word(*word)).collect();
        words.join(" ")
    }
}

/// Whether it is the country and not the pronoun.
fn is_us(tokens: &[Token]) -> bool {
    matches!(tokens, [.., token] if token.raw == "US")
}

fn gender(word: &str) -> Option<bool> {
    match word.trim_end_matches('.') {
        "mrs" | "ms" | "miss" | "she" | "her" | "hers" | "herself" | "queen" | "princess"
        | "lady" | "spokeswoman" | "chairwoman" | "congresswoman" | "frau" | "madame" => Some(true),
        "mr" | "he" | "him" | "his" | "himself" | "king" | "prince" | "lord" | "sir"
        | "spokesman" | "chairman" | "congressman" | "herr" | "monsieur" => Some(false),
        _ => None,
    }
}
