//! What a person has chosen in the timeline. It outlives the view.

use crate::browser::remembered;
use crate::ui::signal::ErasedSignal;
use leptos::prelude::*;
use postil_story::timeline::Lanes;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The setting that says what lanes are made of.
const LANES: &str = "postil-timeline-lanes";
/// Its value for clusters.
const BY_CLUSTER: &str = "cluster";

/// What is kept; a copy is the same.
#[derive(Clone, Copy)]
pub struct Kept {
    /// What lanes are made of.
    pub lanes: ErasedSignal<Lanes>,
    /// How far the axis is stretched: 1 shows all of it.
    pub zoom: ErasedSignal<f64>,
    /// The place of the axis at the left edge, from 0 to 1, and how far down the lanes are scrolled, in pixels.
    /// Notifies nobody.
    pub at: ErasedSignal<(f64, f64)>,
    /// Whether the table is shown in the place of the picture.
    pub is_table: ErasedSignal<bool>,
    /// The lanes, by their names, that show all they have, however many rows that takes.
    pub lifted: ErasedSignal<BTreeSet<String>>,
}

thread_local! {
    static KEPT: RefCell<Option<(Owner, Kept)>> = const { RefCell::new(None) };
}

impl Kept {
    /// What is kept for the page.
    pub fn here() -> Self {
        KEPT.with_borrow_mut(|kept| {
            let (_, kept) = kept.get_or_insert_with(|| {
                let owner = Owner::new_root(None);
                let by_cluster = remembered::get(LANES).as_deref() == Some(BY_CLUSTER);
                let lanes = if by_cluster {
                    Lanes::Cluster
                } else {
                    Lanes::Article
                };
                let kept = owner.with(|| Self {
                    lanes: ErasedSignal::new(lanes),
                    zoom: ErasedSignal::new(1.0),
                    at: ErasedSignal::new((0.0, 0.0)),
                    is_table: ErasedSignal::new(false),
                    lifted: ErasedSignal::new(BTreeSet::new()),
                });
                (owner, kept)
            });
            *kept
        })
    }

    /// Makes lanes of articles or of clusters, and remembers it.
    pub fn choose(self, lanes: Lanes) {
        let name = match lanes {
            Lanes::Article => "article",
            Lanes::Cluster => BY_CLUSTER,
        };
        remembered::set(LANES, name);
        self.at.change(|at| at.1 = 0.0);
        self.lanes.set(lanes);
    }
}
