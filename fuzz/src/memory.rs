//! How much memory is in use, to tell a reader that takes too much of it.

use postil_core::format::File;
use postil_formats::limits;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A reader may take so many times the size of its input at most, with what it copies from what the
/// input says once.
const TIMES: usize = 10 + limits::MAX_SHARED_RATIO;
/// Beside that, so many bytes for each value of JSON. A byte or two make a value of 32 bytes in a list
/// that has up to twice the room it needs, and is there twice while it grows.
const VALUE: usize = 96;
/// What it may take of any input: the names that a schema declares, and the parts that are listed as left
/// out, have limits of their own.
const ALWAYS: usize = (18 << 20) + limits::MAX_SHARED_BYTES;

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

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    bytes: usize,
    /// How many values it holds at most if it is JSON.
    values: usize,
}

impl Size {
    /// In bytes.
    pub fn bytes(self) -> usize {
        self.bytes
    }

    /// That of a file, or a part of one.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len(),
            values: bytes.iter().filter(|byte| b"[{:,".contains(byte)).count(),
        }
    }

    /// That of several files together.
    pub fn of_files(files: &[File]) -> Self {
        let sizes = files.iter().map(|file| Self::of(&file.bytes));
        sizes.fold(Self::default(), |all, one| Self {
            bytes: all.bytes + one.bytes,
            values: all.values + one.values,
        })
    }
}

/// Does something with an input of a size.
///
/// # Panics
/// When it takes too much memory.
pub fn bounded<T>(size: Size, act: impl FnOnce() -> T) -> T {
    let (done, peak) = peak(act);
    let most = ALWAYS + TIMES * size.bytes + VALUE * size.values;
    assert!(peak <= most, "{size:?} took {peak} bytes of memory");
    done
}
