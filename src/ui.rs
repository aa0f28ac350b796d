//! The kit that views are built from: signals, memos and views of erased type, scheduling by frames,
//! a virtual list, a menu, icons. Nothing here knows about annotations.

pub mod form_glyph;
pub mod icon;
pub mod memo;
pub mod menu;
pub mod roving;
pub mod schedule;
pub mod sentence;
pub mod signal;
pub mod view;
pub mod virtual_list;
