//! Large changes a few milliseconds a frame, so that the page goes on answering.

use super::error::ImportError;
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

/// Does what a transaction says: at once if that is little, else step by step, which is shown and can
/// be cancelled up to its end.
///
/// # Errors
/// When it was cancelled, or the desk does not take the change; nothing has changed then.
pub async fn commit(desk: Desk, transaction: Transaction) -> Result<Option<Change>, ImportError> {
    if !is_large(&transaction) {
        return desk.try_commit(transaction).map_err(ImportError::Refused);
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
            _ if work.is_cancelled() => break Err(ImportError::Cancelled),
            Ok(true) => {}
            Ok(false) => {
                let concluded = desk.conclude(gradual, since);
                break concluded.map(Some).map_err(ImportError::Refused);
            }
            Err(error) => break Err(ImportError::Refused(error.to_string())),
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
