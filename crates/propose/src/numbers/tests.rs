use super::*;
use postil_core::text::Text;
use proptest::prelude::*;

fn check(language: Language, cases: &[(&str, &str)]) {
    for (words, expected) in cases {
        let found = resolve(words, language).map(|it| it.to_string());
        assert_eq!(found.as_deref(), Some(*expected), "{words}");
    }
}

#[test]
fn english_numbers_have_values() {
    check(
        Language::English,
        &[
            ("145", "145"),
            ("145 lives", "145 lives"),
            ("over 130 people", "> 130 people"),
            ("over 130", "> 130"),
            ("nearly 500", "<~ 500"),
            ("a dozen", "12"),
            ("20%", "20 %"),
            ("a 20% rise", "20 %"),
            ("$1.2 billion", "1200000000 USD"),
            ("$1.2bn", "1200000000 USD"),
            ("€3m", "3000000 EUR"),
            ("1.2 billion dollars", "1200000000 USD"),
            ("US$ 5,000", "5000 USD"),
            ("A$ 5,000", "5000 AUD"),
            ("a $25,000 car", "25000 USD"),
            ("3.1% to 2138.14", "3.1 %"),
            ("500 heavy weapons", "500 weapons"),
            ("one hundred and forty-five", "145"),
            ("two dozen countries", "24 countries"),
            ("dozens of soldiers", ">= 24 soldiers"),
            ("hundreds of thousands of refugees", ">= 200000 refugees"),
            ("several hundred", ">= 200"),
            ("half a million", "500000"),
            ("half a dozen", "6"),
            ("one in five", "20 %"),
            ("three out of four", "75 %"),
            ("two-thirds of the seats", "66.6666666666..66.6666666667 %"),
            ("a quarter", "25 %"),
            ("half of them", "50 %"),
            ("10–15", "10..15"),
            ("between 10 and 15 troops", "10..15 troops"),
            ("10 to 15 percent", "10..15 %"),
            ("$1-2 billion", "1000000000..2000000000 USD"),
            ("at least 20", ">= 20"),
            ("20 or more", ">= 20"),
            ("130+", ">= 130"),
            ("no more than 12,500", "<= 12500"),
            ("fewer than 20", "< 20"),
            ("some 3,000 people", "~ 3000 people"),
            ("an estimated 2.5 million", "~ 2500000"),
            ("1,200.5", "1200.5"),
            ("3 percentage points", "3 pp"),
            ("٢٠٠ people", "200 people"),
            ("50k", "50000"),
            ("the 145 dead", "145 dead"),
            ("between 30 and 40", "30..40"),
            ("2.5 lakh", "250000"),
            ("2.5 lakh rupees", "250000 INR"),
            ("three crore voters", "30000000 voters"),
            ("two or three people", "2..3 people"),
            ("two and a half million", "2500000"),
            ("2 and a half", "2.5"),
            ("3½", "3.5"),
            ("½ of it", "0.5"),
            ("12 000 people", "12000 people"),
            ("1-in-5", "20 %"),
            ("20-odd people", "~ 20 people"),
            ("1,000-plus homes", ">= 1000 homes"),
            ("as few as 3", ">= 3"),
            ("seven of them", "7"),
            ("a 300-strong unit", "300"),
            ("AFN 500", "500 AFN"),
            ("500 afghanis", "500 AFN"),
        ],
    );
}

#[test]
fn german_numbers_have_values() {
    check(
        Language::German,
        &[
            ("145 Menschen", "145 menschen"),
            ("mehr als 130 Tote", "> 130 tote"),
            ("1.200,5", "1200.5"),
            ("fast 500", "<~ 500"),
            ("1,2 Milliarden Euro", "1200000000 EUR"),
            ("3 Mio. Euro", "3000000 EUR"),
            ("20 Prozent", "20 %"),
            ("ein Dutzend", "12"),
            ("Dutzende Soldaten", ">= 24 soldaten"),
            ("hundertfünfundvierzig", "145"),
            ("zwei Drittel", "66.6666666666..66.6666666667 %"),
            ("zwischen 10 und 15", "10..15"),
            ("10 bis 15", "10..15"),
            ("mindestens zwanzig", ">= 20"),
            ("eine Million", "1000000"),
            ("die Hälfte", "50 %"),
            ("zwei oder drei Soldaten", "2..3 soldaten"),
        ],
    );
}

