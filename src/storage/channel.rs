//! What the tabs that have one project open say to each other.

use js_sys::{Array, Uint8Array};
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Something that one tab says to all others that have the project open.
#[derive(Debug)]
pub enum Said {
    /// One that follows: is there someone who writes?
    Asked,
    /// The one that writes: yes, and the last entry on the disk has this number.
    Here(Option<u64>),
    /// The one that writes: these entries are on the disk now, the first of them with this number.
    Wrote(u64, Vec<Rc<Vec<u8>>>),
    /// The one that writes: all of the project is on the disk anew, up to this number.
    Whole(u64),
    /// One that follows: let me write.
    Please,
    /// The one that wrote: all is on the disk; whoever asked may write.
    Yours,
    /// The one that writes: what was done here cannot be kept, and would be lost.
    Refused,
}

/// The line between tabs; closed when it is dropped.
pub struct Channel(BroadcastChannel);

impl Channel {
    /// Listens to what other tabs say. `None` where the browser has no such thing: then tabs do not
    /// hear of each other.
    pub fn open(name: &str, heard: impl Fn(Said) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(said) = read(&event.data()) {
                heard(said);
            }
        });
        channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        Some(Self(channel))
    }

    /// Says something to all other tabs.
    pub fn say(&self, said: &Said) {
        let number = |number: Option<u64>| number.map_or(JsValue::NULL, |n| (n as f64).into());
        let (word, number, bytes) = match said {
            Said::Asked => ("asked", None, None),
            Said::Here(last) => ("here", Some(number(*last)), None),
            Said::Wrote(first, entries) => ("wrote", Some(number(Some(*first))), Some(entries)),
            Said::Whole(last) => ("whole", Some(number(Some(*last))), None),
            Said::Please => ("please", None, None),
            Said::Yours => ("yours", None, None),
            Said::Refused => ("refused", None, None),
        };
        let mut message = Array::of1(&word.into());
        message.extend(number);
        let entries = bytes.into_iter().flatten();
        message.extend(entries.map(|entry| Uint8Array::from(entry.as_slice())));
        // It fails only on a closed channel, or for what cannot be copied.
        let _ = self.0.post_message(&message);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// What a message says; nothing where another version of the page speaks another language.
fn read(message: &JsValue) -> Option<Said> {
    let message: &Array = message.dyn_ref()?;
    let number = || message.get(1).as_f64().map(|number| number as u64);
    Some(match message.get(0).as_string()?.as_str() {
        "asked" => Said::Asked,
        "here" => Said::Here(number()),
        "wrote" => {
            let entries = message.iter().skip(2);
            let bytes =
                |entry: JsValue| Some(Rc::new(entry.dyn_into::<Uint8Array>().ok()?.to_vec()));
            Said::Wrote(number()?, entries.map(bytes).collect::<Option<_>>()?)
        }
        "whole" => Said::Whole(number()?),
        "please" => Said::Please,
        "yours" => Said::Yours,
        "refused" => Said::Refused,
        _ => return None,
    })
}
