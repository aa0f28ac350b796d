//! Describes the machine of the measurements.

use postil_e2e::Page;
use serde_json::json;
use std::fs;
use std::thread::available_parallelism;
use std::time::{SystemTime, UNIX_EPOCH};

/// The day, the machine and the browser, in one line.
pub async fn describe(page: &Page) -> String {
    let version = page.devtools("Browser.getVersion", json!({})).await;
    let browser = version["product"].as_str().unwrap_or("Chromium");
    let cores = available_parallelism().map_or(0, usize::from);
    let read = |file| fs::read_to_string(file).unwrap_or_default();
    let cpuinfo = read("/proc/cpuinfo");
    let processor = field(&cpuinfo, "model name").unwrap_or("processor not known");
    let meminfo = read("/proc/meminfo");
    let memory = field(&meminfo, "MemTotal").and_then(|kib| kib.split(' ').next()?.parse().ok());
    let memory = memory.map_or("memory not known".to_owned(), |kib: f64| {
        format!("{:.0} GB", kib / 1024.0 / 1024.0)
    });
    format!(
        "{}, {processor}, {cores} cores, {memory}, {browser}, software rendering",
        today()
    )
}

/// The value after the first `name : `, as the kernel writes it.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim())
}

/// The day in UTC.
fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let (year, month, day) = civil(since.map_or(0, |time| time.as_secs() / 86_400));
    format!("{year}-{month:02}-{day:02}")
}

/// The date of a number of days after 1970-01-01, by Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{civil, field};

    #[test]
    fn days_have_their_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_075), (2024, 12, 18));
    }

    #[test]
    fn fields_are_found_by_their_names() {
        let text = "MemTotal:       24623104 kB\nmodel name\t: A: B\n";
        assert_eq!(field(text, "MemTotal"), Some("24623104 kB"));
        assert_eq!(field(text, "model name"), Some("A: B"));
        assert_eq!(field(text, "name"), None);
    }
}
