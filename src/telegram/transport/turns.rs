//! Whose turn it is: a fair queue.
//!
//! Many streams of one account want few connections. Who waits for its first byte comes before who reads ahead; among equals it is the
//! turn of the stream that has the fewest requests under way, and of its oldest one. So a stream that asks for a great deal at once
//! gets no more than one that asks for little, and none starves.

use std::collections::{HashMap, VecDeque};

/// Requests of one stream are told by a number that is its own in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StreamId(pub u64);

/// Requests that wait, and how many are under way for whom.
pub struct Turns<T> {
    waiting: VecDeque<Waiting<T>>,
    under_way: HashMap<StreamId, usize>,
}

struct Waiting<T> {
    stream: StreamId,
    urgent: bool,
    request: T,
}

impl<T> Default for Turns<T> {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), under_way: HashMap::new() }
    }
}

impl<T> Turns<T> {
    /// Lines up.
    pub fn push(&mut self, stream: StreamId, urgent: bool, request: T) {
        self.waiting.push_back(Waiting { stream, urgent, request });
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether a reader waits for the bytes of one of them.
    pub fn is_urgent(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.urgent)
    }

    /// Forgets requests that nobody waits for any more.
    pub fn retain(&mut self, wanted: impl Fn(&T) -> bool) {
        self.waiting.retain(|waiting| wanted(&waiting.request));
    }

    /// The next request; it counts as under way from now on, until [`Turns::ended`].
    pub fn pop(&mut self) -> Option<(StreamId, T)> {
        let rank = |waiting: &Waiting<T>| (!waiting.urgent, self.under_way.get(&waiting.stream).copied().unwrap_or(0));
        // Of equals, the first: the oldest.
        let index = (0..self.waiting.len()).min_by_key(|index| rank(&self.waiting[*index]))?;
        let Waiting { stream, request, .. } = self.waiting.remove(index)?;
        *self.under_way.entry(stream).or_default() += 1;
        Some((stream, request))
    }

    /// A request of that stream is no longer under way.
    pub fn ended(&mut self, stream: StreamId) {
        if let Some(count) = self.under_way.get_mut(&stream) {
            *count -= 1;
            if *count == 0 {
                self.under_way.remove(&stream);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(turns: &mut Turns<u32>) -> Vec<u32> {
        std::iter::from_fn(|| turns.pop().map(|(_, request)| request)).collect()
    }

    #[test]
    fn one_stream_is_served_in_its_order() {
        let mut turns = Turns::default();
        (0..5).for_each(|request| turns.push(StreamId(1), false, request));
        assert_eq!(order(&mut turns), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn streams_take_turns_however_much_they_ask() {
        let mut turns = Turns::default();
        (0..4).for_each(|request| turns.push(StreamId(1), false, request));
        (10..12).for_each(|request| turns.push(StreamId(2), false, request));
        assert_eq!(order(&mut turns), [0, 10, 1, 11, 2, 3]);
    }

    #[test]
    fn who_has_less_under_way_comes_first_also_later() {
        let mut turns = Turns::default();
        (0..3).for_each(|request| turns.push(StreamId(1), false, request));
        assert_eq!(order(&mut turns), [0, 1, 2]);
        turns.push(StreamId(1), false, 3);
        turns.push(StreamId(2), false, 10);
        turns.push(StreamId(2), false, 11);
        assert_eq!(order(&mut turns), [10, 11, 3]);
        (0..4).for_each(|_| turns.ended(StreamId(1)));
        (0..2).for_each(|_| turns.ended(StreamId(2)));
        assert!(turns.under_way.is_empty(), "nothing is remembered of streams that are gone");
    }

    #[test]
    fn who_waits_for_a_first_byte_comes_before_read_ahead() {
        let mut turns = Turns::default();
        turns.push(StreamId(1), false, 0);
        turns.push(StreamId(2), false, 10);
        turns.push(StreamId(3), true, 20);
        assert!(turns.is_urgent());
        assert_eq!(order(&mut turns), [20, 0, 10]);
    }

    #[test]
    fn what_nobody_wants_is_forgotten() {
        let mut turns = Turns::default();
        (0..4).for_each(|request| turns.push(StreamId(1), false, request));
        turns.retain(|request| request % 2 == 1);
        assert_eq!(turns.len(), 2);
        assert_eq!(order(&mut turns), [1, 3]);
    }
}
