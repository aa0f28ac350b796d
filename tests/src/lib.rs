//! Drives real browsers through W3C WebDriver, for the end-to-end tests.
