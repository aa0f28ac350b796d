use super::*;

#[test]
fn sentences_from_the_news() {
    check_sentences(
        Language::English,
        &[
            (
                "The parliament approved the bill on Tuesday, a month after the talks in late 2023.",
                &[
                    ("Tuesday", "2024-12-17"),
                    ("a month after", "P1M"),
                    ("late 2023", "2023 END"),
                ],
            ),
            (
                "Officials said last month that exports had fallen in the third quarter of 2024.",
                &[
                    ("last month", "2024-11"),
                    ("the third quarter of 2024", "2024-Q3"),
                ],
            ),
            (
                "The mission will resume on December 22, more than three years after it closed in August 2021.",
                &[
                    ("December 22", "2024-12-22"),
                    ("more than three years after", "P3Y MORE_THAN"),
                    ("August 2021", "2021-08"),
                ],
            ),
            (
                "He served as president from 2008 to 2012 and has been prime minister since May 2020.",
                &[
                    ("from 2008 to 2012", "2008/2012"),
                    ("since May 2020", "2020-05 ON_OR_AFTER"),
                ],
            ),
            (
                "Two weeks ago, on Monday, December 2, the court met; it will meet again in two days.",
                &[
                    ("Two weeks ago", "2024-W49"),
                    ("Monday, December 2", "2024-12-02"),
                    ("in two days", "2024-12-20"),
                ],
            ),
            (
                "The forum takes place from May 14th to 19th this year.",
                &[("from May 14th to 19th this year", "2024-05-14/2024-05-19")],
            ),
            (
                "Prices rose 20% in the first half of 2024, the fastest since the early 1990s.",
                &[
                    ("the first half of 2024", "2024-H1"),
                    ("since the early 1990s", "199 ON_OR_AFTER"),
                ],
            ),
            (
                "On Friday evening troops entered the town; by the end of November 2,000 people had fled.",
                &[
                    ("Friday evening", "2024-12-13TEV"),
                    ("by the end of November", "2024-11 ON_OR_BEFORE"),
                ],
            ),
            (
                "The talks are on 18 and 19 June and July 3 and 4, over the weekend.",
                &[
                    ("18", "2024-06-18"),
                    ("19 June", "2024-06-19"),
                    ("July 3", "2024-07-03"),
                    ("4", "2024-07-04"),
                    ("the weekend", "2024-W50-WE"),
                ],
            ),
            (
                "He won in 2008; the following year he resigned, and later that year he left.",
                &[
                    ("2008", "2008"),
                    ("following year", "2009"),
                    ("later that year", "2009"),
                ],
            ),
            (
                "Every Monday for two years he wrote a column, between 2014 and 2016.",
                &[
                    ("Every Monday", "XXXX-WXX-1"),
                    ("two years", "P2Y"),
                    ("between 2014 and 2016", "2014/2016"),
                ],
            ),
        ],
    );
}

#[test]
fn ranges_without_an_end_or_a_beginning() {
    check_sentences(
        Language::English,
        &[
            (
                "Elections are to be held as early as January, or as late as 2026.",
                &[
                    ("as early as January", "2025-01 ON_OR_AFTER"),
                    ("as late as 2026", "2026 ON_OR_BEFORE"),
                ],
            ),
            (
                "Cars built in 2016 and after, and those of 2010 or before, pay more beyond 2030.",
                &[
                    ("2016 and after", "2016 ON_OR_AFTER"),
                    ("2010 or before", "2010 ON_OR_BEFORE"),
                    ("beyond 2030", "2030 AFTER"),
                ],
            ),
            (
                "In 2016 and after the war prices rose.",
                &[("2016", "2016")],
            ),
            (
                "Troops stayed from March to date, and 1996~2001 as well.",
                &[
                    ("from March to date", "2024-03/PRESENT_REF"),
                    ("1996~2001", "1996/2001"),
                ],
            ),
            (
                "Exports fell in the year to date.",
                &[("year to date", "2024")],
            ),
            (
                "He travels from 27 April to the third.",
                &[("from 27 April to the third", "2024-04-27/2024-05-03")],
            ),
        ],
    );
}

