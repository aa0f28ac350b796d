//! How far a reader has got in what it reads, told to whoever wants to know while it is reading. A
//! reader answers when it is done; on a large file that takes seconds, which a person should see
//! pass. Counts bytes, and knows no clock: whoever watches decides how often to look.

use std::cell::RefCell;

type Watch = Box<dyn FnMut(Step)>;

/// What a reader tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There are so many bytes more to read than the files that were given: they came out of an
    /// archive.
    More(usize),
    /// So many bytes were read since it last told.
    Read(usize),
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = RefCell::default();
}

/// Calls a function with every step of the readers of this thread, in place of the one that was
/// called before.
pub fn watch(each: impl FnMut(Step) + 'static) {
    WATCH.with_borrow_mut(|watch| *watch = Some(Box::new(each)));
}

/// Tells of a step. Costs next to nothing where no one watches. One who watches and reads in doing
/// so is not told of that.
pub fn tell(step: Step) {
    WATCH.with(|watch| {
        if let Ok(mut watch) = watch.try_borrow_mut()
            && let Some(each) = watch.as_mut()
        {
            each(step);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn steps_come_to_the_one_who_watches() {
        tell(Step::Read(1));
        let seen = Rc::new(RefCell::new(Vec::new()));
        let told = seen.clone();
        watch(move |step| {
            told.borrow_mut().push(step);
            tell(Step::More(9));
        });
        tell(Step::More(2));
        tell(Step::Read(3));
        assert_eq!(*seen.borrow(), [Step::More(2), Step::Read(3)]);
    }
}
