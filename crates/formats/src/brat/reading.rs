//! What is kept while brat's files are read.

use crate::shared::Shared;
use postil_core::model::{AnnotationId, Project};
use std::collections::{HashMap, HashSet};

/// A project, while its files are read.
#[derive(Default)]
pub(super) struct Reading {
    pub project: Project,
    /// The index of each cluster by its reference.
    pub references: HashMap<String, usize>,
    /// The index of the cluster that an annotation is in.
    pub clustered: HashMap<AnnotationId, usize>,
    /// Bounds the copies of a trigger, one for each of its events, and of the id of an event, one for each
    /// of its arguments.
    pub shared: Shared,
    /// The types of relations whose ends have been told.
    pub told: HashSet<String>,
}
