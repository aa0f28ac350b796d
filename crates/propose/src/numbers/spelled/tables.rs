//! The words of numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Part::{self, Add, Hundred, Scale};
use crate::numbers::language::Language;

/// The words of numbers in one language.
pub(super) struct Table {
    pub words: HashMap<&'static str, Part>,
    pub ordinals: HashMap<&'static str, u64>,
    /// Ordinals without their endings, where these are not those of the cardinal.
    pub ordinal_stems: HashMap<&'static str, u64>,
    /// Endings that make an ordinal of a cardinal, longest first.
    pub ordinal_endings: &'static [&'static str],
    /// Words that may be between two words of a number.
    pub and: &'static [&'static str],
    /// What may be between two parts of a compound; empty where there are no compounds.
    pub joins: &'static [&'static str],
    /// Scale words with their abbreviations.
    pub scales: HashMap<&'static str, u64>,
}

/// The table of a language.
pub(super) fn table(language: Language) -> &'static Table {
    static ENGLISH_TABLE: LazyLock<Table> = LazyLock::new(|| ENGLISH.table());
    static GERMAN_TABLE: LazyLock<Table> = LazyLock::new(|| GERMAN.table());
    static RUSSIAN_TABLE: LazyLock<Table> = LazyLock::new(|| RUSSIAN.table());
    match language {
        Language::English => &ENGLISH_TABLE,
        Language::German => &GERMAN_TABLE,
        Language::Russian => &RUSSIAN_TABLE,
    }
}

/// The words of a language as they are written down here, several in one string.
struct Words {
    words: &'static [(Part, &'static str)],
    ordinals: &'static [(u64, &'static str)],
    ordinal_stems: &'static [(u64, &'static str)],
    ordinal_endings: &'static [&'static str],
    and: &'static [&'static str],
    joins: &'static [&'static str],
    abbreviations: &'static [(u64, &'static str)],
}

impl Words {
    fn table(&self) -> Table {
        let words = split(self.words);
        let mut scales = split(self.abbreviations);
        scales.extend(words.iter().filter_map(|(word, part)| match part {
            Scale(by) => Some((*word, *by)),
            _ => None,
        }));
        Table {
            scales,
            words,
            ordinals: split(self.ordinals),
            ordinal_stems: split(self.ordinal_stems),
            ordinal_endings: self.ordinal_endings,
            and: self.and,
            joins: self.joins,
        }
    }
}

