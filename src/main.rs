//! Postil: the page.
fn main() {}
