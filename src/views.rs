//! What people see and touch around the article: bars, rail, inspector, toolbar, dialogs.

pub mod announcer;
pub mod codebook;
pub mod date_field;
pub mod dialog;
pub mod draft;
pub mod fetched;
pub mod field;
pub mod inspector;
pub mod kept;
pub mod markdown;
pub mod notice;
pub mod pane;
pub mod pane_head;
pub mod panel;
pub mod project_name;
pub mod rail;
pub mod refocus;
pub mod rule;
pub mod statusbar;
pub mod subbar;
pub mod ties;
pub mod toolbar;
pub mod topbar;
pub mod tying;
