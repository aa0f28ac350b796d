//! Commits large changes a few milliseconds a frame, so that the page stays responsive.

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

/// A change of more records is committed step by step.
const MAX_RECORDS_AT_ONCE: usize = 1_000;
/// So is one that brings more bytes of text.
const MAX_TEXT_BYTES_AT_ONCE: usize = 1_000_000;

/// Commits a transaction: a small one at once, a large one step by step. While it does the latter, the
/// page shows the progress, and a person can cancel until the end. O(n).
///
/// # Errors
/// When it was cancelled, or the desk refuses the change; nothing has changed then.
pub async fn commit(desk: Desk, transaction: Transaction) -> Result<Option<Change>, ImportError> {
    commit_as(desk, transaction, Stage::Taking).await
}

/// Commits like [`commit`], and shows the progress as that of a stage.
///
/// # Errors
/// As [`commit`].
pub async fn commit_as(
    desk: Desk,
    transaction: Transaction,
    stage: Stage,
) -> Result<Option<Change>, ImportError> {
    if !is_large(&transaction) {
        return desk.try_commit(transaction).map_err(ImportError::Refused);
    }
    let work = Work::new();
    let since = desk.revision();
    let entry = record::begin();
    let mut gradual = desk.peek(|state| Gradual::new(state, transaction, entry));
    let outcome = loop {
        let pause = schedule::slice();
        let next = loop {
            match gradual.step() {
                Ok(true) if pause.is_due() => break Ok(true),
                Ok(true) => {}
                ended => break ended,
            }
        };
        match next {
            _ if work.is_cancelled() => break Err(ImportError::Cancelled),
            Ok(true) => {}
            Ok(false) => {
                let concluded = desk.conclude(gradual, since);
                break concluded.map(Some).map_err(ImportError::Refused);
            }
            Err(error) => break Err(ImportError::Refused(error.into())),
        }
        progress::show_part(desk, work, stage, gradual.part());
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
                records += record_count(project);
                bytes += text_bytes(project);
            }
            Op::InsertDocument { document, .. } => bytes += document.text.len(),
            _ => {}
        }
    }
    records > MAX_RECORDS_AT_ONCE || bytes > MAX_TEXT_BYTES_AT_ONCE
}

fn record_count(project: &Project) -> usize {
    project.documents.len() + project.annotations.len() + project.relations.len()
}

fn text_bytes(project: &Project) -> usize {
    project
        .documents
        .iter()
        .map(|document| document.text.len())
        .sum()
}
