//! The worked example and small projects, for tests.

use postil_core::format::postil::read;
use postil_core::state::State;

const EXAMPLE: &[u8] = include_bytes!("../../../articles/worked-example.json");

/// The worked example.
pub fn example() -> State {
    let (project, _) = read(EXAMPLE).expect("the example reads");
    State::open(project).expect("the example opens")
}
