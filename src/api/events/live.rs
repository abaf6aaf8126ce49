//! What is pushed unasked, beside the answers: new messages of the chats that were subscribed to.
//!
//! [`Live`] is what the requests hold; the pushing itself ([`Live::push`]) is a future of the same conversation and ends with it. Both write to
//! one queue, so a slow reader slows both; whoever then falls behind what Telegram tells is told so.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};

use super::socket::Outbox;
use super::stop::Stop;
use super::texts::REVOKED;
use super::wire::{ChatsMessage, Frame};
use crate::store::AccountId;
use crate::telegram::{ChatEvent, ChatId, ChatMessage};

/// The event under which messages are pushed: that of the request that asked for them.
pub(super) const SUBSCRIBE: &str = "subscribe";

/// Which chats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// All of them.
    pub(super) all: bool,
    /// Single ones, with the names under which they were asked for.
    pub(super) named: HashMap<ChatId, String>,
}

/// What is pushed to one client.
#[derive(Clone)]
pub(super) struct Live {
    changes: mpsc::UnboundedSender<Change>,
    subscription: Arc<Mutex<Subscription>>,
    incoming: Arc<Mutex<Option<mpsc::UnboundedReceiver<Change>>>>,
}

#[derive(Default)]
struct Subscription {
    /// Whose messages are followed.
    account: Option<AccountId>,
    wanted: Wanted,
}

enum Change {
    Begin(broadcast::Receiver<ChatEvent>),
    End,
}

impl Default for Live {
    fn default() -> Self {
        let (changes, incoming) = mpsc::unbounded_channel();
        Self { changes, subscription: Arc::default(), incoming: Arc::new(Mutex::new(Some(incoming))) }
    }
}

impl Live {
    /// Whether that account's messages are followed already.
    pub(super) fn follows(&self, account: AccountId) -> bool {
        self.lock().account == Some(account)
    }

    /// Follows an account.
    pub(super) fn follow(&self, account: AccountId, messages: broadcast::Receiver<ChatEvent>) {
        *self.lock() = Subscription { account: Some(account), wanted: Wanted::default() };
        // The pushing ends only with the conversation.
        let _ = self.changes.send(Change::Begin(messages));
    }

    /// What is pushed.
    pub(super) fn wanted(&self) -> Wanted {
        self.lock().wanted.clone()
    }

    /// Changes what is pushed; nothing at all ends it.
    pub(super) fn want(&self, wanted: Wanted) {
        if wanted == Wanted::default() {
            self.clear();
        } else {
            self.lock().wanted = wanted;
        }
    }

    /// Nothing is pushed any more.
    pub(super) fn clear(&self) {
        *self.lock() = Subscription::default();
        let _ = self.changes.send(Change::End);
    }

    /// Pushes until nobody hears it.
    pub(super) async fn push(self, outbox: Outbox) -> Result<Infallible, Stop> {
        let taken = self.incoming.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut changes) = taken else { return Ok(std::future::pending().await) };
        let mut messages: Option<broadcast::Receiver<ChatEvent>> = None;
        loop {
            let told = tokio::select! {
                biased;
                change = changes.recv() => {
                    messages = match change {
                        Some(Change::Begin(receiver)) => Some(receiver),
                        Some(Change::End) | None => None,
                    };
                    continue;
                }
                told = next(&mut messages) => told,
            };
            match told {
                Ok(ChatEvent::Message(message)) => {
                    if let Some(group) = self.name_of(&message) {
                        outbox.say(Frame::success(SUBSCRIBE, ChatsMessage::new(&group, &message)).text()).await?;
                    }
                }
                Err(RecvError::Lagged(_)) => {
                    outbox.say(Frame::failed(SUBSCRIBE, "messages were missed, call 'chats'").text()).await?;
                }
                Ok(ChatEvent::SignedOut) => {
                    messages = None;
                    *self.lock() = Subscription::default();
                    outbox.say(Frame::failed(SUBSCRIBE, REVOKED).text()).await?;
                }
                Err(RecvError::Closed) => {
                    messages = None;
                    *self.lock() = Subscription::default();
                    outbox
                        .say(Frame::failed(SUBSCRIBE, "telegram is not available, subscribe again later").text())
                        .await?;
                }
            }
        }
    }

    /// Under which name a message is pushed; `None` when it is not wanted.
    fn name_of(&self, message: &ChatMessage) -> Option<String> {
        let subscription = self.lock();
        let named = subscription.wanted.named.get(&message.chat).cloned();
        named.or_else(|| subscription.wanted.all.then(|| message.chat.to_string()))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Subscription> {
        self.subscription.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn next(messages: &mut Option<broadcast::Receiver<ChatEvent>>) -> Result<ChatEvent, RecvError> {
    match messages {
        Some(messages) => messages.recv().await,
        None => std::future::pending().await,
    }
}
