//! Tests of the proposed quoting, on sentences from the bundled articles and on made-up ones.

use proptest::prelude::*;

use super::{Quoting, propose_quoting, quotations_in};
use crate::text::Text;
use crate::text::testing::any_text;

const DARYO: &str = include_str!("../../../../../articles/000_0bc414f634145b82.txt");
const FEDERAL: &str = include_str!("../../../../../articles/001_3d43af0b7f077dd8.txt");
const KHAAMA: &str = include_str!("../../../../../articles/002_dfb0335adb72a91a.txt");
const LEGITIMACY: &str = include_str!("../../../../../articles/003_60f9f2dbb61d106e.txt");
const ANADOLU: &str = include_str!("../../../../../articles/004_78a6bd40efd81f0e.txt");

/// The proposal for the first occurrence of `span` in an article.
fn propose(article: &str, span: &str) -> Quoting {
    let text = Text::freeze(article);
    let start = text.as_str().find(span).expect(span);
    propose_quoting(
        &text,
        text.from_byte(start)..text.from_byte(start + span.len()),
    )
}

#[test]
fn spans_of_the_articles() {
    let check = |article: &str, span: &str, expected: Quoting| {
        assert_eq!(propose(article, span), expected, "{span}");
    };
    use Quoting::{Direct, Indirect, Mixed};

    check(DARYO, "taken at the highest level", Direct);
    check(DARYO, "\"taken at the highest level,\"", Direct);
    check(DARYO, "\"taken at the highest level", Direct);
    check(
        DARYO,
        "a decision to remove the Taliban from its list of terrorist organizations has been \"taken at the highest level,\"",
        Mixed,
    );
    check(
        DARYO,
        "a decision to remove the Taliban from its list of terrorist organizations",
        Indirect,
    );
    check(
        DARYO,
        "it must undergo several legal procedures to be fully implemented",
        Indirect,
    );
    check(
        DARYO,
        "the necessity of maintaining a \"pragmatic dialogue\" with the current Afghan government",
        Mixed,
    );
    check(
        DARYO,
        "addressing issues and discussing an Afghan settlement is impossible",
        Indirect,
    );
    check(
        DARYO,
        "urged the United States to return confiscated assets to Afghanistan",
        Indirect,
    );
    check(
        DARYO,
        "the March attack that claimed 145 lives near Moscow",
        Quoting::None,
    );
    check(
        DARYO,
        "The Taliban was designated a terrorist organization by Russia in 2003.",
        Quoting::None,
    );
    check(
        DARYO,
        "no country has formally recognized the Taliban",
        Quoting::None,
    );

    check(
        FEDERAL,
        "Russia Moves to Remove Taliban from ‘Terrorist’ List",
        Quoting::None,
    );
    check(
        FEDERAL,
        "the Taliban’s designation as a banned “terrorist” organization",
        Quoting::None,
    );
    check(
        FEDERAL,
        "officially named the “Islamic Emirate of Afghanistan”",
        Mixed,
    );
    check(
        FEDERAL,
        "ceased activities in support of terrorism.",
        Direct,
    );
    check(
        FEDERAL,
        "Moscow was preparing to lift the Taliban’s terrorist designation",
        Indirect,
    );
    check(
        FEDERAL,
        "the Taliban as “allies in the fight against terrorism,”",
        Mixed,
    );
    check(
        FEDERAL,
        "Kazakhstan, for instance, delisted the Taliban as a terrorist group in late 2023",
        Quoting::None,
    );

    check(
        KHAAMA,
        "it is considering the removal of the Taliban group",
        Indirect,
    );
    check(KHAAMA, "is reviewing the status of the Taliban", Indirect);
    check(
        KHAAMA,
        "The final decision will be made by the country’s top political leadership,",
        Direct,
    );
    check(
        KHAAMA,
        "“The final decision will be made by the country’s top political leadership,” the ministry told",
        Mixed,
    );
    check(
        KHAAMA,
        "they had extended an invitation to the Taliban",
        Indirect,
    );
    check(
        KHAAMA,
        "the existence of terrorist groups in Afghanistan are the main threat",
        Indirect,
    );
    check(
        KHAAMA,
        "We have a predicted figure of a 20% rise in the production of drugs",
        Direct,
    );
    check(
        KHAAMA,
        "They kept their embassies open in Kabul",
        Quoting::None,
    );
    check(
        KHAAMA,
        "Moscow also expressed worry about the potential threats",
        Indirect,
    );

    check(
        LEGITIMACY,
        "the Taliban to be “a real force in Afghanistan.”",
        Mixed,
    );
    check(
        LEGITIMACY,
        "the Taliban movement should be removed from the black list",
        Indirect,
    );
    check(
        LEGITIMACY,
        "Based on the desire of the Kingdom of Saudi Arabia’s government",
        Direct,
    );
    check(
        LEGITIMACY,
        "the Taliban are without a doubt Moscow’s allies in the fight against terrorism.",
        Direct,
    );
    check(
        LEGITIMACY,
        "the terrorist organization status hinders normal cooperation",
        Indirect,
    );
    check(
        LEGITIMACY,
        "all real power in Afghanistan belongs to the Taliban",
        Indirect,
    );
    check(
        LEGITIMACY,
        "Kazakhstan no longer considers the Taliban “terrorists”",
        Quoting::None,
    );
    check(
        LEGITIMACY,
        "Russia intends to remove the Taliban from the list of terrorist organizations” and also intends to “strengthen",
        Mixed,
    );

    check(
        ANADOLU,
        "Russia 'close' to restoring full-fledged relations with Taliban",
        Quoting::None,
    );
    check(
        ANADOLU,
        "Russia is close to restoring full-fledged relations with the Taliban government in Afghanistan",
        Indirect,
    );
    check(
        ANADOLU,
        "Russia is close to restoring full-fledged relations with the Taliban government in Afghanistan,",
        Indirect,
    );
    check(ANADOLU, "Now everything is different", Direct);
    check(
        ANADOLU,
        "we considered the Taliban to be terrorists, and the Americans to be partners in the fight against extremism. Now everything is different,\"",
        Direct,
    );
    check(ANADOLU, "Twenty years is a fairly long period", Direct);
    check(
        ANADOLU,
        "the Taliban administration is trying to pursue a constructive approach",
        Indirect,
    );
    check(
        ANADOLU,
        "slapped on us for (the) obtainment of the invaders' political goals",
        Direct,
    );
    check(ANADOLU, "This was our legitimate right.", Direct);
    check(ANADOLU, "do away with political labels of the past", Direct);
    check(
        ANADOLU,
        "exclude the Taliban from the list of terrorist organizations \"reflects the current objective reality.\"",
        Mixed,
    );
    check(
        ANADOLU,
        "welcomed the Russian plan in an interview with Anadolu",
        Quoting::None,
    );
}

