//! What the page shows of the story in place of the articles, as data.

use crate::ui::sentence::t;
use postil_core::model::ClusterId;

/// A view of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryView {
    /// Clusters against articles.
    Coverage,
    /// Sources against claims.
    Sayings,
    /// Events in time.
    Timeline,
    /// Claims with their wordings.
    Claims,
    /// Claims that differ.
    Tensions,
    /// What is said of one cluster, and by it.
    Dossier,
    /// How far the articles are marked.
    Overview,
}

impl StoryView {
    /// All, in the order of their keys.
    pub const ALL: [Self; 7] = [
        Self::Coverage,
        Self::Sayings,
        Self::Timeline,
        Self::Claims,
        Self::Tensions,
        Self::Dossier,
        Self::Overview,
    ];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Coverage => "Coverage",
            Self::Sayings => t!("Who said what"),
            Self::Timeline => "Timeline",
            Self::Claims => "Claims",
            Self::Tensions => "Tensions",
            Self::Dossier => "Dossier",
            Self::Overview => "Overview",
        }
    }

    /// What the address, scripts and names of files call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Sayings => "sayings",
            Self::Timeline => "timeline",
            Self::Claims => "claims",
            Self::Tensions => "tensions",
            Self::Dossier => "dossier",
            Self::Overview => "overview",
        }
    }

    /// The view of that [`StoryView::name`].
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// A place in the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryPlace {
    /// The view.
    pub view: StoryView,
    /// The cluster whose dossier is shown; `None`: the one that was shown last.
    pub cluster: Option<ClusterId>,
}

impl From<StoryView> for StoryPlace {
    fn from(view: StoryView) -> Self {
        Self {
            view,
            cluster: None,
        }
    }
}
