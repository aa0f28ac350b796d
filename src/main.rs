//! Postil: an annotation workbench for close reading that runs whole in a browser tab.

mod app;
mod article;
mod command;
mod desk;
mod files;
mod glyph;
mod overlay;
mod stamp;
mod theme;

fn main() {
    console_error_panic_hook::set_once();
    theme::restore();
    leptos::mount::mount_to_body(app::App);
}
