//! Postil: an annotation workbench for close reading that runs whole in a browser tab.

mod api;
mod app;
mod article;
mod bundled;
mod command;
mod desk;
mod files;
mod glyph;
mod keep;
mod overlay;
mod stamp;
mod theme;
mod trusted_types;

fn main() {
    console_error_panic_hook::set_once();
    // Before anything is shown: the first template needs it.
    trusted_types::install();
    theme::restore();
    leptos::mount::mount_to_body(app::App);
}