fn split<T: Copy>(table: &[(T, &'static str)]) -> HashMap<&'static str, T> {
    let words = table
        .iter()
        .flat_map(|(value, words)| words.split(' ').map(move |word| (word, *value)));
    words.collect()
}

const THOUSAND: u64 = 1000;
const MILLION: u64 = 1_000_000;
const BILLION: u64 = 1_000_000_000;
const TRILLION: u64 = 1_000_000_000_000;

const ENGLISH: Words = Words {
    words: &[
        (Add(0), "zero"),
        (Add(1), "one"),
        (Add(2), "two"),
        (Add(3), "three"),
        (Add(4), "four"),
        (Add(5), "five"),
        (Add(6), "six"),
        (Add(7), "seven"),
        (Add(8), "eight"),
        (Add(9), "nine"),
        (Add(10), "ten"),
        (Add(11), "eleven"),
        (Add(12), "twelve"),
        (Add(13), "thirteen"),
        (Add(14), "fourteen"),
        (Add(15), "fifteen"),
        (Add(16), "sixteen"),
        (Add(17), "seventeen"),
        (Add(18), "eighteen"),
        (Add(19), "nineteen"),
        (Add(20), "twenty"),
        (Add(30), "thirty"),
        (Add(40), "forty fourty"),
        (Add(50), "fifty"),
        (Add(60), "sixty"),
        (Add(70), "seventy"),
        (Add(80), "eighty"),
        (Add(90), "ninety"),
        (Hundred, "hundred"),
        (Scale(THOUSAND), "thousand"),
        (Scale(MILLION), "million"),
        (Scale(BILLION), "billion"),
        (Scale(TRILLION), "trillion"),
    ],
    ordinals: &[
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (5, "fifth"),
        (6, "sixth"),
        (7, "seventh"),
        (8, "eighth"),
        (9, "ninth"),
        (10, "tenth"),
        (11, "eleventh"),
        (12, "twelfth"),
        (13, "thirteenth"),
        (14, "fourteenth"),
        (15, "fifteenth"),
        (16, "sixteenth"),
        (17, "seventeenth"),
        (18, "eighteenth"),
        (19, "nineteenth"),
        (20, "twentieth"),
        (30, "thirtieth"),
    ],
    ordinal_stems: &[],
    ordinal_endings: &[],
    and: &["and"],
    joins: &[],
    abbreviations: &[
        (THOUSAND, "k thousands"),
        (MILLION, "m mn mln millions"),
        (BILLION, "b bn bln billions"),
        (TRILLION, "tn trn trillions"),
    ],
};

const GERMAN: Words = Words {
    words: &[
        (Add(0), "null"),
        (Add(1), "eins ein eine einen einem einer"),
        (Add(2), "zwei zwo"),
        (Add(3), "drei"),
        (Add(4), "vier"),
        (Add(5), "fünf"),
        (Add(6), "sechs"),
        (Add(7), "sieben"),
        (Add(8), "acht"),
        (Add(9), "neun"),
        (Add(10), "zehn"),
        (Add(11), "elf"),
        (Add(12), "zwölf"),
        (Add(13), "dreizehn"),
        (Add(14), "vierzehn"),
        (Add(15), "fünfzehn"),
        (Add(16), "sechzehn"),
        (Add(17), "siebzehn"),
        (Add(18), "achtzehn"),
        (Add(19), "neunzehn"),
        (Add(20), "zwanzig"),
        (Add(30), "dreißig dreissig"),
        (Add(40), "vierzig"),
        (Add(50), "fünfzig"),
        (Add(60), "sechzig"),
        (Add(70), "siebzig"),
        (Add(80), "achtzig"),
        (Add(90), "neunzig"),
        (Hundred, "hundert"),
        (Scale(THOUSAND), "tausend"),
        (Scale(MILLION), "million millionen"),
        (Scale(BILLION), "milliarde milliarden"),
        (Scale(TRILLION), "billion billionen"),
    ],
    ordinals: &[],
    ordinal_stems: &[(1, "ers"), (3, "drit"), (7, "sieb"), (8, "ach")],
    ordinal_endings: &["sten", "ster", "ste", "ten", "ter", "tes", "te"],
    and: &[],
    joins: &["und"],
    abbreviations: &[
        (THOUSAND, "tsd"),
        (MILLION, "mio"),
        (BILLION, "mrd"),
        (TRILLION, "bio"),
    ],
};

const RUSSIAN: Words = Words {
    words: &[
        (Add(0), "ноль нуль"),
        (Add(1), "один одна одно одного одной одну одним одном"),
        (Add(2), "два две двух двум двумя"),
        (Add(3), "три трех трем тремя"),
        (Add(4), "четыре четырех четырем четырьмя"),
        (Add(5), "пять пяти пятью"),
        (Add(6), "шесть шести шестью"),
        (Add(7), "семь семи семью"),
        (Add(8), "восемь восьми восемью"),
        (Add(9), "девять девяти девятью"),
        (Add(10), "десять десяти десятью"),
        (Add(11), "одиннадцать одиннадцати"),
        (Add(12), "двенадцать двенадцати"),
        (Add(13), "тринадцать тринадцати"),
        (Add(14), "четырнадцать четырнадцати"),
        (Add(15), "пятнадцать пятнадцати"),
        (Add(16), "шестнадцать шестнадцати"),
        (Add(17), "семнадцать семнадцати"),
        (Add(18), "восемнадцать восемнадцати"),
        (Add(19), "девятнадцать девятнадцати"),
        (Add(20), "двадцать двадцати"),
        (Add(30), "тридцать тридцати"),
        (Add(40), "сорок сорока"),
        (Add(50), "пятьдесят пятидесяти"),
        (Add(60), "шестьдесят шестидесяти"),
        (Add(70), "семьдесят семидесяти"),
        (Add(80), "восемьдесят восьмидесяти"),
        (Add(90), "девяносто девяноста"),
        (Add(100), "сто ста"),
        (Add(200), "двести двухсот"),
        (Add(300), "триста трехсот"),
        (Add(400), "четыреста четырехсот"),
        (Add(500), "пятьсот пятисот"),
        (Add(600), "шестьсот шестисот"),
        (Add(700), "семьсот семисот"),
        (Add(800), "восемьсот восьмисот"),
        (Add(900), "девятьсот девятисот"),
        (
            Scale(THOUSAND),
            "тысяча тысячи тысяч тысячу тысячам тысячами тысячах",
        ),
        (
            Scale(MILLION),
            "миллион миллиона миллионов миллионам миллионами",
        ),
        (
            Scale(BILLION),
            "миллиард миллиарда миллиардов миллиардам миллиардами",
        ),
        (Scale(TRILLION), "триллион триллиона триллионов"),
    ],
    ordinals: &[(
        3,
        "третий третья третье третьего третьей третьему третьем третью",
    )],
    ordinal_stems: &[
        (1, "перв"),
        (2, "втор"),
        (4, "четверт"),
        (5, "пят"),
        (6, "шест"),
        (7, "седьм"),
        (8, "восьм"),
        (9, "девят"),
        (10, "десят"),
        (11, "одиннадцат"),
        (12, "двенадцат"),
        (13, "тринадцат"),
        (14, "четырнадцат"),
        (15, "пятнадцат"),
        (16, "шестнадцат"),
        (17, "семнадцат"),
        (18, "восемнадцат"),
        (19, "девятнадцат"),
        (20, "двадцат"),
        (30, "тридцат"),
    ],
    ordinal_endings: &["ого", "ому", "ый", "ой", "ая", "ое", "ом", "ую", "ых"],
    and: &[],
    joins: &[],
    abbreviations: &[
        (THOUSAND, "тыс"),
        (MILLION, "млн"),
        (BILLION, "млрд"),
        (TRILLION, "трлн"),
    ],
};
