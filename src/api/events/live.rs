//! Pushes new messages of subscribed chats.
//!
//! Requests change a [`LiveMessages`]; [`LiveMessages::push`] is a future of the same conversation and ends with it. Responses and pushed messages
//! share a queue, so a slow reader delays both. If the reader falls behind Telegram's updates, a frame says that messages were missed.

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

/// The event of pushed messages: the same as of the request that subscribes.
pub(super) const SUBSCRIBE: &str = "subscribe";

/// The chats whose messages are pushed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SubscribedChats {
    /// All chats.
    pub(super) all: bool,
    /// Single chats, with the names under which the client subscribed to them.
    pub(super) named: HashMap<ChatId, String>,
}

/// The messages that are pushed to one client.
#[derive(Clone)]
pub(super) struct LiveMessages {
    changes: mpsc::UnboundedSender<Receiving>,
    subscription: Arc<Mutex<Subscription>>,
    incoming: Arc<Mutex<Option<mpsc::UnboundedReceiver<Receiving>>>>,
}

#[derive(Default)]
struct Subscription {
    /// The account whose messages are received.
    account: Option<AccountId>,
    chats: SubscribedChats,
}

enum Receiving {
    Begin(broadcast::Receiver<ChatEvent>),
    End,
}

impl Default for LiveMessages {
    fn default() -> Self {
        let (changes, incoming) = mpsc::unbounded_channel();
        Self { changes, subscription: Arc::default(), incoming: Arc::new(Mutex::new(Some(incoming))) }
    }
}

impl LiveMessages {
    /// Whether that account's messages are received already.
    pub(super) fn follows(&self, account: AccountId) -> bool {
        self.lock().account == Some(account)
    }

    /// Receives the messages of an account.
    pub(super) fn follow(&self, account: AccountId, messages: broadcast::Receiver<ChatEvent>) {
        *self.lock() = Subscription { account: Some(account), chats: SubscribedChats::default() };
        // The receiver of the channel lives as long as the conversation.
        let _ = self.changes.send(Receiving::Begin(messages));
    }

    /// The subscribed chats.
    pub(super) fn chats(&self) -> SubscribedChats {
        self.lock().chats.clone()
    }

    /// Changes the subscribed chats. Without any, nothing is received any more.
    pub(super) fn set_chats(&self, chats: SubscribedChats) {
        if chats == SubscribedChats::default() {
            self.clear();
        } else {
            self.lock().chats = chats;
        }
    }

    /// Ends all subscriptions.
    pub(super) fn clear(&self) {
        *self.lock() = Subscription::default();
        let _ = self.changes.send(Receiving::End);
    }

    /// Pushes messages until the client has disconnected.
    pub(super) async fn push(self, outbox: Outbox) -> Result<Infallible, Stop> {
        let taken = self.incoming.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mut changes) = taken else { return Ok(std::future::pending().await) };
        let mut messages: Option<broadcast::Receiver<ChatEvent>> = None;
        loop {
            let event = tokio::select! {
                biased;
                change = changes.recv() => {
                    messages = match change {
                        Some(Receiving::Begin(receiver)) => Some(receiver),
                        Some(Receiving::End) | None => None,
                    };
                    continue;
                }
                event = next(&mut messages) => event,
            };
            match event {
                Ok(ChatEvent::Message(message)) => {
                    if let Some(group) = self.name_of(&message) {
                        outbox.send(Frame::success(SUBSCRIBE, ChatsMessage::new(&group, &message)).text()).await?;
                    }
                }
                Ok(ChatEvent::Missed) | Err(RecvError::Lagged(_)) => {
                    outbox.send(Frame::failed(SUBSCRIBE, "messages were missed, call 'chats'").text()).await?;
                }
                Ok(ChatEvent::SignedOut) => {
                    messages = None;
                    *self.lock() = Subscription::default();
                    outbox.send(Frame::failed(SUBSCRIBE, REVOKED).text()).await?;
                }
                Err(RecvError::Closed) => {
                    messages = None;
                    *self.lock() = Subscription::default();
                    outbox
                        .send(Frame::failed(SUBSCRIBE, "telegram is not available, subscribe again later").text())
                        .await?;
                }
            }
        }
    }

    /// The name under which a message's chat was subscribed to; `None` if it was not.
    fn name_of(&self, message: &ChatMessage) -> Option<String> {
        let subscription = self.lock();
        let named = subscription.chats.named.get(&message.chat).cloned();
        named.or_else(|| subscription.chats.all.then(|| message.chat.to_string()))
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
