//! Thin wrappers of browser features. Nothing here knows about Postil.

pub mod address;
pub mod clock_and_ids;
pub mod download;
pub mod focus;
pub mod panel;
pub mod reflect;
pub mod remembered;
pub mod segmenter;
pub mod theme;
pub mod trusted_types;
pub mod viewport;
