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
    // A worker has no window, and nothing to show.
    if leptos::web_sys::window().is_none() {
        return loader::serve();
    }
    // The first template already needs the policy.
    browser::trusted_types::install();
    browser::theme::restore();
    leptos::mount::mount_to_body(app::App);
}
