//! Countries by their names and by what is of them.

/// What is called by several names or adjectives: the first is the one that stands for all. Words are
/// folded; several words of a name are one entry.
const COUNTRIES: &[&[&str]] = &[
    &[
        "afghanistan",
        "afghan",
        "afghans",
        "афганистан",
        "афганский",
    ],
    &["albania", "albanian", "albanians"],
    &["algeria", "algerian", "algerians"],
    &["argentina", "argentine", "argentinian"],
    &["armenia", "armenian", "armenians", "армения"],
    &["australia", "australian", "australians"],
    &["austria", "austrian", "austrians", "osterreich"],
    &["azerbaijan", "azerbaijani", "azeri", "азербаиджан"],
    &["bangladesh", "bangladeshi"],
    &["belarus", "belarusian", "беларусь", "белоруссия"],
    &["belgium", "belgian", "belgians"],
    &["bolivia", "bolivian"],
    &["bosnia", "bosnian", "bosnia and herzegovina"],
    &["brazil", "brazilian", "brazilians"],
    &["bulgaria", "bulgarian", "bulgarians"],
    &["cambodia", "cambodian"],
    &["canada", "canadian", "canadians"],
    &["chechnya", "chechen", "chechens"],
    &["chile", "chilean"],
    &[
        "china",
        "chinese",
        "prc",
        "people's republic of china",
        "китаи",
    ],
    &["colombia", "colombian"],
    &["croatia", "croatian"],
    &["cuba", "cuban", "cubans"],
    &["cyprus", "cypriot"],
    &["czechia", "czech", "czechs", "czech republic"],
    &["denmark", "danish", "danes"],
    &["egypt", "egyptian", "egyptians"],
    &["estonia", "estonian"],
    &["ethiopia", "ethiopian"],
    &["europe", "european", "europeans"],
    &["european union", "eu"],
    &["finland", "finnish", "finns"],
    &["france", "french", "frankreich"],
    &["georgia", "georgian", "georgians"],
    &[
        "germany",
        "german",
        "germans",
        "deutschland",
        "deutsch",
        "германия",
    ],
    &["greece", "greek", "greeks"],
    &["hungary", "hungarian", "hungarians"],
    &["iceland", "icelandic"],
    &["india", "indian", "indians", "индия"],
    &["indonesia", "indonesian"],
    &[
        "iran",
        "iranian",
        "iranians",
        "islamic republic of iran",
        "иран",
    ],
    &["iraq", "iraqi", "iraqis"],
    &["ireland", "irish"],
    &["israel", "israeli", "israelis", "израиль"],
    &["italy", "italian", "italians"],
    &["japan", "japanese"],
    &["jordan", "jordanian"],
    &[
        "kazakhstan",
        "kazakh",
        "kazakhs",
        "kazakhstani",
        "казахстан",
    ],
    &["kenya", "kenyan", "kenyans"],
    &["kosovo", "kosovar"],
    &["kuwait", "kuwaiti"],
    &["kyrgyzstan", "kyrgyz", "киргизия"],
    &["laos", "laotian"],
    &["latvia", "latvian"],
    &["lebanon", "lebanese"],
    &["libya", "libyan", "libyans"],
    &["lithuania", "lithuanian"],
    &["malaysia", "malaysian"],
    &["mexico", "mexican", "mexicans"],
    &["moldova", "moldovan"],
    &["mongolia", "mongolian"],
    &["morocco", "moroccan"],
    &["myanmar", "burma", "burmese"],
    &["nepal", "nepali", "nepalese"],
    &["netherlands", "dutch", "holland"],
    &["new zealand", "new zealander", "new zealanders"],
    &["nigeria", "nigerian", "nigerians"],
    &["north korea", "north korean", "dprk"],
    &["norway", "norwegian", "norwegians"],
    &["oman", "omani"],
    &["pakistan", "pakistani", "pakistanis", "пакистан"],
    &["palestine", "palestinian", "palestinians"],
    &["peru", "peruvian"],
    &["philippines", "philippine", "filipino", "filipinos"],
    &["poland", "polish", "poles", "польша"],
    &["portugal", "portuguese"],
    &["qatar", "qatari", "qataris"],
    &["romania", "romanian", "romanians"],
    &[
        "russia",
        "russian",
        "russians",
        "russian federation",
        "россия",
        "россии",
        "россиискии",
        "российская федерация",
        "russland",
        "russie",
        "rusia",
    ],
    &[
        "saudi arabia",
        "saudi",
        "saudis",
        "kingdom of saudi arabia",
        "ksa",
    ],
    &["scotland", "scottish"],
    &["serbia", "serbian", "serbs"],
    &["singapore", "singaporean"],
    &["slovakia", "slovak", "slovaks"],
    &["slovenia", "slovenian", "slovene"],
    &["somalia", "somali", "somalis"],
    &["south africa", "south african", "south africans"],
    &[
        "south korea",
        "south korean",
        "south koreans",
        "republic of korea",
    ],
    &["soviet union", "soviet", "ussr", "ссср"],
    &["spain", "spanish", "spaniards"],
    &["sri lanka", "sri lankan"],
    &["sudan", "sudanese"],
    &["sweden", "swedish", "swedes"],
    &["switzerland", "swiss"],
    &["syria", "syrian", "syrians", "сирия"],
    &["taiwan", "taiwanese"],
    &["tajikistan", "tajik", "tajiks", "таджикистан"],
    &["thailand", "thai"],
    &["tunisia", "tunisian"],
    &["turkey", "turkish", "turks", "turkiye", "турция"],
    &["turkmenistan", "turkmen", "туркменистан"],
    &["uganda", "ugandan"],
    &["ukraine", "ukrainian", "ukrainians", "украина"],
    &["united arab emirates", "uae", "emirati", "emirates"],
    &[
        "united kingdom",
        "uk",
        "u.k",
        "britain",
        "great britain",
        "british",
        "великобритания",
    ],
    &[
        "united states",
        "us",
        "u.s",
        "usa",
        "u.s.a",
        "united states of america",
        "american",
        "americans",
        "сша",
        "vereinigte staaten",
        "etats-unis",
        "estados unidos",
    ],
    &["uzbekistan", "uzbek", "uzbeks", "узбекистан"],
    &["vatican", "holy see"],
    &["venezuela", "venezuelan", "venezuelans"],
    &["vietnam", "vietnamese"],
    &["wales", "welsh"],
    &["yemen", "yemeni", "yemenis"],
    &["zimbabwe", "zimbabwean"],
];

/// Words of the longest name in the table.
pub(super) const MAX_WORDS: usize = 4;

/// The country that folded words name, without an article and without marks on letters; and whether they
/// are its name rather than what is of it. O(size of the table) comparisons of short words.
pub(super) fn country(words: &str) -> Option<&'static str> {
    let words = words.trim_end_matches('.');
    COUNTRIES
        .iter()
        .find(|names| names.contains(&words))
        .and_then(|names| names.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_many_names() {
        for (words, expected) in [
            ("russian", Some("russia")),
            ("u.s.", Some("united states")),
            ("afghan", Some("afghanistan")),
            ("saudi arabia", Some("saudi arabia")),
            ("kabul", None),
            ("", None),
        ] {
            assert_eq!(country(words), expected, "{words}");
        }
    }

    #[test]
    fn no_name_is_of_two_countries() {
        let mut all: Vec<&str> = COUNTRIES.iter().copied().flatten().copied().collect();
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), many);
        assert!(all.iter().all(|name| name.split(' ').count() <= MAX_WORDS));
    }
}
