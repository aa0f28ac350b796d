//! Writing an open project record by record, so that a page can go on answering in between.

use super::{begin, named};
use crate::format::File;
use crate::gradual::fraction;
use crate::json::{Json, Record, Writer};
use crate::model::{ClusterId, RelationId};
use crate::state::State;
use std::vec::IntoIter;

/// A project that is being written. It comes out as [`write`](super::write) writes
/// [`State::to_project`], provided that the state stays as it was at the beginning.
pub struct Piecewise {
    out: Writer,
    next: Next,
    done: usize,
    all: usize,
}

/// What is written next.
enum Next {
    /// The document at an index.
    Document(usize),
    /// The annotation of a rank in the document at an index.
    Annotation(usize, usize),
    Relations(IntoIter<RelationId>),
    Clusters(IntoIter<ClusterId>),
}

impl Piecewise {
    /// Begins the project file of a state. O(relations + clusters + codebook with its versions).
    pub fn new(state: &State) -> Self {
        let mut out = Writer::one_record_a_line();
        begin(&mut out);
        Self::inside(state, out)
    }

    /// Begins to write the fields of a project into an object that was begun.
    pub fn inside(state: &State, mut out: Writer) -> Self {
        state.header().write_fields(&mut out);
        out.field("schema", state.schema());
        let mut versions = state.codebook_versions().peekable();
        if versions.peek().is_some() {
            out.name("codebook_versions");
            out.begin_list();
            for version in versions {
                out.item();
                version.write(&mut out);
            }
            out.end_list();
        }
        out.name("documents");
        out.begin_list();
        let all = state.documents().len()
            + state.annotation_count()
            + state.relations().count()
            + state.clusters().count();
        Self {
            out,
            next: Next::Document(0),
            done: 0,
            all,
        }
    }

    /// Which part of it is written, from 0 to 1.
    pub fn part(&self) -> f64 {
        fraction(self.done, self.all)
    }

    /// Writes the next record, or goes on to the next list; a cluster costs O(m log m) for m mentions.
    /// False when all is written.
    pub fn step(&mut self, state: &State) -> bool {
        let out = &mut self.out;
        match &mut self.next {
            Next::Document(index) => match state.documents().get(*index) {
                Some(document) => {
                    out.item();
                    document.to_document().write(out);
                    *index += 1;
                }
                None => {
                    out.next_list("annotations");
                    self.next = Next::Annotation(0, 0);
                    return true;
                }
            },
            Next::Annotation(index, rank) => {
                let Some(document) = state.documents().get(*index) else {
                    out.next_list("relations");
                    let ids: Vec<_> = state.relations().map(|it| it.id.clone()).collect();
                    self.next = Next::Relations(ids.into_iter());
                    return true;
                };
                let Some(&slot) = document.order().get(*rank) else {
                    self.next = Next::Annotation(*index + 1, 0);
                    return true;
                };
                if let Some(annotation) = state.at(slot) {
                    out.item();
                    document.with_quotes(annotation).write(out);
                }
                *rank += 1;
            }
            Next::Relations(ids) => match ids.next() {
                Some(id) => {
                    if let Some(relation) = state.relation(&id) {
                        out.item();
                        relation.write(out);
                    }
                }
                None => {
                    out.next_list("clusters");
                    let ids: Vec<_> = state.clusters().map(|it| it.record().id.clone()).collect();
                    self.next = Next::Clusters(ids.into_iter());
                    return true;
                }
            },
            Next::Clusters(ids) => match ids.next() {
                Some(id) => {
                    if let Some(cluster) = state.cluster(&id) {
                        out.item();
                        state.listing(cluster, &|_| true).write(out);
                    }
                }
                None => return false,
            },
        }
        self.done += 1;
        true
    }

    /// The project file, once all is written.
    pub fn finish(self, state: &State) -> File {
        named(&state.header().name, self.end().finish())
    }

    /// Ends the object, once all is written.
    pub fn end(mut self) -> Writer {
        self.out.end_list();
        self.out.end_object();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::postil;
    use crate::testing;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_the_same_as_at_once(project in testing::any_project()) {
            let state = State::open(project).expect("a project that opens");
            let mut file = Piecewise::new(&state);
            while file.step(&state) {}
            prop_assert_eq!(file.part(), 1.0);
            let whole = postil::write(&state.to_project());
            prop_assert_eq!(vec![file.finish(&state)], whole.files);
        }
    }
}
