//! Parts of a view that follow the desk, in a form that keeps the page small. A view holds on to the
//! type of all that is in it, and what it is built from is compiled anew for each; boxed, all
//! closures with the same result share it, and so do all pieces of the page.

use leptos::prelude::*;
use std::sync::Arc;

/// A function that a view calls again whenever what it read has changed.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// A piece of the page, written as for `view!`, whose type does not tell what is in it.
macro_rules! ui {
    ($($view:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::view! { $($view)* })
    };
}
pub(crate) use ui;

/// A text, an attribute or a class that follows what it reads.
pub fn live<T>(read: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(read)
}

/// A piece of the page that is made anew whenever what it reads has changed; nothing where it
/// answers `None`.
pub fn part<V: Into<Option<AnyView>>>(
    mut make: impl FnMut() -> V + Send + 'static,
) -> Live<Option<AnyView>> {
    Box::new(move || make().into())
}

/// A piece of the page that is there while a condition holds, and is not made anew as long as it
/// does.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> AnyView + Send + 'static,
) -> Live<Option<AnyView>> {
    let holds = super::memo::memo(condition);
    part(move || holds.get().then(&make))
}

/// Pieces of the page, one for each item. One that keeps its key from one time to the next is not
/// made anew, so a piece must not show what may change under the same key.
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

/// An item of a list, not yet made into a piece of the page.
struct Piece {
    key: String,
    make: Box<dyn FnOnce() -> AnyView + Send>,
}

fn pieces(list: Live<Vec<Piece>>) -> AnyView {
    // `For` takes a function that can be shared, which it never does.
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

/// Runs a function now, and again whenever what it read has changed, to bring something outside of
/// the page's signals in line with them.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(run: Box<dyn FnMut()>) {
    Effect::new(run);
}
