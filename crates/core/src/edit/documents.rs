//! Adds, removes, moves and describes documents.

use crate::model::{Document, DocumentId, DocumentMeta, Header, Span};
use crate::state::State;
use crate::transaction::{Op, Transaction};
use std::ops::Range;

/// Adds documents at the end of the list.
pub fn insert_documents(state: &State, documents: Vec<Document>) -> Option<Transaction> {
    let name = match documents.as_slice() {
        [] => return None,
        [one] => format!("add “{}”", one.meta.title),
        many => format!("add {} articles", many.len()),
    };
    let first = state.documents().len();
    let ops = (first..)
        .zip(documents)
        .map(|(at, document)| Op::InsertDocument {
            at,
            document: Box::new(document),
        })
        .collect();
    Some(Transaction::new(name, ops))
}

/// Removes a document with its annotations and everything attached to them.
pub fn remove_document(state: &State, id: &DocumentId) -> Option<Transaction> {
    let document = state.document(id)?;
    let annotations: Vec<_> = document
        .order()
        .iter()
        .filter_map(|&slot| Some(state.at(slot)?.id.clone()))
        .collect();
    let mut ops = super::remove(state, &annotations).map_or_else(Vec::new, |removal| removal.ops);
    let mut gone = vec![Op::RemoveDocument(id.clone())];
    super::unsettled::forget(state, &mut gone);
    ops.append(&mut gone);
    let name = format!("remove “{}”", document.meta().title);
    Some(Transaction::new(name, ops))
}

/// Moves a document in the list; `to` is the number of documents before it afterwards.
pub fn move_document(state: &State, id: &DocumentId, to: usize) -> Option<Transaction> {
    let from = state.document_index(id)?;
    if from == to || to >= state.documents().len() {
        return None;
    }
    let op = Op::MoveDocument { id: id.clone(), to };
    Some(Transaction::new("move article", vec![op]))
}

/// Replaces the metadata of a document. `name` describes the change for undo.
pub fn set_meta(state: &State, next: DocumentMeta, name: &str) -> Option<Transaction> {
    if *state.document(&next.id)?.meta() == next {
        return None;
    }
    Some(Transaction::new(name, vec![Op::PutMeta(Box::new(next))]))
}

/// Replaces the header of the project.
pub fn set_header(state: &State, next: Header) -> Option<Transaction> {
    if *state.header() == next {
        return None;
    }
    Some(Transaction::new(
        "edit project",
        vec![Op::PutHeader(Box::new(next))],
    ))
}

/// Marks a range as boilerplate, or unmarks it if all of it is already marked.
pub fn toggle_boilerplate(
    state: &State,
    id: &DocumentId,
    range: Range<usize>,
) -> Option<Transaction> {
    let document = state.document(id)?;
    let range = range.start..range.end.min(document.text().len());
    if range.start >= range.end {
        return None;
    }
    let mut next = document.meta().clone();
    let marked = joined(next.boilerplate);
    let covered = marked
        .iter()
        .any(|span| span.start <= range.start && range.end <= span.end);
    next.boilerplate = if covered {
        // The parts before and after the range stay.
        let outside = |span: Span| {
            let before = span.start..span.end.min(range.start);
            let after = span.start.max(range.end)..span.end;
            [before, after].map(|piece| Span {
                extra: span.extra.clone(),
                ..Span::from(piece)
            })
        };
        let pieces = marked.into_iter().flat_map(outside);
        pieces.filter(|piece| piece.start < piece.end).collect()
    } else {
        joined([marked, vec![range.into()]].concat())
    };
    let name = if covered {
        "unmark boilerplate"
    } else {
        "mark boilerplate"
    };
    set_meta(state, next, name)
}

/// Sorts ranges and joins those that touch or overlap.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| span.start);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}
