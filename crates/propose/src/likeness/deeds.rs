//! Main words of events that mean the same in news, and those that mean nothing by themselves.

/// Stems that say nothing of what happened.
const EMPTY: &[&str] = &[
    "add", "are", "be", "becom", "begin", "believ", "call", "cause", "come", "did", "do", "event",
    "fac", "get", "giv", "give", "go", "had", "happen", "has", "hav", "have", "is", "keep", "know",
    "leav", "mak", "make", "mean", "note", "not", "put", "said", "say", "see", "seem", "show",
    "start", "stat", "take", "tak", "tell", "think", "use", "want", "was", "were", "will",
    "expect", "spok", "speak", "report", "comment", "accord", "ask", "continu", "occur", "own",
    "face", "remain", "turn", "work",
];

/// Stems that stand for one another, by the first.
const ALIKE: &[&[&str]] = &[
    &["agre", "deal", "accord", "pact", "treat"],
    &["attack", "assault", "raid", "strik"],
    &["buy", "purchas", "acquir", "acquisit", "takeov", "takeover"],
    &["crash", "collision", "collid"],
    &["die", "kill", "fatal"],
    &["fir", "dismiss", "dismissal", "sack", "oust"],
    &["invit", "invitat"],
    &["meet", "talk", "summit", "negotiat", "negotiation"],
    &["quak", "earthquak"],
    &["remov", "delist", "exclu", "exclud", "exclus"],
    &["resign", "resignat", "quit"],
    &["seiz", "captur"],
    &["unveil", "introduc", "launch", "debut"],
    &["withdraw", "pullout", "retreat"],
];

/// The stem that stands for a main word and its like; `None` for those that say nothing by themselves.
/// O(size of the tables).
pub(super) fn deed(stem: &str) -> Option<&str> {
    if stem.is_empty() || EMPTY.contains(&stem) {
        return None;
    }
    let alike = ALIKE.iter().find(|alike| alike.contains(&stem));
    alike.map_or(Some(stem), |alike| alike.first().copied())
}