#[test]
fn made_sentences() {
    let check = |span: &str, article: &str, expected: Quoting| {
        assert_eq!(propose(article, span), expected, "{span}: {article}");
    };
    // A quotation over several paragraphs opens in each of them and closes in the last.
    check("We go", "“We go.\n\n“We stay.”", Quoting::Direct);
    check(
        "We go.\n\n“We stay.",
        "“We go.\n\n“We stay.”",
        Quoting::Direct,
    );
    check("He left", "“We go.\n\nHe left.", Quoting::None);
    // Quote marks of other languages, and nested ones.
    check(
        "Wir gehen",
        "Er sagte: „Wir gehen“ und ging.",
        Quoting::Direct,
    );
    check("мы идём", "Он сказал: «мы идём».", Quoting::Direct);
    check(
        "never say that word",
        "“They 'never say that word' here”",
        Quoting::Direct,
    );
    // An apostrophe opens no quotation.
    check(
        "the '90s were Russia's years",
        "Well, the '90s were Russia's years",
        Quoting::None,
    );
    check(
        "the ministers' cars and the guards' cars",
        "the ministers' cars and the guards' cars",
        Quoting::None,
    );
    check(
        "not the end",
        "It's 'not the end' of Moscow's plan.",
        Quoting::Direct,
    );
    check(
        "Moscow’s plan",
        "It’s ‘not the end’ of Moscow’s plan.",
        Quoting::None,
    );
    // An inch mark opens no quotation.
    check(
        "tall and thin",
        "a 5\" tall and thin \"thing\"",
        Quoting::None,
    );
    // A verb reports what follows it, or what it closely follows.
    check(
        "it rained",
        "It was late, and he said it rained.",
        Quoting::Indirect,
    );
    check(
        "It was late",
        "It was late, and in all of those long years he had never once said it rained.",
        Quoting::None,
    );
    check("It was late", "It was late when he said so.", Quoting::None);
    check(
        "It was late",
        "It was late, according to TASS.",
        Quoting::Indirect,
    );
    check("He left", "He left, saying it was late.", Quoting::None);
    check(
        "was added to the list",
        "It was added to the list.",
        Quoting::None,
    );
    check("It rained", "It rained. He said so.", Quoting::None);
    check(
        "he was late",
        "“We were told,” and he was late.",
        Quoting::None,
    );
    check("", "any", Quoting::None);
}

