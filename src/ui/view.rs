//! Views and effects of erased type.
//!
//! The type of a view names everything in it, and the code that builds and updates it is compiled
//! once per type. Boxed, all closures with the same result share that code, and so do all views. It
//! costs a call through a pointer. What that saves: see docs/decisions.md.

use leptos::prelude::*;
use std::sync::Arc;

/// A function that a view calls again whenever a value that it read changes.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// Makes a view as `view!` does, with its type erased.
macro_rules! ui {
    ($($view:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::view! { $($view)* })
    };
}
pub(crate) use ui;

/// A text, an attribute or a class that follows the values it reads.
pub fn live<T>(read: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(read)
}

/// A view that is rebuilt whenever a value that it read changes; `None` shows nothing.
pub fn part<V: Into<Option<AnyView>>>(
    mut make: impl FnMut() -> V + Send + 'static,
) -> Live<Option<AnyView>> {
    Box::new(move || make().into())
}

/// A view that is shown while a condition holds, and built once each time it begins to hold.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> AnyView + Send + 'static,
) -> Live<Option<AnyView>> {
    let holds = super::memo::memo(condition);
    part(move || holds.get().then(&make))
}

/// A list of views, one per item. An item that keeps its key is not rebuilt, so its view must not show
/// anything that may change under the same key.
pub fn each<T: Send + 'static>(
    mut items: impl FnMut() -> Vec<T> + Send + 'static,
    key: fn(&T) -> String,
    make: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let make = Arc::new(make);
    let list = move || {
        let piece = |item: T| {
            let (key, make) = (key(&item), make.clone());
            Piece {
                key,
                make: Box::new(move || make(item)),
            }
        };
        items().into_iter().map(piece).collect()
    };
    pieces(Box::new(list))
}

/// An item of a list whose view is not built yet.
struct Piece {
    key: String,
    make: Box<dyn FnOnce() -> AnyView + Send>,
}

fn pieces(list: Live<Vec<Piece>>) -> AnyView {
    // `For` requires a function that can be shared, but never shares it.
    let list = Arc::new(std::sync::Mutex::new(list));
    let each = move || list.lock().map(|mut list| list()).unwrap_or_default();
    let key = |piece: &Piece| piece.key.clone();
    For(ForProps::builder()
        .each(each)
        .key(key)
        .children(|piece: Piece| (piece.make)())
        .build())
    .into_any()
}

/// Runs a function now, and again whenever a value that it read changes, to keep something outside the
/// signals in step with them.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(run: Box<dyn FnMut()>) {
    Effect::new(run);
}
