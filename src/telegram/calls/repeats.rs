//! Repeating one call whose connection fails.

use std::time::Duration;

use super::pauses::Pauses;
use crate::config::CallLimits;
use crate::telegram::transport::lane::Lane;
use crate::telegram::transport::route::CallRoute;

/// Decides whether a call is made again that got no answer, or was answered by a fault of Telegram's own, and after which pause.
pub struct Repeats {
    is_repeatable: bool,
    has_timed_out: bool,
    outage: Pauses,
    unknown_key: Pauses,
}

impl Repeats {
    /// No failure yet. Parts and pieces of files are not repeated here, but by those who transfer them, who have more patience.
    pub fn new(limits: &CallLimits, route: CallRoute) -> Self {
        let outage = match route.lane {
            Lane::Calls | Lane::Thumbnails => limits.call_outage,
            Lane::Downloads | Lane::Uploads => Duration::ZERO,
        };
        Self {
            is_repeatable: route.repeatable,
            has_timed_out: false,
            outage: Pauses::new(limits.pause, limits.max_pause, outage),
            unknown_key: Pauses::new(limits.pause, limits.unknown_key / 4, limits.unknown_key),
        }
    }

    /// After a call that was not carried out.
    pub fn after_not_sent(&mut self) -> Option<Duration> {
        self.outage.next()
    }

    /// After a call that may or may not have been carried out.
    pub fn after_break(&mut self) -> Option<Duration> {
        if self.is_repeatable { self.outage.next() } else { None }
    }

    /// After a call that was not answered for long. Only once: the caller has waited.
    pub fn after_time_out(&mut self) -> Option<Duration> {
        let is_first = !std::mem::replace(&mut self.has_timed_out, true);
        if is_first { self.after_break() } else { None }
    }

    /// After a call that was not carried out because the data centre does not know the auth key, which cannot be replaced.
    pub fn after_unknown_key(&mut self) -> Option<Duration> {
        self.unknown_key.next()
    }
}
