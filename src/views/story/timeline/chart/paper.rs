//! The picture on paper: all of it, as wide as a sheet that lies on its side.

use super::part::Sight;
use crate::ui::signal::ErasedSignal;
use gloo::events::EventListener;
use leptos::prelude::*;

/// The width of the picture in CSS pixels: A4 and Letter on their side hold it.
pub const WIDTH_PX: f64 = 960.0;
/// More than any project takes, in CSS pixels.
const FAR_PX: f64 = 1e7;

/// All there is.
pub const ALL: Sight = Sight {
    from: 0.0,
    to: WIDTH_PX,
    top: 0.0,
    bottom: FAR_PX,
};

/// Tells the picture that the page is printed, for as long as the view is shown.
pub fn follow(on_paper: ErasedSignal<bool>) {
    let tell = move |is_begun: bool| {
        if on_paper.try_with_untracked(|now| *now != is_begun) == Some(true) {
            on_paper.set(is_begun);
        }
    };
    let begun = EventListener::new(&window(), "beforeprint", move |_| tell(true));
    let ended = EventListener::new(&window(), "afterprint", move |_| tell(false));
    let listeners = ErasedSignal::new(Some(vec![begun, ended]));
    on_cleanup(move || drop(listeners.change(Option::take)));
}
