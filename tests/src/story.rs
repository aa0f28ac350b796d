//! Opens the views of the story over the worked example.

use crate::Page;

/// The five articles marked whole: `articles/worked-example.json`.
const EXAMPLE: &str = include_str!("../../articles/worked-example.json");

/// Opens the page with the worked example, and shows the view with this key, from 1.
pub async fn open(page: &Page, view: usize) {
    page.open().await;
    load(page).await;
    show(page, view).await;
}

/// Puts the worked example in the place of the open project.
pub async fn load(page: &Page) {
    page.eval::<()>(&format!("postil.load({EXAMPLE});")).await;
    page.saved().await;
}

/// Shows the view with this key, from 1, and waits until it is drawn.
pub async fn show(page: &Page, view: usize) {
    if page.count(".story").await == 0 {
        page.press("0").await;
    }
    page.until("document.querySelector('.story-body')").await;
    page.press(&view.to_string()).await;
    let pressed = format!(".story-tabs button:nth-child({view})[aria-pressed=true]");
    page.until(&format!("document.querySelector('{pressed}')"))
        .await;
}
