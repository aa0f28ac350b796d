//! Applies a large transaction in small steps. A page that applies a hundred thousand operations at
//! once freezes for seconds. Here they are applied one by one to a separate state, which replaces
//! the open one at the end.

use crate::change::Change;
use crate::json::{Json, Record, Writer};
use crate::model::{Annotation, AnnotationId, Cluster, ClusterId, Document, Project, Relation};
use crate::parts::parts_first;
use crate::state::{EditError, Flaw, RecordName, Refusal, State};
use crate::transaction::{Op, Transaction};
use std::vec::IntoIter;

/// A transaction in progress: it is applied to a separate state and written for the journal. The
/// open project stays untouched until
/// [`Workspace::conclude`](crate::workspace::Workspace::conclude).
pub struct Gradual {
    name: String,
    merge: Option<String>,
    work: Work,
    state: State,
    inverse: Vec<Op>,
    change: Change,
    entry: Writer,
    done: usize,
    all: usize,
}

/// The remaining work.
enum Work {
    /// Operations on a copy of the open state.
    Edit(IntoIter<Op>),
    /// Records of a project that replaces everything.
    Replace(Box<Records>),
}

struct Records {
    documents: IntoIter<Document>,
    annotations: IntoIter<Annotation>,
    /// Inserted before the relations and written after them.
    clusters: Vec<Cluster>,
    /// The indexes of those still to be inserted, parts before their groups.
    order: IntoIter<usize>,
    /// The next member, after all clusters: the index of its cluster, and its own index in that cluster.
    member: (usize, usize),
    relations: IntoIter<Relation>,
    list: List,
}

/// The lists of a project, in the order of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Documents,
    Annotations,
    Relations,
    Clusters,
}

impl Gradual {
    /// Begins a transaction. One that replaces the project starts from an empty state; any other
    /// starts from a copy of the open one, which costs O(n). The journal entry is written to
    /// `entry`, as `Entry::Commit` would be.
    pub fn new(state: &State, transaction: Transaction, mut entry: Writer) -> Self {
        let Transaction {
            name,
            mut ops,
            merge,
        } = transaction;
        entry.begin_object();
        entry.name("commit");
        entry.begin_object();
        entry.field("name", &name);
        entry.name("ops");
        entry.begin_list();
        let whole = match ops.pop() {
            Some(Op::PutProject(project)) if ops.is_empty() => Some(project),
            Some(last) => {
                ops.push(last);
                None
            }
            None => None,
        };
        let mut gradual = Self {
            name,
            merge,
            work: Work::Edit(Vec::new().into_iter()),
            state: State::default(),
            inverse: Vec::new(),
            change: Change::default(),
            entry,
            done: 0,
            all: 0,
        };
        match whole {
            Some(project) => gradual.begin(*project),
            None => {
                gradual.state = state.clone();
                gradual.all = ops.len();
                gradual.work = Work::Edit(ops.into_iter());
            }
        }
        gradual
    }

    fn begin(&mut self, project: Project) {
        let Project {
            header,
            schema,
            codebook_versions,
            documents,
            annotations,
            relations,
            clusters,
        } = project;
        let out = &mut self.entry;
        out.item();
        out.begin_object();
        out.name("put-project");
        out.begin_object();
        header.write_fields(out);
        out.field("schema", &schema);
        out.sparse("codebook_versions", &codebook_versions);
        out.name("documents");
        out.begin_list();
        let members: usize = clusters.iter().map(|cluster| cluster.members.len()).sum();
        // The schema, its versions and the header are applied with the first step.
        self.inverse = vec![
            Op::PutSchema(Box::new(schema)),
            Op::PutHeader(Box::new(header)),
        ];
        let versions = codebook_versions.into_iter().map(Box::new);
        self.inverse.extend(versions.map(Op::PutVersion));
        self.all = documents.len() + annotations.len() + relations.len() + clusters.len() + members;
        self.work = Work::Replace(Box::new(Records {
            documents: documents.into_iter(),
            annotations: annotations.into_iter(),
            order: parts_first(&clusters).order.into_iter(),
            clusters,
            member: (0, 0),
            relations: relations.into_iter(),
            list: List::Documents,
        }));
    }

    /// The fraction done, from 0 to 1.
    pub fn part(&self) -> f64 {
        fraction(self.done, self.all)
    }

