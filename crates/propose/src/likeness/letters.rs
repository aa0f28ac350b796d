//! Words in Latin letters, and how they sound, so that one name is found however it is spelled.
//!
//! The tables are short: what they give is compared, never shown. They follow the common English
//! transcriptions, and what these disagree on (y or i, q or k, e or yo) the sound leaves out.

/// Letters of a word that are looked at.
const MAX_LETTERS: usize = 48;

/// Latin letters, or nothing for signs that have no sound of their own, of a small letter without marks;
/// `None` for letters of scripts that have no table.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        // Cyrillic.
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' => "i",
        'ј' => "y",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ђ' => "dj",
        'ћ' => "c",
        'џ' => "dz",
        // Greek.
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        // Arabic, with Persian, Pashto and Urdu.
        'ا' | 'آ' | 'أ' | 'إ' | 'ى' | 'ٱ' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ټ' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ہ' | 'ھ' => "h",
        'خ' => "kh",
        'د' | 'ډ' => "d",
        'ذ' | 'ز' | 'ض' | 'ظ' => "z",
        'ر' | 'ړ' => "r",
        'ژ' | 'ږ' => "zh",
        'ش' | 'ښ' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' | 'ګ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' | 'ڼ' => "n",
        'و' => "w",
        'ي' | 'ی' | 'ې' | 'ۍ' | 'ے' | 'ئ' => "y",
        'ع' | 'ء' | 'ة' | 'ؤ' => "",
        // Hebrew.
        'א' | 'ע' => "a",
        'ב' => "b",
        'ג' => "g",
        'ד' => "d",
        'ה' => "h",
        'ו' => "v",
        'ז' => "z",
        'ח' | 'כ' | 'ך' => "kh",
        'ט' | 'ת' => "t",
        'י' => "y",
        'ל' => "l",
        'מ' | 'ם' => "m",
        'נ' | 'ן' => "n",
        'ס' => "s",
        'פ' | 'ף' => "p",
        'צ' | 'ץ' => "ts",
        'ק' => "k",
        'ר' => "r",
        'ש' => "sh",
        // Latin letters that do not come apart.
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        'ə' => "a",
        _ => return None,
    })
}

/// A folded word in the Latin letters a to z and digits; signs between letters and marks on them are left
/// out. Letters of scripts without a table stay as they are. O(n).
pub(crate) fn latin(folded: &str) -> String {
    let mut word = String::with_capacity(folded.len());
    for c in folded.chars().take(MAX_LETTERS) {
        match letter(c) {
            _ if c.is_ascii_alphanumeric() => word.push(c),
            Some(letters) => word.push_str(letters),
            None if c.is_alphanumeric() && !c.is_ascii() => word.push(c),
            None => {}
        }
    }
    word
}

/// Whether a folded word has letters of another script than Latin that [`latin`] has a table for.
pub(super) fn is_foreign(folded: &str) -> bool {
    folded
        .chars()
        .any(|c| c >= '\u{370}' && letter(c).is_some())
}

/// The sound of a word that is in Latin letters: its consonants, with those taken for one that
/// transcriptions mix up, and an `a` for a vowel at the beginning. O(n).
pub(super) fn sound(latin: &str) -> String {
    /// The longest first.
    const GROUPS: &[(&str, char)] = &[
        ("shch", 'S'),
        ("tsch", 'C'),
        ("sch", 'S'),
        ("tch", 'C'),
        ("dzh", 'J'),
        ("sh", 'S'),
        ("ch", 'C'),
        ("zh", 'J'),
        ("dj", 'J'),
        ("kh", 'h'),
        ("gh", 'g'),
        ("ph", 'f'),
        ("th", 't'),
        ("ck", 'k'),
        ("ts", 'c'),
        ("tz", 'c'),
    ];
    let mut sound = String::new();
    let mut rest = latin;
    while let Some(first) = rest.chars().next() {
        let group = GROUPS.iter().find(|(group, _)| rest.starts_with(group));
        let (length, letter) = match group {
            Some((group, letter)) => (group.len(), Some(*letter)),
            None => (first.len_utf8(), single(first, sound.is_empty())),
        };
        rest = rest.get(length..).unwrap_or_default();
        if let Some(letter) = letter
            && !sound.ends_with(letter)
        {
            sound.push(letter);
        }
    }
    sound
}

fn single(c: char, first: bool) -> Option<char> {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => first.then_some('a'),
        'c' | 'q' => Some('k'),
        'w' => Some('v'),
        'j' => Some('J'),
        'x' => Some('k'),
        other => Some(other),
    }
}

/// How many letters have to be put in, left out or changed to make one word of the other (Levenshtein
/// 1966); `None` if they are more than `most`. O(n · m) for words of at most [`MAX_LETTERS`].
pub(super) fn changes(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (letters(one), letters(other));
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(at + 1);
        for ((b, above), pair) in other.iter().zip(row.iter().skip(1)).zip(row.windows(2)) {
            let diagonal = pair.first().copied().unwrap_or_default() + usize::from(a != b);
            let left = next.last().copied().unwrap_or_default() + 1;
            next.push(diagonal.min(left).min(above + 1));
        }
        row = next;
    }
    row.last().copied().filter(|changes| *changes <= most)
}

fn letters(word: &str) -> Vec<char> {
    word.chars().take(MAX_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_core::text::fold;

    fn spoken(word: &str) -> String {
        sound(&latin(&fold(word)))
    }

    #[test]
    fn a_name_sounds_the_same_in_any_script() {
        for (one, other) in [
            ("Кабулов", "Kabulov"),
            ("Шойгу", "Shoigu"),
            ("Лавров", "Lavrov"),
            ("Сергей", "Sergey"),
            ("Sergei", "Sergey"),
            ("Muttaqi", "Mottaqi"),
            ("متقی", "Muttaqi"),
            ("طالبان", "Taliban"),
            ("Μητσοτάκης", "Mitsotakis"),
            ("Горбачёв", "Gorbatschow"),
            ("Mohammad", "Muhammed"),
            ("Zelenskyy", "Зеленский"),
            ("Erdoğan", "Erdogan"),
        ] {
            assert_eq!(spoken(one), spoken(other), "{one} {other}");
        }
        for (one, other) in [
            ("Iran", "Iraq"),
            ("Austria", "Australia"),
            ("Mali", "Malta"),
        ] {
            assert_ne!(spoken(one), spoken(other), "{one} {other}");
        }
    }

    #[test]
    fn changes_are_counted_up_to_a_bound() {
        assert_eq!(changes("muttaqi", "mottaqi", 2), Some(1));
        assert_eq!(changes("kabul", "", 9), Some(5));
        assert_eq!(changes("niger", "nigeria", 1), None);
        assert_eq!(changes("", "", 0), Some(0));
    }
}
