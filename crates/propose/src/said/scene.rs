//! The text around a claim, cut into words, with what stands where.

use super::Mention;
use super::cue::Cue;
use super::language::{Language, has};
use postil_core::text::{Quotation, Text, quotations_around};
use std::ops::Range;

/// Sentences read before those of the claim, and after.
const SENTENCES: (usize, usize) = (14, 3);
/// Maximum number of code points read on either side of the claim, and of the claim.
const REACH: usize = 12_000;
/// Maximum number of sentences read of a claim.
const MAX_SENTENCES: usize = 100;
/// Paragraphs that a quotation without its closing mark may go on for.
const MAX_PARAGRAPHS: usize = 8;

/// A word, a possessive ending or a mark of punctuation.
#[derive(Debug)]
pub(super) struct Token {
    /// Its code points.
    pub(super) range: Range<usize>,
    /// In lower case.
    pub(super) text: String,
    pub(super) is_word: bool,
    pub(super) is_upper: bool,
    /// Whether it is in a quotation of more than one word.
    pub(super) is_quoted: bool,
    /// The index of its sentence.
    pub(super) sentence: usize,
}

/// A mention among the words.
#[derive(Debug)]
pub(super) struct Placed {
    /// Its index among the mentions.
    pub(super) index: usize,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// The words around a claim.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) text: &'a Text,
    pub(super) mentions: &'a [Mention],
    pub(super) language: &'static Language,
    /// The code points of the first fragment of the claim, without marks around it.
    pub(super) claim: Range<usize>,
    /// The fragments of the claim.
    fragments: &'a [Range<usize>],
    /// Whether names in the claim may speak.
    pub(super) takes_claim: bool,
    /// The claim, and the quotations that it has words of.
    pub(super) extent: Range<usize>,
    /// Whether the claim begins in a quotation.
    pub(super) is_direct: bool,
    pub(super) tokens: Vec<Token>,
    /// The tokens of each sentence.
    pub(super) sentences: Vec<Range<usize>>,
    /// The mentions among the tokens, in the order of the text.
    pub(super) placed: Vec<Placed>,
    /// The cues among the tokens that no quotation holds, in the order of the text.
    pub(super) cues: Vec<Cue>,
}

impl<'a> Scene<'a> {
    /// Reads the sentences around a claim.
    pub(super) fn around(
        text: &'a Text,
        fragments: &'a [Range<usize>],
        mentions: &'a [Mention],
        language: &str,
    ) -> Option<Self> {
        let first = fragments.iter().min_by_key(|fragment| fragment.start)?;
        let claim = bare(text, first)?;
        let ranges = sentences(text, &claim)?;
        let window = ranges.first()?.start..ranges.last()?.end;
        let quotations = joined(text, quotations_around(text, &window));
        let holds = |at: usize| {
            let index = quotations.partition_point(|q| q.end <= at);
            quotations.get(index).filter(|q| q.contains(&at))
        };
        let first = holds(claim.start);
        let last = holds(claim.end.saturating_sub(1));
        let start = first.map_or(claim.start, |q| q.start.min(claim.start));
        let end = last.map_or(claim.end, |q| q.end.max(claim.end));
        let mut tokens = Vec::new();
        let mut bounds = Vec::new();
        for (sentence, range) in ranges.iter().enumerate() {
            let from = tokens.len();
            cut(text, range.clone(), sentence, &mut tokens);
            bounds.push(from..tokens.len());
        }
        for token in &mut tokens {
            token.is_quoted = holds(token.range.start).is_some();
        }
        let words = tokens.iter().map(|token| token.text.as_str());
        let mut scene = Self {
            text,
            mentions,
            language: Language::of(language, words),
            claim,
            fragments,
            takes_claim: false,
            extent: start..end,
            is_direct: first.is_some(),
            tokens,
            sentences: bounds,
            placed: Vec::new(),
            cues: Vec::new(),
        };
        scene.place();
        Some(scene)
    }

