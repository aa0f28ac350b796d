//! Sentences as news have them, of politics, war, business, courts and disasters.

use super::check;

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
fn news_of_more_kinds() {
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
