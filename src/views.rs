//! What people see and touch around the article: bars, rail, inspector, toolbar, dialogs.

pub mod dialog;
pub mod field;
pub mod inspector;
pub mod notice;
pub mod rail;
pub mod statusbar;
pub mod subbar;
pub mod toolbar;
pub mod topbar;
