//! What is known of messages with media, and where their bytes are.
//!
//! Listing fills the memory, so that a click on a picture needs no call to find its file. File references in it expire: a transfer that is refused
//! for that reason asks for the message again ([`Library::renew`]). Entries live for minutes, since a message can be edited or deleted
//! elsewhere while nobody follows the account's updates.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use grammers_tl_types as tl;
use moka::future::Cache;
use tokio::sync::broadcast;

use super::calendar_cache::Calendars;
use super::event::Event;
use super::item::Media;
use super::located::{Located, MessageLocation};
use super::prefetch_queue::PrefetchQueue;
use crate::telegram::calls::call::Calls;
use crate::telegram::error::Error;
use crate::telegram::files::state::Files;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::peers::known::Peers;
use crate::telegram::peers::messages::messages_of;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::transport::route::CallRoute;

/// Messages remembered for each account; an entry takes about 2 KiB with its placeholder.
const ENTRIES: u64 = 4096;
/// Messages that Telegram gives in one answer.
const AT_ONCE: usize = 100;
/// How long what Telegram said of a message is relied on.
const FRESH: Duration = Duration::from_secs(10 * 60);

/// The media of one account: all of Saved Messages, and of other chats what was asked for.
pub struct Library {
    pub(super) calls: Arc<Calls>,
    pub(super) peers: Arc<Peers>,
    pub(super) files: Arc<Files>,
    events: broadcast::Sender<Event>,
    messages: Cache<MessageLocation, Arc<Located>>,
    /// One lock for each message that is being asked for again.
    renewing: Mutex<HashMap<MessageLocation, Weak<tokio::sync::Mutex<()>>>>,
    pub(super) calendars: Calendars,
    pub(super) prefetch: PrefetchQueue,
}

impl Library {
    /// Nothing is known yet. What changes is sent to `events`.
    pub fn new(calls: Arc<Calls>, peers: Arc<Peers>, files: Arc<Files>, events: broadcast::Sender<Event>) -> Self {
        Self {
            calls,
            peers,
            files,
            events,
            messages: Cache::builder().max_capacity(ENTRIES).time_to_live(FRESH).build(),
            renewing: Mutex::default(),
            calendars: Calendars::default(),
            prefetch: PrefetchQueue::default(),
        }
    }

    /// Sends an event to whoever follows the account.
    pub fn tell(&self, event: Event) {
        // Without a receiver it is of no use to anybody.
        let _ = self.events.send(event);
    }

    /// Whether anybody wants to know of events.
    pub fn is_followed(&self) -> bool {
        self.events.receiver_count() > 0
    }

    /// Remembers a message of Saved Messages.
    pub async fn put(&self, located: Arc<Located>) {
        self.messages.insert(located.media.id.into(), located).await;
    }

    /// What is remembered; nothing is asked.
    pub async fn get(&self, location: impl Into<MessageLocation>) -> Option<Arc<Located>> {
        self.messages.get(&location.into()).await
    }

    /// Forgets a message.
    pub async fn forget(&self, location: impl Into<MessageLocation>) {
        self.messages.invalidate(&location.into()).await;
    }

    /// The message of that number in that chat.
    pub async fn location(&self, chat: &ChatRef, id: MessageId) -> Result<MessageLocation, Error> {
        let peer = self.peers.resolve(chat).await?;
        let chat = self.peers.id_of(&peer)?;
        let is_saved = chat == ChatId::user(self.calls.me()?);
        Ok(MessageLocation { chat: (!is_saved).then_some(chat), id })
    }

    /// The message, from memory or asked of Telegram.
    pub async fn locate(&self, location: impl Into<MessageLocation>) -> Result<Arc<Located>, Error> {
        self.calls.check_open()?;
        let location = location.into();
        match self.get(location).await {
            Some(located) => Ok(located),
            None => self.refresh(location).await,
        }
    }

    /// The media of several messages of Saved Messages, in their order, from memory or asked of Telegram a hundred at a time.
    pub async fn media_of(&self, ids: &[MessageId]) -> Result<Vec<Media>, Error> {
        self.calls.check_open()?;
        let mut found = HashMap::new();
        let mut unknown = Vec::new();
        for id in ids {
            match self.get(*id).await {
                Some(located) => {
                    found.insert(*id, located);
                }
                None => unknown.push(*id),
            }
        }
        for some in unknown.chunks(AT_ONCE) {
            for located in self.fetch(some).await? {
                let located = Arc::new(located);
                self.put(located.clone()).await;
                found.insert(located.media.id, located);
            }
        }
        ids.iter().map(|id| found.get(id).map(|located| located.media.clone()).ok_or(Error::NotFound)).collect()
    }

    /// The message as it is now (`messages.getMessages`, `channels.getMessages`), with a fresh file reference.
    pub async fn refresh(&self, location: impl Into<MessageLocation>) -> Result<Arc<Located>, Error> {
        let location = location.into();
        let found = match location.chat {
            None => self.fetch(&[location.id]).await?,
            Some(chat) => {
                let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
                let found = self.peers.messages_in(&peer, &[location.id]).await?.into_iter();
                let attached = found.filter_map(|message| match message {
                    tl::enums::Message::Message(message) => Located::attached(message),
                    _ => None,
                });
                attached.collect()
            }
        };
        match found.into_iter().find(|located| located.media.id == location.id) {
            Some(located) => {
                let located = Arc::new(located);
                self.messages.insert(location, located.clone()).await;
                Ok(located)
            }
            None => {
                self.forget(location).await;
                Err(Error::NotFound)
            }
        }
    }

    /// The message with another file location than `stale`, which was refused. However many ask, Telegram is asked once.
    pub async fn renew(
        &self,
        location: MessageLocation,
        stale: &tl::enums::InputFileLocation,
    ) -> Result<Arc<Located>, Error> {
        let lock = self.renewal_lock(location);
        let _alone = lock.lock().await;
        match self.get(location).await {
            Some(located) if located.file.location != *stale => Ok(located),
            _ => self.refresh(location).await,
        }
    }

    /// Those of the messages that exist, are in Saved Messages and have media. (All private chats share their ids, so Telegram may answer
    /// with a message of another one.)
    pub async fn fetch(&self, ids: &[MessageId]) -> Result<Vec<Located>, Error> {
        let id = ids.iter().map(|id| tl::types::InputMessageId { id: id.0 }.into()).collect();
        let answer = self.calls.call(CallRoute::HOME, &tl::functions::messages::GetMessages { id }).await?;
        let me = self.calls.me()?;
        Ok(messages_of(answer)?.into_iter().filter_map(|message| Located::from_message(message, me)).collect())
    }

    fn renewal_lock(&self, location: MessageLocation) -> Arc<tokio::sync::Mutex<()>> {
        let mut renewing = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        renewing.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = renewing.get(&location).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        renewing.insert(location, Arc::downgrade(&lock));
        lock
    }
}