#[test]
fn days_and_weeks_that_are_said_in_other_ways() {
    check_sentences(
        Language::English,
        &[
            (
                "They meet on 29th, not on 29th Street, and around the 21st this month.",
                &[
                    ("29th", "2024-11-29"),
                    ("around the 21st this month", "2024-12-21 APPROX"),
                ],
            ),
            (
                "He spoke on 13 December (Friday), and on Dec. 17, Tuesday.",
                &[
                    ("13 December (Friday)", "2024-12-13"),
                    ("Dec. 17, Tuesday", "2024-12-17"),
                ],
            ),
            (
                "Talks began in May 2023; on Monday of the following week they ended.",
                &[
                    ("May 2023", "2023-05"),
                    ("Monday of the following week", "2023-05-08"),
                ],
            ),
            (
                "The court sits this working week, and again in 2 days on Friday.",
                &[
                    ("this working week", "2024-W51"),
                    ("in 2 days on Friday", "2024-12-20"),
                ],
            ),
            (
                "She was born in April of 87 and married on Labor Day weekend 2021.",
                &[
                    ("April of 87", "1987-04"),
                    ("Labor Day weekend 2021", "2021-W35-WE"),
                ],
            ),
            ("The town bought 2000 pieces and 2010 tickets.", &[]),
        ],
    );
    check_marks(
        Language::English,
        &[
            ("2020/23/Sep", "2020-09-23"),
            ("the 21st next month", "2025-01-21"),
        ],
    );
    assert_eq!(
        days("this working week"),
        Some(("2024-12-16".to_owned(), "2024-12-20".to_owned()))
    );
}

#[test]
fn halves_of_stretches_and_stretches_up_to_a_date() {
    for (words, value, first, last) in [
        (
            "the second half of the 1990s",
            "199 END",
            "1995-01-01",
            "1999-12-31",
        ),
        (
            "the first half of December",
            "2024-12 START",
            "2024-12-01",
            "2024-12-15",
        ),
        (
            "the second half of the year",
            "2024-H2",
            "2024-07-01",
            "2024-12-31",
        ),
        (
            "the three months to September",
            "P3M",
            "2024-07-01",
            "2024-09-30",
        ),
        (
            "the year ended March 31, 2023",
            "P1Y",
            "2022-04-01",
            "2023-03-31",
        ),
        (
            "the week ending 12 May 2024",
            "P1W",
            "2024-05-06",
            "2024-05-12",
        ),
        ("over the next year", "P1Y", "2024-12-19", "2025-12-18"),
        ("winter of 2023/24", "2023-WI", "2023-12-01", "2024-02-29"),
    ] {
        let reading = resolve(words, day(), Language::English).into_iter().next();
        assert_eq!(reading.as_ref().map(brief).as_deref(), Some(value));
        let span = Some((first.to_owned(), last.to_owned()));
        assert_eq!(days(words), span, "{words}");
    }
}

#[test]
fn parts_of_days_and_seasons_are_told_from_other_words() {
    check_sentences(
        Language::English,
        &[
            (
                "Late on Monday, and again last night, to this day, after the fall of Kabul.",
                &[
                    ("Late on Monday", "2024-12-16"),
                    ("last night", "2024-12-17TNI"),
                ],
            ),
            (
                "For the first time in ten years they will be back in two years.",
                &[("in ten years", "P10Y"), ("in two years", "2026")],
            ),
            (
                "They talked for the last 3 months and 2 days ago they agreed.",
                &[("last 3 months", "P3M"), ("2 days ago", "2024-12-16")],
            ),
            (
                "He won in 2008; in May of that year and in the fall of 2021 he spoke.",
                &[
                    ("2008", "2008"),
                    ("May of that year", "2008-05"),
                    ("fall of 2021", "2021-FA"),
                ],
            ),
        ],
    );
}

#[test]
fn years_that_begin_on_a_day_of_their_own_have_no_days() {
    for (words, value) in [
        ("in fiscal 2018", "FY2018"),
        ("the fiscal year 2018", "FY2018"),
        ("FY18", "FY2018"),
        ("last fiscal year", "FY2023"),
        ("the school year 2019", "SY2019"),
        ("this academic year", "SY2024"),
        ("the financial year", "FYXXXX"),
    ] {
        let readings = resolve(words, day(), Language::English);
        let found: Vec<_> = readings.iter().map(|it| (&*it.value, it.span)).collect();
        assert_eq!(found, [(value, None)], "{words}");
    }
    check_marks(
        Language::English,
        &[
            ("since fiscal 2018", "FY2018 ON_OR_AFTER"),
            ("from FY2018 to FY2020", "FY2018/FY2020"),
            ("the end of the fiscal year 2018", "FY2018 END"),
        ],
    );
}

