//! Holding a call: a test learns that a call has come, does what it wants meanwhile, and then lets the call go on.
//!
//! So a test can end a client at a known moment, such as after the second `messages.sendMedia` was executed and before its answer was sent, and
//! never has to guess how long something takes.

use std::sync::Mutex;

use tokio::sync::oneshot;

use crate::counters::method_name;

/// The moment of a call at which it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It has come, and is not executed.
    BeforeExecution,
    /// It is executed, and not answered.
    BeforeAnswer,
}

/// A call that is held, or will be when it comes. Dropped, it lets the call go on, whether the client is still there or not.
#[derive(Debug)]
pub struct Hold {
    reached: oneshot::Receiver<()>,
    lose: oneshot::Sender<()>,
}

impl Hold {
    /// Waits until the call is held. Not to be called again afterwards.
    pub async fn reached(&mut self) {
        // The sandbox has no reason to forget it, but when it has ended no call comes any more.
        if (&mut self.reached).await.is_err() {
            std::future::pending().await
        }
    }

    /// Loses the call, as if it had never come or its answer had never been sent.
    pub fn lose(self) {
        // If it did not come so far, it is not held any more.
        let _ = self.lose.send(());
    }
}

/// The holds that wait for their calls.
#[derive(Default)]
pub(crate) struct Holds(Mutex<Vec<Awaited>>);

struct Awaited {
    /// A name, or `*`.
    method: String,
    moment: Moment,
    /// How many calls pass first.
    after: u64,
    reached: oneshot::Sender<()>,
    lost: oneshot::Receiver<()>,
}

impl Holds {
    /// Holds the call that comes after `after` others of that method (`*`: any).
    pub(crate) fn add(&self, method: &str, moment: Moment, after: u64) -> Hold {
        let (sender, reached) = oneshot::channel();
        let (lose, lost) = oneshot::channel();
        let awaited = Awaited { method: method.to_owned(), moment, after, reached: sender, lost };
        self.0.lock().expect("no holder panics").push(awaited);
        Hold { reached, lose }
    }

    /// Waits while a call is held at that moment. `false`: it is lost.
    pub(crate) async fn pass(&self, method: u32, moment: Moment) -> bool {
        let Some(awaited) = self.next(method, moment) else { return true };
        // Whoever wanted to know may be gone; then it goes on.
        let _ = awaited.reached.send(());
        awaited.lost.await.is_err()
    }

    /// The hold that this call is held by. Each other one that waits for such a call counts it.
    fn next(&self, method: u32, moment: Moment) -> Option<Awaited> {
        let mut holds = self.0.lock().expect("no holder panics");
        if holds.is_empty() {
            return None;
        }
        holds.retain(|hold| !hold.reached.is_closed());
        let name = method_name(method);
        let mut reached = None;
        for (index, hold) in holds.iter_mut().enumerate() {
            if hold.moment != moment || (hold.method != "*" && hold.method != name) {
                continue;
            }
            match hold.after.checked_sub(1) {
                Some(after) => hold.after = after,
                None => reached = reached.or(Some(index)),
            }
        }
        reached.map(|index| holds.remove(index))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_util::FutureExt;
    use grammers_tl_types::{Identifiable, functions};

    use super::*;

    const GET_FILE: u32 = functions::upload::GetFile::CONSTRUCTOR_ID;
    const GET_STATE: u32 = functions::updates::GetState::CONSTRUCTOR_ID;

    #[tokio::test]
    async fn a_call_is_held_until_it_is_released_and_others_are_not() {
        let holds = Arc::new(Holds::default());
        let mut hold = holds.add("upload.getFile", Moment::BeforeExecution, 1);
        assert!(holds.pass(GET_STATE, Moment::BeforeExecution).await);
        assert!(holds.pass(GET_FILE, Moment::BeforeAnswer).await);
        assert!(holds.pass(GET_FILE, Moment::BeforeExecution).await);
        assert!(hold.reached().now_or_never().is_none(), "one more call passes first");
        let held = tokio::spawn({
            let holds = holds.clone();
            async move { holds.pass(GET_FILE, Moment::BeforeExecution).await }
        });
        hold.reached().await;
        assert!(holds.pass(GET_FILE, Moment::BeforeExecution).await);
        assert!(!held.is_finished());
        drop(hold);
        assert!(held.await.unwrap());
        let mut hold = holds.add("*", Moment::BeforeAnswer, 0);
        let lost = tokio::spawn(async move { holds.pass(GET_STATE, Moment::BeforeAnswer).await });
        hold.reached().await;
        hold.lose();
        assert!(!lost.await.unwrap());
    }

    #[tokio::test]
    async fn a_hold_that_is_dropped_before_its_call_holds_nothing() {
        let holds = Holds::default();
        drop(holds.add("*", Moment::BeforeAnswer, 0));
        assert!(holds.pass(GET_FILE, Moment::BeforeAnswer).await);
        assert!(holds.0.lock().unwrap().is_empty());
    }
}
