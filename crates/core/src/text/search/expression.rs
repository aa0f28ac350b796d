//! Regular expressions, with bounds on the time that one takes.
//!
//! The engine follows all ways through the expression at once, so its time grows with the length of
//! the text times the size of the compiled expression, and both are bounded here. There is no
//! backtracking, hence no back reference.

use super::edges::fits;
use super::piece::{Flaw, Piece};
use crate::text::Text;
use regex_automata::Input;
use regex_automata::nfa::thompson::pikevm::{Cache, PikeVM};
use regex_automata::nfa::thompson::{NFA, WhichCaptures};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;
use std::cell::RefCell;

/// The most memory of a compiled expression, in bytes; `\w` takes about 10 kB.
const MAX_SIZE: usize = 512 * 1024;
/// The deepest nesting of groups.
const MAX_DEPTH: u32 = 50;
/// Bytes of text that are searched at once.
const WINDOW: usize = 8 * 1024;
/// Bytes at the end of a window in which no match may begin; the next window has them at its start.
const MARGIN: usize = 1024;
/// Bytes of text that are searched before the caller has a turn.
const TURN: usize = 32 * 1024;

const SINGLE_QUOTES: &str = "'`´‘’‚‛′‵‹›ʹʻʼʽ＇";
const DOUBLE_QUOTES: &str = "\"“”„‟″‶«»〝〞〟＂";
const DASHES: &str = "-‐‑‒–—―⁃−﹘﹣－";

/// A regular expression, ready to search.
pub(super) struct Expression {
    engine: PikeVM,
    cache: RefCell<Cache>,
}

impl Expression {
    /// Compiles an expression. `^` and `$` match at the ends of paragraphs; a match stays inside one.
    /// Unless `exact`, case makes no difference, and outside of `[…]` a quote mark or dash stands for
    /// all of its kind.
    pub(super) fn new(pattern: &str, exact: bool) -> Result<Self, Flaw> {
        // Mistakes are told of what a person wrote.
        let mut hir = parse(pattern, exact)?;
        if !exact {
            hir = parse(&widened(pattern), exact)?;
        }
        let too_large = |_| Flaw {
            reason: "too large; use shorter repetitions".to_owned(),
            at: 0,
        };
        let settings = NFA::config()
            .nfa_size_limit(Some(MAX_SIZE))
            .which_captures(WhichCaptures::Implicit);
        let nfa = NFA::compiler().configure(settings).build_from_hir(&hir);
        let engine = nfa.and_then(PikeVM::new_from_nfa).map_err(too_large)?;
        Ok(Self {
            cache: RefCell::new(engine.create_cache()),
            engine,
        })
    }

    /// The matches from a byte on: see `Pattern::find_from`.
    pub(super) fn find_from(&self, text: &Text, at: usize, most: usize, whole: bool) -> Piece {
        let all = text.as_str();
        let (mut at, mut piece, mut tried) = (at, Piece::default(), 0);
        let turn = at + TURN;
        let Ok(mut cache) = self.cache.try_borrow_mut() else {
            return piece;
        };
        while at < all.len() {
            if at >= turn || tried >= most {
                piece.next = Some(at);
                return piece;
            }
            let line = all.get(at..).and_then(|rest| rest.find('\n'));
            let line = line.map_or(all.len(), |length| at + length);
            let end = floor(all, line.min(at + WINDOW));
            let last = if end < line {
                floor(all, end - MARGIN)
            } else {
                end
            };
            while at <= last && tried < most {
                tried += 1;
                let input = Input::new(all).span(at..end);
                let found = self.engine.find_iter(&mut cache, input).next();
                let Some(found) = found.filter(|found| end == line || found.start() < last) else {
                    at = last + usize::from(end == line);
                    break;
                };
                let range = text.from_byte(found.start())..text.from_byte(found.end());
                if !range.is_empty() && fits(text, &range, whole) {
                    piece.found.push(range);
                    at = found.end();
                } else {
                    at = found.start() + next(all, found.start());
                }
                if end < line && at >= last {
                    break;
                }
            }
        }
        piece
    }
}

fn parse(pattern: &str, exact: bool) -> Result<Hir, Flaw> {
    let mut parser = ParserBuilder::new()
        .nest_limit(MAX_DEPTH)
        .multi_line(true)
        .case_insensitive(!exact)
        .build();
    parser.parse(pattern).map_err(|error| {
        let (reason, byte) = match &error {
            regex_syntax::Error::Parse(error) => {
                (error.kind().to_string(), error.span().start.offset)
            }
            regex_syntax::Error::Translate(error) => {
                (error.kind().to_string(), error.span().start.offset)
            }
            other => (other.to_string(), 0),
        };
        let before = pattern.get(..byte).unwrap_or_default();
        Flaw {
            reason,
            at: before.chars().count(),
        }
    })
}

/// The pattern with each quote mark and dash outside of `[…]` and `(?…` standing for all of its kind.
fn widened(pattern: &str) -> String {
    let mut wide = String::with_capacity(pattern.len());
    let (mut depth, mut flags, mut before) = (0_usize, false, ' ');
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                wide.push(c);
                let escaped = chars.next();
                wide.extend(escaped);
                before = '\\';
                continue;
            }
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '?' if depth == 0 && before == '(' => flags = true,
            ')' | ':' | '<' | '>' => flags = false,
            _ => {}
        }
        before = c;
        let kinds = [SINGLE_QUOTES, DOUBLE_QUOTES, DASHES];
        match kinds.iter().find(|kind| kind.contains(c)) {
            Some(kind) if depth == 0 && !flags => {
                wide.push('[');
                // A dash at the start of a class is itself.
                wide.push_str(kind);
                wide.push(']');
            }
            _ => wide.push(c),
        }
    }
    wide
}

/// The nearest start of a code point at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The length of the code point at a byte; 1 at the end.
fn next(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.chars().next().map_or(1, char::len_utf8)
}
