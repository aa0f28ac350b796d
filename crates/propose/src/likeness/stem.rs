//! English words without their endings, so that “removal” and “removing” are one.
//!
//! A light stemmer: it takes off one ending, the longest that leaves enough of the word. What it makes of
//! words in other languages is compared in the same way and does no harm.

/// Forms that have no ending in common.
const ODD: &[(&str, &str)] = &[
    ("accession", "acced"),
    ("agreed", "agre"),
    ("agreement", "agre"),
    ("agrees", "agre"),
    ("began", "begin"),
    ("beginning", "begin"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("ceasefire", "ceasefir"),
    ("choose", "choic"),
    ("chose", "choic"),
    ("chosen", "choic"),
    ("dead", "die"),
    ("death", "die"),
    ("deaths", "die"),
    ("decide", "decis"),
    ("decided", "decis"),
    ("decides", "decis"),
    ("deciding", "decis"),
    ("decision", "decis"),
    ("decisions", "decis"),
    ("died", "die"),
    ("dies", "die"),
    ("dying", "die"),
    ("fallen", "fall"),
    ("fell", "fall"),
    ("flew", "fly"),
    ("flies", "fly"),
    ("flight", "fly"),
    ("flights", "fly"),
    ("flown", "fly"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("growth", "grow"),
    ("held", "hold"),
    ("invasion", "invad"),
    ("kept", "keep"),
    ("left", "leav"),
    ("lose", "los"),
    ("losing", "los"),
    ("loss", "los"),
    ("losses", "los"),
    ("lost", "los"),
    ("made", "mak"),
    ("met", "meet"),
    ("paid", "pay"),
    ("recognise", "recogni"),
    ("recognised", "recogni"),
    ("recognition", "recogni"),
    ("recognize", "recogni"),
    ("recognized", "recogni"),
    ("recognizing", "recogni"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("said", "say"),
    ("sale", "sell"),
    ("sales", "sell"),
    ("saw", "see"),
    ("says", "say"),
    ("seen", "see"),
    ("seizure", "seiz"),
    ("sent", "send"),
    ("shot", "shoot"),
    ("sold", "sell"),
    ("speech", "speak"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("struck", "strik"),
    ("take", "tak"),
    ("taken", "tak"),
    ("takes", "tak"),
    ("taking", "tak"),
    ("told", "tell"),
    ("took", "tak"),
    ("went", "go"),
    ("winning", "win"),
    ("wins", "win"),
    ("withdrawal", "withdraw"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("won", "win"),
    ("written", "writ"),
    ("wrote", "writ"),
];

const ENDINGS: &[&str] = &[
    "izations", "ization", "isations", "isation", "ements", "ations", "ement", "ation", "ments",
    "ities", "ings", "ment", "ions", "ance", "ence", "ing", "ies", "ied", "ion", "als", "ers",
    "ors", "ity", "ed", "es", "al", "er", "or", "ly", "s", "e", "y",
];

/// Letters that an ending leaves at least.
const MIN_STEM: usize = 3;

/// A folded word without its ending. O(n).
pub(super) fn stem(word: &str) -> &str {
    if let Ok(at) = ODD.binary_search_by_key(&word, |(odd, _)| odd) {
        return ODD.get(at).map_or(word, |(_, stem)| stem);
    }
    if word.len() <= MIN_STEM || !word.is_ascii() || word.ends_with("ss") {
        return word;
    }
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= MIN_STEM
        {
            return undouble(
                stem.strip_suffix("at")
                    .filter(|s| s.len() >= 5)
                    .unwrap_or(stem),
            );
        }
    }
    undouble(word)
}

/// `stopp` of “stopped” as `stop`.
fn undouble(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    match bytes {
        [.., a, b] if a == b && !matches!(b, b'l' | b's' | b'z') => {
            stem.get(..stem.len() - 1).unwrap_or(stem)
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for forms in [
            &["removal", "remove", "removed", "removing", "removes"][..],
            &["delist", "delisting", "delisted"],
            &["designation", "designated", "designate", "designating"],
            &["withdrawal", "withdrew", "withdrawing"],
            &["decision", "decided", "decide"],
            &["announcement", "announced", "announces"],
            &["stopped", "stopping", "stop"],
            &["visit", "visited", "visits"],
            &["attack", "attacks", "attacked"],
            &["invaded", "invasion", "invade"],
            &["approval", "approved", "approve"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn the_odd_forms_are_in_order() {
        assert!(ODD.is_sorted_by_key(|(odd, _)| odd));
    }
}
