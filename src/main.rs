//! Postil: an annotation workbench for close reading that runs whole in a browser tab.

mod api;
mod app;
mod article;
mod bundled;
mod command;
mod desk;
mod dialog;
mod field;
mod files;
mod glyph;
mod icon;
mod inspector;
mod keep;
mod live;
mod mentions;
mod menu;
mod notice;
mod overlay;
mod rail;
mod rows;
mod stamp;
mod statusbar;
mod subbar;
mod theme;
mod topbar;
mod tray;
mod trusted_types;
mod words;

fn main() {
    console_error_panic_hook::set_once();
    // Before anything is shown: the first template needs it.
    trusted_types::install();
    theme::restore();
    leptos::mount::mount_to_body(app::App);
}