    /// Finds the mentions among the tokens.
    fn place(&mut self) {
        let placed = |(index, mention): (usize, &Mention)| {
            let range = &mention.range;
            let past = self.tokens.partition_point(|t| t.range.start < range.end);
            let first = self.tokens.partition_point(|t| t.range.end <= range.start);
            let tokens = first..past;
            (!range.is_empty() && !tokens.is_empty()).then_some(Placed { index, tokens })
        };
        let all = self.mentions.iter().enumerate();
        let mut found: Vec<Placed> = all.filter_map(placed).collect();
        found.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end, mention.index));
        self.placed = found;
    }

    /// Whether some code points overlap the claim.
    pub(super) fn is_claimed(&self, range: &Range<usize>) -> bool {
        let mut fragments = self.fragments.iter();
        fragments.any(|claim| range.start < claim.end && claim.start < range.end)
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The word at an index in lower case; empty for what is no word.
    pub(super) fn word(&self, at: usize) -> &str {
        self.token(at).filter(|t| t.is_word).map_or("", |t| &t.text)
    }

    /// The text at an index in lower case, words or marks; empty past the end.
    pub(super) fn raw(&self, at: usize) -> &str {
        self.token(at).map_or("", |t| &t.text)
    }

    /// The word before an index, within its sentence.
    pub(super) fn before(&self, at: usize) -> &str {
        let same = |before: &usize| self.sentence(*before) == self.sentence(at);
        at.checked_sub(1)
            .filter(same)
            .map_or("", |before| self.raw(before))
    }

    pub(super) fn is_upper(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.is_word && t.is_upper)
    }

    fn sentence(&self, at: usize) -> usize {
        self.token(at).map_or(usize::MAX, |t| t.sentence)
    }

    /// The tokens of the sentence that a token is in.
    pub(super) fn sentence_of(&self, at: usize) -> Range<usize> {
        let range = self.sentences.get(self.sentence(at)).cloned();
        range.unwrap_or_default()
    }

    pub(super) fn is(&self, at: usize, list: &str) -> bool {
        has(list, self.word(at))
    }

    /// Whether a token is in the claim, or in a quotation that the claim has words of.
    pub(super) fn in_extent(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.range.start < self.extent.end && t.range.end > self.extent.start)
    }

    /// The code points of some tokens.
    pub(super) fn code_points(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.token(tokens.start).map_or(0, |t| t.range.start);
        let last = tokens.end.checked_sub(1).and_then(|at| self.token(at));
        start..last.map_or(start, |t| t.range.end.max(start))
    }

    /// The first token that begins at or after a code point.
    pub(super) fn token_from(&self, cp: usize) -> usize {
        self.tokens.partition_point(|t| t.range.start < cp)
    }

    /// The mentions among some tokens.
    pub(super) fn mentions_in(
        &self,
        tokens: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &Placed> {
        let from = self
            .placed
            .partition_point(|m| m.tokens.start < tokens.start);
        let past = self.placed.partition_point(|m| m.tokens.start < tokens.end);
        let near = self.placed.get(from..past.max(from)).unwrap_or_default();
        near.iter().filter(move |m| m.tokens.end <= tokens.end)
    }

    /// The cues that begin among some tokens.
    pub(super) fn cues_in(&self, tokens: Range<usize>) -> &[Cue] {
        let from = self.cues.partition_point(|c| c.tokens.start < tokens.start);
        let past = self.cues.partition_point(|c| c.tokens.start < tokens.end);
        self.cues.get(from..past).unwrap_or_default()
    }

    pub(super) fn mention(&self, placed: &Placed) -> Option<&Mention> {
        self.mentions.get(placed.index)
    }
}

/// A range without the white space and the marks at its ends, as far as it is read; none if nothing is
/// left.
fn bare(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let is_mark = |c: &char| c.is_whitespace() || "“”\"«»„‟‘’'‹›`,;:—–".contains(*c);
    let words = text.slice(range.clone());
    let start = range.start + words.chars().take_while(is_mark).count();
    let end = range.end.min(text.len());
    let end = end.saturating_sub(words.chars().rev().take_while(is_mark).count());
    (start < end).then_some(start..end.min(start + REACH))
}

/// The sentences of a claim and around it, within reach.
fn sentences(text: &Text, claim: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let first = text.sentence_at(claim.start)?;
    let reach = claim.start.saturating_sub(REACH)..claim.end.saturating_add(REACH);
    let mut found = vec![first.clone()];
    let mut start = first.start;
    for _ in 0..SENTENCES.0 {
        match text.prev_sentence(start) {
            Some(before) if before.start >= reach.start && before.start < start => {
                start = before.start;
                found.push(before);
            }
            _ => break,
        }
    }
    found.reverse();
    let mut last = first;
    let mut after = 0;
    while after < SENTENCES.1 && found.len() < MAX_SENTENCES {
        match text.next_sentence(last.start) {
            Some(next) if next.start > last.start && next.end <= reach.end => {
                after += usize::from(next.start >= claim.end);
                last = next.clone();
                found.push(next);
            }
            _ => break,
        }
    }
    Some(found)
}

