//! A fair queue of requests.
//!
//! Many streams of one account share a few connections. Urgent requests come first. Among the others, the next request is the oldest one of the
//! stream with the fewest requests under way. So a stream with many requests gets no larger share than one with few, and none starves.

use std::collections::{HashMap, HashSet, VecDeque};

/// Identifies a stream among those of its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StreamId(pub u64);

/// Requests that wait for a slot, and the number of requests under way of each stream.
pub struct FairQueue<T> {
    waiting: VecDeque<Waiting<T>>,
    under_way: HashMap<StreamId, usize>,
}

struct Waiting<T> {
    stream: StreamId,
    urgent: bool,
    request: T,
}

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), under_way: HashMap::new() }
    }
}

impl<T> FairQueue<T> {
    /// Adds a request.
    pub fn push(&mut self, stream: StreamId, urgent: bool, request: T) {
        self.waiting.push_back(Waiting { stream, urgent, request });
    }

    /// The number of requests that wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// The number of streams that have requests, waiting or under way.
    pub fn streams(&self) -> usize {
        let waiting = self.waiting.iter().map(|waiting| waiting.stream);
        waiting.chain(self.under_way.keys().copied()).collect::<HashSet<_>>().len()
    }

    /// Whether one of the requests that wait is urgent.
    pub fn has_urgent(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.urgent)
    }

    /// Removes the requests for which `keep` is false.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.waiting.retain(|waiting| keep(&waiting.request));
    }

    /// Takes the next request. It counts as under way until [`FairQueue::request_ended`].
    pub fn pop(&mut self) -> Option<(StreamId, T)> {
        let rank = |waiting: &Waiting<T>| (!waiting.urgent, self.under_way.get(&waiting.stream).copied().unwrap_or(0));
        // `min_by_key` returns the first of several equal ones, which is the oldest.
        let index = (0..self.waiting.len()).min_by_key(|index| rank(&self.waiting[*index]))?;
        let Waiting { stream, request, .. } = self.waiting.remove(index)?;
        *self.under_way.entry(stream).or_default() += 1;
        Some((stream, request))
    }

    /// Records that a request of that stream is no longer under way.
    pub fn request_ended(&mut self, stream: StreamId) {
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

    fn pop_all(queue: &mut FairQueue<u32>) -> Vec<u32> {
        std::iter::from_fn(|| queue.pop().map(|(_, request)| request)).collect()
    }

    #[test]
    fn requests_of_one_stream_keep_their_order() {
        let mut queue = FairQueue::default();
        (0..5).for_each(|request| queue.push(StreamId(1), false, request));
        assert_eq!(pop_all(&mut queue), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn streams_with_many_and_with_few_requests_take_turns() {
        let mut queue = FairQueue::default();
        (0..4).for_each(|request| queue.push(StreamId(1), false, request));
        (10..12).for_each(|request| queue.push(StreamId(2), false, request));
        assert_eq!(pop_all(&mut queue), [0, 10, 1, 11, 2, 3]);
    }

    #[test]
    fn a_stream_with_fewer_requests_under_way_comes_first() {
        let mut queue = FairQueue::default();
        (0..3).for_each(|request| queue.push(StreamId(1), false, request));
        assert_eq!(pop_all(&mut queue), [0, 1, 2]);
        queue.push(StreamId(1), false, 3);
        queue.push(StreamId(2), false, 10);
        queue.push(StreamId(2), false, 11);
        assert_eq!(queue.streams(), 2);
        assert_eq!(pop_all(&mut queue), [10, 11, 3]);
        assert_eq!(queue.streams(), 2);
        (0..4).for_each(|_| queue.request_ended(StreamId(1)));
        (0..2).for_each(|_| queue.request_ended(StreamId(2)));
        assert!(queue.under_way.is_empty(), "streams without requests take no memory");
    }

    #[test]
    fn urgent_requests_come_first() {
        let mut queue = FairQueue::default();
        queue.push(StreamId(1), false, 0);
        queue.push(StreamId(2), false, 10);
        queue.push(StreamId(3), true, 20);
        assert!(queue.has_urgent());
        assert_eq!(pop_all(&mut queue), [20, 0, 10]);
    }

    #[test]
    fn cancelled_requests_are_removed() {
        let mut queue = FairQueue::default();
        (0..4).for_each(|request| queue.push(StreamId(1), false, request));
        queue.retain(|request| request % 2 == 1);
        assert_eq!(queue.len(), 2);
        assert_eq!(pop_all(&mut queue), [1, 3]);
    }
}