    /// Performs one step, at the cost of one record. Returns false if none was left.
    ///
    /// # Errors
    /// If the transaction does not fit; it is then abandoned.
    pub fn step(&mut self) -> Result<bool, EditError> {
        let stepped = match &mut self.work {
            Work::Edit(ops) => match ops.next() {
                Some(op) => {
                    self.entry.item();
                    op.write(&mut self.entry);
                    let undo = self.state.apply_op(&op, &mut self.change);
                    undo.map(|undo| {
                        self.inverse.push(undo);
                        true
                    })
                }
                None => Ok(false),
            },
            Work::Replace(records) => {
                let settings: Result<Vec<Op>, Refusal> = std::mem::take(&mut self.inverse)
                    .iter()
                    .map(|op| match op {
                        Op::PutVersion(version)
                            if self.state.codebook_version(&version.key()).is_some() =>
                        {
                            Err(Refusal::Exists(RecordName::Version(version.version)))
                        }
                        op => self.state.apply_op(op, &mut self.change),
                    })
                    .collect();
                settings.and_then(|_| records.step(&mut self.state, &mut self.entry))
            }
        };
        let op = self.done;
        self.done += 1;
        stepped.map_err(|refusal| EditError { op, refusal })
    }

    /// Replaces `before` with the new state. Returns the inverse, what was touched, and the journal
    /// entry.
    pub(crate) fn finish(mut self, before: &mut State) -> (Transaction, Change, Writer) {
        let before = std::mem::replace(before, self.state);
        let mut entry = self.entry;
        let (ops, change) = match self.work {
            Work::Edit(_) => {
                self.inverse.reverse();
                (self.inverse, self.change)
            }
            Work::Replace(_) => {
                entry.end_list();
                entry.end_object();
                entry.end_object();
                let change = Change {
                    everything: true,
                    ..Change::default()
                };
                (vec![Op::PutProject(Box::new(before.to_project()))], change)
            }
        };
        entry.end_list();
        entry.sparse("merge", &self.merge);
        entry.end_object();
        entry.end_object();
        let mut inverse = Transaction::new(self.name, ops);
        inverse.merge = self.merge;
        (inverse, change, entry)
    }
}

/// `done` as a fraction of `all`; 1 if there is nothing to do.
pub(crate) fn fraction(done: usize, all: usize) -> f64 {
    match all {
        0 => 1.0,
        all => done as f64 / all as f64,
    }
}

impl Records {
    fn step(&mut self, state: &mut State, out: &mut Writer) -> Result<bool, Refusal> {
        // The touched records do not matter: everything is new.
        let change = &mut Change::default();
        if let Some(document) = self.documents.next() {
            out.item();
            document.write(out);
            let document = Box::new(document);
            let at = usize::MAX;
            return put(state, change, &Op::InsertDocument { at, document });
        }
        if let Some(annotation) = self.annotations.next() {
            self.list.go_on(List::Annotations, out);
            out.item();
            annotation.write(out);
            if state.slot(&annotation.id).is_some() {
                return Err(Refusal::Exists((&annotation.id).into()));
            }
            return put(state, change, &Op::PutAnnotation(Box::new(annotation)));
        }
        if let Some(held) = self.order.next().and_then(|at| self.clusters.get_mut(at)) {
            let cluster = std::mem::replace(held, Cluster::new("".into(), ""));
            if state.cluster(&cluster.id).is_some() {
                return Err(Refusal::Exists((&cluster.id).into()));
            }
            let op = Op::PutCluster(Box::new(cluster));
            put(state, change, &op)?;
            if let Op::PutCluster(cluster) = op {
                *held = *cluster;
            }
            return Ok(true);
        }
        if let Some((cluster, annotation)) = self.next_member() {
            if let Some(other) = state.cluster_of(&annotation) {
                let flaw = Flaw::OtherCluster(annotation, other.record().id.clone());
                return Err(Refusal::Invalid((&cluster).into(), flaw));
            }
            let cluster = Some(cluster);
            return put(
                state,
                change,
                &Op::SetCluster {
                    annotation,
                    cluster,
                },
            );
        }
        if let Some(relation) = self.relations.next() {
            self.list.go_on(List::Relations, out);
            out.item();
            relation.write(out);
            if state.relation(&relation.id).is_some() {
                return Err(Refusal::Exists((&relation.id).into()));
            }
            return put(state, change, &Op::PutRelation(Box::new(relation)));
        }
        self.list.go_on(List::Clusters, out);
        let clusters = std::mem::take(&mut self.clusters);
        for cluster in &clusters {
            out.item();
            cluster.write(out);
        }
        Ok(!clusters.is_empty())
    }

