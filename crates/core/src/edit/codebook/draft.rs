//! A change of the codebook in the making.

use super::super::Stamp;
use super::log::{self, Belongs};
use crate::model::{Header, Schema};
use crate::state::State;
use crate::transaction::{Op, Transaction};

/// The codebook as it will be, and what follows.
pub(super) struct Draft<'a> {
    pub state: &'a State,
    pub schema: Schema,
    pub header: Header,
    /// Changes of marks, relations and clusters.
    pub ops: Vec<Op>,
    pub belongs: Belongs,
}

impl<'a> Draft<'a> {
    /// The codebook as it is.
    pub fn new(state: &'a State) -> Self {
        Self {
            state,
            schema: state.schema().clone(),
            header: state.header().clone(),
            ops: Vec::new(),
            belongs: Belongs::Here,
        }
    }

    /// The transaction; none if nothing changes. O(codebook + operations).
    pub fn finish(mut self, name: String, stamp: Stamp) -> Option<Transaction> {
        let state = self.state;
        let same = self.schema == *state.schema() && self.header == *state.header();
        if same && self.ops.is_empty() {
            return None;
        }
        let (mut ops, version) = log::record(state, &name, stamp, self.belongs);
        self.schema.version = log::number(state, stamp, self.belongs);
        if self.schema != *state.schema() {
            ops.push(Op::PutSchema(Box::new(self.schema)));
        }
        if self.header != *state.header() {
            ops.push(Op::PutHeader(Box::new(self.header)));
        }
        ops.push(version);
        ops.append(&mut self.ops);
        Some(Transaction::new(name, ops))
    }
}
