//! Messages between the tabs that have one project open. They say that something has happened, never
//! what: another page of the same origin can send them as well, so that each tab believes only the disk
//! and the lock.

use js_sys::Array;
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use wasm_bindgen::prelude::*;

/// A message from one tab to all others that have the project open.
#[derive(Debug)]
pub enum Message {
    /// A follower asks whether any tab writes.
    Asked,
    /// The writer answers, or has stored something: this is the number of the last entry on the disk.
    Here(Option<u64>),
    /// A follower asks to write.
    Please,
    /// The writer has saved everything; the tab that asked may write.
    Yours,
    /// The writer keeps the project, because it could not save its changes.
    Refused,
}

/// The channel between tabs; dropping it closes it.
pub struct Channel(BroadcastChannel);

impl Channel {
    /// Listens to other tabs. `None` where the browser has no channels: then tabs do not hear of each
    /// other.
    pub fn open(name: &str, heard: impl Fn(Message) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(message) = read(&event.data()) {
                heard(message);
            }
        });
        channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        Some(Self(channel))
    }

    /// Sends a message to all other tabs.
    pub fn send(&self, message: &Message) {
        let array = match message {
            Message::Asked => Array::of1(&"asked".into()),
            Message::Here(last) => {
                let last = last.map_or(JsValue::NULL, |last| (last as f64).into());
                Array::of2(&"here".into(), &last)
            }
            Message::Please => Array::of1(&"please".into()),
            Message::Yours => Array::of1(&"yours".into()),
            Message::Refused => Array::of1(&"refused".into()),
        };
        // This fails only on a closed channel, or for values that cannot be copied.
        let _ = self.0.post_message(&array);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Decodes a message; `None` for one of another version of the page.
fn read(message: &JsValue) -> Option<Message> {
    let message: &Array = message.dyn_ref()?;
    Some(match message.get(0).as_string()?.as_str() {
        "asked" => Message::Asked,
        "here" => Message::Here(message.get(1).as_f64().map(|number| number as u64)),
        "please" => Message::Please,
        "yours" => Message::Yours,
        "refused" => Message::Refused,
        _ => return None,
    })
}
