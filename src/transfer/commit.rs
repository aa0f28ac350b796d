//! Large changes a few milliseconds a frame, so that the page goes on answering.

use super::progress;
use crate::desk::Desk;
use crate::desk::work::{Stage, Work};
use crate::storage::record;
use crate::ui::schedule;
use postil_core::change::Change;
use postil_core::gradual::Gradual;
use postil_core::model::Project;
use postil_core::transaction::{Op, Transaction};

/// A change of more records is made step by step.
const MANY: usize = 1_000;
/// And one that brings more text, in bytes.
const LONG: usize = 1_000_000;

/// How it ended.
pub enum Outcome {
    /// It was done; nothing, if there was nothing to do.
    Done(Option<Change>),
    /// It was cancelled, and nothing has changed.
    Cancelled,
}

/// Does what a transaction says: at once if that is little, else step by step, which is shown and can
/// be cancelled up to its end.
///
/// # Errors
/// With the reason in words where it was not done; nothing has changed then.
pub async fn commit(desk: Desk, transaction: Transaction) -> Result<Outcome, String> {
    if !is_large(&transaction) {
        return desk.try_commit(transaction).map(Outcome::Done);
    }
    let work = Work::new();
    let since = desk.revision();
    let entry = record::begin();
    let mut gradual = desk.peek(|state| Gradual::new(state, transaction, entry));
    let outcome = loop {
        let pause = schedule::slice();
        let more = loop {
            match gradual.step() {
                Ok(true) if pause.is_due() => break Ok(true),
                Ok(true) => {}
                ended => break ended,
            }
        };
        match more {
            _ if work.is_cancelled() => break Ok(Outcome::Cancelled),
            Ok(true) => {}
            Ok(false) => {
                break desk
                    .conclude(gradual, since)
                    .map(|it| Outcome::Done(Some(it)));
            }
            Err(error) => break Err(error.to_string()),
        }
        progress::tell_part(desk, work, Stage::Taking, gradual.part());
        schedule::breathe().await;
    };
    progress::end(desk, work);
    outcome
}

fn is_large(transaction: &Transaction) -> bool {
    let (mut records, mut bytes) = (transaction.ops.len(), 0);
    for op in &transaction.ops {
        match op {
            Op::PutProject(project) => {
                records += count(project);
                bytes += text(project);
            }
            Op::InsertDocument { document, .. } => bytes += document.text.len(),
            _ => {}
        }
    }
    records > MANY || bytes > LONG
}

fn count(project: &Project) -> usize {
    project.documents.len() + project.annotations.len() + project.relations.len()
}

fn text(project: &Project) -> usize {
    project
        .documents
        .iter()
        .map(|document| document.text.len())
        .sum()
}
