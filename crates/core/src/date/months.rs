//! The names of months.

/// The months in English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Ukrainian and
/// Arabic, in lower case, as they stand in dates and by themselves.
const NAMES: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "jänner",
        "janvier",
        "enero",
        "gennaio",
        "janeiro",
        "januari",
        "январь",
        "января",
        "січень",
        "січня",
        "يناير",
    ],
    &[
        "february",
        "februar",
        "feber",
        "février",
        "fevrier",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "февраль",
        "февраля",
        "лютий",
        "лютого",
        "فبراير",
        "شباط",
    ],
    &[
        "march",
        "märz",
        "maerz",
        "mars",
        "marzo",
        "março",
        "marco",
        "maart",
        "mrt",
        "март",
        "марта",
        "березень",
        "березня",
        "مارس",
        "آذار",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "апрель",
        "апреля",
        "квітень",
        "квітня",
        "أبريل",
        "ابريل",
        "إبريل",
        "نيسان",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maggio",
        "maio",
        "mei",
        "май",
        "мая",
        "травень",
        "травня",
        "مايو",
        "أيار",
    ],
    &[
        "june",
        "juni",
        "juin",
        "junio",
        "giugno",
        "junho",
        "июнь",
        "июня",
        "червень",
        "червня",
        "يونيو",
        "حزيران",
    ],
    &[
        "july",
        "juli",
        "juillet",
        "julio",
        "luglio",
        "julho",
        "июль",
        "июля",
        "липень",
        "липня",
        "يوليو",
        "تموز",
    ],
    &[
        "august",
        "août",
        "aout",
        "agosto",
        "augustus",
        "август",
        "августа",
        "серпень",
        "серпня",
        "أغسطس",
        "آب",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "сентябрь",
        "сентября",
        "вересень",
        "вересня",
        "سبتمبر",
        "أيلول",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "октябрь",
        "октября",
        "жовтень",
        "жовтня",
        "أكتوبر",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "ноябрь",
        "ноября",
        "листопад",
        "листопада",
        "نوفمبر",
    ],
    &[
        "december",
        "dezember",
        "décembre",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "декабрь",
        "декабря",
        "грудень",
        "грудня",
        "ديسمبر",
    ],
];

/// Code points from which the beginning of a name stands for it.
const MIN_CODE_POINTS: usize = 3;

/// The month, from 1, of a name or of its beginning in any case; `None` if it is that of no month or of
/// several. O(1).
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let is_short = word.chars().count() < MIN_CODE_POINTS;
    let begin = (1..).zip(NAMES).filter(|(_, names)| {
        let mut names = names.iter();
        names.any(|name| *name == word || (!is_short && name.starts_with(&word)))
    });
    let mut found = begin.map(|(month, _)| month);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_that_of_one_month() {
        for (number, names) in (1..).zip(NAMES) {
            for name in names {
                assert_eq!(month(&name.to_uppercase()), Some(number), "{name}");
            }
        }
        for (word, number) in [
            ("Sept", Some(9)),
            ("янв", Some(1)),
            ("jui", None),
            ("ma", None),
        ] {
            assert_eq!(month(word), number, "{word}");
        }
    }
}
