//! What a part of the inspector is about.

use crate::ui::memo::ErasedMemo;
use postil_core::model::Annotation;

/// The annotation that a part of the inspector is about.
pub type Shown = ErasedMemo<Option<Annotation>>;
