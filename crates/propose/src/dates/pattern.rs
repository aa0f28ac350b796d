//! Rules of dates as patterns of words.
//!
//! A pattern is slots with spaces between them. `of|in` is one of these words, `more_than` two words in a
//! row, `{month}` a word of that class, `{t2}` what rules up to that level have found. `?` after a slot
//! means that it may be missing, `~` before it that nothing may be between it and what stands before. What
//! is before `@` or after `$` must be there, but is not part of the expression. At `^` neither a word nor a
//! number goes on, and at `!of|in` none of these words.

use std::rc::Rc;

use super::Reason;
use super::classes::{Class, Entry};
use super::lexicon::Lexicon;
use super::term::{Read, Term};
use crate::numbers::token::{Sort, Token};

/// One rule: a level, what it reads, its pattern, and what is made of what it captured.
pub(super) struct Rule {
    pub level: usize,
    pub reason: Reason,
    pub pattern: &'static str,
    pub make: fn(&Caps) -> Option<Term>,
    /// Whether it is a date by itself only after certain words.
    pub is_weak: bool,
}

/// A rule of the table of a language.
pub(super) const fn rule(
    level: usize,
    reason: Reason,
    pattern: &'static str,
    make: fn(&Caps) -> Option<Term>,
) -> Rule {
    Rule {
        level,
        reason,
        pattern,
        make,
        is_weak: false,
    }
}

/// A rule whose find is a date by itself only after certain words: `the month`.
pub(super) const fn weak(
    level: usize,
    reason: Reason,
    pattern: &'static str,
    make: fn(&Caps) -> Option<Term>,
) -> Rule {
    Rule {
        is_weak: true,
        ..rule(level, reason, pattern, make)
    }
}

/// The highest level of rules.
pub(super) const LEVELS: usize = 7;
/// Tokens that may be before the `@` of a pattern.
pub(super) const CONTEXT: usize = 4;
/// How many readings of different lengths one place keeps for each level.
const MAX_ENDS: usize = 12;

/// What the slots of a pattern have taken, in order.
#[derive(Default)]
pub(super) struct Caps {
    pub entries: Vec<Entry>,
    pub terms: Vec<Rc<Term>>,
    pub month_first: bool,
}

#[derive(Debug)]
enum What {
    /// One of several words, each perhaps of several tokens.
    Words(Vec<Vec<&'static str>>),
    Class(Class),
    Term(usize),
    Start,
    End,
    Close,
    /// Something else than these words.
    Not(Vec<Vec<&'static str>>),
}

#[derive(Debug)]
struct Slot {
    what: What,
    is_optional: bool,
    is_glued: bool,
}

/// A rule, made ready.
pub(super) struct Compiled {
    rule: &'static Rule,
    slots: Vec<Slot>,
}

impl Compiled {
    /// Makes a rule ready. A class that does not exist matches nothing; tests find it.
    pub fn new(rule: &'static Rule) -> Self {
        let slots = rule.pattern.split_whitespace().map(slot).collect();
        Self { rule, slots }
    }

    pub fn level(&self) -> usize {
        self.rule.level
    }

    #[cfg(test)]
    pub fn pattern(&self) -> &'static str {
        self.rule.pattern
    }

    /// Whether all its classes exist, and it is within the levels.
    #[cfg(test)]
    pub fn is_sound(&self) -> bool {
        let is_sound = |slot: &Slot| match &slot.what {
            What::Class(class) => *class != Class::Unknown,
            What::Term(level) => *level < self.rule.level,
            _ => true,
        };
        let start = self
            .slots
            .iter()
            .position(|it| matches!(it.what, What::Start));
        let is_near = start.is_none_or(|at| at <= CONTEXT);
        self.rule.level <= LEVELS && is_near && self.slots.iter().all(is_sound)
    }
}

fn slot(text: &'static str) -> Slot {
    let (is_glued, text) = match text.strip_prefix('~') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (is_optional, text) = match text.strip_suffix('?') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let class = text.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    let what = match class {
        Some(class) => match class.strip_prefix('t').map(str::parse) {
            Some(Ok(level)) => What::Term(level),
            _ => What::Class(Class::of(class)),
        },
        None if text == "@" => What::Start,
        None if text == "$" => What::End,
        None if text == "^" => What::Close,
        None => match text.strip_prefix('!') {
            Some(rest) => What::Not(alternatives(rest)),
            None => What::Words(alternatives(text)),
        },
    };
    Slot {
        what,
        is_optional,
        is_glued,
    }
}

/// `of|more_than` as words of one or more tokens.
fn alternatives(text: &'static str) -> Vec<Vec<&'static str>> {
    text.split('|').map(|it| it.split('_').collect()).collect()
}

/// What a rule has found.
#[derive(Clone)]
pub(super) struct Match {
    /// The first token of the expression.
    pub start: usize,
    /// The token after it.
    pub end: usize,
    pub read: Read,
    pub is_weak: bool,
}

/// What a class takes from a token on.
type Taken = Rc<[(usize, Entry)]>;

/// Looks for expressions in some tokens, and keeps what it has found.
pub(super) struct Parser<'a> {
    pub tokens: &'a [Token],
    pub lexicon: &'a Lexicon,
    rules: &'a [Compiled],
    /// For each token and level.
    found: Vec<Option<Rc<[Match]>>>,
    /// For each token and class.
    taken: Vec<Option<Taken>>,
}

impl<'a> Parser<'a> {
    pub fn new(tokens: &'a [Token], lexicon: &'a Lexicon, rules: &'a [Compiled]) -> Self {
        Self {
            tokens,
            lexicon,
            rules,
            found: vec![None; tokens.len() * (LEVELS + 1)],
            taken: vec![None; tokens.len() * Class::COUNT],
        }
    }

