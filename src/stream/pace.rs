//! What flood waits teach.
//!
//! Telegram allows so many requests in so much time and tells nobody how many. Who goes on as before after a wait runs into the next one. So
//! after a flood nothing is sent until the wait is over, and then no faster than seven tenths of what was too fast. Every few seconds without
//! another flood loosen that, until it no longer binds and is forgotten.
//!
//! Some floods have nothing to do with the rate. If a low rate were loosened by a share of itself alone, a few of those would bring it down to
//! almost nothing and keep it there; so every step adds something as well, and there is a lowest rate.
//!
//! Times are passed in: nothing here waits.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The rate before a flood is told by the requests of this long.
const SEEN: Duration = Duration::from_secs(5);
/// Of what was too fast, this much is tried.
const SLOWER: f64 = 0.7;
/// So many times more is allowed after each [`STEP`] without a flood…
const FASTER: f64 = 1.15;
/// …and at least so many requests per second more.
const FASTER_BY: f64 = 2.0;
/// See [`FASTER`].
const STEP: Duration = Duration::from_secs(5);
/// Requests per second, never fewer: of 512 KiB each, a video plays at that.
const SLOWEST: f64 = 2.0;
/// A limit far above what is being sent binds nobody.
const FREE: f64 = 3.0;
/// Requests remembered; with more in five seconds than this, the rate is told from these.
const REMEMBERED: usize = 512;

/// How fast requests of one kind may be sent.
#[derive(Debug, Default)]
pub struct Pace {
    sent: VecDeque<Instant>,
    blocked_until: Option<Instant>,
    limit: Option<Limit>,
}

#[derive(Debug)]
struct Limit {
    /// Requests per second.
    rate: f64,
    /// The rate that was too fast.
    learnt: f64,
    next: Instant,
    loosened: Instant,
}

impl Pace {
    /// When the next request may be sent; `None`: now.
    pub fn ready_at(&mut self, now: Instant) -> Option<Instant> {
        self.loosen(now);
        let wall = self.blocked_until.filter(|until| *until > now);
        let turn = self.limit.as_ref().map(|limit| limit.next).filter(|next| *next > now);
        wall.max(turn)
    }

    /// A request is sent now.
    pub fn sent(&mut self, now: Instant) {
        if self.sent.len() == REMEMBERED {
            self.sent.pop_front();
        }
        self.sent.push_back(now);
        if let Some(limit) = &mut self.limit {
            limit.next = limit.next.max(now) + Duration::from_secs_f64(1.0 / limit.rate);
        }
    }

    /// Telegram asks to wait.
    pub fn flooded(&mut self, now: Instant, wait: Duration) {
        let until = now + wait;
        let already = self.blocked_until.is_some_and(|blocked| blocked > now);
        self.blocked_until = self.blocked_until.max(Some(until));
        // Requests that were under way together are refused together: that is one lesson.
        if already {
            if let Some(limit) = &mut self.limit {
                limit.next = limit.next.max(until);
                limit.loosened = limit.loosened.max(until);
            }
            return;
        }
        let learnt = self.rate(now);
        let rate = (learnt * SLOWER).max(SLOWEST);
        self.limit = Some(Limit { rate, learnt: learnt.max(SLOWEST), next: until, loosened: until });
        self.sent.clear();
    }

    /// How long no request may be sent at all.
    pub fn blocked_for(&self, now: Instant) -> Duration {
        self.blocked_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// Requests per second that are allowed; `None` while nothing limits them.
    pub fn allowed(&self) -> Option<f64> {
        self.limit.as_ref().map(|limit| limit.rate)
    }

    /// Requests per second lately.
    fn rate(&self, now: Instant) -> f64 {
        let recent = self.sent.iter().filter(|sent| now.duration_since(**sent) < SEEN);
        let Some(first) = recent.clone().next() else { return 0.0 };
        // A handful within a moment is no rate yet.
        let long = now.duration_since(*first).max(Duration::from_secs(1));
        recent.count() as f64 / long.as_secs_f64()
    }

    fn loosen(&mut self, now: Instant) {
        let Some(limit) = &mut self.limit else { return };
        while now.saturating_duration_since(limit.loosened) >= STEP {
            limit.loosened += STEP;
            limit.rate = (limit.rate * FASTER).max(limit.rate + FASTER_BY);
        }
        if limit.rate > limit.learnt * FREE {
            self.limit = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sends as fast as it may for so long; tells when.
    fn run(pace: &mut Pace, from: Instant, long: Duration, every: Duration) -> Vec<Instant> {
        let mut now = from;
        let mut times = Vec::new();
        while now < from + long {
            match pace.ready_at(now) {
                Some(at) => now = at,
                None => {
                    pace.sent(now);
                    times.push(now);
                    now += every;
                }
            }
        }
        times
    }

    proptest! {
        #[test]
        fn nothing_is_sent_inside_a_wait_and_less_after_it(
            per_second in 2u32..200,
            waits in prop::collection::vec(1u64..60, 1..4),
        ) {
            let every = Duration::from_secs(1) / per_second;
            let mut pace = Pace::default();
            let mut now = Instant::now();
            run(&mut pace, now, Duration::from_secs(6), every);
            now += Duration::from_secs(6);
            let before = pace.rate(now);
            for wait in waits {
                let wait = Duration::from_secs(wait);
                pace.flooded(now, wait);
                prop_assert_eq!(pace.blocked_for(now), wait);
                let times = run(&mut pace, now, wait + STEP, every);
                prop_assert!(times.iter().all(|time| *time >= now + wait));
                let allowed = before * SLOWER * STEP.as_secs_f64() * FASTER + 2.0;
                prop_assert!(times.len() as f64 <= allowed.max(SLOWEST * STEP.as_secs_f64() + 2.0));
                now += wait + STEP;
            }
        }

        #[test]
        fn a_lesson_is_forgotten_at_last(per_second in 1u32..500, wait in 0u64..100) {
            let mut pace = Pace::default();
            let now = Instant::now();
            run(&mut pace, now, Duration::from_secs(6), Duration::from_secs(1) / per_second);
            let flooded = now + Duration::from_secs(6);
            pace.flooded(flooded, Duration::from_secs(wait));
            prop_assert!(pace.allowed().is_some());
            let later = flooded + Duration::from_secs(wait + 120);
            prop_assert_eq!(pace.ready_at(later), None);
            prop_assert!(pace.allowed().is_none());
        }
    }

    #[test]
    fn floods_that_come_at_any_rate_do_not_bring_it_down_to_nothing() {
        let mut pace = Pace::default();
        let mut now = Instant::now();
        for _ in 0..60 {
            run(&mut pace, now, Duration::from_secs(10), Duration::from_millis(10));
            now += Duration::from_secs(10);
            pace.flooded(now, Duration::from_secs(1));
            now += Duration::from_secs(1);
        }
        assert!(pace.allowed().is_some_and(|rate| rate > 2.0 * SLOWEST), "{:?}", pace.allowed());
    }

    #[test]
    fn requests_refused_together_teach_once() {
        let mut pace = Pace::default();
        let now = Instant::now();
        run(&mut pace, now, Duration::from_secs(5), Duration::from_millis(100));
        let now = now + Duration::from_secs(5);
        pace.flooded(now, Duration::from_secs(2));
        let allowed = pace.allowed();
        pace.flooded(now + Duration::from_millis(5), Duration::from_secs(3));
        assert_eq!(pace.allowed(), allowed);
        assert_eq!(pace.blocked_for(now), Duration::from_millis(3005));
        assert!(allowed.is_some_and(|rate| (6.0..8.0).contains(&rate)), "{allowed:?}");
    }
}
