use super::*;
use postil_core::text::Text;
use std::ops::Range;

/// A text with its marks: `<p Lavrov>` is a person (o: organization, g: group, m: media, l: place), and
/// `{…}` the claim. Mentions that read the same, or end the same as a longer one, are of one cluster.
fn read(marked: &str) -> (Text, Range<usize>, Vec<Mention>) {
    let mut plain = String::new();
    let mut claim = 0..0;
    let mut mentions: Vec<Mention> = Vec::new();
    let mut open = None;
    let mut names: Vec<String> = Vec::new();
    let mut chars = marked.chars();
    let mut at = 0;
    while let Some(c) = chars.next() {
        match c {
            '<' => {
                let kind = match chars.next() {
                    Some('p') => Kind::Person,
                    Some('o') => Kind::Organization,
                    Some('g') => Kind::Group,
                    Some('m') => Kind::Media,
                    _ => Kind::Place,
                };
                chars.next();
                open = Some((at, plain.len(), kind));
            }
            '>' => {
                let (start, byte, kind) = open.take().expect("an open mark");
                let name = plain[byte..].to_owned();
                let same = names.iter().position(|known| known.ends_with(&name));
                let cluster = same.unwrap_or(names.len());
                if same.is_none() {
                    names.push(name);
                }
                mentions.push(Mention {
                    key: u32::try_from(mentions.len()).expect("few"),
                    range: start..at,
                    kind,
                    cluster: u32::try_from(cluster).ok(),
                });
            }
            '{' => claim.start = at,
            '}' => claim.end = at,
            c => {
                plain.push(c);
                at += 1;
            }
        }
    }
    (Text::from_frozen(plain), claim, mentions)
}

/// The first candidate in words: `?` before what is not marked, ` < ` before each of the media.
fn first(marked: &str, language: &str) -> String {
    let (text, claim, mentions) = read(marked);
    let found = rank(&text, &[claim], &mentions, language);
    let words = |speaker: &Speaker| match speaker {
        Speaker::Marked(key) => {
            let mention = mentions.iter().find(|m| m.key == *key).expect("a key");
            let cluster = |m: &&Mention| m.cluster == mention.cluster;
            let first = mentions.iter().find(cluster).expect("itself");
            text.slice(first.range.clone()).to_owned()
        }
        Speaker::Unmarked { range, .. } => format!("?{}", text.slice(range.clone())),
    };
    let Some(best) = found.first() else {
        return String::new();
    };
    let mut shown = words(&best.speaker);
    for via in &best.via {
        shown.push_str(" < ");
        shown.push_str(&words(via));
    }
    shown
}