    /// The next mention, with its cluster.
    fn next_member(&mut self) -> Option<(ClusterId, AnnotationId)> {
        let (at, member) = &mut self.member;
        while let Some(cluster) = self.clusters.get(*at) {
            if let Some(found) = cluster.members.get(*member) {
                *member += 1;
                return Some((cluster.id.clone(), found.clone()));
            }
            (*at, *member) = (*at + 1, 0);
        }
        None
    }
}

fn put(state: &mut State, change: &mut Change, op: &Op) -> Result<bool, Refusal> {
    state.apply_op(op, change).map(|_| true)
}

impl List {
    /// Ends lists and begins others, up to the given one.
    fn go_on(&mut self, to: List, out: &mut Writer) {
        while *self != to {
            let name;
            (*self, name) = match self {
                Self::Documents => (Self::Annotations, "annotations"),
                Self::Annotations => (Self::Relations, "relations"),
                Self::Relations | Self::Clusters => (Self::Clusters, "clusters"),
            };
            out.next_list(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::testing;
    use crate::workspace::{Entry, Workspace};
    use proptest::prelude::*;

    fn gradually(
        workspace: &mut Workspace,
        transaction: Transaction,
    ) -> Result<Vec<u8>, EditError> {
        let mut gradual = Gradual::new(workspace.state(), transaction, Writer::default());
        while gradual.step()? {}
        assert!(gradual.part() >= 1.0);
        Ok(workspace.conclude(gradual).1.finish())
    }

    proptest! {
        /// Gradual and immediate application give the same state, history and journal.
        #[test]
        fn steps_equal_one_transaction(before in testing::any_project(), project in testing::any_project()) {
            let state = State::open(before).expect("a project that opens");
            let (mut here, mut there) = (Workspace::new(state.clone(), Default::default()), Workspace::new(state, Default::default()));
            let whole = Transaction::new("import", vec![Op::PutProject(Box::new(project.clone()))]);
            let adding = crate::edit::add_project(here.state(), &project);
            for transaction in [whole].into_iter().chain(adding) {
                let entry = Entry::Commit(transaction.clone());
                there.perform(&entry).expect("it fits");
                let written = gradually(&mut here, transaction).expect("it fits");
                prop_assert_eq!(written, json::to_vec(&entry));
                prop_assert_eq!(here.state().to_project(), there.state().to_project());
                prop_assert_eq!(here.history(), there.history());
                for workspace in [&mut here, &mut there] {
                    workspace.perform(&Entry::Undo).expect("it can be undone");
                }
                prop_assert_eq!(here.state().to_project(), there.state().to_project());
            }
        }
    }

    proptest! {
        /// A project that cannot be opened is refused in steps too.
        #[test]
        fn a_failing_transaction_changes_nothing(project in testing::any_project(), which in 0_usize..6) {
            let mut spoilt = project;
            match which {
                0 => spoilt.documents.extend(spoilt.documents.first().cloned()),
                1 => spoilt.annotations.extend(spoilt.annotations.first().cloned()),
                2 => spoilt.relations.extend(spoilt.relations.first().cloned()),
                3 => spoilt.clusters.extend(spoilt.clusters.first().cloned()),
                4 => {
                    if let Some(annotation) = spoilt.annotations.last_mut() {
                        annotation.fragments[0].end = 1_000_000;
                    }
                }
                _ => {
                    if let Some(cluster) = spoilt.clusters.last_mut() {
                        cluster.members.push("nowhere".into());
                    }
                }
            }
            let mut workspace = Workspace::default();
            let opens = State::open(spoilt.clone()).is_ok();
            let replace = Transaction::new("import", vec![Op::PutProject(Box::new(spoilt))]);
            prop_assert_eq!(gradually(&mut workspace, replace).is_ok(), opens);
            if !opens {
                prop_assert_eq!(workspace.state().to_project(), State::default().to_project());
            }
        }
    }
}
