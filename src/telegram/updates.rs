//! What Telegram pushes, and the events made of it while somebody listens.
//!
//! Updates of the common kind are numbered (`pts`, <https://core.telegram.org/api/updates>): what comes out of turn was missed before, and
//! `updates.getDifference` tells it. One task does that for an account, from the first listener until the last is gone. A
//! line that was lost is opened again, and what happened meanwhile is asked for.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use grammers_session::updates::UpdatesLike;
use grammers_tl_types as tl;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tracing::debug;

use super::chats::Party;
use super::chats::arrivals::Channels;
use super::chats::peers::parties;
use super::core::Core;
use super::known::Located;
use super::lane::To;
use super::{Error, Event, MessageId};

/// How often the task looks whether anybody still listens.
const ROUND: Duration = Duration::from_secs(30);
/// How long it waits after a failure, at first and at most.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How long who begins to listen is kept waiting for the first answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Differences come in slices; after so many it is simpler to begin anew and let listeners list again.
const SLICES: usize = 50;

/// Something that came on the home line unasked.
#[derive(Clone, Debug)]
pub enum Pushed {
    /// Updates, also those that answer our own calls.
    Updates(Arc<tl::enums::Updates>),
    /// A call of ours had an effect that is numbered but not told (`messages.affectedMessages`).
    Affected(tl::types::messages::AffectedMessages),
    /// The same in a channel, by its bare id.
    AffectedChannel { channel: i64, affected: tl::types::messages::AffectedMessages },
    /// A login token was scanned (`updateLoginToken`).
    LoginToken,
    /// Something came that cannot be read, or the line was closed: what was pushed since is missing.
    Lost,
}

impl From<UpdatesLike> for Pushed {
    fn from(update: UpdatesLike) -> Self {
        match update {
            UpdatesLike::Updates(tl::enums::Updates::UpdateShort(short))
                if matches!(short.update, tl::enums::Update::LoginToken) =>
            {
                Self::LoginToken
            }
            UpdatesLike::Updates(updates) => {
                let login = match &updates {
                    tl::enums::Updates::Updates(all) => all.updates.iter().any(is_login_token),
                    tl::enums::Updates::Combined(all) => all.updates.iter().any(is_login_token),
                    _ => false,
                };
                if login { Self::LoginToken } else { Self::Updates(updates.into()) }
            }
            UpdatesLike::AffectedMessages(affected) => Self::Affected(affected),
            UpdatesLike::ConnectionClosed | UpdatesLike::MalformedUpdates => Self::Lost,
            UpdatesLike::ShortSentMessage { update, .. } => {
                Self::Affected(tl::types::messages::AffectedMessages { pts: update.pts, pts_count: update.pts_count })
            }
            UpdatesLike::AffectedChannelMessages { affected, channel_id, .. } => {
                Self::AffectedChannel { channel: channel_id, affected }
            }
            UpdatesLike::ChatInviteJoinResult(joined) => Self::Updates(Arc::new(joined.updates)),
            // No call of ours invites anybody.
            UpdatesLike::InvitedUsers(_) => Self::Lost,
        }
    }
}

fn is_login_token(update: &tl::enums::Update) -> bool {
    matches!(update, tl::enums::Update::LoginToken)
}

/// Whether the task runs, and whether it has begun to follow.
#[derive(Default)]
pub struct Watch {
    running: AtomicBool,
    following: tokio::sync::watch::Sender<bool>,
}

impl Core {
    /// Starts the task that makes events, unless it runs.
    pub fn watch(self: &Arc<Self>) {
        if !self.watch.running.swap(true, Ordering::AcqRel) {
            let pushed = self.pushed.subscribe();
            tokio::spawn(run(Arc::downgrade(self), pushed));
        }
    }

    /// Until the task knows where Telegram's updates stand: what happens from then on is not missed. Gives up after a while, since a Telegram
    /// that does not answer is no reason not to listen.
    pub async fn followed(&self) {
        let mut following = self.watch.following.subscribe();
        // Neither time that is up nor a watch that ended changes anything for who waits.
        let _ = tokio::time::timeout(PATIENCE, following.wait_for(|following| *following)).await;
    }

    fn is_listened_to(&self) -> bool {
        self.events.receiver_count() > 0 || self.chat_events.receiver_count() > 0
    }

    /// Ends the watch unless somebody began to listen just now.
    fn unwatch(&self) -> bool {
        if self.is_listened_to() {
            return false;
        }
        self.watch.following.send_replace(false);
        self.watch.running.store(false, Ordering::Release);
        // Who subscribed in between found the watch running.
        !self.is_listened_to() || self.watch.running.swap(true, Ordering::AcqRel)
    }
}

