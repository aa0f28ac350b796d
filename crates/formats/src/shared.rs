//! Bounds what the records of a file copy from what it says only once.

use crate::limits;

/// The bytes that may still be copied. A file of a megabyte can say half a megabyte once and refer to
/// it from ten thousand records; their copies would fill the memory.
#[derive(Debug, Default)]
pub struct Shared {
    left: usize,
}

impl Shared {
    /// What the records of a file of so many bytes may copy.
    pub fn of(bytes: usize) -> Self {
        let mut shared = Self::default();
        shared.add(bytes);
        shared
    }

    /// Adds what the records of another file of so many bytes may copy.
    pub fn add(&mut self, bytes: usize) {
        let more = bytes.saturating_mul(limits::MAX_SHARED_RATIO);
        let more = more.saturating_add(limits::MAX_SHARED_BYTES);
        self.left = self.left.saturating_add(more);
    }

    /// Counts a copy of so many bytes.
    ///
    /// # Errors
    /// When it is one too many.
    pub fn take(&mut self, bytes: usize) -> Result<(), String> {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(
                "what the records of the file have in common is too large to be \
                         copied to each of them; this is refused"
                    .to_owned(),
            ),
        }
    }
}
