//! The commands, the table of keys, and the keyboard.

pub mod act;
pub mod articles;
mod bulk;
mod checks;
pub mod chord;
mod clusters;
mod edges;
mod fields;
pub mod kept;
pub mod keyboard;
pub mod keymap;
mod links;
mod marks;
pub mod motion;
pub mod panes;
mod pen;
mod projects;
pub mod proposed;
mod rules;
mod selection;
mod shown;
pub mod story;
pub mod tag;
pub mod time_spent;
pub mod twins;
pub mod tying;
