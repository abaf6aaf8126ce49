//! Which thumbnails will probably be asked for next.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::telegram::files::thumbnail::ThumbnailSize;
use crate::telegram::ids::MessageId;

/// How many more are fetched ahead for each one that was asked for,
const FOLLOWING: usize = 16;
/// and how many at most: the rest of a page of a hundred, once a browser has asked for its first six.
const FURTHEST: usize = 96;
/// How much of a list is remembered, in messages: four of the largest pages.
const LISTED: usize = 2000;

/// What one account's readers will probably ask for.
#[derive(Default)]
pub struct PrefetchQueue(Mutex<State>);

#[derive(Default)]
struct State {
    /// The list as it was last shown, page by page.
    listed: Vec<MessageId>,
    /// What to fetch next, and in which size.
    wanted: VecDeque<(MessageId, ThumbnailSize)>,
    under_way: HashSet<(MessageId, ThumbnailSize)>,
    /// How many of the list were asked for.
    asked: usize,
    tasks: usize,
    /// Data centres that were made ready, or are being.
    prepared: HashSet<i32>,
}

impl PrefetchQueue {
    /// A page was shown: what stands in it, and the message before which it begins.
    pub fn listed(&self, before: Option<MessageId>, page: impl IntoIterator<Item = MessageId>) {
        let mut state = self.state();
        if before.is_none() || state.listed.last().copied() != before {
            state.listed.clear();
            state.asked = 0;
        }
        state.listed.extend(page);
        let surplus = state.listed.len().saturating_sub(LISTED);
        state.listed.drain(..surplus);
    }

    /// That thumbnail was asked for: those that follow it are wanted next. How many tasks are to be started for them.
    pub fn asked(&self, id: MessageId, size: ThumbnailSize) -> usize {
        let mut state = self.state();
        let State { listed, wanted, tasks, asked, .. } = &mut *state;
        let Some(at) = listed.iter().position(|listed| *listed == id) else { return 0 };
        *asked += 1;
        wanted.clear();
        wanted.extend(listed[at + 1..].iter().take((*asked * FOLLOWING).min(FURTHEST)).map(|id| (*id, size)));
        // One for each: the lanes bound what is under way, and a data centre that is being made ready holds up its own files only.
        let missing = wanted.len().saturating_sub(*tasks);
        *tasks += missing;
        missing
    }

    /// The next one for a task that has done with another; `None` ends the task.
    pub fn next(&self, done: Option<(MessageId, ThumbnailSize)>) -> Option<(MessageId, ThumbnailSize)> {
        let mut state = self.state();
        let State { wanted, under_way, tasks, .. } = &mut *state;
        if let Some(done) = done {
            under_way.remove(&done);
        }
        while let Some(next) = wanted.pop_front() {
            if under_way.insert(next) {
                return Some(next);
            }
        }
        *tasks -= 1;
        None
    }

    /// Nothing more for now.
    pub fn stop(&self) {
        self.state().wanted.clear();
    }

    /// Whether nobody has made that data centre ready yet; from now on somebody has.
    pub fn is_first_at(&self, dc: i32) -> bool {
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

    fn wanted(ahead: &PrefetchQueue) -> Vec<i32> {
        ahead.state().wanted.iter().map(|(id, _)| id.0).collect()
    }

    #[test]
    fn what_follows_in_the_list_is_wanted_next() {
        let ahead = PrefetchQueue::default();
        assert_eq!(ahead.asked(MessageId(9), S), 0, "nothing was listed");
        ahead.listed(None, ids((1..=100).rev()));
        assert_eq!(ahead.asked(MessageId(100), M), 16);
        assert_eq!(wanted(&ahead), (84..100).rev().collect::<Vec<_>>());
        assert_eq!(ahead.asked(MessageId(99), M), 16, "the first tasks run already");
        assert_eq!(wanted(&ahead), (67..99).rev().collect::<Vec<_>>(), "it reaches further");
        for id in (90..99).rev() {
            ahead.asked(MessageId(id), M);
        }
        assert_eq!(wanted(&ahead).len(), 89);
        assert_eq!(ahead.state().tasks, 94);
        assert_eq!(ahead.asked(MessageId(3), M), 0);
        assert_eq!(wanted(&ahead), [2, 1], "scrolled elsewhere, nothing is dragged behind");
    }

    #[test]
    fn pages_are_one_list_and_another_list_replaces_it() {
        let ahead = PrefetchQueue::default();
        ahead.listed(None, ids([9, 8, 7]));
        ahead.listed(Some(MessageId(7)), ids([6, 5]));
        ahead.asked(MessageId(8), S);
        assert_eq!(wanted(&ahead), [7, 6, 5]);
        ahead.listed(None, ids([9, 5]));
        ahead.asked(MessageId(9), S);
        assert_eq!(wanted(&ahead), [5]);
    }

    #[test]
    fn nothing_is_fetched_twice_and_tasks_end() {
        let ahead = PrefetchQueue::default();
        ahead.listed(None, ids([4, 3, 2, 1]));
        assert_eq!(ahead.asked(MessageId(4), S), 3);
        let first = ahead.next(None);
        assert_eq!(first, Some((MessageId(3), S)));
        ahead.asked(MessageId(4), S);
        assert_eq!(ahead.next(None), Some((MessageId(2), S)), "the one under way is passed over");
        assert_eq!(ahead.next(None), Some((MessageId(1), S)));
        assert_eq!(ahead.next(first), None);
        assert_eq!(ahead.state().tasks, 2);
    }

    #[test]
    fn a_list_has_an_end() {
        let ahead = PrefetchQueue::default();
        ahead.listed(None, ids(1..=5000));
        assert_eq!(ahead.state().listed.len(), LISTED);
        assert!(ahead.is_first_at(1) && !ahead.is_first_at(1) && ahead.is_first_at(3));
    }
}
