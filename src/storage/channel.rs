//! Messages between the tabs that have one project open.

use js_sys::{Array, Uint8Array};
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A message from one tab to all others that have the project open.
#[derive(Debug)]
pub enum Message {
    /// A follower asks whether any tab writes.
    Asked,
    /// The writer answers, with the number of the last entry on the disk.
    Here(Option<u64>),
    /// The writer has stored these entries; the first has this number.
    Wrote(u64, Vec<Rc<Vec<u8>>>),
    /// The writer has stored the whole project anew, up to this number.
    Whole(u64),
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
        let number = |number: Option<u64>| number.map_or(JsValue::NULL, |n| (n as f64).into());
        let (word, number, bytes) = match message {
            Message::Asked => ("asked", None, None),
            Message::Here(last) => ("here", Some(number(*last)), None),
            Message::Wrote(first, entries) => ("wrote", Some(number(Some(*first))), Some(entries)),
            Message::Whole(last) => ("whole", Some(number(Some(*last))), None),
            Message::Please => ("please", None, None),
            Message::Yours => ("yours", None, None),
            Message::Refused => ("refused", None, None),
        };
        let mut array = Array::of1(&word.into());
        array.extend(number);
        let entries = bytes.into_iter().flatten();
        array.extend(entries.map(|entry| Uint8Array::from(entry.as_slice())));
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
    let number = || message.get(1).as_f64().map(|number| number as u64);
    Some(match message.get(0).as_string()?.as_str() {
        "asked" => Message::Asked,
        "here" => Message::Here(number()),
        "wrote" => {
            let entries = message.iter().skip(2);
            let bytes =
                |entry: JsValue| Some(Rc::new(entry.dyn_into::<Uint8Array>().ok()?.to_vec()));
            Message::Wrote(number()?, entries.map(bytes).collect::<Option<_>>()?)
        }
        "whole" => Message::Whole(number()?),
        "please" => Message::Please,
        "yours" => Message::Yours,
        "refused" => Message::Refused,
        _ => return None,
    })
}
