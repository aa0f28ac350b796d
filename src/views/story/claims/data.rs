//! What the board of claims shows, and what a person has chosen to see.

use super::reach::{MOST_WORDINGS, Reach};
use super::runs::{Kind, Run, runs};
use crate::desk::labels;
use crate::ui::form_glyph::Look;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::views::story::session::Session;
use crate::views::story::tiles::{self, Head};
use leptos::prelude::*;
use postil_core::model::{Annotation, AnnotationId, ClusterId};
use postil_core::state::State;
use postil_core::text::fold;
use postil_story::attribution::{Attribution, Form, Speaker};
use postil_story::claims::Key;
use postil_story::scope::Scope;
use postil_story::wording::{Mention, Wordings};
use std::cell::RefCell;
use std::ops::Range;

/// Names of speakers and media that are shown.
const NAMES: usize = 3;

/// The view; a copy is the same.
#[derive(Clone, Copy)]
pub struct Data {
    pub session: Session,
    pub choices: Choices,
    /// The claims that are listed.
    pub listed: ErasedMemo<Listed>,
    /// Which of them are in the page.
    pub range: ErasedMemo<Range<usize>>,
    /// The cards of these.
    pub cards: ErasedMemo<Vec<Card>>,
}

/// What a person has chosen; it outlives the view.
#[derive(Clone, Copy)]
pub struct Choices {
    /// The words to find in names.
    pub words: ErasedSignal<String>,
    /// Whether only claims are listed whose wordings differ.
    pub differing: ErasedSignal<bool>,
    /// Whether words are shown that only the first wording has.
    pub gone: ErasedSignal<bool>,
    /// The cards that are in the page.
    pub reach: Reach,
}

/// The claims that are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// How many claims are worded more than once, listed or not.
    pub all: usize,
    /// How many are worded once.
    pub once: usize,
    /// The listed ones, in the order of publication.
    pub lines: Vec<Line>,
}

/// A claim in the list of names.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number among all that are worded more than once.
    pub at: usize,
    /// Its name, in one line.
    pub name: String,
    /// How many wordings it has.
    pub mentions: usize,
}

/// A claim with its wordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Tells it apart from all others.
    pub key: String,
    /// Its number in the list.
    pub number: usize,
    pub name: String,
    pub cluster: Option<ClusterId>,
    pub look: Option<Look>,
    /// How many wordings, articles and accounts.
    pub spread: String,
    pub wordings: Vec<Worded>,
    /// How many more there are than are shown.
    pub more: usize,
}

/// A claim as an article has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Worded {
    pub mark: AnnotationId,
    /// Its article.
    pub from: String,
    /// The title of that.
    pub title: String,
    /// When that was published.
    pub date: String,
    pub runs: Vec<Run>,
    pub direction: &'static str,
    /// How it is quoted, who says it, by which media it came, how certain it is.
    pub how: Vec<String>,
    /// What is new in it, for those who do not see it.
    pub differs: Option<String>,
}

thread_local! {
    static CHOICES: RefCell<Option<(Owner, Choices)>> = const { RefCell::new(None) };
}

impl Choices {
    /// The choices of the page.
    pub fn here() -> Self {
        CHOICES.with_borrow_mut(|choices| {
            let (_, choices) = choices.get_or_insert_with(|| {
                let owner = Owner::new_root(None);
                let choices = owner.with(|| Self {
                    words: ErasedSignal::new(String::new()),
                    differing: ErasedSignal::new(false),
                    gone: ErasedSignal::new(false),
                    reach: Reach::new(),
                });
                (owner, choices)
            });
            *choices
        })
    }

    /// Lists all claims again.
    pub fn show_all(self) {
        self.words.set(String::new());
        self.differing.set(false);
        self.reach.restart();
    }
}

impl Data {
    /// The cards stand in so many columns.
    pub fn new(session: Session, columns: ErasedMemo<usize>) -> Self {
        let choices = Choices::here();
        // All at once: to join the claims is what costs the most.
        let shown = memo(move || {
            let words = choices.words.with(|words| fold(words.trim()));
            let differing = choices.differing.get();
            session.read(|scope| {
                let wordings = Wordings::new(scope);
                let listed = listed(&wordings, &words, differing);
                let mentions = listed.lines.iter().map(|line| line.mentions);
                let range = choices.reach.of(mentions, columns.get());
                let cards = cards(scope, &wordings, &listed, range.clone());
                (listed, range, cards)
            })
        });
        let listed = memo(move || shown.with(|(listed, ..)| listed.clone()));
        let range = memo(move || shown.with(|(_, range, _)| range.clone()));
        let cards = memo(move || shown.with(|(.., cards)| cards.clone()));
        Self {
            session,
            choices,
            listed,
            range,
            cards,
        }
    }
}

