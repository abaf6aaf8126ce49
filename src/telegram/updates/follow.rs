//! Following the account's updates while events have a receiver.
//!
//! One task for each account does that, from the first receiver until the last one is dropped. When its connection breaks, it opens another and
//! fetches what was missed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tracing::debug;

use super::handler::Handler;
use super::sequence::{Order, Sequence};
use crate::config::UpdateLimits;
use crate::telegram::error::Error;
use crate::telegram::link::pushed::Pushed;

/// Follows the account's updates while events have a receiver.
pub struct Follower {
    handler: Arc<Handler>,
    /// Whether the task runs.
    running: AtomicBool,
    /// Whether the task knows the present state of the updates.
    following: tokio::sync::watch::Sender<bool>,
}

impl Follower {
    /// Does not follow updates yet.
    pub fn new(handler: Handler) -> Self {
        Self {
            handler: Arc::new(handler),
            running: AtomicBool::default(),
            following: tokio::sync::watch::Sender::default(),
        }
    }

    /// Starts the task unless it runs.
    pub fn start(self: &Arc<Self>) {
        if !self.running.swap(true, Ordering::AcqRel) {
            let pushed = self.handler.calls.connections.pushed();
            tokio::spawn(run(Arc::downgrade(self), pushed));
        }
    }

    /// Waits until the task knows the present state of the updates, so that no later update is missed. Returns after
    /// [some time](UpdateLimits::start) in any case: events can be received even if Telegram does not answer now.
    pub async fn wait_until_following(&self) {
        let mut following = self.following.subscribe();
        // Fails when the time is up or the task has ended.
        let _ = tokio::time::timeout(self.limits().start, following.wait_for(|following| *following)).await;
    }

    fn limits(&self) -> UpdateLimits {
        self.handler.calls.limits.updates
    }

    /// Whether the task has to end because there is no receiver. If another one was started meanwhile, `running` and `following` are that one's.
    fn end(&self) -> bool {
        if self.handler.has_receivers() {
            return false;
        }
        self.following.send_replace(false);
        self.running.store(false, Ordering::Release);
        // A caller that subscribed before the line above did not start a task, because this one was running.
        !self.handler.has_receivers() || self.running.swap(true, Ordering::AcqRel)
    }
}

async fn run(weak: Weak<Follower>, mut pushed: broadcast::Receiver<Pushed>) {
    let mut state = None;
    let mut failures = 0;
    loop {
        let Some(follower) = weak.upgrade() else { return };
        let calls = follower.handler.calls.clone();
        let in_use = calls.in_use();
        if calls.check_open().is_err() {
            follower.following.send_replace(false);
            follower.running.store(false, Ordering::Release);
            return;
        }
        if follower.end() {
            return;
        }
        match follow(&follower, &mut pushed, &mut state).await {
            Ok(()) => failures = 0,
            Err(error) => {
                debug!(account = calls.id().0, %error, "updates are interrupted");
                let limits = follower.limits();
                drop((follower, calls, in_use));
                let pause = limits.min_pause.saturating_mul(2u32.saturating_pow(failures));
                tokio::time::sleep(pause.min(limits.max_pause)).await;
                failures += 1;
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
            // This also opens the connection and checks that it works.
            known.catch_up(handler).await?;
            known.channels.catch_up_all(handler).await;
            known
        }
        None => sequence.insert(Sequence::fetch(handler).await?),
    };
    // After a failure updates still arrive; only those that are missed while a connection is broken cannot be fetched.
    if let Err(error) = known.channels.list(handler).await {
        debug!(account = calls.id().0, %error, "the channels' positions are not known yet");
    }
    follower.following.send_replace(true);
    let end = tokio::time::Instant::now() + follower.limits().round;
    loop {
        let next = match tokio::time::timeout_at(end, pushed.recv()).await {
            Ok(next) => next,
            Err(_) => return Ok(()),
        };
        let no_gap = match next {
            Ok(Pushed::Updates(updates)) => known.apply(handler, &updates).await,
            Ok(Pushed::Affected(affected)) => known.advance(affected.pts, affected.pts_count) != Order::Gap,
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
        if !no_gap {
            known.catch_up(handler).await?;
        }
    }
}
