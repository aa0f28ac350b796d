//! Signals of erased type: values that can be set, and that notify their readers.
//!
//! A signal of Leptos is compiled once for each type of value. Here the value is boxed, so that the
//! page holds that code once; it costs a pointer and a downcast per access. What that saves: see
//! docs/decisions.md.

use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;

/// A value that can be set, and then notifies its readers. It lives as long as the component that
/// made it; after that, reading it panics and setting it does nothing.
pub struct ErasedSignal<T> {
    value: StoredValue<Box<dyn Any>, LocalStorage>,
    changed: Trigger,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for ErasedSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedSignal<T> {}

impl<T: 'static> ErasedSignal<T> {
    /// Makes a signal with a value.
    pub fn new(value: T) -> Self {
        let (value, changed) = store(Box::new(value));
        Self {
            value,
            changed,
            holds: PhantomData,
        }
    }

    /// Reads the value, tracked: a calling effect or view runs again when it is set.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads the value, untracked.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(read).expect("the signal is alive")
    }

    /// Reads the value like [`ErasedSignal::with_untracked`]; `None` once it has been disposed.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let (mut read, mut result) = (Some(read), None);
        read_value(self.value, &mut |value| {
            if let (Some(read), Some(value)) = (read.take(), value.downcast_ref()) {
                result = Some(read(value));
            }
        });
        result
    }

    /// A copy of the value, tracked like [`ErasedSignal::with`].
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of the value, read like [`ErasedSignal::with_untracked`].
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Replaces the value.
    pub fn set(self, value: T) {
        self.update(|current| *current = value);
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.change(change);
        notify(self.changed);
    }

    /// Changes the value without notifying, and returns the result of `change`; `None` once the value
    /// has been disposed.
    pub fn change<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let (mut change, mut result) = (Some(change), None);
        change_value(self.value, &mut |value| {
            if let (Some(change), Some(value)) = (change.take(), value.downcast_mut()) {
                result = Some(change(value));
            }
        });
        result
    }

    /// A handle that can only read the value.
    pub fn read_only(self) -> ErasedReadSignal<T> {
        ErasedReadSignal(self)
    }

    /// Tracks the value: a calling effect or view runs again when it is set.
    pub fn track(self) {
        track(self.changed);
    }
}

/// An [`ErasedSignal`] that can be read but not set.
pub struct ErasedReadSignal<T>(ErasedSignal<T>);

impl<T> Clone for ErasedReadSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedReadSignal<T> {}

impl<T: 'static> ErasedReadSignal<T> {
    /// Reads the value like [`ErasedSignal::with`].
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with(read)
    }

    /// Reads the value like [`ErasedSignal::with_untracked`].
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with_untracked(read)
    }

    /// A copy of the value, tracked like [`ErasedSignal::with`].
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.0.get()
    }

    /// A copy of the value, read like [`ErasedSignal::with_untracked`].
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.0.get_untracked()
    }

    /// Tracks the value: a calling effect or view runs again when it is set.
    pub fn track(self) {
        self.0.track();
    }
}

fn store(value: Box<dyn Any>) -> (StoredValue<Box<dyn Any>, LocalStorage>, Trigger) {
    (StoredValue::new_local(value), Trigger::new())
}

fn read_value(value: StoredValue<Box<dyn Any>, LocalStorage>, read: &mut dyn FnMut(&dyn Any)) {
    value.try_with_value(|value| read(&**value));
}

fn change_value(
    value: StoredValue<Box<dyn Any>, LocalStorage>,
    change: &mut dyn FnMut(&mut dyn Any),
) {
    value.try_update_value(|value| change(&mut **value));
}

fn notify(changed: Trigger) {
    if !changed.is_disposed() {
        changed.notify();
    }
}

fn track(changed: Trigger) {
    changed.track();
}
