//! Other languages than English.

use super::check;

#[test]
fn other_languages_have_their_tables() {
    check(
        "ru",
        &[
            (
                "<p Анна Орлова> заявила, что {переговоры провалились}.",
                "Анна Орлова",
            ),
            (
                "«{Переговоры провалились}», — сказал <p Сергей Лавров> на встрече с <p Анной Орловой>.",
                "Сергей Лавров",
            ),
            (
                "По словам <p Лаврова>, {переговоры провалились}.",
                "Лаврова",
            ),
            ("Как сообщает <m ТАСС>, {переговоры провалились}.", "ТАСС"),
            (
                "<p Лавров> встретился с <p Орловой>. Он добавил, что {переговоры провалились}.",
                "Лавров",
            ),
        ],
    );
    check(
        "de",
        &[
            (
                "<p Anna Orlova> sagte, {die Gespräche seien gescheitert}.",
                "Anna Orlova",
            ),
            (
                "„{Die Gespräche sind gescheitert}“, sagte <p Anna Orlova> am Montag.",
                "Anna Orlova",
            ),
            (
                "Laut <p Anna Orlova> {sind die Gespräche gescheitert}.",
                "Anna Orlova",
            ),
            (
                "{Die Gespräche sind gescheitert}, erklärte Außenministerin <p Anna Orlova>.",
                "Anna Orlova",
            ),
        ],
    );
    check(
        "es",
        &[
            (
                "<p Ana Orlova> dijo que {las negociaciones fracasaron}.",
                "Ana Orlova",
            ),
            (
                "«{Las negociaciones fracasaron}», afirmó <p Ana Orlova>.",
                "Ana Orlova",
            ),
            (
                "Según <p Ana Orlova>, {las negociaciones fracasaron}.",
                "Ana Orlova",
            ),
        ],
    );
    check(
        "fr",
        &[
            (
                "<p Anne Orlova> a déclaré que {les négociations ont échoué}.",
                "Anne Orlova",
            ),
            (
                "« {Les négociations ont échoué} », a déclaré <p Anne Orlova>.",
                "Anne Orlova",
            ),
            (
                "Selon <p Anne Orlova>, {les négociations ont échoué}.",
                "Anne Orlova",
            ),
        ],
    );
    check(
        "ar",
        &[
            ("قال <p سيرغي لافروف> إن {المحادثات فشلت}.", "سيرغي لافروف"),
            (
                "وأعلنت <o وزارة الخارجية> أن {المحادثات فشلت}.",
                "وزارة الخارجية",
            ),
        ],
    );
}

#[test]
fn the_language_is_guessed_from_small_words() {
    check(
        "",
        &[(
            "По словам <p Лаврова>, {переговоры провалились}.",
            "Лаврова",
        )],
    );
}
