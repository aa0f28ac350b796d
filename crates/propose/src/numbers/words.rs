//! The words around numbers: how exactly, and of what.

use super::Bound;
use super::language::Language;

/// The words around numbers in one language; `_` stands for a space in a phrase.
pub(super) struct Words {
    /// What says how a number is meant, before it.
    pub before: &'static [(Bound, &'static str)],
    /// The same after it.
    pub after: &'static [(Bound, &'static str)],
    /// Codes of ISO 4217 with the words for them.
    pub currencies: &'static [(&'static str, &'static str)],
    pub percent: &'static str,
    pub points: &'static str,
    /// `dozens`: at least so many.
    pub many: &'static [(u64, &'static str)],
    /// `a dozen`: so many, or so many times the number before it.
    pub times: &'static [(u64, &'static str)],
    /// `several hundred`: at least two of them.
    pub several: &'static str,
    /// One, as an article.
    pub a: &'static str,
    /// Between a number and its scale: `two and a half million`.
    pub and_half: &'static str,
    /// Shares with words of their own: numerator, denominator.
    pub shares: &'static [((u32, u32), &'static str)],
    /// Denominators: thirds, quarters.
    pub parts: &'static [(u32, &'static str)],
    pub half: &'static str,
    /// Between a number and what it is one of: `one in five`.
    pub in_: &'static str,
    pub between: &'static str,
    pub and: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    /// Between two numbers, either of which may be the one: `two or three`.
    pub or: &'static str,
    /// After which a number is a name: `Article 5`.
    pub labels: &'static str,
    /// Words that are not what is counted.
    pub functions: &'static str,
    /// What is counted, though it does not look like a plural.
    pub plurals: &'static str,
    /// Ordinal endings after digits.
    pub suffixes: &'static str,
}

/// The words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Russian => &RUSSIAN,
    }
}

/// The signs of currencies, the longer ones first.
pub(super) const SIGNS: &[(&str, &str)] = &[
    ("us_$", "USD"),
    ("a_$", "AUD"),
    ("c_$", "CAD"),
    ("hk_$", "HKD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₪", "ILS"),
];

/// Codes that stand for themselves.
pub(super) const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "RUB", "UAH", "CNY", "CHF", "INR", "PLN", "SEK", "NOK", "DKK",
    "AUD", "CAD", "AFN", "PKR", "AED", "SAR", "IRR", "KZT", "UZS", "TJS",
];

const ENGLISH: Words = Words {
    before: &[
        (
            Bound::AtLeast,
            "at_least no_fewer_than no_less_than not_less_than a_minimum_of minimum \
             as_few_as as_little_as",
        ),
        (
            Bound::MoreThan,
            "more_than over above exceeding upwards_of in_excess_of well_over just_over greater_than larger_than",
        ),
        (
            Bound::AtMost,
            "at_most up_to no_more_than not_more_than as_many_as as_much_as a_maximum_of",
        ),
        (Bound::FewerThan, "fewer_than less_than under below"),
        (
            Bound::About,
            "about around some roughly approximately circa an_estimated estimated approx_. approx c_. ~",
        ),
        (
            Bound::Nearly,
            "nearly almost close_to just_under just_below",
        ),
    ],
    after: &[
        (Bound::AtLeast, "or_more + and_more and_over or_over -_plus"),
        (Bound::AtMost, "or_fewer or_less"),
        (Bound::About, "or_so -_odd"),
    ],
    currencies: &[
        ("USD", "dollars dollar u_._s_._dollars us_dollars"),
        ("EUR", "euros euro"),
        ("GBP", "pounds_sterling sterling"),
        ("RUB", "rubles roubles ruble rouble"),
        ("UAH", "hryvnias hryvnia"),
        ("CNY", "yuan renminbi"),
        ("JPY", "yen"),
        ("INR", "rupees"),
        ("CHF", "francs swiss_francs"),
        ("AFN", "afghanis afghani"),
    ],
    percent: "% percent per_cent pct",
    points: "percentage_points percentage_point pp",
    many: &[
        (24, "dozens"),
        (40, "scores"),
        (200, "hundreds"),
        (2000, "thousands"),
        (2_000_000, "millions"),
        (2_000_000_000, "billions"),
        (20_000, "tens_of_thousands"),
        (200_000, "hundreds_of_thousands"),
        (20_000_000, "tens_of_millions"),
        (200_000_000, "hundreds_of_millions"),
        (20_000_000_000, "tens_of_billions"),
        (200_000_000_000, "hundreds_of_billions"),
    ],
    times: &[
        (12, "dozen"),
        (20, "score"),
        (100_000, "lakh lakhs"),
        (10_000_000, "crore crores"),
    ],
    several: "several a_few few many a_couple_of a_couple",
    a: "a an",
    and_half: "and_a_half",
    shares: &[],
    parts: &[
        (3, "third thirds"),
        (4, "quarter quarters fourths"),
        (5, "fifth fifths"),
        (6, "sixth sixths"),
        (7, "sevenths"),
        (8, "eighth eighths"),
        (9, "ninths"),
        (10, "tenth tenths"),
    ],
    half: "half",
    in_: "in out_of -_in_-",
    between: "between",
    and: "and",
    from: "from",
    to: "to - –",
    or: "or",
    labels: "# no_. number article articles chapter section paragraph clause page pages figure table flight boeing \
             airbus version room highway route resolution decree phase stage category grade \
             iphone ipad windows apollo formula channel nikkei ftse cac s_&_p",
    functions: "them us you these those it him itself themselves strong of in on at to from by for with and or the a an that this than as is are was were be been who \
                which but so it its not per his her their after before when while out into have has had will \
                would more less others each if then",
    plurals: "people men women children police troops staff fish sheep cattle aircraft crew personnel cent \
              km kg tons miles households",
    suffixes: "st nd rd th",
};

