//! What Telegram told of the days of each filter, kept to ask less.

use std::sync::{Mutex, PoisonError};

use super::filters::Filter;
use super::query::CalendarDay;

/// What was told of each filter, its newest day first.
#[derive(Default)]
pub struct Calendars(Mutex<Vec<(Filter, Vec<CalendarDay>)>>);

impl Calendars {
    /// What is kept of a filter.
    pub fn get(&self, filter: &Filter) -> Vec<CalendarDay> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(of, _)| of == filter).map(|(_, days)| days.clone()).unwrap_or_default()
    }

    /// Replaces what is kept of a filter.
    pub fn keep(&self, filter: Filter, days: Vec<CalendarDay>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _)| *of != filter);
        kept.push((filter, days));
    }
}

/// The days told so far with those kept of before, if together they have that many; the last one told may not be told to its end.
pub fn completed(told: &[CalendarDay], kept: &[CalendarDay], count: u64) -> Option<Vec<CalendarDay>> {
    let (last, whole) = told.split_last()?;
    let older = kept.iter().filter(|day| day.date <= last.date);
    let days: Vec<_> = whole.iter().chain(older).copied().collect();
    (days.iter().map(|day| day.count).sum::<u64>() == count).then_some(days)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::telegram::ids::MessageId;

    fn day(day: u8, count: u64) -> CalendarDay {
        let date = date!(2026 - 11 - 01).replace_day(day).expect("a day of November");
        CalendarDay { date, count, newest: MessageId(i32::from(day)) }
    }

    #[test]
    fn what_is_kept_completes_what_is_told() {
        let kept = [day(20, 2), day(10, 5), day(5, 1)];
        // One more on the newest day; the tenth was told in part.
        let told = [day(21, 1), day(20, 2), day(10, 3)];
        assert_eq!(completed(&told, &kept, 9), Some(vec![day(21, 1), day(20, 2), day(10, 5), day(5, 1)]));
    }

    #[test]
    fn sums_that_differ_complete_nothing() {
        let kept = [day(20, 2), day(10, 5), day(5, 1)];
        assert_eq!(completed(&[day(20, 2)], &kept, 7), None, "one of the older ones went");
        assert_eq!(completed(&[day(20, 2), day(10, 4)], &[], 9), None, "nothing is kept");
        assert_eq!(completed(&[], &kept, 8), None, "nothing was told");
    }
}
