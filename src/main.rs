//! Postil: an annotation workbench for close reading that runs whole in a browser tab.

mod api;
mod app;
mod article;
mod browser;
mod commands;
mod desk;
mod loader;
mod storage;
mod transfer;
mod ui;
mod views;

fn main() {
    console_error_panic_hook::set_once();
    // In a worker of the page there is nothing to show.
    if leptos::web_sys::window().is_none() {
        return loader::serve();
    }
    // Before anything is shown: the first template needs it.
    browser::trusted_types::install();
    browser::theme::restore();
    leptos::mount::mount_to_body(app::App);
}
