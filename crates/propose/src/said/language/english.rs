//! English.

use super::Language;
use std::sync::OnceLock;

pub(super) static ENGLISH: Language = Language {
    tag: "en",
    inflects: true,
    speech: "acknowledge add admit affirm allege announce answer argue assert assure boast caution claim \
        clarify comment complain concede conclude confess confirm contend continue counter declare deny \
        disclose elaborate emphasise emphasize enthuse explain hint indicate inform insist joke maintain \
        mention note observe opine pledge predict proclaim quip reaffirm reassure recall recount reiterate \
        remark reply report respond reveal say state stress suggest tell testify tweet underline \
        underscore urge vow warn wrote write",
    attitude: "accuse advise advocate appeal ask assume attribute believe blame call cite condemn consider \
        criticise criticize decide demand deem describe dismiss doubt envision envisage estimate expect \
        express fear feel find forecast foresee hail hope intend think know lament mean name oppose plan point \
        praise project promise propose question recommend refer regard regret reject request see slam \
        speculate stipulate threaten tout want welcome worry reads read",
    quoting: "quote cite paraphrase",
    doubtful: &[
        ("report", "that on"),
        ("claiming", "that to"),
        ("notes", "that"),
        ("state", "that"),
        ("states", "that"),
        ("stress", "that"),
        ("stresses", "that"),
        ("plans", "to"),
        ("plan", "to"),
        ("planned", "to"),
        ("planning", "to"),
        ("means", "that"),
        ("mean", "that"),
        ("meaning", "that"),
        ("meant", "that"),
        ("maintain", "that"),
        ("maintaining", "that"),
        ("maintained", "that"),
        ("project", "that"),
        ("projects", "that"),
        ("read", "that"),
        ("called", "on for the it him her them"),
        ("see", "that"),
        ("sees", "that"),
        ("saw", "that"),
        ("seen", "that"),
        ("known", "that"),
        ("including", "that"),
        ("need", "that"),
        ("continue", "that"),
        ("continues", "that"),
        ("continuing", "that"),
        ("point", "to out that"),
        ("points", "to out that"),
        ("decided", "to that against"),
    ],
    according: &[
        "according to",
        "in the words of",
        "in the view of",
        "in the opinion of",
        "as per",
    ],
    utterances: "account advice allegation announcement appeal argument article assertion assessment blog \
        briefing claim comment comments communique confirmation data declaration email e-mail estimate \
        figures filing forecast interview lawsuit letter memo message note notice opinion post prediction \
        pledge press-release promise proposal release reaction remark remarks report reports request \
        research response reply speech statement statements statistics study suit survey testimony tweet \
        view views warning website words announcements",
    people: "adviser advisor aide ambassador analyst analysist author boss chair chairman chairwoman chief \
        coach commander commissioner coordinator correspondent deputy diplomat director doctor economist \
        editor employee envoy executive expert founder friend general governor head insider journalist \
        judge lawyer lawmaker leader manager mayor member minister observer officer official owner \
        politician premier president professor prosecutor representative researcher resident scientist \
        secretary senator soldier speaker spokesman spokesperson spokeswoman strategist trader witness \
        worker writer ceo cfo coo critic source opponent man woman analysts officials experts sources \
        administrators authorities executives critics observers representatives customers consumers \
        investors economists aides deputies lawmakers witnesses residents employees buyers users \
        opponents people someone individual individuals politicians spokesmen leaders ministers \
        diplomats insiders scientists researchers activists activist doctors lawyers workers members \
        charities banker bankers strategists traders senators prosecutors king prince queen pope",
    unnamed: "source insider official spokesman spokeswoman spokesperson witness aide resident diplomat critic",
    organizations: "administration airline army association authority automaker bank board bureau \
        cabinet carmaker chamber charity club coalition commission committee company congress consortium \
        corporation council court department embassy federation firm force forum foundation fund \
        government group headquarters institute institution house kingdom kremlin maker manufacturer \
        military ministry movement navy office organisation organization parliament party police regime \
        regulator retailer school senate service store team treasury tribunal union university watchdog",
    media: "agency broadcaster channel daily magazine newspaper newswire outlet paper reporters journalists media press station tabloid weekly",
    outlets: "afp anadolu ap associated axios bbc bloomberg cbs chronicle cnn daily fars gazette guardian herald \
        independent interfax irna itar-tass journal kyodo mirror nbc network news newspaper novosti npr nyt \
        observer pajhwok pbs post press radio reuters ria spiegel sputnik tass telegraph television times \
        tolo tolonews tribune tv upi wsj xinhua zeitung",
    person_pronouns: "he she him her",
    plural_pronouns: "they we them",
    thing_pronouns: "it",
    relative_pronouns: "who which that",
    prepositions: "about above across after against along amid among around at before behind below beside \
        between beyond by despite during except for from in inside into like near of off on onto over \
        since through throughout to toward towards under until upon via with within without alongside \
        including following than",
    definite: "the this that these those his her its their our my both",
    indefinite: "a an some many several other another two three most few one any unnamed anonymous someone \
        multiple various all",
    between: "has have had is was are were be been being will would can could may might must shall should do \
        does did not also later then again once recently already just now today yesterday earlier \
        meanwhile however further furthermore further still too only once never ever always often first \
        reportedly publicly officially repeatedly previously separately jointly later subsequently \
        apparently clearly immediately quickly simply even monday tuesday wednesday thursday friday \
        saturday sunday to both all on morning afternoon evening night",
    passive: "is are was were be been being gets got",
    by: "by",
    to: "to with",
    told: "told tell tells telling informed",
    tellers: "told spoke speaking speaks talked talking sent said confirmed interviewed",
    and: "and but or then nor yet",
    subordinate: "although because while when whereas if since after before as though until unless where once \
        whether that",
    that: "that whether",
    dates: "monday tuesday wednesday thursday friday saturday sunday january february march april may june \
        july august september october november december today yesterday",
    verbs: OnceLock::new(),
};

/// What a word may be a form of, by the regular rules and the irregular verbs of the tables.
pub(super) fn lemmas(word: &str) -> impl Iterator<Item = String> {
    const IRREGULAR: &[(&str, &str)] = &[
        ("said", "say"),
        ("says", "say"),
        ("told", "tell"),
        ("wrote", "write"),
        ("written", "write"),
        ("thought", "think"),
        ("felt", "feel"),
        ("found", "find"),
        ("knew", "know"),
        ("known", "know"),
        ("meant", "mean"),
        ("saw", "see"),
        ("seen", "see"),
        ("foresaw", "foresee"),
    ];
    let mut found = vec![word.to_owned()];
    let irregular = IRREGULAR.iter().filter(|(form, _)| *form == word);
    found.extend(irregular.map(|(_, lemma)| (*lemma).to_owned()));
    for ending in ["s", "es", "d", "ed", "ing"] {
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        if stem.chars().count() < 2 {
            continue;
        }
        found.push(stem.to_owned());
        if ending == "ing" {
            found.push(format!("{stem}e"));
        }
        if let Some(short) = stem.strip_suffix('i') {
            found.push(format!("{short}y"));
        }
        // “referred”, “admitting”: the last letter is doubled.
        let mut letters = stem.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
        {
            found.extend(stem.strip_suffix(last).map(str::to_owned));
        }
    }
    found.into_iter()
}
