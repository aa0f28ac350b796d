//! Values that are set.

use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;

/// A value that can be set, and tells of it. It is a signal that forgets the value's type, so that
/// the machinery of a signal is in the page once and not once a type. It lives as long as the
/// component that made it; afterwards it cannot be read, and setting it does nothing.
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
    /// Holds a value.
    pub fn new(value: T) -> Self {
        let (value, changed) = place(Box::new(value));
        Self {
            value,
            changed,
            holds: PhantomData,
        }
    }

    /// Reads the value. Whoever calls this inside an effect or a view runs again when it is set.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads the value without being told when it is set.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(read)
            .expect("a value that is still held")
    }

    /// Reads the value like [`ErasedSignal::with_untracked`]; `None` if it is no longer held.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let (mut read, mut result) = (Some(read), None);
        look(self.value, &mut |value| {
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
        self.update(|held| *held = value);
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.change(change);
        tell(self.changed);
    }

    /// Changes the value without telling of it, and returns what the change answers; `None` if it
    /// is no longer held.
    pub fn change<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let (mut change, mut result) = (Some(change), None);
        alter(self.value, &mut |value| {
            if let (Some(change), Some(value)) = (change.take(), value.downcast_mut()) {
                result = Some(change(value));
            }
        });
        result
    }

    /// The value, to be read and not set.
    pub fn reading(self) -> ErasedRead<T> {
        ErasedRead(self)
    }

    /// Lets the effect or the view that calls this run again when the value is set.
    pub fn track(self) {
        follow(self.changed);
    }
}

/// A [`ErasedSignal`] value that can be read and not set.
pub struct ErasedRead<T>(ErasedSignal<T>);

impl<T> Clone for ErasedRead<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedRead<T> {}

impl<T: 'static> ErasedRead<T> {
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

    /// Lets the effect or the view that calls this run again when the value is set.
    pub fn track(self) {
        self.0.track();
    }
}

fn place(value: Box<dyn Any>) -> (StoredValue<Box<dyn Any>, LocalStorage>, Trigger) {
    (StoredValue::new_local(value), Trigger::new())
}

fn look(value: StoredValue<Box<dyn Any>, LocalStorage>, read: &mut dyn FnMut(&dyn Any)) {
    value.try_with_value(|value| read(&**value));
}

fn alter(value: StoredValue<Box<dyn Any>, LocalStorage>, change: &mut dyn FnMut(&mut dyn Any)) {
    value.try_update_value(|value| change(&mut **value));
}

fn tell(changed: Trigger) {
    if !changed.is_disposed() {
        changed.notify();
    }
}

fn follow(changed: Trigger) {
    changed.track();
}
