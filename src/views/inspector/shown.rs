//! The annotation that the inspector shows.

use crate::ui::memo::ErasedMemo;
use postil_core::model::Annotation;

/// The annotation that a part of the inspector shows.
pub type Shown = ErasedMemo<Option<Annotation>>;
