//! The sentences of the page, marked so that whoever translates them finds them all: `t!` holds one
//! as it stands, `tf!` one with values in it, formatted as by [`format!`]. `cargo xtask sentences`
//! lists them with their places.

/// A sentence that the page shows or says.
macro_rules! t {
    ($sentence:literal) => {
        $sentence
    };
}

/// A sentence that the page shows or says, with values in it.
macro_rules! tf {
    ($($sentence:tt)*) => {
        ::std::format!($($sentence)*)
    };
}

pub(crate) use {t, tf};
