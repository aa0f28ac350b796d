//! Memos of erased type: values computed from others, and kept until those change.
//!
//! A [`Memo`] is compiled once for each type of value. Here the value is boxed, so that the page
//! holds that code once; it costs a pointer and a downcast per access. What that saves: see
//! docs/decisions.md.

use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A value that is recomputed when its sources change, and notifies its readers only when the result
/// differs.
pub struct ErasedMemo<T> {
    memo: Memo<Shared>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for ErasedMemo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedMemo<T> {}

/// Makes a memo of the value that a function computes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> ErasedMemo<T> {
    ErasedMemo {
        memo: boxed(Box::new(move || Shared(Arc::new(compute())))),
        holds: PhantomData,
    }
}

fn boxed(compute: Box<dyn Fn() -> Shared + Send + Sync>) -> Memo<Shared> {
    Memo::new(move |_| compute())
}

impl<T: PartialEq + Send + Sync + 'static> ErasedMemo<T> {
    /// Reads the value, tracked: a calling effect or view runs again when it changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of_type(&tracked(self.memo)))
    }

    /// Reads the value, untracked.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of_type(&self.memo.get_untracked()))
    }

    /// A copy of the value, tracked like [`ErasedMemo::with`].
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of the value, read like [`ErasedMemo::with_untracked`].
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

fn tracked(memo: Memo<Shared>) -> Shared {
    memo.get()
}

fn of_type<T: 'static>(shared: &Shared) -> &T {
    // Only `memo` makes these, from a `T`.
    shared.0.any().downcast_ref().expect("a value of type T")
}

/// A value of any comparable type.
#[derive(Clone)]
struct Shared(Arc<dyn Comparable>);

trait Comparable: Send + Sync {
    fn any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Comparable for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(other.0.any())
    }
}
