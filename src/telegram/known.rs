//! What is known of messages: their media, and where its bytes are.
//!
//! Listing fills it, so that a click on a picture costs no call to find the file. File references in it get old: whoever fetches bytes and is told
//! so asks for the message again ([`Core::refresh`]) and goes on with what it says now. Entries live for minutes, since a message can be
//! edited or deleted elsewhere while nobody listens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use grammers_client::media::{Downloadable, PhotoSize};
use grammers_tl_types as tl;
use moka::future::Cache;
use tokio_util::bytes::Bytes;

use super::chats::{ChatId, ChatRef};
use super::core::Core;
use super::lane::To;
use super::{Error, Media, MessageId};

/// Messages remembered for each account; an entry takes about 2 KiB with its placeholder.
const ENTRIES: u64 = 4096;
/// Messages that Telegram gives in one answer.
const AT_ONCE: usize = 100;
/// How long Telegram's word about a message is good for.
const FRESH: Duration = Duration::from_secs(10 * 60);

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The chat; `None` for Saved Messages.
    pub chat: Option<ChatId>,
    /// Its number there.
    pub id: MessageId,
}

impl From<MessageId> for At {
    /// In Saved Messages.
    fn from(id: MessageId) -> Self {
        Self { chat: None, id }
    }
}

/// A message's media and where to fetch it.
#[derive(Clone, Debug)]
pub struct Located {
    /// What everybody may know.
    pub media: Media,
    /// The data centre that has the file.
    pub dc: i32,
    /// The file, or the photo in its largest size, with a proof that this account saw it lately.
    pub file: tl::enums::InputFileLocation,
    /// Pictures of it in Telegram's sizes; those of a video's cover as well.
    pub thumbs: Vec<Thumb>,
}

/// One picture that can be fetched.
#[derive(Clone, Debug)]
pub struct Thumb {
    /// The picture as Telegram describes it.
    pub picture: PhotoSize,
    /// The photo or document that it belongs to: the file itself, or a video's cover.
    pub of: i64,
    /// The data centre that has it.
    pub dc: i32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes; more than none.
    pub size: u64,
}

impl Thumb {
    /// `None` for a picture that cannot be fetched, or that has no size worth believing.
    pub fn new(picture: PhotoSize, of: i64, dc: i32) -> Option<Self> {
        let (width, height) = match &picture {
            PhotoSize::Size(size) => (size.width, size.height),
            PhotoSize::Progressive(size) => (size.width, size.height),
            PhotoSize::Cached(size) => (size.width, size.height),
            _ => return None,
        };
        // Below zero is nonsense, which grammers tells as a huge number.
        let size =
            i32::try_from(picture.size()).ok().and_then(|size| u64::try_from(size).ok()).filter(|size| *size > 0)?;
        let pixels = |count| u32::try_from(count).unwrap_or(0);
        Some(Self { width: pixels(width), height: pixels(height), size, picture, of, dc })
    }

    /// Telegram's name for the size (`s`, `m`, `x`, …).
    pub fn letter(&self) -> String {
        self.picture.photo_type()
    }

    /// The bytes themselves where the message carries them.
    pub fn inline(&self) -> Option<Bytes> {
        self.picture.to_data().map(Bytes::from)
    }
}

/// One account's memory of its messages.
pub struct Known {
    messages: Cache<At, Arc<Located>>,
    /// Messages that are being asked for again, each by one for all who need it.
    renewing: Mutex<HashMap<At, Weak<tokio::sync::Mutex<()>>>>,
}

impl Default for Known {
    fn default() -> Self {
        let messages = Cache::builder().max_capacity(ENTRIES).time_to_live(FRESH).build();
        Self { messages, renewing: Mutex::default() }
    }
}

impl Known {
    /// Remembers a message of Saved Messages.
    pub async fn put(&self, located: Arc<Located>) {
        self.messages.insert(located.media.id.into(), located).await;
    }

    /// What is remembered; nothing is asked.
    pub async fn get(&self, at: impl Into<At>) -> Option<Arc<Located>> {
        self.messages.get(&at.into()).await
    }

    /// Forgets.
    pub async fn forget(&self, at: impl Into<At>) {
        self.messages.invalidate(&at.into()).await;
    }