fn listed(wordings: &Wordings, words: &str, differing: bool) -> Listed {
    let lines = (0..wordings.len()).filter(|at| !differing || wordings.differs(*at));
    let lines = lines.filter_map(|at| {
        let (_, name) = wordings.name(at)?;
        let is_found = words.is_empty() || fold(&name).contains(words);
        is_found.then(|| Line {
            at,
            name: labels::brief(&labels::line(&name)),
            mentions: wordings.mentions(at),
        })
    });
    Listed {
        all: wordings.len(),
        once: wordings.once(),
        lines: lines.collect(),
    }
}

/// The cards of some of the listed claims.
fn cards(scope: &Scope, wordings: &Wordings, listed: &Listed, range: Range<usize>) -> Vec<Card> {
    let heads = tiles::heads(scope);
    let lines = listed.lines.iter().enumerate();
    let lines = lines.skip(range.start).take(range.len());
    let cards = lines.filter_map(|(number, line)| card(scope, &heads, wordings, number, line.at));
    cards.collect()
}

fn card(
    scope: &Scope,
    heads: &[Head],
    wordings: &Wordings,
    number: usize,
    at: usize,
) -> Option<Card> {
    let state = scope.state();
    let mut articles: Vec<usize> = wordings.articles(at).collect();
    articles.dedup();
    let accounts = scope.accounts(articles.iter().copied());
    let wording = wordings.first_wordings(at, MOST_WORDINGS)?;
    let (key, cluster) = match &wording.key {
        Key::Cluster(id) => (format!("c{id}"), Some(id.clone())),
        Key::Claim(id) => (format!("m{id}"), None),
    };
    let all = wordings.mentions(at);
    let many = labels::count(all, "wording");
    let in_articles = tiles::spread(articles.len(), accounts);
    let first = wording.mentions.first();
    let mentions = wording.mentions.iter();
    Some(Card {
        key,
        number,
        cluster,
        name: labels::brief(&labels::line(&wording.name)),
        look: first.and_then(|first| labels::look(state, &first.claim)),
        spread: tf!("{many} in {in_articles}"),
        more: all - wording.mentions.len(),
        wordings: mentions
            .map(|mention| worded(state, heads, mention))
            .collect(),
    })
}

fn worded(state: &State, heads: &[Head], mention: &Mention) -> Worded {
    let head = heads.get(mention.article);
    let mark = state.annotation(&mention.claim);
    let runs = runs(&mention.pieces, &mention.hedges);
    Worded {
        mark: mention.claim.clone(),
        from: head.map(Head::name).unwrap_or_default(),
        title: head.map(|head| head.title.clone()).unwrap_or_default(),
        date: head.map(|head| head.date.clone()).unwrap_or_default(),
        direction: mark.map_or("auto", |mark| direction(state, mark)),
        how: how(state, &mention.attribution),
        differs: differs(&runs),
        runs,
    }
}

/// The direction of the paragraph of a mark.
pub fn direction(state: &State, mark: &Annotation) -> &'static str {
    let text = state.document(&mark.document).map(|it| it.text());
    match text.and_then(|text| text.paragraph_is_rtl(mark.extent().start)) {
        Some(true) => "rtl",
        _ => "ltr",
    }
}

/// What differs from the first wording, in words.
fn differs(runs: &[Run]) -> Option<String> {
    let of = |kind: Kind| {
        let words = runs.iter().filter(|run| run.change == kind);
        let words: String = words.map(|run| run.words.as_str()).collect();
        labels::brief(words.trim())
    };
    let (new, gone) = (of(Kind::New), of(Kind::Gone));
    match (new.as_str(), gone.as_str()) {
        ("", "") => None,
        (new, "") => Some(tf!("New: {new}")),
        ("", gone) => Some(tf!("Left out: {gone}")),
        (new, gone) => Some(tf!("New: {new}. Left out: {gone}")),
    }
}

/// How a claim is said: its form, who says it, by which media it came, how certain it is.
pub fn how(state: &State, said: &Attribution) -> Vec<String> {
    let names = |all: &[Speaker]| {
        let known = all
            .iter()
            .filter(|it| !matches!(it, Speaker::Writer | Speaker::Unknown));
        let names: Vec<String> = known
            .map(|speaker| labels::cut_at_word(&labels::line(&speaker.name(state)), 80))
            .collect();
        match names.len().checked_sub(NAMES) {
            None | Some(0) => names.join(", "),
            Some(more) => {
                let few = names.get(..NAMES).unwrap_or_default().join(", ");
                tf!("{few} and {more} more")
            }
        }
    };
    let form = match said.form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
        Form::Stated => t!("article’s voice"),
        Form::Unknown => "",
    };
    let (speakers, via) = (names(&said.speakers), names(&said.via));
    let who = match (speakers.as_str(), said.form) {
        ("", Form::Stated) => String::new(),
        ("", _) => t!("no speaker").to_owned(),
        _ => speakers,
    };
    let via = match via.as_str() {
        "" => String::new(),
        via => tf!("via {via}"),
    };
    let certainty = match said.certainty.as_str() {
        "unknown" => String::new(),
        certainty => labels::brief(certainty),
    };
    let all = [form.to_owned(), who, via, certainty];
    all.into_iter().filter(|it| !it.is_empty()).collect()
}
