//! What is learnt of a way to a data centre: how long a round trip takes, how fast its connections are, and so how many requests each
//! should have under way, and when silence is too long.
//!
//! A connection is busy all the time when the data centre has the next request before it has sent the last answer: as many bytes as fit into
//! one round trip at the connection's rate, and one answer more, on which it works meanwhile. More than that only wait in line, and
//! make everybody behind them wait.

use std::time::{Duration, Instant};

use crate::stream::{LARGEST, LinkSpeed};

/// With two, one answer is on its way while the next is asked for.
const FEWEST: usize = 2;
/// Bounds what a stream that is given up leaves under way: 3 MiB on a connection.
const MOST: usize = 6;
/// How much of a new measurement is believed.
const BELIEF: f64 = 0.2;
/// A silence is a fault when it lasts so many times longer than answers usually take.
const SILENCE: u32 = 20;
/// And not before that.
const AT_LEAST: Duration = Duration::from_secs(5);
/// Measurements before any are believed.
const ENOUGH: u32 = 4;
/// A round trip is the shortest answer lately; what is older is forgotten, since ways change.
const LATELY: Duration = Duration::from_secs(60);

/// What is known of the connections of one lane to one data centre.
#[derive(Debug, Default)]
pub struct Flow {
    answers: u32,
    /// How long answers take, waiting in line included.
    usual: Duration,
    shortest: Option<(Duration, Instant)>,
    /// Bytes per second of one connection while it is busy.
    rate: f64,
}

/// One connection's answers, from which its rate is told.
#[derive(Debug, Default)]
pub struct Busy {
    /// Since when it has been without a pause, and the bytes since.
    since: Option<(Instant, u64)>,
}

/// Shorter than this says nothing of a rate.
const A_WHILE: Duration = Duration::from_millis(200);

impl Flow {
    /// An answer of so many bytes came, after so long, on a connection that has others under way or has not.
    pub fn answered(&mut self, busy: &mut Busy, took: Duration, bytes: usize, alone: bool, now: Instant) {
        self.answers = self.answers.saturating_add(1);
        self.usual = if self.answers == 1 { took } else { mix(self.usual, took) };
        match self.shortest {
            Some((shortest, at)) if shortest < took && now.duration_since(at) < LATELY => {}
            _ => self.shortest = Some((took, now)),
        }
        match &mut busy.since {
            Some((since, sum)) => {
                *sum += bytes as u64;
                let long = now.duration_since(*since);
                if long >= A_WHILE {
                    let rate = *sum as f64 / long.as_secs_f64();
                    self.rate = if self.rate == 0.0 { rate } else { self.rate + BELIEF * (rate - self.rate) };
                    busy.since = Some((now, 0));
                }
            }
            None => busy.since = Some((now, 0)),
        }
        if alone {
            busy.since = None;
        }
    }

    /// How many requests a connection should have under way.
    pub fn depth(&self) -> usize {
        let Some((round_trip, _)) = self.shortest else { return FEWEST };
        let on_the_way = self.rate * round_trip.as_secs_f64() / LARGEST as f64;
        (on_the_way.ceil() as usize + 1).clamp(FEWEST, MOST)
    }

    /// How long to wait for an answer, at most `limit`.
    pub fn patience(&self, limit: Duration) -> Duration {
        if self.answers < ENOUGH {
            return limit;
        }
        (self.usual * SILENCE).max(AT_LEAST).min(limit)
    }

    /// What a reader should know, with so many connections.
    pub fn link_speed(&self, connections: usize) -> Option<LinkSpeed> {
        let (round_trip, _) = self.shortest?;
        (self.rate > 0.0).then_some(LinkSpeed { round_trip, bytes_per_second: (self.rate * connections as f64) as u64 })
    }
}

fn mix(old: Duration, new: Duration) -> Duration {
    old.mul_f64(1.0 - BELIEF) + new.mul_f64(BELIEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection that answers one piece after the other, each `every`, with `took` from asking to answer.
    fn busy(flow: &mut Flow, every: Duration, took: Duration) {
        let mut now = Instant::now();
        let mut busy = Busy::default();
        for _ in 0..100 {
            now += every;
            flow.answered(&mut busy, took, LARGEST as usize, false, now);
        }
    }

    #[test]
    fn a_fast_and_distant_data_centre_gets_more_at_once() {
        let mut flow = Flow::default();
        assert_eq!(flow.depth(), FEWEST);
        // 50 MiB/s at 30 ms: three pieces are on their way at any time.
        busy(&mut flow, Duration::from_millis(10), Duration::from_millis(30));
        assert_eq!(flow.depth(), 4);
        let link = flow.link_speed(4).expect("measured");
        assert_eq!(link.round_trip, Duration::from_millis(30));
        assert!((190..=210).contains(&(link.bytes_per_second >> 20)));
    }

    #[test]
    fn a_slow_one_has_two() {
        let mut flow = Flow::default();
        busy(&mut flow, Duration::from_millis(83), Duration::from_millis(143));
        assert_eq!(flow.depth(), 3);
        busy(&mut flow, Duration::from_secs(4), Duration::from_millis(60));
        assert_eq!(flow.depth(), FEWEST);
    }

    #[test]
    fn patience_follows_what_is_usual() {
        let limit = Duration::from_secs(30);
        let mut flow = Flow::default();
        assert_eq!(flow.patience(limit), limit);
        busy(&mut flow, Duration::from_millis(10), Duration::from_millis(30));
        assert_eq!(flow.patience(limit), AT_LEAST);
        assert_eq!(flow.patience(Duration::from_millis(800)), Duration::from_millis(800));
        busy(&mut flow, Duration::from_secs(8), Duration::from_secs(8));
        assert_eq!(flow.patience(limit), limit);
    }

    #[test]
    fn pauses_do_not_make_a_connection_look_slow() {
        let mut flow = Flow::default();
        let mut busy = Busy::default();
        let mut now = Instant::now();
        for _ in 0..5 {
            for index in 0..50 {
                now += Duration::from_millis(10);
                flow.answered(&mut busy, Duration::from_millis(20), LARGEST as usize, index == 49, now);
            }
            now += Duration::from_secs(30);
        }
        assert!((45..=55).contains(&(flow.rate as u64 >> 20)), "{}", flow.rate);
    }
}
