//! Following the account's updates while somebody listens.
//!
//! One task does that for an account, from the first listener until the last is gone. A connection that was lost is opened again, and what
//! happened meanwhile is asked for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tracing::debug;

use super::handler::Handler;
use super::sequence::{Sequence, Turn};
use crate::telegram::error::Error;
use crate::telegram::link::pushed::Pushed;

/// How often the task looks whether anybody still listens.
const ROUND: Duration = Duration::from_secs(30);
/// How long it waits after a failure, at first and at most.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long a caller that begins to listen waits for the first answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Follows the account's updates while somebody listens.
pub struct Follower {
    handler: Arc<Handler>,
    /// Whether the task runs,
    running: AtomicBool,
    /// and whether it has begun to follow.
    following: tokio::sync::watch::Sender<bool>,
}

impl Follower {
    /// Nothing is followed yet.
    pub fn new(handler: Handler) -> Self {
        Self {
            handler: Arc::new(handler),
            running: AtomicBool::default(),
            following: tokio::sync::watch::Sender::default(),
        }
    }

    /// Starts the task that makes events, unless it runs.
    pub fn start(self: &Arc<Self>) {
        if !self.running.swap(true, Ordering::AcqRel) {
            let pushed = self.handler.calls.connections.pushed();
            tokio::spawn(run(Arc::downgrade(self), pushed));
        }
    }

    /// Until the task knows where Telegram's updates stand: what happens from then on is not missed. Gives up after a while, since a Telegram
    /// that does not answer is no reason not to listen.
    pub async fn wait_until_following(&self) {
        let mut following = self.following.subscribe();
        // The caller goes on also when the time is up or the task has ended.
        let _ = tokio::time::timeout(PATIENCE, following.wait_for(|following| *following)).await;
    }

    /// Ends the task unless somebody began to listen just now.
    fn end(&self) -> bool {
        if self.handler.is_followed() {
            return false;
        }
        self.following.send_replace(false);
        self.running.store(false, Ordering::Release);
        // A caller that subscribed in between found the task running.
        !self.handler.is_followed() || self.running.swap(true, Ordering::AcqRel)
    }
}

async fn run(weak: Weak<Follower>, mut pushed: broadcast::Receiver<Pushed>) {
    let mut state = None;
    let mut pause = PAUSES.0;
    loop {
        let Some(follower) = weak.upgrade() else { return };
        let calls = follower.handler.calls.clone();
        let in_use = calls.in_use();
        if calls.check_open().is_err() || follower.end() {
            follower.following.send_replace(false);
            follower.running.store(false, Ordering::Release);
            return;
        }
        match follow(&follower, &mut pushed, &mut state).await {
            Ok(()) => pause = PAUSES.0,
            Err(error) => {
                debug!(account = calls.id().0, %error, "updates are interrupted");
                drop((follower, calls, in_use));
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(PAUSES.1);
            }
        }
    }
}

/// Follows the updates for one round.
async fn follow(
    follower: &Follower,
    pushed: &mut broadcast::Receiver<Pushed>,
    sequence: &mut Option<Sequence>,
) -> Result<(), Error> {
    let handler = &*follower.handler;
    let calls = &handler.calls;
    calls.me()?;
    let _open = calls.connections.for_calls(calls.session.home()).keep_open();
    let known = match sequence {
        Some(known) => {
            // This also opens the connection again, and proves that it is alive.
            known.catch_up(handler).await?;
            known.channels.catch_up_all(handler).await;
            known
        }
        None => sequence.insert(Sequence::ask(handler).await?),
    };
    // What Telegram pushes arrives without it as well; only what a broken connection hides would be missing.
    if let Err(error) = known.channels.list(handler).await {
        debug!(account = calls.id().0, %error, "the channels' positions are not known yet");
    }
    follower.following.send_replace(true);
    let end = tokio::time::Instant::now() + ROUND;
    loop {
        let next = match tokio::time::timeout_at(end, pushed.recv()).await {
            Ok(next) => next,
            Err(_) => return Ok(()),
        };
        let in_turn = match next {
            Ok(Pushed::Updates(updates)) => known.apply(handler, &updates).await,
            Ok(Pushed::Affected(affected)) => known.turn(affected.pts, affected.pts_count) != Turn::Missed,
            Ok(Pushed::AffectedChannel { channel, affected }) => {
                known.channels.affected(channel, affected.pts, affected.pts_count);
                true
            }
            Ok(Pushed::LoginToken) => true,
            Ok(Pushed::Gap) | Err(RecvError::Lagged(_)) => {
                known.channels.catch_up_all(handler).await;
                false
            }
            Err(RecvError::Closed) => return Ok(()),
        };
        if !in_turn {
            known.catch_up(handler).await?;
        }
    }
}
