//! Parts of a view that follow the desk, in a form that keeps the page small. A view holds on to the
//! type of every closure in it, and what it is built from is compiled anew for each; boxed, all
//! closures with the same result share it.

use leptos::prelude::*;

/// A function that a view calls again whenever what it read has changed.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// A text, an attribute or a class that follows what it reads.
pub fn live<T>(read: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(read)
}

/// A piece of the page that is made anew whenever what it reads has changed.
pub fn part<V: IntoView + 'static>(mut make: impl FnMut() -> V + Send + 'static) -> Live<AnyView> {
    Box::new(move || make().into_any())
}