#[test]
fn values_of_the_schema() {
    let all = [
        Quoting::Direct,
        Quoting::Mixed,
        Quoting::Indirect,
        Quoting::None,
    ];
    assert_eq!(
        all.map(Quoting::as_str),
        ["direct", "mixed", "indirect", "none"]
    );
}

/// In a line of a megabyte, nearby quote marks are found at the cost of a short line.
#[test]
fn one_endless_line() {
    let unit = "He said so. \"It rained all day long. We stayed.\" They left the town. ";
    let text = Text::freeze(&unit.repeat(15_000));
    let start = unit.len() * 7_000;
    let check = |at: usize, length: usize, expected: Quoting| {
        assert_eq!(
            propose_quoting(&text, start + at..start + at + length),
            expected,
            "{at}"
        );
    };
    check(13, 34, Quoting::Direct);
    check(40, 6, Quoting::Direct);
    check(49, 19, Quoting::None);
}

#[test]
fn a_mark_inside_a_word_is_no_quote_mark() {
    for mark in ['"', '״'] {
        let text =
            "שר הביטחון ישראל כ\"ץ נאם בכנס. \"אנחנו במלחמה מול צה\"ל של הצד הפלסטיני\", אמר כ\"ץ.";
        let text = text.replace('"', &mark.to_string());
        assert_eq!(propose(&text, "נאם בכנס"), Quoting::None, "{mark}");
        let said = format!("אנחנו במלחמה מול צה{mark}ל של הצד הפלסטיני");
        assert_eq!(propose(&text, &said), Quoting::Direct, "{mark}");
        assert_eq!(
            propose(&text, &format!("אמר כ{mark}ץ")),
            Quoting::None,
            "{mark}"
        );
    }
    // Chinese has no spaces between words.
    let text = "他说\"我们 在这里\"然后离开了。";
    assert_eq!(propose(text, "我们 在这里"), Quoting::Direct);
    assert_eq!(propose(text, "然后离开了"), Quoting::None);
}

proptest! {
    /// Quotations lie inside the line, in order and apart.
    #[test]
    fn quotations_are_apart(text in any_text()) {
        let line: Vec<char> = text.chars().filter(|c| *c != '\n').collect();
        let mut done = 0;
        for quotation in quotations_in(&line) {
            prop_assert!(done < quotation.start && quotation.start <= quotation.end);
            prop_assert!(quotation.end <= line.len());
            done = quotation.end;
        }
    }

    #[test]
    fn any_range_is_accepted(text in any_text(), a in 0_usize..80, b in 0_usize..80) {
        let text = Text::freeze(&text);
        let proposed = propose_quoting(&text, a..b);
        let has_marks = text.as_str().contains(['"', '״', '“', '„', '«', '‘', '\'']);
        prop_assert!(has_marks || !matches!(proposed, Quoting::Direct | Quoting::Mixed));
    }
}
