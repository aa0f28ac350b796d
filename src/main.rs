//! Postil: an annotation workbench for close reading that runs whole in a browser tab.

mod api;
mod app;
mod article;
mod browser;
mod commands;
mod desk;
mod dialog;
mod field;
mod inspector;
mod loader;
mod notice;
mod rail;
mod statusbar;
mod storage;
mod subbar;
mod topbar;
mod transfer;
mod tray;
mod ui;

fn main() {
    console_error_panic_hook::set_once();
    // In a worker of the page there is nothing to show.
    if leptos::web_sys::window().is_none() {
        return loader::serve();
    }
    // Before anything is shown: the first template needs it.
    crate::browser::trusted_types::install();
    crate::browser::theme::restore();
    leptos::mount::mount_to_body(app::App);
}