/// Holds texts against who is proposed first for their claims.
fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, speaker)| (text, speaker, first(text, language)))
        .filter(|(_, speaker, found)| found != *speaker)
        .map(|(text, speaker, found)| format!("{text}\n  wanted {speaker}\n  found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_subject_of_a_verb_speaks() {
    check(
        "en",
        &[
            (
                "<p Anna Orlova> said on Monday that {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova>, the envoy of <l Norway>, told parliament {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "The envoy, <p Anna Orlova>, warned that {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "Norwegian Foreign Minister <p Anna Orlova> has repeatedly denied that {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "After a meeting with <p Ben Stone> in <l Oslo>, <p Anna Orlova> said {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> met <p Ben Stone> and said {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "<p Ben Stone> left the room, but <p Anna Orlova> insisted {the talks had not failed}.",
                "Anna Orlova",
            ),
            ("<l Oslo> said {it would not sign the treaty}.", "Oslo"),
            (
                "<o Equinor> announced plans to {close two refineries} in 2026.",
                "Equinor",
            ),
            (
                "<p Anna Orlova> went on to say that {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova>, who leads the delegation, believes {a deal is near}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> and <p Ben Stone> met on Friday. <p Orlova> later stressed {that nothing was signed}.",
                "Anna Orlova",
            ),
            (
                "As <p Anna Orlova> put it, {the train has left}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> accused <o Equinor> of {hiding the spill}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> called on <l Sweden> to {release the funds}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> described the deal as {a historic mistake}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> spoke for an hour, saying {the talks had failed} and promising more.",
                "Anna Orlova",
            ),
        ],
    );
}

#[test]
fn the_subject_stands_after_what_is_said() {
    check(
        "en",
        &[
            (
                "“{The talks have failed},” said <p Anna Orlova>, the envoy of <l Norway>.",
                "Anna Orlova",
            ),
            (
                "“{The talks have failed},” <p Anna Orlova> told <p Ben Stone>.",
                "Anna Orlova",
            ),
            (
                "“The talks have failed,” said <p Anna Orlova>. “{We will go home}.”",
                "Anna Orlova",
            ),
            (
                "“The talks,” <p Anna Orlova> said, “{have failed because of <o Equinor>}.”",
                "Anna Orlova",
            ),
            (
                "{The talks have failed}, said the Norwegian envoy <p Anna Orlova>.",
                "Anna Orlova",
            ),
            (
                "{The talks have failed}, according to <p Anna Orlova>, who spoke to reporters.",
                "Anna Orlova",
            ),
            (
                "{The talks have failed}, the head of the delegation, <p Anna Orlova>, said.",
                "Anna Orlova",
            ),
            ("“{It is over},” laughed <p Anna Orlova>.", "Anna Orlova"),
            (
                "“{It is over}.” <p Anna Orlova> shook her head.",
                "Anna Orlova",
            ),
            (
                "‘{The talks have failed},’ says <o Equinor> chief executive <p Anna Orlova>.",
                "Anna Orlova",
            ),
            (
                "“{The talks have failed},” a spokesman for <o Equinor> said.",
                "?a spokesman for Equinor",
            ),
            (
                "“{The talks have failed},” a senior official said on condition of anonymity.",
                "?a senior official",
            ),
            ("{The talks have failed}, officials say.", "?officials"),
            (
                "{The talks have failed}, analysts at <o Nordea> said.",
                "?analysts at Nordea",
            ),
        ],
    );
}

#[test]
fn sources_and_nouns_name_the_speaker() {
    check(
        "en",
        &[
            (
                "According to <p Anna Orlova>, {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "According to a report by <o Amnesty>, {the camp was closed}.",
                "Amnesty",
            ),
            (
                "In the words of <p Anna Orlova>, {the train has left}.",
                "Anna Orlova",
            ),
            (
                "In <p Anna Orlova>’s words, {the train has left}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova>’s claim that {the talks had failed} was met with silence by <p Ben Stone>.",
                "Anna Orlova",
            ),
            (
                "A statement by <o Equinor> said {the talks had failed}.",
                "Equinor",
            ),
            (
                "A statement from the office of <p Anna Orlova> read: “{The talks have failed}.”",
                "Anna Orlova",
            ),
            (
                "<o Equinor>’s annual report says {the field is empty}.",
                "Equinor",
            ),
            (
                "{The talks had failed}, a statement from <o Equinor> said.",
                "Equinor",
            ),
            (
                "It was announced by <o Equinor> that {the field is empty}.",
                "Equinor",
            ),
            (
                "{The field is empty}, it was confirmed by <o Equinor> on Friday.",
                "Equinor",
            ),
            (
                "<p Anna Orlova> was quoted as saying that {the talks had failed}.",
                "Anna Orlova",
            ),
        ],
    );
}

#[test]
fn headlines_name_the_speaker() {
    check(
        "en",
        &[
            (
                "<p Orlova>: {talks have failed}\n\nThe envoy <p Ben Stone> left.",
                "Orlova",
            ),
            (
                "{Talks have failed}: <p Orlova>\n\nThe envoy <p Ben Stone> left.",
                "Orlova",
            ),
            (
                "{Talks have failed} – <o Equinor>\n\nThe envoy <p Ben Stone> left.",
                "Equinor",
            ),
            (
                "{Talks have failed}, says <p Orlova>\n\nThe envoy <p Ben Stone> left.",
                "Orlova",
            ),
        ],
    );
}

#[test]
fn pronouns_and_descriptions_mean_who_was_named() {
    check(
        "en",
        &[
            (
                "<p Anna Orlova> met <p Ben Stone> in <l Oslo>. She said {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "“We go home,” said <p Anna Orlova>.\n\n“{There is nothing to discuss},” she added.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> left <l Oslo>.\n\nIt was raining.\n\nShe told reporters {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "<o Equinor> fired 300 people. The company said {it had no choice}.",
                "Equinor",
            ),
            (
                "The <o Ministry of Justice> met <o Equinor>. The ministry said {it had no choice}.",
                "Ministry of Justice",
            ),
            (
                "<g Hamas> rejected the plan. They said {it was unfair}.",
                "Hamas",
            ),
            (
                "The Norwegian prime minister <p Anna Orlova> met foreign minister <p Ben Stone>. The prime minister said {the talks had failed}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova>, the envoy of <l Norway>, met <p Ben Stone>. “{It is over},” the envoy said.",
                "Anna Orlova",
            ),
            (
                "<o Equinor> shares fell. It said {the field is empty}.",
                "Equinor",
            ),
            (
                "<p Anna Orlova> said the talks had failed. {Nothing had been signed}, she said, and <p Ben Stone> agreed.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> said that she was tired and that {the talks had failed}.",
                "Anna Orlova",
            ),
        ],
    );
}

#[test]
fn a_quotation_goes_on() {
    check(
        "en",
        &[
            (
                "“The talks have failed,” said <p Anna Orlova>.\n\n“{Nothing was signed}.”\n\n<p Ben Stone> left.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> said: “The talks have failed.\n\n“{Nothing was signed}.”",
                "Anna Orlova",
            ),
            (
                "<p Ben Stone> left. “It is late. {Nothing was signed},” said <p Anna Orlova>.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> criticised the deal in a speech on Friday.\n“{Nothing was signed}.”",
                "Anna Orlova",
            ),
        ],
    );
}

#[test]
fn media_carry_what_others_said() {
    check(
        "en",
        &[
            (
                "<p Anna Orlova> told <m Reuters> that {the talks had failed}.",
                "Anna Orlova < Reuters",
            ),
            (
                "“{The talks have failed},” <p Anna Orlova> told the <m Financial Times> newspaper.",
                "Anna Orlova < Financial Times",
            ),
            (
                "<m Reuters> reported that <p Anna Orlova> said {the talks had failed}.",
                "Anna Orlova < Reuters",
            ),
            (
                "<m Reuters> quoted <p Anna Orlova> as saying {the talks had failed}.",
                "Anna Orlova < Reuters",
            ),
            (
                "<m Reuters>, citing <p Anna Orlova>, reported that {the talks had failed}.",
                "Anna Orlova < Reuters",
            ),
            (
                "{The talks had failed}, <p Anna Orlova> said, as quoted by <m Interfax>.",
                "Anna Orlova < Interfax",
            ),
            (
                "“{The talks have failed},” <p Anna Orlova> was quoted as saying by <m TASS>.",
                "Anna Orlova < TASS",
            ),
            (
                "<m TASS> reported on Monday that {the talks had failed}.",
                "TASS",
            ),
            ("{The talks had failed}, <m TASS> reported.", "TASS"),
            (
                "{The talks had failed}, <m TASS> reported, citing <o Equinor>.",
                "Equinor < TASS",
            ),
            (
                "<p Anna Orlova> said in an interview with the <m BBC> that {the talks had failed}.",
                "Anna Orlova < BBC",
            ),
            (
                "{The talks had failed}, the ministry said in a statement to <m AFP>.",
                "?the ministry < AFP",
            ),
            (
                "<m TASS> news agency quoted the <o Ministry of Justice>: “{The talks have failed}.”",
                "Ministry of Justice < TASS",
            ),
            (
                "Two officials told <m Axios> {the talks had failed}.",
                "?Two officials < Axios",
            ),
        ],
    );
}

#[test]
fn whom_a_claim_is_about_does_not_speak() {
    check(
        "en",
        &[
            (
                "<p Anna Orlova> said of <p Ben Stone>: “{He is a liar}.”",
                "Anna Orlova",
            ),
            (
                "In a speech against <p Ben Stone>, <p Anna Orlova> said {he was a liar}.",
                "Anna Orlova",
            ),
            (
                "Speaking with <p Ben Stone> at her side, <p Anna Orlova> said {the deal was done}.",
                "Anna Orlova",
            ),
            (
                "<p Anna Orlova> told <p Ben Stone> {<o Equinor> was to blame}.",
                "Anna Orlova",
            ),
            (
                "<p Orlova>’s spokesman <p Ben Stone> said {she was ill}.",
                "Ben Stone",
            ),
            (
                "<o Equinor> spokeswoman <p Anna Orlova> said {the field is empty}.",
                "Anna Orlova",
            ),
        ],
    );
}

#[test]
fn names_that_are_not_marked_are_proposed() {
    check(
        "en",
        &[
            (
                "“{The talks have failed},” said <l Norway>’s envoy Anna Orlova.",
                "?Anna Orlova",
            ),
            (
                "Foreign Minister Anna Orlova said {the talks had failed}, in <l Oslo>.",
                "?Anna Orlova",
            ),
            (
                "“{The talks have failed},” Anna Orlova, an analyst at <o Nordea>, said.",
                "?Anna Orlova",
            ),
            ("Equinor said {the field is empty}.", "?Equinor"),
            (
                "According to the World Bank, {growth will slow}.",
                "?World Bank",
            ),
        ],
    );
}

#[test]
fn other_languages_have_their_tables() {
    check(
        "ru",
        &[
            (
                "<p Анна Орлова> заявила, что {переговоры провалились}.",
                "Анна Орлова",
            ),
            (
                "«{Переговоры провалились}», — сказал <p Сергей Лавров> на встрече с <p Анной Орловой>.",
                "Сергей Лавров",
            ),
            (
                "По словам <p Лаврова>, {переговоры провалились}.",
                "Лаврова",
            ),
            ("Как сообщает <m ТАСС>, {переговоры провалились}.", "ТАСС"),
            (
                "<p Лавров> встретился с <p Орловой>. Он добавил, что {переговоры провалились}.",
                "Лавров",
            ),
        ],
    );
    check(
        "de",
        &[
            (
                "<p Anna Orlova> sagte, {die Gespräche seien gescheitert}.",
                "Anna Orlova",
            ),
            (
                "„{Die Gespräche sind gescheitert}“, sagte <p Anna Orlova> am Montag.",
                "Anna Orlova",
            ),
            (
                "Laut <p Anna Orlova> {sind die Gespräche gescheitert}.",
                "Anna Orlova",
            ),
            (
                "{Die Gespräche sind gescheitert}, erklärte Außenministerin <p Anna Orlova>.",
                "Anna Orlova",
            ),
        ],
    );
    check(
        "es",
        &[
            (
                "<p Ana Orlova> dijo que {las negociaciones fracasaron}.",
                "Ana Orlova",
            ),
            (
                "«{Las negociaciones fracasaron}», afirmó <p Ana Orlova>.",
                "Ana Orlova",
            ),
            (
                "Según <p Ana Orlova>, {las negociaciones fracasaron}.",
                "Ana Orlova",
            ),
        ],
    );
    check(
        "fr",
        &[
            (
                "<p Anne Orlova> a déclaré que {les négociations ont échoué}.",
                "Anne Orlova",
            ),
            (
                "« {Les négociations ont échoué} », a déclaré <p Anne Orlova>.",
                "Anne Orlova",
            ),
            (
                "Selon <p Anne Orlova>, {les négociations ont échoué}.",
                "Anne Orlova",
            ),
        ],
    );
    check(
        "ar",
        &[
            ("قال <p سيرغي لافروف> إن {المحادثات فشلت}.", "سيرغي لافروف"),
            (
                "وأعلنت <o وزارة الخارجية> أن {المحادثات فشلت}.",
                "وزارة الخارجية",
            ),
        ],
    );
}

#[test]
fn the_language_is_guessed_from_small_words() {
    check(
        "",
        &[(
            "По словам <p Лаврова>, {переговоры провалились}.",
            "Лаврова",
        )],
    );
}

#[test]
fn news_of_many_kinds() {
    check(
        "en",
        &[
            // Politics.
            (
                "<o White House> press secretary <p Jane Roe> declined to comment on the strike, but said {the president had been briefed}.",
                "Jane Roe",
            ),
            (
                "<p John Doe>, the <o Pentagon>’s chief spokesman, said at a briefing on Thursday that {the ships would stay}.",
                "John Doe",
            ),
            (
                "Three people familiar with the matter told <m The New York Times> that {the ships would stay}.",
                "?Three people familiar with the matter < The New York Times",
            ),
            (
                "{The ships would stay}, three people familiar with the matter said.",
                "?three people familiar with the matter",
            ),
            (
                "A spokesperson for the <o Ministry of Defence> confirmed to the <m BBC> that {the ships would stay}.",
                "?A spokesperson for the Ministry of Defence < BBC",
            ),
            (
                "<p Jane Roe>, a Democrat from <l Ohio> who sits on the committee, called the bill {a giveaway to polluters}.",
                "Jane Roe",
            ),
            (
                "“{This bill is a giveaway},” <p Jane Roe>, a Democrat from <l Ohio>, said during the debate.",
                "Jane Roe",
            ),
            (
                "<l China>’s foreign ministry spokesman <p Wang Lei> urged <l Japan> to {withdraw the ships}.",
                "Wang Lei",
            ),
            (
                "<l Beijing> has accused <l Washington> of {meddling in its affairs}.",
                "Beijing",
            ),
            (
                "In a statement posted on <o Telegram>, <p Oleh Koval> said {the attack had been repelled}.",
                "Oleh Koval",
            ),
            (
                "<p Oleh Koval> wrote on <o Telegram> that {the attack had been repelled}.",
                "Oleh Koval",
            ),
            (
                "{The attack had been repelled}, regional governor <p Oleh Koval> wrote on <o Telegram>.",
                "Oleh Koval",
            ),
            (
                "Regional governor <p Oleh Koval> said at least 3 people were injured. {A school was hit}, he added.",
                "Oleh Koval",
            ),
            (
                "<g Hezbollah> claimed responsibility, saying {it had targeted an army base}.",
                "Hezbollah",
            ),
            (
                "The <o Israeli military> said it was looking into reports that {a school was hit}.",
                "Israeli military",
            ),
            // Business.
            (
                "<o Acme> chief <p Ann Lee> said the group was “{well placed}” for growth.",
                "Ann Lee",
            ),
            (
                "Shares in <o Acme> fell 5% after the company warned {profits would be lower}.",
                "Acme",
            ),
            (
                "“{Demand is weak},” said Bob Ray, head of research at <o Nordea>, adding that the bank had cut its forecast.",
                "?Bob Ray",
            ),
            (
                "“Demand is weak,” said <p Bob Ray>, head of research at <o Nordea>, adding that {the bank had cut its forecast}.",
                "Bob Ray",
            ),
            (
                "<o Nordea> estimates that {growth will slow to 1%}.",
                "Nordea",
            ),
            (
                "Analysts polled by <m Reuters> had expected {a profit of 2 billion}.",
                "?Analysts polled by Reuters",
            ),
            // Science and courts.
            (
                "The study, published in <m Nature>, found that {the ice is melting faster}.",
                "?The study",
            ),
            (
                "Researchers led by <p Mia Wong> of <o Oxford University> found {the ice is melting faster}.",
                "?Researchers led by Mia Wong of Oxford University",
            ),
            (
                "Prosecutors allege {<p John Doe> stole 3 million}.",
                "?Prosecutors",
            ),
            (
                "Judge <p Jane Roe> ruled that {the ban was unlawful}.",
                "Jane Roe",
            ),
            (
                "<p John Doe>’s lawyer, <p Sam Fox>, argued {the ban was unlawful}.",
                "Sam Fox",
            ),
            (
                "A lawyer for <p John Doe> did not respond. <p Sam Fox>, the prosecutor, said {he was guilty}.",
                "Sam Fox",
            ),
            // Longer runs.
            (
                "<p Ann Lee> said growth would slow. “{We will have to cut costs},” the chief executive told <m CNBC>.",
                "Ann Lee < CNBC",
            ),
            (
                "The deal was criticised by <p Ann Lee>, who said {it was too cheap}.",
                "Ann Lee",
            ),
            (
                "<p Ann Lee> and <p Bob Ray> quarrelled. “{You lie},” Lee said.",
                "Ann Lee",
            ),
            (
                "<p Ann Lee> was asked whether she would resign. “{No},” she said.",
                "Ann Lee",
            ),
            (
                "Asked whether she would resign, <p Ann Lee> replied: “{Not today}.”",
                "Ann Lee",
            ),
            (
                "<p Ann Lee> dismissed as “{nonsense and lies}” a report by <m Reuters> that she would resign.",
                "Ann Lee",
            ),
            (
                "Citing two sources, <m Reuters> reported that {<p Ann Lee> would resign}.",
                "?two sources < Reuters",
            ),
            (
                "{<p Ann Lee> will resign}, <m Reuters> has learned.",
                "Reuters",
            ),
            (
                "<m TASS>, citing the <o Foreign Ministry>, said on Friday {the envoy had left}.",
                "Foreign Ministry < TASS",
            ),
            (
                "The Russian state news agency <m RIA Novosti> quoted <p Sergei Ivanov> as saying: “{We are ready}.”",
                "Sergei Ivanov < RIA Novosti",
            ),
            (
                "The <o Taliban> spokesman, <p Zabihullah Mujahid>, rejected the report as {baseless}.",
                "Zabihullah Mujahid",
            ),
            ("<l Moscow> and <l Kabul> hope to {expand trade}.", "Kabul"),
        ],
    );
}

#[test]
fn a_claim_may_have_its_marks_and_who_said_it() {
    check(
        "en",
        &[
            (
                "<p Ben Stone> left. {“The talks have failed,”} said <p Anna Orlova>.",
                "Anna Orlova",
            ),
            (
                "<p Ben Stone> left. {<p Anna Orlova> said the talks had failed.}",
                "Anna Orlova",
            ),
            (
                "<p Ben Stone> left. {“The talks have failed,” said <p Anna Orlova>.}",
                "Anna Orlova",
            ),
            (
                "<p Ben Stone> left. <p Anna Orlova> said {<o Equinor> had told her the talks had failed}.",
                "Anna Orlova",
            ),
        ],
    );
}

#[test]
fn the_fragments_of_a_claim_may_stand_around_who_said_it() {
    let (text, _, mentions) =
        read("<p Ben Stone> left. “The talks,” said <p Anna Orlova>, “have failed.”");
    let fragments = [18..27, 50..61];
    let found = rank(&text, &fragments, &mentions, "en");
    assert_eq!(
        found.first().map(|one| &one.speaker),
        Some(&Speaker::Marked(1))
    );
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of which texts are made that make much work, or are odd.
    const PIECES: &[&str] = &[
        "Anna Orlova",
        "Equinor",
        "he",
        "they",
        "it",
        "the company",
        "the ministry",
        "a spokesman",
        "said",
        "told",
        "TASS",
        "according to",
        "citing",
        "quoted",
        "was",
        "by",
        "that",
        "and",
        "who",
        "statement",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "'",
        "’s",
        ":",
        "—",
        "\n",
        "\n\n",
        "Dr.",
        "U.S.",
        "и",
        "сказал",
        "قال",
        "「",
        "e\u{301}",
        "🙂",
        "\u{200f}",
        "'s",
    ];

    proptest! {
        #[test]
        fn nothing_panics_and_each_is_listed_once(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
            glue in prop::sample::select(&["", " "][..]),
            spans in prop::collection::vec((0..200_usize, 0..20_usize, 0..6_u32), 0..12),
            claim in prop::collection::vec((0..200_usize, 0..40_usize), 0..3),
        ) {
            let text = Text::freeze(&pieces.join(glue));
            let kinds = [Kind::Person, Kind::Organization, Kind::Group, Kind::Media, Kind::Place, Kind::Unknown];
            let mentions = (0..).zip(&spans).map(|(key, (start, length, kind))| Mention {
                key,
                range: *start..start + length,
                kind: kinds[*kind as usize],
                cluster: (kind % 2 == 0).then_some(*kind),
            });
            let mentions: Vec<Mention> = mentions.collect();
            let claim: Vec<_> = claim.into_iter().map(|(start, length)| start..start + length).collect();
            let found = rank(&text, &claim, &mentions, "");
            prop_assert_eq!(&rank(&text, &claim, &mentions, ""), &found);
            let mut keys = std::collections::BTreeSet::new();
            for one in &found {
                for speaker in one.via.iter().chain([&one.speaker]) {
                    match speaker {
                        Speaker::Marked(key) => prop_assert!(mentions.iter().any(|m| m.key == *key)),
                        Speaker::Unmarked { range, .. } => {
                            prop_assert!(range.start < range.end && range.end <= text.len());
                        }
                    }
                }
                if let Speaker::Marked(key) = one.speaker {
                    prop_assert!(keys.insert(key));
                }
                let spans = [&one.cue, &one.through];
                for span in spans.into_iter().flatten() {
                    prop_assert!(span.start < span.end && span.end <= text.len());
                }
            }
        }

        #[test]
        fn any_text_is_read(text in ".{0,400}", start in 0..400_usize, length in 0..100_usize) {
            let text = Text::freeze(&text);
            let claim = start..start + length;
            rank(&text, std::slice::from_ref(&claim), &[], "en");
        }
    }
}

#[test]
fn the_work_is_bounded() {
    for piece in [
        "the company said ",
        "he said, ",
        "“",
        "said that. ",
        "citing the ministry, ",
        "X, ",
    ] {
        let text = Text::freeze(&piece.repeat(20_000));
        let mention = |key: u32| Mention {
            key,
            range: key as usize * 7..key as usize * 7 + 5,
            kind: Kind::Organization,
            cluster: None,
        };
        let mentions: Vec<Mention> = (0..2_000).map(mention).collect();
        let middle = text.len() / 2;
        for claim in [middle..middle + 9, 0..text.len()] {
            let found = rank(&text, &[claim], &mentions, "en");
            assert!(found.len() <= mentions.len() + 64);
        }
    }
}

#[test]
fn more_news() {
    check(
        "en",
        &[
            (
                "KYIV, May 3 (<m Reuters>) – <l Russia> launched 40 drones overnight, {damaging a power plant}, <l Ukraine>’s energy ministry said on Friday.",
                "?Ukraine’s energy ministry",
            ),
            (
                "The <o Energy Ministry> said {a power plant was damaged}. There was no immediate comment from <l Moscow>.",
                "Energy Ministry",
            ),
            (
                "“{We will not be intimidated},” President <p Maia Popa> told a rally in <l Chisinau> on Sunday, hours after <p Igor Dodon> called for early elections.",
                "Maia Popa",
            ),
            (
                "Opposition leader <p Igor Dodon> called for {early elections} on Sunday.",
                "Igor Dodon",
            ),
            (
                "<p Igor Dodon>, leader of the <o Socialist Party>, has called the vote “{a farce from start to finish}”.",
                "Igor Dodon",
            ),
            (
                "The vote was “{a farce from start to finish}”, in the words of <p Igor Dodon>.",
                "Igor Dodon",
            ),
            (
                "Critics say {the law is aimed at journalists}; the government denies this.",
                "?Critics",
            ),
            (
                "Critics say the law is aimed at journalists. The <o Interior Ministry> denies {it targets anyone}.",
                "Interior Ministry",
            ),
            (
                "“It’s a disaster,” said <p Tom Hart>, 54, a fisherman. “{We have lost everything}.” His neighbour, <p Sue Kerr>, nodded.",
                "Tom Hart",
            ),
            (
                "<p Tom Hart>, a 54-year-old fisherman, said {he had lost everything} when the dam broke.",
                "Tom Hart",
            ),
            (
                "In a post on X, <p Elon Musk> said {the factory would open in June}.",
                "Elon Musk",
            ),
            (
                "<o Tesla> did not respond to a request for comment. In a post on X, its chief <p Elon Musk> said {the factory would open in June}.",
                "Elon Musk",
            ),
            (
                "Speaking to the <m BBC>’s Today programme, <p Sue Kerr> said {the plan was dead}.",
                "Sue Kerr < BBC",
            ),
            (
                "<p Sue Kerr>, speaking on <m CNN>, said {the plan was dead}.",
                "Sue Kerr",
            ),
            (
                "{The plan is dead}, <p Sue Kerr> told <m The Guardian> on Tuesday, adding that she would resign.",
                "Sue Kerr < The Guardian",
            ),
            (
                "The plan is dead, <p Sue Kerr> told <m The Guardian> on Tuesday, adding that {she would resign}.",
                "Sue Kerr < The Guardian",
            ),
            (
                "<m Kommersant>, quoting sources close to the <l Kremlin>, writes that {the envoy will be replaced}.",
                "?sources close to the Kremlin < Kommersant",
            ),
            (
                "{The envoy will be replaced}, according to a document seen by <m Reuters>.",
                "Reuters",
            ),
            (
                "According to <m Kommersant>, {the envoy will be replaced}.",
                "Kommersant",
            ),
            (
                "According to <m Kommersant>, <p Igor Dodon> said {the envoy would be replaced}.",
                "Igor Dodon < Kommersant",
            ),
            (
                "<p Igor Dodon> has said {the envoy would be replaced}, according to <m Kommersant>.",
                "Igor Dodon < Kommersant",
            ),
            (
                "The minister, who has led the ministry since 2019, told the <m AP> that {talks would resume}.",
                "?The minister < AP",
            ),
            (
                "President <p Maia Popa> and <p Igor Dodon> met. The president warned that {time was running out}, while <p Dodon> kept silent.",
                "Maia Popa",
            ),
            (
                "“{Time is running out},” warned the president, <p Maia Popa>.",
                "Maia Popa",
            ),
            (
                "<o NATO> Secretary General <p Jens Berg> welcomed {the ceasefire}.",
                "Jens Berg",
            ),
            (
                "The <o European Union> condemned {the arrests} and urged <l Minsk> to free the prisoners.",
                "European Union",
            ),
            (
                "The <o European Union> condemned the arrests and urged {<l Minsk> to free the prisoners}.",
                "European Union",
            ),
            (
                "“{Free them now},” the <o EU>’s top diplomat <p Josep Font> wrote on social media.",
                "Josep Font",
            ),
            (
                "<o Amnesty International> accused <l Minsk> of {torturing prisoners}, a charge it denies.",
                "Amnesty International",
            ),
            (
                "A report published on Monday by <o Amnesty International> says {prisoners were tortured}.",
                "Amnesty International",
            ),
            (
                "The <o UN>’s human rights chief, <p Volker Amsel>, said on Monday {he was shocked}.",
                "Volker Amsel",
            ),
            (
                "Asked about the arrests, a spokesman for <p Volker Amsel> said: “{We are following the case}.”",
                "?a spokesman for Volker Amsel",
            ),
            (
                "<g Protesters> chanted “{down with the king}” outside parliament.",
                "Protesters",
            ),
            (
                "His lawyer <p Sam Fox> told the court that {his client was innocent}.",
                "Sam Fox",
            ),
            (
                "<p Sam Fox> promised: “{I will appeal}.” The judge, <p Jane Roe>, set a date.",
                "Sam Fox",
            ),
            (
                "<p Jane Roe> told <p Sam Fox> that {he had a week}.",
                "Jane Roe",
            ),
            (
                "<p Sam Fox> was told by <p Jane Roe> that {he had a week}.",
                "Jane Roe",
            ),
            (
                "It is {a dark day for the country}, <p Sam Fox> believes.",
                "Sam Fox",
            ),
            (
                "The move, which <p Sam Fox> called {a dark day for the country}, was approved on Monday.",
                "Sam Fox",
            ),
        ],
    );
}