async fn run(core: Weak<Core>, mut pushed: broadcast::Receiver<Pushed>) {
    let mut state = None;
    let mut pause = PAUSES.0;
    loop {
        let Some(core) = core.upgrade() else { return };
        if core.check_open().is_err() || core.unwatch() {
            core.watch.following.send_replace(false);
            core.watch.running.store(false, Ordering::Release);
            return;
        }
        match follow(&core, &mut pushed, &mut state).await {
            Ok(()) => pause = PAUSES.0,
            Err(error) => {
                debug!(account = core.id().0, %error, "updates are interrupted");
                drop(core);
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(PAUSES.1);
            }
        }
    }
}

/// Follows the updates for one round.
async fn follow(
    core: &Arc<Core>,
    pushed: &mut broadcast::Receiver<Pushed>,
    state: &mut Option<State>,
) -> Result<(), Error> {
    core.me()?;
    let _hold = core.line(core.session.home()).hold();
    let known = match state {
        Some(known) => {
            // Also what opens the line again, and proves that it lives.
            known.catch_up(core).await?;
            known.channels.catch_up_all(core).await;
            known
        }
        None => state.insert(State::ask(core).await?),
    };
    // What Telegram pushes is told without it as well; only what a broken line hides would be missing.
    if let Err(error) = known.channels.list(core).await {
        debug!(account = core.id().0, %error, "nobody knows yet where the channels stand");
    }
    core.watch.following.send_replace(true);
    let end = tokio::time::Instant::now() + ROUND;
    loop {
        let next = match tokio::time::timeout_at(end, pushed.recv()).await {
            Ok(next) => next,
            Err(_) => return Ok(()),
        };
        let in_turn = match next {
            Ok(Pushed::Updates(updates)) => known.apply(core, &updates).await,
            Ok(Pushed::Affected(affected)) => known.turn(affected.pts, affected.pts_count) != Turn::Missed,
            Ok(Pushed::AffectedChannel { channel, affected }) => {
                known.channels.affected(channel, affected.pts, affected.pts_count);
                true
            }
            Ok(Pushed::LoginToken) => true,
            Ok(Pushed::Lost) | Err(RecvError::Lagged(_)) => {
                known.channels.catch_up_all(core).await;
                false
            }
            Err(RecvError::Closed) => return Ok(()),
        };
        if !in_turn {
            known.catch_up(core).await?;
        }
    }
}

/// How far the updates were followed.
struct State {
    pts: i32,
    qts: i32,
    date: i32,
    channels: Channels,
}

/// Whether an update is the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Next,
    Old,
    Missed,
}

impl State {
    async fn ask(core: &Core) -> Result<Self, Error> {
        let tl::enums::updates::State::State(state) = core.call(To::HOME, &tl::functions::updates::GetState {}).await?;
        Ok(Self { pts: state.pts, qts: state.qts, date: state.date, channels: Channels::default() })
    }

    fn move_to(&mut self, state: &tl::types::updates::State) {
        (self.pts, self.qts, self.date) = (state.pts, state.qts, state.date);
    }

    fn turn(&mut self, pts: i32, count: i32) -> Turn {
        match self.pts.saturating_add(count).cmp(&pts) {
            std::cmp::Ordering::Equal => {
                self.pts = pts;
                Turn::Next
            }
            std::cmp::Ordering::Greater => Turn::Old,
            std::cmp::Ordering::Less => Turn::Missed,
        }
    }

    /// `false` when something was missed before.
    async fn apply(&mut self, core: &Core, updates: &tl::enums::Updates) -> bool {
        core.learn_from(updates);
        let (list, parties) = match updates {
            tl::enums::Updates::Updates(all) => (all.updates.as_slice(), parties(&all.users, &all.chats)),
            tl::enums::Updates::Combined(all) => (all.updates.as_slice(), parties(&all.users, &all.chats)),
            tl::enums::Updates::UpdateShort(short) => (std::slice::from_ref(&short.update), Vec::new()),
            // They say little of who wrote: who wants to know is told by the difference.
            tl::enums::Updates::UpdateShortMessage(_) | tl::enums::Updates::UpdateShortChatMessage(_)
                if core.chat_events.receiver_count() > 0 =>
            {
                return false;
            }
            tl::enums::Updates::UpdateShortMessage(short) => {
                return self.turn(short.pts, short.pts_count) != Turn::Missed;
            }
            tl::enums::Updates::UpdateShortChatMessage(short) => {
                return self.turn(short.pts, short.pts_count) != Turn::Missed;
            }
            tl::enums::Updates::UpdateShortSentMessage(short) => {
                return self.turn(short.pts, short.pts_count) != Turn::Missed;
            }
            tl::enums::Updates::TooLong => return false,
        };
        for update in list {
            let Some((pts, count)) = numbers(update) else {
                self.channels.apply(core, update, &parties).await;
                continue;
            };
            match self.turn(pts, count) {
                Turn::Next => tell(core, update.clone(), &parties).await,
                Turn::Old => {}
                Turn::Missed => return false,
            }
        }
        true
    }

