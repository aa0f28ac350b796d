//! `cargo xtask`: sets up, serves, builds and tests Postil.
fn main() {}
