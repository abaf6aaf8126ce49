//! The rate at which requests are sent, adapted to Telegram's flood waits.
//!
//! Telegram limits the rate of requests without saying what the limit is: `FLOOD_WAIT_x` means that it was exceeded, and to go on at the same
//! rate means to exceed it again. So no request is sent during a flood wait, and afterwards the rate is limited to 70 % of the rate before.
//! While no other flood wait follows, the limit is raised step by step, until it is far above that rate and is removed.
//!
//! Some flood waits are not caused by the rate. They must not push the limit down to almost nothing and keep it there, so each step raises it by
//! a fixed amount at least, and it never falls below a minimum.
//!
//! Nothing here waits or reads a clock: the time is passed in.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The rate before a flood wait is calculated from the requests of this time.
const RATE_WINDOW: Duration = Duration::from_secs(5);
/// After a flood wait, the limit is this part of the rate before.
const DECREASE: f64 = 0.7;
/// Each [`STEP`] without a flood wait multiplies the limit by this…
const INCREASE: f64 = 1.15;
/// …or adds this many requests per second, whichever is more.
const MIN_INCREASE: f64 = 2.0;
/// The time between two increases. Most flood waits are not caused by the rate, and after one that was, the rate is found again within seconds.
const STEP: Duration = Duration::from_secs(1);
/// The lowest limit in requests per second. With pieces of 512 KiB a video still plays.
const MIN_RATE: f64 = 2.0;
/// A limit this many times above the rate before the flood wait is removed.
const REMOVE_ABOVE: f64 = 3.0;
/// How many requests are recorded to calculate the rate.
const RECORDED: usize = 512;

/// Says when a request of one kind may be sent.
#[derive(Debug, Default)]
pub struct Pacer {
    /// When the latest requests were sent.
    requests: VecDeque<Instant>,
    blocked_until: Option<Instant>,
    limit: Option<Limit>,
}

#[derive(Debug)]
struct Limit {
    /// Requests per second.
    rate: f64,
    /// The rate before the flood wait.
    too_fast: f64,
    /// When the next request may be sent.
    next: Instant,
    /// When the limit was last raised.
    raised: Instant,
}

impl Pacer {
    /// When the next request may be sent; `None`: now.
    pub fn ready_at(&mut self, now: Instant) -> Option<Instant> {
        self.raise_limit(now);
        let blocked_until = self.blocked_until.filter(|until| *until > now);
        let next = self.limit.as_ref().map(|limit| limit.next).filter(|next| *next > now);
        blocked_until.max(next)
    }

    /// Records that a request is sent now.
    pub fn record_request(&mut self, now: Instant) {
        if self.requests.len() == RECORDED {
            self.requests.pop_front();
        }
        self.requests.push_back(now);
        if let Some(limit) = &mut self.limit {
            limit.next = limit.next.max(now) + Duration::from_secs_f64(1.0 / limit.rate);
        }
    }

    /// Records a flood wait.
    pub fn record_flood_wait(&mut self, now: Instant, wait: Duration) {
        let until = now + wait;
        let was_blocked = self.blocked_until.is_some_and(|blocked| blocked > now);
        self.blocked_until = self.blocked_until.max(Some(until));
        // Requests that were under way together are refused together. That lowers the limit once.
        if was_blocked {
            if let Some(limit) = &mut self.limit {
                limit.next = limit.next.max(until);
                limit.raised = limit.raised.max(until);
            }
            return;
        }
        let too_fast = self.rate(now);
        let rate = (too_fast * DECREASE).max(MIN_RATE);
        self.limit = Some(Limit { rate, too_fast: too_fast.max(MIN_RATE), next: until, raised: until });
        self.requests.clear();
    }