    /// Asks for what was missed (`updates.getDifference`).
    async fn catch_up(&mut self, core: &Core) -> Result<(), Error> {
        use tl::enums::updates::Difference;
        for _ in 0..SLICES {
            let request = tl::functions::updates::GetDifference {
                pts: self.pts,
                pts_limit: None,
                pts_total_limit: None,
                date: self.date,
                qts: self.qts,
                qts_limit: None,
            };
            let (messages, updates, state, last, parties) = match core.call(To::HOME, &request).await? {
                Difference::Empty(empty) => {
                    self.date = empty.date;
                    return Ok(());
                }
                Difference::Difference(all) => {
                    core.peers.learn(&all.users, &all.chats);
                    let parties = parties(&all.users, &all.chats);
                    (all.new_messages, all.other_updates, all.state, true, parties)
                }
                Difference::Slice(slice) => {
                    core.peers.learn(&slice.users, &slice.chats);
                    let parties = parties(&slice.users, &slice.chats);
                    (slice.new_messages, slice.other_updates, slice.intermediate_state, false, parties)
                }
                Difference::TooLong(_) => break,
            };
            let tl::enums::updates::State::State(state) = state;
            self.move_to(&state);
            // New messages are told apart from the rest; one may have been edited or deleted again by the rest.
            let mut fresh: HashSet<i32> = HashSet::new();
            for message in messages {
                fresh.insert(message.id());
                added(core, message, &parties).await;
            }
            for update in updates {
                let told = matches!(&update, tl::enums::Update::NewMessage(new) if fresh.contains(&new.message.id()));
                if !told {
                    self.channels.apply(core, &update, &parties).await;
                    tell(core, update, &parties).await;
                }
            }
            if last {
                return Ok(());
            }
        }
        let tl::enums::updates::State::State(state) = core.call(To::HOME, &tl::functions::updates::GetState {}).await?;
        self.move_to(&state);
        Ok(())
    }
}

/// An update's number and how many events it stands for; `None` for what is not in the common sequence.
fn numbers(update: &tl::enums::Update) -> Option<(i32, i32)> {
    use tl::enums::Update;
    match update {
        Update::NewMessage(update) => Some((update.pts, update.pts_count)),
        Update::EditMessage(update) => Some((update.pts, update.pts_count)),
        Update::DeleteMessages(update) => Some((update.pts, update.pts_count)),
        Update::ReadHistoryInbox(update) => Some((update.pts, update.pts_count)),
        Update::ReadHistoryOutbox(update) => Some((update.pts, update.pts_count)),
        Update::ReadMessagesContents(update) => Some((update.pts, update.pts_count)),
        Update::WebPage(update) => Some((update.pts, update.pts_count)),
        Update::PinnedMessages(update) => Some((update.pts, update.pts_count)),
        Update::FolderPeers(update) => Some((update.pts, update.pts_count)),
        _ => None,
    }
}

/// Makes an event of an update, where it is one.
async fn tell(core: &Core, update: tl::enums::Update, parties: &[Party]) {
    match update {
        tl::enums::Update::NewMessage(new) => added(core, new.message, parties).await,
        tl::enums::Update::EditMessage(edit) => {
            let id = MessageId(edit.message.id());
            core.known.forget(id).await;
            if let Some(located) = core.me().ok().and_then(|me| Located::from_message(edit.message, me)) {
                let _ = core.events.send(Event::MediaChanged(Box::new(located.media.clone())));
                core.known.put(located.into()).await;
            }
        }
        tl::enums::Update::DeleteMessages(delete) => {
            let ids: Vec<_> = delete.messages.into_iter().map(MessageId).collect();
            for id in &ids {
                core.known.forget(*id).await;
            }
            let _ = core.events.send(Event::MediaRemoved(ids));
        }
        _ => {}
    }
}

async fn added(core: &Core, message: tl::enums::Message, parties: &[Party]) {
    core.tell_message(message.clone(), parties);
    if let Some(located) = core.me().ok().and_then(|me| Located::from_message(message, me)) {
        let _ = core.events.send(Event::MediaAdded(Box::new(located.media.clone())));
        core.known.put(located.into()).await;
    }
}