    /// Held by whoever asks for a message again.
    fn turn(&self, id: At) -> Arc<tokio::sync::Mutex<()>> {
        let mut renewing = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        renewing.retain(|_, turn| turn.strong_count() > 0);
        if let Some(turn) = renewing.get(&id).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::new(tokio::sync::Mutex::new(()));
        renewing.insert(id, Arc::downgrade(&turn));
        turn
    }
}

impl Core {
    /// The message, from memory or asked of Telegram.
    pub async fn locate(&self, at: impl Into<At>) -> Result<Arc<Located>, Error> {
        self.check_open()?;
        let at = at.into();
        if let Some(located) = self.known.messages.get(&at).await {
            return Ok(located);
        }
        self.refresh(at).await
    }

    /// The messages, in that order, from memory or asked of Telegram.
    pub async fn locate_all(&self, ids: &[MessageId]) -> Result<Vec<Arc<Located>>, Error> {
        self.check_open()?;
        let mut found = HashMap::new();
        let mut unknown = Vec::new();
        for id in ids {
            if let Some(located) = self.known.get(*id).await {
                found.insert(*id, located);
            } else {
                unknown.push(*id);
            }
        }
        for some in unknown.chunks(AT_ONCE) {
            for located in self.fetch_messages(some).await? {
                let located = Arc::new(located);
                self.known.put(located.clone()).await;
                found.insert(located.media.id, located);
            }
        }
        ids.iter().map(|id| found.get(id).cloned().ok_or(Error::NotFound)).collect()
    }

    /// The message as it is now (`messages.getMessages`, `channels.getMessages`), with a fresh file reference.
    pub async fn refresh(&self, at: impl Into<At>) -> Result<Arc<Located>, Error> {
        let at = at.into();
        let found = match at.chat {
            None => self.fetch_messages(&[at.id]).await?,
            Some(chat) => {
                let peer = self.peer(&ChatRef::Id(chat)).await?;
                let found = self.messages_in(&peer, &[at.id]).await?.into_iter();
                let attached = found.filter_map(|message| match message {
                    tl::enums::Message::Message(message) => Located::attached(message),
                    _ => None,
                });
                attached.collect()
            }
        };
        match found.into_iter().find(|located| located.media.id == at.id) {
            Some(located) => {
                let located = Arc::new(located);
                self.known.messages.insert(at, located.clone()).await;
                Ok(located)
            }
            None => {
                self.known.forget(at).await;
                Err(Error::NotFound)
            }
        }
    }

    /// The message with another file reference than the one that was refused. However many need it, it is asked for once.
    pub async fn renew(&self, at: At, stale: &tl::enums::InputFileLocation) -> Result<Arc<Located>, Error> {
        let turn = self.known.turn(at);
        let _alone = turn.lock().await;
        match self.known.messages.get(&at).await {
            Some(located) if located.file != *stale => Ok(located),
            _ => self.refresh(at).await,
        }
    }

    /// Those of the messages that exist, are in Saved Messages and have media. (Ids are shared by all private chats, so
    /// Telegram may answer with a message of another one.)
    pub async fn fetch_messages(&self, ids: &[MessageId]) -> Result<Vec<Located>, Error> {
        let id = ids.iter().map(|id| tl::types::InputMessageId { id: id.0 }.into()).collect();
        let answer = self.call(To::HOME, &tl::functions::messages::GetMessages { id }).await?;
        let me = self.me()?;
        Ok(messages_of(answer)?.into_iter().filter_map(|message| Located::from_message(message, me)).collect())
    }

    /// The signed-in user's id.
    pub fn me(&self) -> Result<i64, Error> {
        self.session.user_id().ok_or(Error::SignedOut)
    }
}

/// The messages of an answer, whatever its form.
pub fn messages_of(answer: tl::enums::messages::Messages) -> Result<Vec<tl::enums::Message>, Error> {
    use tl::enums::messages::Messages as Answer;
    match answer {
        Answer::Messages(all) => Ok(all.messages),
        Answer::Slice(slice) => Ok(slice.messages),
        Answer::ChannelMessages(channel) => Ok(channel.messages),
        Answer::NotModified(_) => Err(Error::Protocol("nothing was asked that could be unmodified")),
    }
}