    /// What begins at a token by rules up to a level, the longest first. O(rules of the table), with what
    /// was found before; at most [`MAX_ENDS`] for each level.
    pub fn at(&mut self, at: usize, level: usize) -> Rc<[Match]> {
        if level == 0 || at >= self.tokens.len() {
            return Rc::new([]);
        }
        let index = at * (LEVELS + 1) + level;
        if let Some(Some(found)) = self.found.get(index) {
            return Rc::clone(found);
        }
        let below = self.at(at, level - 1);
        let mut found = Vec::new();
        let rules = self.rules;
        for rule in rules.iter().filter(|rule| rule.level() == level) {
            let mut caps = Caps {
                month_first: self.lexicon.month_first,
                ..Caps::default()
            };
            let Some((start, end, term)) = self.slots(rule, 0, at, at, &mut caps) else {
                continue;
            };
            let mut all = below.iter().chain(&found);
            let is_new = all.all(|it: &Match| (it.start, it.end) != (start, end));
            if is_new && found.len() < MAX_ENDS {
                let read = Read {
                    term: Rc::new(term),
                    reason: rule.rule.reason,
                };
                let is_weak = rule.rule.is_weak;
                found.push(Match {
                    start,
                    end,
                    read,
                    is_weak,
                });
            }
        }
        let found = if found.is_empty() {
            below
        } else {
            // A stable sort, so that the lower level and the earlier rule come first.
            let mut all = below.to_vec();
            all.append(&mut found);
            all.sort_by_key(|it| std::cmp::Reverse(it.end));
            all.into()
        };
        if let Some(place) = self.found.get_mut(index) {
            *place = Some(Rc::clone(&found));
        }
        found
    }

    /// What a class takes from a token on.
    fn take(&mut self, class: Class, at: usize) -> Taken {
        let Some(place) = self.taken.get_mut(at * Class::COUNT + class as usize) else {
            return Rc::new([]);
        };
        let take = || class.take(self.tokens, at, self.lexicon).into();
        Rc::clone(place.get_or_insert_with(take))
    }

    /// Whether some words are at a token.
    fn is_at(&self, at: usize, words: &[&str]) -> bool {
        let these = self.tokens.get(at..at + words.len());
        these.is_some_and(|these| these.iter().zip(words).all(|(it, word)| it.text == *word))
    }

    /// Matches the slots of a rule from one of them on, and makes its term.
    fn slots(
        &mut self,
        rule: &Compiled,
        slot: usize,
        start: usize,
        at: usize,
        caps: &mut Caps,
    ) -> Option<(usize, usize, Term)> {
        let Some(this) = rule.slots.get(slot) else {
            let term = (rule.rule.make)(caps)?;
            return (at > start).then_some((start, at, term));
        };
        let is_apart = this.is_glued && !self.tokens.get(at).is_some_and(|it| it.is_glued);
        let mut taken = None;
        match &this.what {
            What::Start => return self.slots(rule, slot + 1, at, at, caps),
            What::End => {
                let (start, _, term) = self.slots(rule, slot + 1, start, at, caps)?;
                return (at > start).then_some((start, at, term));
            }
            What::Close => {
                let next = self.tokens.get(at);
                let is_closed = next.is_none_or(|it| it.sort == Sort::Sign);
                return is_closed
                    .then(|| self.slots(rule, slot + 1, start, at, caps))
                    .flatten();
            }
            What::Not(words) => {
                let is_here = words.iter().any(|words| self.is_at(at, words));
                return (!is_here)
                    .then(|| self.slots(rule, slot + 1, start, at, caps))
                    .flatten();
            }
            _ if is_apart => {}
            What::Words(words) => {
                for words in words {
                    if self.is_at(at, words) {
                        taken = self.slots(rule, slot + 1, start, at + words.len(), caps);
                    }
                    if taken.is_some() {
                        break;
                    }
                }
            }
            What::Class(class) => {
                for (tokens, entry) in self.take(*class, at).iter() {
                    caps.entries.push(entry.clone());
                    taken = self.slots(rule, slot + 1, start, at + tokens, caps);
                    if taken.is_some() {
                        break;
                    }
                    caps.entries.pop();
                }
            }
            What::Term(level) => {
                for found in self.at(at, *level).iter().filter(|it| it.start == at) {
                    caps.terms.push(Rc::clone(&found.read.term));
                    taken = self.slots(rule, slot + 1, start, found.end, caps);
                    if taken.is_some() {
                        break;
                    }
                    caps.terms.pop();
                }
            }
        }
        match taken {
            None if this.is_optional => self.slots(rule, slot + 1, start, at, caps),
            taken => taken,
        }
    }
}