#[test]
fn russian_numbers_have_values() {
    check(
        Language::Russian,
        &[
            ("145 человек", "145 человек"),
            ("более 130 человек", "> 130 человек"),
            ("1 200,5", "1200.5"),
            ("почти 500", "<~ 500"),
            ("1,2 млрд долларов", "1200000000 USD"),
            ("5 тыс. рублей", "5000 RUB"),
            ("20 процентов", "20 %"),
            ("20%", "20 %"),
            ("десятки солдат", ">= 20 солдат"),
            ("сто сорок пять", "145"),
            ("две трети", "66.6666666666..66.6666666667 %"),
            ("от 10 до 15", "10..15"),
            ("не менее двадцати", ">= 20"),
            ("полтора миллиона", "1500000"),
            ("сотни тысяч людей", ">= 200000 людей"),
            ("два с половиной миллиона", "2500000"),
            ("два или три человека", "2..3 человека"),
        ],
    );
}

#[test]
fn what_is_no_number_is_not_read() {
    for words in [
        "",
        "people",
        "the",
        "a third country",
        "COVID-19",
        "AK47",
        "10:30",
        "14th",
        "the fourteenth",
        "second",
        "7-0",
        "52-48",
        "Article 5",
        "No. 3",
        "Boeing 747",
        "#3",
        "2⅓",
        &"1 ".repeat(150),
    ] {
        assert_eq!(resolve(words, Language::English), None, "{words}");
    }
}

#[test]
fn numbers_are_found_where_no_dates_are() {
    let text = Text::freeze(
        "In 2021, over 130 people died — 145 by 4 July — and a 20% rise cost $1.2 billion. One said so at 10:30.",
    );
    let year = 3..7;
    let day = text
        .as_str()
        .find("4 July")
        .map(|at| text.as_str()[..at].chars().count());
    let day = day.map(|at| at..at + 6).expect("it is there");
    let found = find(&text, 0..text.len(), &[year, day], Language::English);
    let found: Vec<_> = found
        .iter()
        .map(|it| (text.slice(it.span.clone()), it.quantity.to_string()))
        .collect();
    let expected = [
        ("over 130", "> 130 people"),
        ("145", "145"),
        ("20%", "20 %"),
        ("$1.2 billion", "1200000000 USD"),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(words, it)| (*words, (*it).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn one_or_a_hundred_are_two_numbers() {
    let text = Text::freeze("One or 100 people, and 3 or 4 tanks. Try 5.");
    let found = find(&text, 0..text.len(), &[], Language::English);
    let found: Vec<_> = found.iter().map(|it| it.quantity.to_string()).collect();
    assert_eq!(found, ["100 people", "3..4 tanks", "5"]);
}

#[test]
fn a_million_digits_are_no_number_and_no_date() {
    let text = Text::freeze(&format!("In {} years, 145.", "7".repeat(1_000_000)));
    let dates = crate::dates::find(&text, 0..text.len(), None, Language::English);
    assert_eq!(dates, []);
    let found = find(&text, 0..text.len(), &[], Language::English);
    let found: Vec<_> = found.iter().map(|it| it.quantity.to_string()).collect();
    assert_eq!(found, ["145"]);
}

#[test]
fn repeated_words_are_read_one_after_another() {
    let many = 500;
    for (words, count) in [
        ("1,", 0),
        ("1 000 ", many),
        ("one hundred ", many),
        ("million ", many),
        ("half a ", many),
        ("no. # 5 ", 0),
        ("1-", 0),
        ("½", many),
    ] {
        let text = Text::freeze(&words.repeat(many));
        let found = find(&text, 0..text.len(), &[], Language::English);
        assert_eq!(found.len(), count, "{words}");
    }
}

proptest! {
    #[test]
    fn any_words_are_read_without_panic(words in "(\\PC|[0-9]{1,30}|[.,:%$€+–-]| |over|million|half|a|dozen|in|two|thirds|und|сто|тыс){0,14}") {
        let text = Text::freeze(&words);
        for language in Language::ALL {
            if let Some(quantity) = resolve(&words, language) {
                prop_assert!(quantity.low <= quantity.high);
                prop_assert_eq!(relation(&quantity, &quantity), Relation::Equal);
            }
            let mut end = 0;
            for found in find(&text, 0..text.len(), &[], language) {
                prop_assert!(end <= found.span.start && found.span.start < found.span.end);
                end = found.span.end;
                prop_assert!(end <= text.len());
            }
        }
    }

    #[test]
    fn a_number_comes_back(number in 0_u32..2_000_000_000) {
        let exact = Decimal::from(number);
        let plain = number.to_string();
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        for words in [plain, grouped] {
            let found = resolve(&words, Language::English).map(|it| (it.low, it.high, it.bound));
            prop_assert_eq!(found, Some((exact, exact, Bound::Exact)), "{}", words);
        }
    }
}
