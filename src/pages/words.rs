//! What a page says of a refusal. Scripts say it the same way (`static/js/model/failure.js`).

use crate::api::gallery::error::Error;

/// The visitor's session could not be looked up; the guard has logged why.
pub(super) const SESSION_UNAVAILABLE: &str = "Your session can’t be opened right now. Please try again in a moment.";

/// The refusal as a sentence, with the time to wait. A failure of ours is logged.
pub(super) fn of(error: &Error) -> String {
    let body = error.log_and_describe();
    match body.retry_after {
        Some(seconds) => format!("Too many requests. Please try again in {}.", wait(seconds)),
        None => body.error.to_owned(),
    }
}

/// Seconds in the unit people use.
fn wait(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7200 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3600), "hour"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn waits_are_told() {
        let said = [1, 42, 120, 7200].map(|seconds| of(&Error::Wait(Duration::from_secs(seconds))));
        let expected = ["1 second", "42 seconds", "2 minutes", "2 hours"];
        assert_eq!(said, expected.map(|wait| format!("Too many requests. Please try again in {wait}.")));
    }

    #[test]
    fn refusals_are_told_in_the_api_s_words() {
        assert_eq!(of(&Error::PhoneRequired), "Phone number is required.");
    }
}
