//! Postil: an annotation workbench for close reading that runs whole in a browser tab.

mod api;
mod app;
mod article;
mod bundled;
mod by_name;
mod command;
mod derived;
mod desk;
mod dialog;
mod field;
mod files;
mod formats;
mod frame;
mod glyph;
mod held;
mod icon;
mod inspector;
mod keep;
mod later;
mod live;
mod mentions;
mod menu;
mod notice;
mod offline;
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
mod whole;
mod words;

fn main() {
    console_error_panic_hook::set_once();
    // In a worker of the page there is nothing to show.
    if leptos::web_sys::window().is_none() {
        return later::serve();
    }
    // Before anything is shown: the first template needs it.
    trusted_types::install();
    theme::restore();
    leptos::mount::mount_to_body(app::App);
}
