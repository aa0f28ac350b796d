//! The screen of the codebook: opening it, choosing a part, and filling in its fields.

use crate::page::Page;
use crate::place::control;

/// Opens the screen.
pub async fn open(page: &Page) {
    page.open_by_name("Codebook").await;
    page.until("document.querySelector('.outline-row')").await;
}

/// Closes it.
pub async fn done(page: &Page) {
    page.click(control("Done")).await;
    page.until("!document.querySelector('dialog[open]')").await;
}

/// Chooses a part by its name, and scrolls to it first.
pub async fn choose(page: &Page, part: &str) {
    page.until(&format!(
        "(() => {{
            const row = document.querySelector({:?});
            const list = document.querySelector('.codebook-outline .rows');
            if (!row) {{
                const end = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
                list.scrollTop = end ? 0 : list.scrollTop + list.clientHeight / 2;
            }}
            return row;
        }})()",
        row(part)
    ))
    .await;
    page.click(row(part).as_str()).await;
    page.until(&format!(
        "document.querySelector({:?})",
        row(part) + "[aria-current]"
    ))
    .await;
}

/// The selector of the row of a part.
pub fn row(part: &str) -> String {
    format!(".outline-row[data-part='{part}']")
}

/// Waits for the row of a part to have that title.
pub async fn titled(page: &Page, part: &str, title: &str) {
    page.until(&format!(
        "document.querySelector({:?})?.innerText.startsWith({title:?})",
        row(part)
    ))
    .await;
}

/// Types into the field of that name, over what is there.
pub async fn fill(page: &Page, name: &str, words: &str) {
    page.click(control(name)).await;
    page.press("Ctrl+a").await;
    page.type_text(words).await;
}

/// Adds a part from the menu; its title is typed next.
pub async fn add(page: &Page, what: &str, title: &str) {
    page.click(control("Add to the codebook")).await;
    page.click(control(what)).await;
    page.until("document.activeElement.value?.startsWith('New ')")
        .await;
    page.type_text(title).await;
}

/// Chooses an option of the list of that name by its first letters.
pub async fn pick(page: &Page, list: &str, option: &str) {
    page.until(&format!(
        "[...document.querySelectorAll('.codebook-part select')].some(list => {{
            const title = list.ariaLabel ?? list.closest('.field').firstElementChild.innerText;
            if (title !== {list:?}) return false;
            list.focus();
            return true;
        }})"
    ))
    .await;
    page.type_text(option).await;
}

/// Chooses an option by all of its name, of a list whose options others begin like.
pub async fn take(page: &Page, list: &str, option: &str) {
    page.until(&format!(
        "[...document.querySelectorAll('.codebook-part select')].some(list => {{
            const title = list.ariaLabel ?? list.closest('.field').firstElementChild.innerText;
            const option = [...list.options].find(option => option.text === {option:?});
            if (title !== {list:?} || !option) return false;
            list.focus();
            list.value = option.value;
            return list.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})"
    ))
    .await;
}

/// The parts in the list.
pub async fn parts(page: &Page) -> Vec<String> {
    page.settled().await;
    page.eval("return [...document.querySelectorAll('.outline-row')].map(row => row.dataset.part)")
        .await
}
