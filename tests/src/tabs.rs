//! Several tabs of one browser.

use crate::engine::Engine;
use crate::page::Page;
use fantoccini::wd::WindowHandle;

/// A tab of the browser. The methods of [`Page`] act on the one last opened or switched to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl Page {
    /// The tab the page's methods act on.
    pub async fn tab(&self) -> Tab {
        Tab(self.client().window().await.expect("a current tab"))
    }

    /// Opens an empty tab and switches to it. In WebKit it is a window: a new tab stays hidden
    /// there, and takes no clicks.
    pub async fn open_tab(&self) -> Tab {
        self.note("open a tab".to_owned());
        let as_tab = self.engine() != Engine::WebKit;
        let opened = self.client().new_window(as_tab).await;
        let tab = Tab(opened.expect("the browser opens a tab").handle);
        self.switch_to(&tab).await;
        tab
    }

    /// Opens the project in a second tab, which only reads, once all is saved; the tab that writes.
    pub async fn open_reading_tab(&self) -> Tab {
        self.saved().await;
        let first = self.tab().await;
        self.open_tab().await;
        self.open().await;
        self.until("document.querySelector('.rail-articles .add')?.disabled")
            .await;
        first
    }

    /// Switches to a tab.
    pub async fn switch_to(&self, tab: &Tab) {
        self.note(format!("switch to {tab:?}"));
        let switched = self.client().switch_to_window(tab.0.clone()).await;
        switched.unwrap_or_else(|error| panic!("{tab:?}: {error}"));
    }

    /// Closes the current tab and switches to another.
    pub async fn close_tab(&self, next: &Tab) {
        self.note("close the tab".to_owned());
        self.client().close_window().await.expect("the tab closes");
        self.switch_to(next).await;
    }
}