/// The ranges of quotations of more than one word. Those that go on in the next paragraphs become one.
fn joined(text: &Text, quotations: Vec<Quotation>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for quotation in quotations {
        if quotation.is_one_word && !runs_out(text, &quotation.range) {
            continue;
        }
        let mut range = quotation.range;
        if let Some(last) = found.last_mut() {
            if range.start < last.end {
                continue;
            }
            // “…⏎“…”: a paragraph that begins with a mark goes on with the quotation before it.
            let between = text.slice(last.end..range.start);
            let goes_on = runs_out(text, last)
                && between
                    .chars()
                    .all(|c| c.is_whitespace() || "“\"«„".contains(c));
            if goes_on {
                last.end = range.end;
                continue;
            }
        }
        if runs_out(text, &range) {
            range.end = closed_later(text, range.end).unwrap_or(range.end);
        }
        found.push(range);
    }
    found
}

/// Whether a quotation ends with its paragraph and without a mark.
fn runs_out(text: &Text, quotation: &Range<usize>) -> bool {
    let after = text.slice(quotation.end..quotation.end + 1);
    after.is_empty() || after == "\n"
}

/// Where a quotation ends that has no mark at the end of its paragraph: at the first closing mark in
/// the next paragraphs, if no mark opens another quotation before that.
fn closed_later(text: &Text, end: usize) -> Option<usize> {
    let rest = text.slice(end..end.saturating_add(REACH / 2));
    let mut paragraphs = 0;
    let mut before = ' ';
    let mut chars = rest.chars().zip(end..).peekable();
    while let Some((c, at)) = chars.next() {
        let after = chars.peek().map_or(' ', |(c, _)| *c);
        match c {
            '\n' => paragraphs += usize::from(before != '\n'),
            '”' | '»' => return Some(at),
            '"' if !before.is_whitespace() && !after.is_alphanumeric() => return Some(at),
            '“' | '«' | '„' | '"' => return None,
            _ => {}
        }
        if paragraphs > MAX_PARAGRAPHS {
            return None;
        }
        before = c;
    }
    None
}

/// Cuts a sentence into tokens.
fn cut(text: &Text, range: Range<usize>, sentence: usize, tokens: &mut Vec<Token>) {
    let mut push = |at: usize, length: usize, text: &str, is_word: bool| {
        tokens.push(Token {
            range: at..at + length,
            text: text.to_lowercase(),
            is_word,
            is_upper: text.starts_with(char::is_uppercase),
            is_quoted: false,
            sentence,
        });
    };
    let (mut word, mut length) = (String::new(), 0);
    let mut chars = text
        .slice(range.clone())
        .chars()
        .zip(range.start..)
        .peekable();
    while let Some((c, at)) = chars.next() {
        let after = chars.peek().map_or(' ', |(c, _)| *c);
        let is_apostrophe = matches!(c, '\'' | '’');
        let later = chars.clone().nth(1).map_or(' ', |(c, _)| c);
        let is_possessive = is_apostrophe
            && !word.is_empty()
            && matches!(after, 's' | 'S')
            && !later.is_alphanumeric();
        let joins = match c {
            '-' | '‑' | '.' | '\'' | '’' => !word.is_empty() && after.is_alphanumeric(),
            _ => c.is_alphanumeric() || is_mark(c),
        };
        if joins && !is_possessive {
            word.push(c);
            length += 1;
            continue;
        }
        if !word.is_empty() {
            push(at - length, length, &word, true);
            word.clear();
            length = 0;
        }
        if is_possessive {
            push(at, 2, "'s", false);
            chars.next();
        } else if !c.is_whitespace() {
            push(at, 1, c.encode_utf8(&mut [0; 4]), false);
        }
    }
    if !word.is_empty() {
        push(range.end.saturating_sub(length), length, &word, true);
    }
}

/// Whether a character is written over or under the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{591}'..='\u{5c7}')
}
