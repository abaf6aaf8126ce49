//! The cache of messages with media and of their files.
//!
//! Listing fills the cache, so that opening a listed photo or video needs no call to find its file. The file references in it expire; when one is
//! refused, the message is fetched again ([`Library::renew`]). Entries expire after minutes, because other clients can edit and delete messages,
//! and updates are received only while somebody subscribes to events.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use grammers_tl_types as tl;
use moka::future::Cache;
use tokio::sync::broadcast;

use super::calendar_cache::CalendarCache;
use super::event::Event;
use super::item::Media;
use super::located::{LocatedMedia, MessageLocation};
use super::prefetch_queue::PrefetchQueue;
use crate::telegram::calls::call::Calls;
use crate::telegram::error::Error;
use crate::telegram::files::state::Files;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::peers::known::Peers;
use crate::telegram::peers::messages::messages_of;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::transport::route::CallRoute;

/// How many messages are cached for each account. An entry takes about 2 KiB with its placeholder.
const CAPACITY: u64 = 4096;
/// How many messages one call may fetch: Telegram's limit.
const MAX_FETCHED: usize = 100;
/// How long a message is cached.
const TIME_TO_LIVE: Duration = Duration::from_secs(10 * 60);

/// The media of one account's messages.
pub struct Library {
    pub(super) calls: Arc<Calls>,
    pub(super) peers: Arc<Peers>,
    pub(super) files: Arc<Files>,
    events: broadcast::Sender<Event>,
    messages: Cache<MessageLocation, Arc<LocatedMedia>>,
    /// A lock for each message whose file reference is being renewed.
    renewals: Mutex<HashMap<MessageLocation, Weak<tokio::sync::Mutex<()>>>>,
    pub(super) calendars: CalendarCache,
    pub(super) prefetch: PrefetchQueue,
}

impl Library {
    /// An empty cache. Events are sent to `events`.
    pub fn new(calls: Arc<Calls>, peers: Arc<Peers>, files: Arc<Files>, events: broadcast::Sender<Event>) -> Self {
        Self {
            calls,
            peers,
            files,
            events,
            messages: Cache::builder().max_capacity(CAPACITY).time_to_live(TIME_TO_LIVE).build(),
            renewals: Mutex::default(),
            calendars: CalendarCache::default(),
            prefetch: PrefetchQueue::default(),
        }
    }

    /// Sends an event to the receivers.
    pub fn send_event(&self, event: Event) {
        // Fails when nobody is subscribed.
        let _ = self.events.send(event);
    }

    /// Whether events have a receiver.
    pub fn has_receivers(&self) -> bool {
        self.events.receiver_count() > 0
    }

    /// Caches a message of Saved Messages.
    pub async fn cache(&self, located: Arc<LocatedMedia>) {
        self.messages.insert(located.media.id.into(), located).await;
    }

    /// The message, if it is cached.
    pub async fn cached(&self, location: impl Into<MessageLocation>) -> Option<Arc<LocatedMedia>> {
        self.messages.get(&location.into()).await
    }

    /// Removes a message from the cache.
    pub async fn evict(&self, location: impl Into<MessageLocation>) {
        self.messages.invalidate(&location.into()).await;
    }

    /// The location of a message in a chat.
    pub async fn location(&self, chat: &ChatRef, id: MessageId) -> Result<MessageLocation, Error> {
        let peer = self.peers.resolve(chat).await?;
        let chat = self.peers.id_of(&peer)?;
        let is_saved = chat == ChatId::user(self.calls.me()?);
        Ok(MessageLocation { chat: (!is_saved).then_some(chat), id })
    }

    /// The message from the cache or from Telegram.
    pub async fn get_or_fetch(&self, location: impl Into<MessageLocation>) -> Result<Arc<LocatedMedia>, Error> {
        self.calls.check_open()?;
        let location = location.into();
        match self.cached(location).await {
            Some(located) => Ok(located),
            None => self.refresh(location).await,
        }
    }

    /// The media of several messages of Saved Messages, in the order of `ids`. Those that are not cached are fetched in batches.
    pub async fn media_of(&self, ids: &[MessageId]) -> Result<Vec<Media>, Error> {
        self.calls.check_open()?;
        let mut messages = HashMap::new();
        let mut missing = Vec::new();
        for id in ids {
            match self.cached(*id).await {
                Some(located) => {
                    messages.insert(*id, located);
                }
                None => missing.push(*id),
            }
        }
        for batch in missing.chunks(MAX_FETCHED) {
            for located in self.fetch(batch).await? {
                let located = Arc::new(located);
                self.cache(located.clone()).await;
                messages.insert(located.media.id, located);
            }
        }
        ids.iter().map(|id| messages.get(id).map(|located| located.media.clone()).ok_or(Error::NotFound)).collect()
    }

    /// Fetches the message (`messages.getMessages`, `channels.getMessages`), and with it a fresh file reference.
    pub async fn refresh(&self, location: impl Into<MessageLocation>) -> Result<Arc<LocatedMedia>, Error> {
        let location = location.into();
        let fetched = match location.chat {
            None => self.fetch(&[location.id]).await?,
            Some(chat) => {
                let peer = self.peers.resolve(&ChatRef::Id(chat)).await?;
                let messages = self.peers.messages_in(&peer, &[location.id]).await?.into_iter();
                let with_media = messages.filter_map(|message| match message {
                    tl::enums::Message::Message(message) => LocatedMedia::from_message(message),
                    _ => None,
                });
                with_media.collect()
            }
        };
        match fetched.into_iter().find(|located| located.media.id == location.id) {
            Some(located) => {
                let located = Arc::new(located);
                self.messages.insert(location, located.clone()).await;
                Ok(located)
            }
            None => {
                self.evict(location).await;
                Err(Error::NotFound)
            }
        }
    }

    /// The message with another file location than `stale`, whose reference has expired. Concurrent calls fetch it once.
    pub async fn renew(
        &self,
        location: MessageLocation,
        stale: &tl::enums::InputFileLocation,
    ) -> Result<Arc<LocatedMedia>, Error> {
        let lock = self.renewal_lock(location);
        let _guard = lock.lock().await;
        match self.cached(location).await {
            Some(located) if located.file.location != *stale => Ok(located),
            _ => self.refresh(location).await,
        }
    }

    /// Fetches messages of Saved Messages, and returns those that exist and have media. (All private chats share their ids, so Telegram may
    /// return messages of other chats, which are left out.)
    pub async fn fetch(&self, ids: &[MessageId]) -> Result<Vec<LocatedMedia>, Error> {
        let id = ids.iter().map(|id| tl::types::InputMessageId { id: id.0 }.into()).collect();
        let answer = self.calls.call(CallRoute::HOME, &tl::functions::messages::GetMessages { id }).await?;
        let me = self.calls.me()?;
        let messages = messages_of(answer)?.into_iter();
        Ok(messages.filter_map(|message| LocatedMedia::from_saved_message(message, me)).collect())
    }

    fn renewal_lock(&self, location: MessageLocation) -> Arc<tokio::sync::Mutex<()>> {
        let mut renewals = self.renewals.lock().unwrap_or_else(PoisonError::into_inner);
        renewals.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = renewals.get(&location).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        renewals.insert(location, Arc::downgrade(&lock));
        lock
    }
}
