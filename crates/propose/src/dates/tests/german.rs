use super::*;

#[test]
fn sentences_from_the_news() {
    check_sentences(
        Language::German,
        &[
            (
                "Die Staatsduma stimmte am Dienstag, dem 17. Dezember 2024, für das Gesetz.",
                &[("Dienstag, dem 17. Dezember 2024", "2024-12-17")],
            ),
            (
                "Ende 2023 strich Kasachstan die Gruppe von der Liste, mehr als zwei Jahre nach dem Abzug.",
                &[
                    ("Ende 2023", "2023 END"),
                    ("mehr als zwei Jahre nach", "P2Y MORE_THAN"),
                ],
            ),
            (
                "Von 2008 bis 2012 war er Präsident, seit August 2021 herrschen sie in Kabul.",
                &[
                    ("Von 2008 bis 2012", "2008/2012"),
                    ("seit August 2021", "2021-08 ON_OR_AFTER"),
                ],
            ),
            (
                "Sie marschierten 1979 ein und zogen zehn Jahre später ab.",
                &[("1979", "1979"), ("zehn Jahre später", "1989")],
            ),
            (
                "Das Forum findet vom 14. bis 19. Mai statt, wie im vergangenen Jahr.",
                &[
                    ("vom 14. bis 19. Mai", "2024-05-14/2024-05-19"),
                    ("vergangenen Jahr", "2023"),
                ],
            ),
            (
                "Vor drei Wochen kamen 2000 Menschen, am Montagabend nur noch 200.",
                &[
                    ("Vor drei Wochen", "2024-W48"),
                    ("Montagabend", "2024-12-16"),
                ],
            ),
            (
                "Anfang des 21. Jahrhunderts und in den 1990er Jahren war das anders.",
                &[
                    ("Anfang des 21. Jahrhunderts", "20 START"),
                    ("1990er Jahren", "199"),
                ],
            ),
            (
                "Am vergangenen Freitag, den 13. Dezember, rund drei Wochen nach dem Anschlag.",
                &[
                    ("vergangenen Freitag, den 13. Dezember", "2024-12-13"),
                    ("rund drei Wochen nach", "P3W APPROX"),
                ],
            ),
            ("Guten Morgen, das ist ein Beispiel.", &[]),
        ],
    );
}

#[test]
fn marks_have_values() {
    check_marks(
        Language::German,
        &[
            ("gestern", "2024-12-17"),
            ("übermorgen", "2024-12-20"),
            ("letzten Dienstag", "2024-12-17"),
            ("diese Woche", "2024-W51"),
            ("nächstes Jahr", "2025"),
            ("im Juli 2023", "2023-07"),
            ("am 3. Mai", "2024-05-03"),
            ("18.12.2024", "2024-12-18"),
            ("Mitte März", "2024-03 MID"),
            ("im Sommer 2023", "2023-SU"),
            ("im dritten Quartal 2024", "2024-Q3"),
            ("am ersten Montag im Oktober 2024", "2024-10-07"),
            ("seit drei Jahren", "P3Y"),
            ("in den vergangenen Jahren", "PAST_REF"),
            ("zwischen 2008 und 2012", "2008/2012"),
            ("bis Ende 2025", "2025 ON_OR_BEFORE"),
            ("jeden Montag", "XXXX-WXX-1"),
            ("Heiligabend", "2024-12-24"),
            ("dreizehnter Mai 1999", "1999-05-13"),
            ("derzeit", "PRESENT_REF"),
        ],
    );
}
