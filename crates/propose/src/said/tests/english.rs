//! What each rule does, in English.

use super::check;

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
            (
                "“{The talks have failed},” <m Reuters> quoted <p Anna Orlova> as saying.",
                "Anna Orlova < Reuters",
            ),
            (
                "“{The talks have failed},” the <m Reuters> news agency quoted her as saying. <p Anna Orlova> left.",
                "Reuters",
            ),
            (
                "“We go home,” said <p Anna Orlova>. “{It is over},” <m Reuters> quoted her as saying.",
                "Anna Orlova < Reuters",
            ),
            (
                "“{It is over},” <m Xinhua> cited the envoy <p Anna Orlova> as saying.",
                "Anna Orlova < Xinhua",
            ),
            (
                "<p Anna Orlova> left. “{It is over},” she said, <m Xinhua> reported.",
                "Anna Orlova < Xinhua",
            ),
            (
                "<m Interfax> said, citing <m Reuters>, that {the talks had failed}.",
                "Reuters < Interfax",
            ),
            (
                "<m Interfax> reported, citing <m Reuters>, that <p Anna Orlova> said {the talks had failed}.",
                "Anna Orlova < Reuters < Interfax",
            ),
            (
                "{The talks had failed}, <p Anna Orlova> told <m Reuters>, according to <m Interfax>.",
                "Anna Orlova < Reuters < Interfax",
            ),
            (
                "The <o Foreign Ministry> said in an interview with <m RIA Novosti> that {the talks had failed}.",
                "Foreign Ministry < RIA Novosti",
            ),
            (
                "As <m Reuters> reports, {the talks have failed}.",
                "Reuters",
            ),
            (
                "State television showed <p Anna Orlova> saying {the talks had failed}.",
                "Anna Orlova",
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
            ("{It is over for <p Anna Orlova>}.", "Anna Orlova"),
        ],
    );
}
