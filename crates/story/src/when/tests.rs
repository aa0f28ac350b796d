use super::*;

fn days(value: &str) -> Option<(String, String, Precision)> {
    let show = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    let when = When::parse(value)?;
    Some((show(when.first), show(when.last), when.precision))
}

#[test]
fn values_name_days() {
    use Precision::{Century, Day, Decade, Half, Month, Quarter, Season, Week, Year};
    for (value, first, last, precision) in [
        ("2024", "2024-01-01", "2024-12-31", Year),
        ("2024-02", "2024-02-01", "2024-02-29", Month),
        ("2024-12-18", "2024-12-18", "2024-12-18", Day),
        ("2024-12-18T14:30", "2024-12-18", "2024-12-18", Day),
        ("2024-07/..", "2024-07-01", "..", Month),
        ("../2024-07", "..", "2024-07-31", Month),
        ("2008/2012", "2008-01-01", "2012-12-31", Year),
        ("2024-05-14/2024-06", "2024-05-14", "2024-06-30", Month),
        ("2024-SU", "2024-06-01", "2024-08-31", Season),
        ("2024-WI", "2024-12-01", "2025-02-28", Season),
        ("2024-Q4", "2024-10-01", "2024-12-31", Quarter),
        ("2024-H2", "2024-07-01", "2024-12-31", Half),
        ("2024-W01", "2024-01-01", "2024-01-07", Week),
        ("2024-W01-WE", "2024-01-06", "2024-01-07", Week),
        ("198", "1980-01-01", "1989-12-31", Decade),
        ("20", "2000-01-01", "2099-12-31", Century),
        ("00", "0001-01-01", "0099-12-31", Century),
    ] {
        let found = days(value).unwrap_or_else(|| panic!("{value} names days"));
        assert_eq!(
            found,
            (first.to_owned(), last.to_owned(), precision),
            "{value}"
        );
    }
}

#[test]
fn what_names_no_day_has_none() {
    for value in [
        "",
        "/",
        "../..",
        "P20Y",
        "PAST_REF",
        "XXXX-12-25",
        "2024-13",
        "2024-02-30",
        "2024-W54",
        "2024-",
        "9999-WI",
        "last week",
        "+024",
        "2025/2024",
        "٢٠٢٤",
        "-",
        "20-",
    ] {
        assert_eq!(When::parse(value), None, "{value}");
    }
}

#[test]
fn a_part_narrows_an_interval() {
    let narrowed = |value: &str, part| {
        let when = When::parse(value).map(|when| when.with_part(Some(part)));
        let (first, last) = when.expect("it names days").narrowed();
        [first, last].map(|day| day.map(|day| day.to_string()).unwrap_or_default())
    };
    assert_eq!(narrowed("2023", Part::End), ["2023-07-02", "2023-12-31"]);
    assert_eq!(narrowed("2023", Part::Start), ["2023-01-01", "2023-07-01"]);
    assert_eq!(narrowed("2023", Part::Mid), ["2023-05-02", "2023-09-01"]);
    assert_eq!(narrowed("2023", Part::Approx), ["2023-01-01", "2023-12-31"]);
    assert_eq!(
        narrowed("2023-05-01", Part::Start),
        ["2023-05-01", "2023-05-01"]
    );
    assert_eq!(narrowed("2023/..", Part::Start), ["2023-01-01", ""]);
}

#[test]
fn intervals_are_apart_if_they_share_no_day() {
    let when = |value: &str| When::parse(value).expect("it names days");
    assert!(when("2023").is_apart(&when("2024-01-01")));
    assert!(!when("2023").is_apart(&when("2023-06")));
    assert!(!when("2023/..").is_apart(&when("2024")));
    let about = when("2023").with_part(Some(Part::Approx));
    assert!(!about.is_apart(&when("2024-01-01")));
    let late = when("2023").with_part(Some(Part::End));
    assert!(late.is_apart(&when("2023-02")));
}
