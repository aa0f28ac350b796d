use super::happening::Weights;
use super::*;
use proptest::prelude::*;
use proptest::sample::select;

const WORDS: &[&str] = &[
    "Sergey",
    "Sergei",
    "Сергей",
    "Lavrov",
    "Лавров",
    "S.",
    "Ann",
    "Bob",
    "the",
    "Russian",
    "Russia’s",
    "Russia",
    "Foreign",
    "Ministry",
    "of",
    "SCO",
    "Shanghai",
    "Cooperation",
    "Organization",
    "Apple",
    "Inc.",
    "(SCO)",
    "IS-KP",
    "removal",
    "removed",
    "delisting",
    "President",
    "Mr.",
    "Mrs.",
    "787",
    "747",
    "2024",
    "movement",
    "George",
    "H.",
    "طالبان",
    "Taliban",
    "George Bush,",
    "company",
    "Muttaqi",
    "Mottaqi",
    "US",
    "U.S.",
];
const SORTS: &[Sort] = &[
    Sort::Person,
    Sort::Thing,
    Sort::Any,
    Sort::Date,
    Sort::Number,
    Sort::Happening,
];

fn any_quote() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(select(WORDS), 1..5).prop_map(|words| words.join(" "));
    prop_oneof![6 => words, 1 => "\\PC{0,20}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn likeness_is_symmetric(one in any_quote(), other in any_quote(), sort in select(SORTS)) {
        let mut symbols = Symbols::default();
        let (a, b) = (Form::of(&one, sort, &mut symbols), Form::of(&other, sort, &mut symbols));
        let weight = |stem: Symbol| 1.0 / (1.0 + f64::from(stem % 7));
        let there = compare(&a, &b, sort, &symbols, &weight);
        let back = compare(&b, &a, sort, &symbols, &weight);
        match (there, back) {
            (Some(there), Some(back)) => {
                prop_assert!((there.score - back.score).abs() < 1e-9, "{} {}", there.score, back.score);
                prop_assert_eq!((there.reason, there.sure), (back.reason, back.sure));
                prop_assert!((0.0..=1.0).contains(&there.score));
            }
            (there, back) => prop_assert_eq!(there, back),
        }
        prop_assert_eq!(conflict(&a, &b), conflict(&b, &a));
        prop_assert_eq!(first_names_agree(&a, &b, &symbols), first_names_agree(&b, &a, &symbols));
        let index = Index::default();
        let weights = Weights::of(&index, 0);
        let none = Circumstances::default();
        let of = |form| Happening { form, sentence: &[], circumstances: &none, weighs: weights.all(form, &[]) };
        let (there, why) = happening(&of(&a), &of(&b), false, &weights);
        let (back, why_back) = happening(&of(&b), &of(&a), false, &weights);
        prop_assert!((there - back).abs() < 1e-9 && why == why_back);
    }
}
