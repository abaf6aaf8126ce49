//! The queue of thumbnails to prefetch.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::telegram::files::thumbnail::ThumbnailSize;
use crate::telegram::ids::MessageId;

/// How many thumbnails are prefetched for each one that was requested.
const PER_REQUEST: usize = 16;
/// How many are prefetched at most: the rest of a page of a hundred, after a browser's first six requests.
const MAX_QUEUED: usize = 96;
/// How many messages of the list are recorded: four of the largest pages.
const MAX_LISTED: usize = 2000;

/// The thumbnails of one account to prefetch.
#[derive(Default)]
pub struct PrefetchQueue(Mutex<State>);

#[derive(Default)]
struct State {
    /// The pages of the list that was requested last.
    listed: Vec<MessageId>,
    queue: VecDeque<(MessageId, ThumbnailSize)>,
    under_way: HashSet<(MessageId, ThumbnailSize)>,
    /// How many thumbnails of the list were requested.
    requests: usize,
    tasks: usize,
    /// The data centres that are or are being prepared.
    prepared: HashSet<i32>,
}

impl PrefetchQueue {
    /// Records a page of a list: its messages, and the message before which it starts.
    pub fn record_page(&self, before: Option<MessageId>, page: impl IntoIterator<Item = MessageId>) {
        let mut state = self.state();
        if before.is_none() || state.listed.last().copied() != before {
            state.listed.clear();
            state.requests = 0;
        }
        state.listed.extend(page);
        let surplus = state.listed.len().saturating_sub(MAX_LISTED);
        state.listed.drain(..surplus);
    }

    /// Records a request for a thumbnail, and queues those that follow it in the list. Returns how many tasks to start for them.
    pub fn record_request(&self, id: MessageId, size: ThumbnailSize) -> usize {
        let mut state = self.state();
        let State { listed, queue, tasks, requests, .. } = &mut *state;
        let Some(at) = listed.iter().position(|listed| *listed == id) else { return 0 };
        *requests += 1;
        queue.clear();
        queue.extend(listed[at + 1..].iter().take((*requests * PER_REQUEST).min(MAX_QUEUED)).map(|id| (*id, size)));
        // One task for each: the lanes limit the requests under way, and a data centre that is being prepared delays its own files only.
        let missing = queue.len().saturating_sub(*tasks);
        *tasks += missing;
        missing
    }

    /// The next thumbnail for a task that has fetched `done`; `None` ends the task.
    pub fn next(&self, done: Option<(MessageId, ThumbnailSize)>) -> Option<(MessageId, ThumbnailSize)> {
        let mut state = self.state();
        let State { queue, under_way, tasks, .. } = &mut *state;
        if let Some(done) = done {
            under_way.remove(&done);
        }
        while let Some(next) = queue.pop_front() {
            if under_way.insert(next) {
                return Some(next);
            }
        }
        *tasks -= 1;
        None
    }

    /// Empties the queue.
    pub fn clear(&self) {
        self.state().queue.clear();
    }

    /// Marks a data centre as being prepared. Returns `false` if it was already marked.
    pub fn start_preparing(&self, dc: i32) -> bool {
        self.state().prepared.insert(dc)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::ThumbnailSize::{M, S};

    fn ids(numbers: impl IntoIterator<Item = i32>) -> Vec<MessageId> {
        numbers.into_iter().map(MessageId).collect()
    }

    fn queued(prefetch: &PrefetchQueue) -> Vec<i32> {
        prefetch.state().queue.iter().map(|(id, _)| id.0).collect()
    }

    #[test]
    fn the_following_messages_of_the_list_are_queued() {
        let prefetch = PrefetchQueue::default();
        assert_eq!(prefetch.record_request(MessageId(9), S), 0, "there is no list");
        prefetch.record_page(None, ids((1..=100).rev()));
        assert_eq!(prefetch.record_request(MessageId(100), M), 16);
        assert_eq!(queued(&prefetch), (84..100).rev().collect::<Vec<_>>());
        assert_eq!(prefetch.record_request(MessageId(99), M), 16, "the first tasks are running");
        assert_eq!(queued(&prefetch), (67..99).rev().collect::<Vec<_>>(), "more are queued");
        for id in (90..99).rev() {
            prefetch.record_request(MessageId(id), M);
        }
        assert_eq!(queued(&prefetch).len(), 89);
        assert_eq!(prefetch.state().tasks, 94);
        assert_eq!(prefetch.record_request(MessageId(3), M), 0);
        assert_eq!(queued(&prefetch), [2, 1], "the queue is replaced after scrolling");
    }

    #[test]
    fn following_pages_extend_the_list_and_another_list_replaces_it() {
        let prefetch = PrefetchQueue::default();
        prefetch.record_page(None, ids([9, 8, 7]));
        prefetch.record_page(Some(MessageId(7)), ids([6, 5]));
        prefetch.record_request(MessageId(8), S);
        assert_eq!(queued(&prefetch), [7, 6, 5]);
        prefetch.record_page(None, ids([9, 5]));
        prefetch.record_request(MessageId(9), S);
        assert_eq!(queued(&prefetch), [5]);
    }

    #[test]
    fn nothing_is_fetched_twice_and_tasks_end() {
        let prefetch = PrefetchQueue::default();
        prefetch.record_page(None, ids([4, 3, 2, 1]));
        assert_eq!(prefetch.record_request(MessageId(4), S), 3);
        let first = prefetch.next(None);
        assert_eq!(first, Some((MessageId(3), S)));
        prefetch.record_request(MessageId(4), S);
        assert_eq!(prefetch.next(None), Some((MessageId(2), S)), "the one under way is skipped");
        assert_eq!(prefetch.next(None), Some((MessageId(1), S)));
        assert_eq!(prefetch.next(first), None);
        assert_eq!(prefetch.state().tasks, 2);
    }

    #[test]
    fn the_recorded_list_is_limited_and_data_centres_are_prepared_once() {
        let prefetch = PrefetchQueue::default();
        prefetch.record_page(None, ids(1..=5000));
        assert_eq!(prefetch.state().listed.len(), MAX_LISTED);
        assert!(prefetch.start_preparing(1) && !prefetch.start_preparing(1) && prefetch.start_preparing(3));
    }
}
