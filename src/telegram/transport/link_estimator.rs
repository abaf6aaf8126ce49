//! Estimates of the link to a data centre: the round-trip time and the rate of a connection. From them follow how many requests a connection
//! should have under way, and after how long a missing answer is a fault.
//!
//! A connection is never idle if the data centre has received the next request before it has sent the last answer. That takes as many requests
//! as fit into the bandwidth-delay product (rate × round-trip time), and one more that is being answered. Further requests would only wait
//! in the data centre's queue, and delay those behind them.

use std::time::{Duration, Instant};

use crate::stream::{LinkSpeed, MAX_PIECE};

/// With two requests under way, one answer is being sent while the next request arrives.
const MIN_DEPTH: usize = 2;
/// Bounds what a cancelled stream leaves under way: 3 MiB on a connection.
const MAX_DEPTH: usize = 6;
/// The weight of a new measurement in a moving average.
const WEIGHT: f64 = 0.2;
/// A missing answer is a fault after this many times the average answer time…
const TIMEOUT_FACTOR: u32 = 20;
/// …and not before this.
const MIN_TIMEOUT: Duration = Duration::from_secs(5);
/// The number of answers from which on the average is used.
const MIN_ANSWERS: u32 = 4;
/// The round-trip time is the shortest answer time of this period: a route can change.
const ROUND_TRIP_WINDOW: Duration = Duration::from_secs(60);

/// Estimates for the connections of one lane to one data centre.
#[derive(Debug, Default)]
pub struct LinkEstimator {
    answers: u32,
    /// The average time from a request to its answer, the time in the data centre's queue included.
    average: Duration,
    /// The shortest such time, and when it was measured.
    shortest: Option<(Duration, Instant)>,
    /// Bytes per second of one connection while it is busy.
    rate: f64,
}

/// The present busy period of one connection: the time during which it always had a request under way.
#[derive(Debug, Default)]
pub struct BusyPeriod {
    /// The start of the present measurement, and the bytes received since.
    measuring: Option<(Instant, u64)>,
}

/// The shortest time from which a rate is calculated.
const MIN_MEASUREMENT: Duration = Duration::from_millis(200);

impl LinkEstimator {
    /// Records an answer of `bytes` bytes that arrived `took` after its request.
    pub fn record(&mut self, period: &mut BusyPeriod, took: Duration, bytes: usize, now: Instant) {
        self.answers = self.answers.saturating_add(1);
        self.average = if self.answers == 1 { took } else { moving_average(self.average, took) };
        match self.shortest {
            Some((shortest, at)) if shortest < took && now.duration_since(at) < ROUND_TRIP_WINDOW => {}
            _ => self.shortest = Some((took, now)),
        }
        match &mut period.measuring {
            Some((start, received)) => {
                *received += bytes as u64;
                let elapsed = now.duration_since(*start);
                if elapsed >= MIN_MEASUREMENT {
                    let rate = *received as f64 / elapsed.as_secs_f64();
                    self.rate = if self.rate == 0.0 { rate } else { self.rate + WEIGHT * (rate - self.rate) };
                    period.measuring = Some((now, 0));
                }
            }
            None => period.measuring = Some((now, 0)),
        }
    }

    /// How many requests a connection should have under way.
    pub fn depth(&self) -> usize {
        let Some((round_trip, _)) = self.shortest else { return MIN_DEPTH };
        let in_transit = self.rate * round_trip.as_secs_f64() / MAX_PIECE as f64;
        (in_transit.ceil() as usize + 1).clamp(MIN_DEPTH, MAX_DEPTH)
    }

    /// How long to wait for an answer, at most `limit`.
    pub fn answer_timeout(&self, limit: Duration) -> Duration {
        if self.answers < MIN_ANSWERS {
            return limit;
        }
        (self.average * TIMEOUT_FACTOR).max(MIN_TIMEOUT).min(limit)
    }

    /// Bytes per second of one busy connection; 0 until it is measured.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// The estimates for that many connections together.
    pub fn link_speed(&self, connections: usize) -> Option<LinkSpeed> {
        let (round_trip, _) = self.shortest?;
        (self.rate > 0.0).then_some(LinkSpeed { round_trip, bytes_per_second: (self.rate * connections as f64) as u64 })
    }
}

fn moving_average(average: Duration, new: Duration) -> Duration {
    average.mul_f64(1.0 - WEIGHT) + new.mul_f64(WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records a hundred pieces that arrive one `interval` after the other, each `took` after its request.
    fn record_pieces(estimator: &mut LinkEstimator, interval: Duration, took: Duration) {
        let mut now = Instant::now();
        let mut period = BusyPeriod::default();
        for _ in 0..100 {
            now += interval;
            estimator.record(&mut period, took, MAX_PIECE as usize, now);
        }
    }

    #[test]
    fn a_fast_and_distant_data_centre_has_more_requests_under_way() {
        let mut estimator = LinkEstimator::default();
        assert_eq!(estimator.depth(), MIN_DEPTH);
        // 50 MiB/s at 30 ms: three pieces are in transit at any time.
        record_pieces(&mut estimator, Duration::from_millis(10), Duration::from_millis(30));
        assert_eq!(estimator.depth(), 4);
        let link = estimator.link_speed(4).expect("measured");
        assert_eq!(link.round_trip, Duration::from_millis(30));
        assert!((190..=210).contains(&(link.bytes_per_second >> 20)));
    }

    #[test]
    fn a_slow_data_centre_has_few_requests_under_way() {
        let mut estimator = LinkEstimator::default();
        record_pieces(&mut estimator, Duration::from_millis(83), Duration::from_millis(143));
        assert_eq!(estimator.depth(), 3);
        record_pieces(&mut estimator, Duration::from_secs(4), Duration::from_millis(60));
        assert_eq!(estimator.depth(), MIN_DEPTH);
    }

    #[test]
    fn the_timeout_follows_the_average_answer_time() {
        let limit = Duration::from_secs(30);
        let mut estimator = LinkEstimator::default();
        assert_eq!(estimator.answer_timeout(limit), limit);
        record_pieces(&mut estimator, Duration::from_millis(10), Duration::from_millis(30));
        assert_eq!(estimator.answer_timeout(limit), MIN_TIMEOUT);
        assert_eq!(estimator.answer_timeout(Duration::from_millis(800)), Duration::from_millis(800));
        record_pieces(&mut estimator, Duration::from_secs(8), Duration::from_secs(8));
        assert_eq!(estimator.answer_timeout(limit), limit);
    }

    #[test]
    fn idle_time_does_not_lower_the_rate() {
        let mut estimator = LinkEstimator::default();
        let mut period = BusyPeriod::default();
        let mut now = Instant::now();
        for _ in 0..5 {
            for _ in 0..50 {
                now += Duration::from_millis(10);
                estimator.record(&mut period, Duration::from_millis(20), MAX_PIECE as usize, now);
            }
            period = BusyPeriod::default();
            now += Duration::from_secs(30);
        }
        assert!((45..=55).contains(&(estimator.rate as u64 >> 20)), "{}", estimator.rate);
    }
}