const GERMAN: Words = Words {
    before: &[
        (Bound::AtLeast, "mindestens wenigstens nicht_weniger_als"),
        (Bound::MoreThan, "mehr_als über gut"),
        (Bound::AtMost, "höchstens bis_zu maximal nicht_mehr_als"),
        (Bound::FewerThan, "weniger_als unter"),
        (Bound::About, "etwa rund ungefähr circa ca_. zirka an_die"),
        (Bound::Nearly, "fast knapp beinahe nahezu"),
    ],
    after: &[
        (Bound::AtLeast, "oder_mehr +"),
        (Bound::AtMost, "oder_weniger"),
    ],
    currencies: &[
        ("USD", "dollar us_-_dollar"),
        ("EUR", "euro"),
        ("GBP", "pfund"),
        ("RUB", "rubel"),
        ("CHF", "franken"),
        ("CNY", "yuan"),
        ("JPY", "yen"),
    ],
    percent: "% prozent",
    points: "prozentpunkte prozentpunkten prozentpunkt",
    many: &[
        (24, "dutzende dutzenden"),
        (200, "hunderte hunderten"),
        (2000, "tausende tausenden"),
        (20_000, "zehntausende zehntausenden"),
        (200_000, "hunderttausende hunderttausenden"),
    ],
    times: &[(12, "dutzend")],
    several: "mehrere mehreren einige einigen ein_paar",
    a: "ein eine einen einem einer",
    and_half: "",
    shares: &[],
    parts: &[
        (3, "drittel"),
        (4, "viertel"),
        (5, "fünftel"),
        (6, "sechstel"),
        (8, "achtel"),
        (10, "zehntel"),
    ],
    half: "hälfte halb halbe halben",
    in_: "von",
    between: "zwischen",
    and: "und",
    from: "von",
    to: "bis - –",
    or: "oder",
    labels: "# № nr_. nummer artikel art_. kapitel absatz abs_. paragraph § seite tabelle flug version resolution zimmer",
    functions: "von in im an am auf zu zum zur für mit und oder der die das den dem des als ist sind war waren \
                nach vor aus bei seit bis er sie es uhr",
    plurals: "",
    suffixes: "te ten ter",
};

const RUSSIAN: Words = Words {
    before: &[
        (
            Bound::AtLeast,
            "не_менее как_минимум по_меньшей_мере по_крайней_мере минимум не_менее_чем",
        ),
        (Bound::MoreThan, "более больше свыше более_чем больше_чем"),
        (Bound::AtMost, "не_более до максимум не_более_чем"),
        (Bound::FewerThan, "менее меньше менее_чем меньше_чем"),
        (Bound::About, "около примерно порядка приблизительно где-то"),
        (Bound::Nearly, "почти"),
    ],
    after: &[
        (Bound::AtLeast, "и_более или_более +"),
        (Bound::AtMost, "и_менее или_менее"),
    ],
    currencies: &[
        ("USD", "долларов доллара доллар долларам"),
        ("EUR", "евро"),
        ("RUB", "рублей рубля рубль рублям руб"),
        ("UAH", "гривен гривны гривна"),
        ("GBP", "фунтов фунта фунт"),
        ("CNY", "юаней юаня юань"),
        ("JPY", "иен иены"),
    ],
    percent: "% процентов процента процент процентам процентами",
    points: "процентных_пунктов процентных_пункта процентный_пункт п_._п",
    many: &[
        (20, "десятки десятков десятками"),
        (200, "сотни сотен сотнями"),
        (2000, "тысячи"),
        (20_000, "десятки_тысяч десятков_тысяч"),
        (200_000, "сотни_тысяч сотен_тысяч"),
        (2_000_000, "миллионы"),
        (20_000_000, "десятки_миллионов"),
        (200_000_000, "сотни_миллионов"),
    ],
    times: &[(12, "дюжина дюжины дюжину"), (10, "десяток десятка")],
    several: "несколько нескольких",
    a: "",
    and_half: "с_половиной",
    shares: &[((3, 2), "полтора полторы полутора")],
    parts: &[
        (3, "треть трети третей третью"),
        (4, "четверть четверти четвертью"),
        (5, "пятая пятую пятой пятых"),
        (10, "десятая десятую десятых"),
    ],
    half: "половина половину половины половиной пол",
    in_: "из",
    between: "между",
    and: "и",
    from: "от",
    to: "до - –",
    or: "или",
    labels: "# № номер статья статьи статье статью ст_. глава главы пункт пункта страница рейс резолюция резолюции",
    functions: "в во на с со к по из от до для и или а но что как это не его ее их он она они за при после \
                через при",
    plurals: "",
    suffixes: "",
};