#[test]
fn earlier_in_what_is_over_is_also_early_in_it() {
    let readings = resolve("earlier last week", day(), Language::English);
    let values: Vec<String> = readings.iter().map(brief).collect();
    assert_eq!(values, ["2024-W50", "2024-W50 START"]);
    let readings = resolve("earlier on Monday", day(), Language::English);
    assert!(readings.iter().all(|it| it.modifier.is_none()));
}

#[test]
fn other_words_are_no_dates() {
    check_sentences(
        Language::English,
        &[
            (
                "She is in her thirties, he in his mid-60s, and it is a KC-30s.",
                &[],
            ),
            ("Prices fell by 1.5 percent on 2.5 million.", &[]),
            ("It may be right, and they march on.", &[]),
            ("May I ask how many of the 2,024 people came?", &[]),
            ("Call +86 138-2010-2015, or pay $2010.", &[]),
            ("About 2000 people came as soon as possible.", &[]),
            (
                "Under Resolution 1988 of the Council, Article 2010 and Flight 1999 are void.",
                &[],
            ),
            ("The 2nd Battalion won for the first time.", &[]),
            ("In the third century BC it was a quarter of the size.", &[]),
            ("Version 1.2.3.2024 has 2024.5 parts, and A2024 too.", &[]),
        ],
    );
}

#[test]
fn marks_have_values() {
    check_marks(
        Language::English,
        &[
            ("late 2023", "2023 END"),
            ("last July", "2024-07"),
            ("this July", "2024-07"),
            ("next July", "2025-07"),
            ("in May", "2024-05"),
            ("May", "2024-05"),
            ("earlier on Monday", "2024-12-16"),
            ("Earlier on Monday,", "2024-12-16"),
            ("the day before yesterday", "2024-12-16"),
            ("the week after next", "2025-W01"),
            ("a decade ago", "2014"),
            ("several years ago", "PAST_REF"),
            ("more than two years ago", "2022 BEFORE"),
            ("the last week of July", "2024-W30"),
            ("the third Monday of January 2025", "2025-01-20"),
            ("Tuesday of last week", "2024-12-10"),
            ("July of last year", "2023-07"),
            ("the 15th of next month", "2025-01-15"),
            ("last Christmas", "2023-12-25"),
            ("Easter 2018", "2018-04-01"),
            ("May twenty-ninth", "2024-05-29"),
            ("January first two thousand and thirty-two", "2032-01-01"),
            ("nineteen eighty-nine", "1989"),
            ("the nineties", "199"),
            ("21st century", "20"),
            ("Dec. 31 , 1994", "1994-12-31"),
            ("18–19 November 2024", "2024-11-18/2024-11-19"),
            ("Nov 2023 to Feb 2024", "2023-11/2024-02"),
            ("from November to February 2024", "2023-11/2024-02"),
            ("2014–18", "2014/2018"),
            ("in recent years", "PAST_REF"),
            ("now", "PRESENT_REF"),
            ("around 2015", "2015 APPROX"),
            ("2012 or later", "2012 ON_OR_AFTER"),
            ("two days before May 13, 1999", "1999-05-11"),
            ("about two hours", "PT2H APPROX"),
            ("2 years, 1 month and 21 days", "P2Y1M21D"),
            ("the Monday after Easter 2024", "2024-04-01"),
            ("a week from Friday", "2024-12-27"),
            ("half a century ago", "1974"),
            ("one and a half years", "P1Y6M"),
            ("the 17th and 18th centuries", "16/17"),
            ("the last days of 2023", "2023 END"),
            ("by year-end", "2024 ON_OR_BEFORE"),
            ("less than a year ago", "2023 AFTER"),
            ("from 2012 to the present", "2012/PRESENT_REF"),
            ("summer of '69", "1969-SU"),
            ("2024-W07", "2024-W07"),
            ("the night of 7 October 2023", "2023-10-07TNI"),
            ("several decades", "PX0Y"),
            ("tonight", "2024-12-18TNI"),
            ("sometime soon", "FUTURE_REF"),
            ("Eid al-Fitr", "2024-04-09 APPROX"),
            ("Eid al-Adha 2023", "2023-06-28 APPROX"),
            ("two days after Eid al-Adha 2023", "2023-06-30 APPROX"),
            ("9/11", "2001-09-11"),
            ("9/11/2024", "2024-09-11"),
            ("until at least 2028", "2028 ON_OR_AFTER"),
            ("since at least May 2019", "2019-05 ON_OR_AFTER"),
            ("in over ten years", "P10Y MORE_THAN"),
            ("nothing of that kind", ""),
        ],
    );
}
