//! Reports how far a reader has got. A reader returns when it is done, which takes seconds for a
//! large file; meanwhile a person should see progress. Counts bytes and knows no clock: the watcher
//! decides how often to look.

use std::cell::RefCell;

type Watch = Box<dyn FnMut(Step)>;

/// What a reader reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Bytes to read in addition to the given files: they came out of an archive.
    More(usize),
    /// Bytes read since the last report.
    Read(usize),
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = RefCell::default();
}

/// Calls a function with every step of the readers of this thread, instead of the previous watcher.
pub fn watch(each: impl FnMut(Step) + 'static) {
    WATCH.with_borrow_mut(|watch| *watch = Some(Box::new(each)));
}

/// Reports a step. Costs next to nothing without a watcher. A watcher that itself reads gets no
/// reports of that.
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
