//! Marks the sentences of the page, so that translators find all of them: `t!` holds a constant
//! sentence, `tf!` one with values, formatted as by [`format!`]. `cargo xtask sentences` lists them
//! by file and line.

/// A sentence that the page shows or says.
macro_rules! t {
    ($sentence:literal) => {
        $sentence
    };
}

/// A sentence with values that the page shows or says.
macro_rules! tf {
    ($($sentence:tt)*) => {
        ::std::format!($($sentence)*)
    };
}

pub(crate) use {t, tf};
