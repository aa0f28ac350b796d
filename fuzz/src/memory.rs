//! How much memory is in use, to tell a reader that takes too much of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A reader may take so many times the size of its input at most. A byte or two of JSON make a value
/// of 32 bytes in a list that has twice the room it needs; texts and annotations, which is what files
/// are made of, take far less: the example `memory` of `postil-formats` tells.
const TIMES: usize = 120;
/// What it may take of any input.
const ALWAYS: usize = 4 << 20;

static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

fn more(bytes: usize) {
    let used = USED.fetch_add(bytes, Relaxed) + bytes;
    PEAK.fetch_max(used, Relaxed);
}

// SAFETY: all is passed on to the system's allocator; only counters are kept beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        more(layout.size());
        // SAFETY: the caller has promised for `layout` what the system asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Relaxed);
        // SAFETY: `pointer` is of this allocator with that layout, and so of the system's.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both are there while it is moved.
        more(size);
        USED.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as for `dealloc`; the caller has promised for `size` what the system asks for.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// How many bytes were in use at once, at most, while something was done, beyond those before it.
pub fn peak<T>(act: impl FnOnce() -> T) -> (T, usize) {
    let before = USED.load(Relaxed);
    PEAK.store(before, Relaxed);
    let done = act();
    (done, PEAK.load(Relaxed).saturating_sub(before))
}

/// Does something with an input of so many bytes.
///
/// # Panics
/// When it takes too much memory.
pub fn bounded<T>(input: usize, act: impl FnOnce() -> T) -> T {
    let (done, peak) = peak(act);
    let most = ALWAYS + TIMES * input;
    assert!(
        peak <= most,
        "{input} bytes of input took {peak} bytes of memory"
    );
    done
}
