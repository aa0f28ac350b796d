//! The field for the address of a web page, with a link that opens it.

use super::values::{Of, described, in_words, put, title, typed};
use crate::desk::{Desk, labels};
use crate::ui::sentence::t;
use crate::ui::view::{live, part, ui};
use crate::views::draft::Draft;
use crate::views::field;
use leptos::prelude::*;
use postil_core::model::schema::AttributeType;

/// Whether an address may be opened: that of a web page, and nothing that runs here.
fn may_open(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let is_web = ["https://", "http://"]
        .iter()
        .any(|scheme| lower.starts_with(scheme) && address.len() > scheme.len());
    is_web && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// The field.
pub fn field(of: Of, attribute: AttributeType) -> AnyView {
    let desk = Desk::here();
    let (heading, missing) = (title(of, &attribute), described(of, &attribute));
    let (name, title) = (attribute.name, labels::brief(&attribute.title));
    let address = in_words(of, &name);
    let draft = Draft::new(desk, address, move |words, sitting| {
        put(desk, of, &name, typed(words), sitting)
    });
    let link = move || {
        let address = address.get();
        may_open(&address).then(|| {
            ui! {
                <a
                    class="link"
                    href=address
                    target="_blank"
                    rel="noopener noreferrer"
                    title=t!("Opens in a new tab")
                >
                    {t!("Open")}
                </a>
            }
        })
    };
    ui! {
        <div class="field">
            {heading}
            <div class="row">
                <input
                    class="input"
                    type="url"
                    aria-label=title
                    placeholder="https://"
                    autocomplete="off"
                    spellcheck="false"
                    {..draft.field(Some(t!("The address of a web page")))}
                    aria-describedby=live(missing)
                    on:keydown=field::leave_on_enter
                />
                {part(link)}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::may_open;

    #[test]
    fn only_web_pages_are_opened() {
        assert!(may_open("https://example.org/a?b#c"));
        assert!(may_open("HTTP://example.org"));
        for odd in [
            "",
            "https://",
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "https://a b",
            "жжжжжж",
            "file:///etc",
        ] {
            assert!(!may_open(odd), "{odd}");
        }
    }
}
