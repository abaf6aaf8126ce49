//! Message ids (<https://core.telegram.org/mtproto/description#message-identifier-msg-id>): the time in units of 2⁻³² seconds. Those of clients are
//! divisible by four; the server's are odd. Each is used once.

use std::collections::BTreeSet;
use std::time::Duration;

/// How many received ids are remembered.
const REMEMBERED: usize = 1024;
/// A received id may be so far ahead of the server's time, and so far behind it (<https://core.telegram.org/mtproto/security_guidelines#checking-msg-id>).
const AHEAD: Duration = Duration::from_secs(30);
const BEHIND: Duration = Duration::from_secs(300);

/// The time in an id, since 1970.
pub fn time(id: i64) -> Duration {
    let id = id.unsigned_abs();
    Duration::new(id >> 32, u32::try_from(((id & u64::from(u32::MAX)) * 1_000_000_000) >> 32).unwrap_or_default())
}

/// The first id at that time.
fn id_at(time: Duration) -> i64 {
    let fraction = (u64::from(time.subsec_nanos()) << 32) / 1_000_000_000;
    i64::try_from((time.as_secs() << 32 | fraction) & !3).unwrap_or(i64::MAX & !3)
}

/// Makes the ids of a session's messages.
#[derive(Debug, Default)]
pub struct MessageIds {
    last: i64,
}

impl MessageIds {
    /// The next one, larger than those before.
    pub fn next(&mut self, now: Duration) -> i64 {
        self.last = id_at(now).max(self.last + 4);
        self.last
    }
}

/// Whether an id is of the present, by the server's time. If not, the message with it is ignored.
pub fn is_of_now(id: i64, now: Duration) -> bool {
    let time = time(id);
    time <= now + AHEAD && now <= time + BEHIND
}

/// The ids that a session has received.
#[derive(Debug, Default)]
pub struct ReceivedIds(BTreeSet<i64>);

impl ReceivedIds {
    /// Whether a message with this id is accepted: it is the server's and was not received before.
    pub fn accept(&mut self, id: i64) -> bool {
        let is_too_old = self.0.len() == REMEMBERED && self.0.first().is_some_and(|first| id < *first);
        if id & 1 == 0 || is_too_old || !self.0.insert(id) {
            return false;
        }
        if self.0.len() > REMEMBERED {
            self.0.pop_first();
        }
        true
    }

    /// Whether a message with this id was accepted, as far as that is remembered.
    pub fn contains(&self, id: i64) -> bool {
        self.0.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_millis(1_800_000_000_250);

    #[test]
    fn our_ids_grow_and_are_divisible_by_four() {
        let mut ids = MessageIds::default();
        let first = ids.next(NOW);
        assert_eq!(first >> 32, 1_800_000_000);
        assert_eq!(first & 0xffff_ffff, 1 << 30, "a quarter of a second");
        assert_eq!(ids.next(NOW), first + 4);
        assert_eq!(ids.next(NOW - Duration::from_secs(9)), first + 8, "also when the clock is set back");
        assert!((NOW - Duration::from_micros(1)..=NOW).contains(&time(first)));
    }

    #[test]
    fn a_received_id_counts_once() {
        let mut received = ReceivedIds::default();
        let id = id_at(NOW) + 1;
        assert!(received.accept(id));
        assert!(!received.accept(id), "twice");
        assert!(!received.accept(id + 3), "one of a client");
    }

    #[test]
    fn the_present_is_half_a_minute_ahead_and_five_behind() {
        let is_of_now = |time: Duration| is_of_now(id_at(time) + 1, NOW);
        let second = Duration::from_secs(1);
        assert!(is_of_now(NOW) && is_of_now(NOW + AHEAD - second) && is_of_now(NOW - BEHIND + second));
        assert!(!is_of_now(NOW + AHEAD + second) && !is_of_now(NOW - BEHIND - second));
    }

    #[test]
    fn ids_older_than_all_that_are_remembered_are_refused() {
        let mut received = ReceivedIds::default();
        for index in 0..REMEMBERED as i64 + 10 {
            assert!(received.accept(id_at(NOW) + 1 + 4 * index));
        }
        assert!(!received.accept(id_at(NOW) + 1), "it may have been received");
        assert_eq!(received.0.len(), REMEMBERED);
    }
}