    /// How long no request may be sent because of a flood wait.
    pub fn blocked_for(&self, now: Instant) -> Duration {
        self.blocked_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// The present limit in requests per second; `None` without a limit.
    pub fn limit(&self) -> Option<f64> {
        self.limit.as_ref().map(|limit| limit.rate)
    }

    /// The present rate in requests per second.
    fn rate(&self, now: Instant) -> f64 {
        let recent = self.requests.iter().filter(|sent| now.duration_since(**sent) < RATE_WINDOW);
        let Some(first) = recent.clone().next() else { return 0.0 };
        // A few requests within a moment are not a high rate.
        let period = now.duration_since(*first).max(Duration::from_secs(1));
        recent.count() as f64 / period.as_secs_f64()
    }

    fn raise_limit(&mut self, now: Instant) {
        let Some(limit) = &mut self.limit else { return };
        while now.saturating_duration_since(limit.raised) >= STEP {
            limit.raised += STEP;
            limit.rate = (limit.rate * INCREASE).max(limit.rate + MIN_INCREASE);
        }
        if limit.rate > limit.too_fast * REMOVE_ABOVE {
            self.limit = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sends requests from `start` on for `period`, one every `interval` or when the pacer allows it. Returns when each was sent.
    fn run(pacer: &mut Pacer, start: Instant, period: Duration, interval: Duration) -> Vec<Instant> {
        let mut now = start;
        let mut times = Vec::new();
        while now < start + period {
            match pacer.ready_at(now) {
                Some(at) => now = at,
                None => {
                    pacer.record_request(now);
                    times.push(now);
                    now += interval;
                }
            }
        }
        times
    }

    proptest! {
        #[test]
        fn no_request_is_sent_during_a_wait_and_fewer_after_it(
            per_second in 2u32..200,
            waits in prop::collection::vec(1u64..60, 1..4),
        ) {
            let interval = Duration::from_secs(1) / per_second;
            let mut pacer = Pacer::default();
            let mut now = Instant::now();
            run(&mut pacer, now, Duration::from_secs(6), interval);
            now += Duration::from_secs(6);
            let before = pacer.rate(now);
            for wait in waits {
                let wait = Duration::from_secs(wait);
                pacer.record_flood_wait(now, wait);
                prop_assert_eq!(pacer.blocked_for(now), wait);
                let times = run(&mut pacer, now, wait + STEP, interval);
                prop_assert!(times.iter().all(|time| *time >= now + wait));
                let allowed = before * DECREASE * STEP.as_secs_f64() * INCREASE + 2.0;
                prop_assert!(times.len() as f64 <= allowed.max(MIN_RATE * STEP.as_secs_f64() + 2.0));
                now += wait + STEP;
            }
        }

        #[test]
        fn the_limit_is_removed_in_the_end(per_second in 1u32..500, wait in 0u64..100) {
            let mut pacer = Pacer::default();
            let now = Instant::now();
            run(&mut pacer, now, Duration::from_secs(6), Duration::from_secs(1) / per_second);
            let flood = now + Duration::from_secs(6);
            pacer.record_flood_wait(flood, Duration::from_secs(wait));
            prop_assert!(pacer.limit().is_some());
            let later = flood + Duration::from_secs(wait + 120);
            prop_assert_eq!(pacer.ready_at(later), None);
            prop_assert!(pacer.limit().is_none());
        }
    }

    #[test]
    fn flood_waits_at_any_rate_do_not_stop_the_requests() {
        let mut pacer = Pacer::default();
        let mut now = Instant::now();
        for _ in 0..60 {
            run(&mut pacer, now, Duration::from_secs(10), Duration::from_millis(10));
            now += Duration::from_secs(10);
            pacer.record_flood_wait(now, Duration::from_secs(1));
            now += Duration::from_secs(1);
        }
        assert!(pacer.limit().is_some_and(|rate| rate > 2.0 * MIN_RATE), "{:?}", pacer.limit());
    }

    #[test]
    fn three_waits_in_a_row_delay_a_film_by_little_more_than_the_waits() {
        // 64 pieces of 512 KiB, 20 a second, of which three in a row are refused for five seconds.
        let mut pacer = Pacer::default();
        let (begun, interval) = (Instant::now(), Duration::from_millis(50));
        let (mut now, mut waits) = (begun, 0);
        let mut pieces = 0;
        while pieces < 64 {
            if let Some(at) = pacer.ready_at(now) {
                now = at;
                continue;
            }
            pacer.record_request(now);
            if pieces == 8 && waits < 3 {
                waits += 1;
                pacer.record_flood_wait(now, Duration::from_secs(5));
            } else {
                pieces += 1;
            }
            now += interval;
        }
        let took = now - begun;
        assert!(took < Duration::from_secs(15 + 3 + 8), "{took:?}");
    }

    #[test]
    fn requests_refused_together_lower_the_limit_once() {
        let mut pacer = Pacer::default();
        let now = Instant::now();
        run(&mut pacer, now, Duration::from_secs(5), Duration::from_millis(100));
        let now = now + Duration::from_secs(5);
        pacer.record_flood_wait(now, Duration::from_secs(2));
        let limit = pacer.limit();
        pacer.record_flood_wait(now + Duration::from_millis(5), Duration::from_secs(3));
        assert_eq!(pacer.limit(), limit);
        assert_eq!(pacer.blocked_for(now), Duration::from_millis(3005));
        assert!(limit.is_some_and(|rate| (6.0..8.0).contains(&rate)), "{limit:?}");
    }
}
