//! What is known of messages: their media, and where its bytes are.
//!
//! Listing fills it, so that a click on a picture costs no call to find the file. File references in it get old: whoever fetches bytes and is told
//! so asks for the message again ([`Core::refresh`]) and goes on with what it says now. Entries live for minutes, since a message can be
//! edited or deleted elsewhere while nobody listens.

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types as tl;
use moka::future::Cache;

use super::core::{Core, To};
use super::{Error, Media, MessageId};

/// Messages remembered for each account; an entry takes about 2 KiB with its placeholder.
const ENTRIES: u64 = 4096;
/// How long Telegram's word about a message is good for.
const FRESH: Duration = Duration::from_secs(10 * 60);

/// A message's media and where to fetch it.
#[derive(Clone, Debug)]
pub struct Located {
    /// What everybody may know.
    pub media: Media,
    /// The data centre that has the file.
    pub dc: i32,
    /// The file, or the photo in its largest size.
    pub file: FileId,
    /// The size letter of the photo that counts as the file itself; empty for documents.
    pub letter: String,
    /// Smaller pictures of it, by size letter.
    pub thumbs: Vec<Thumb>,
}

/// What `upload.getFile` wants to hear.
#[derive(Clone, Debug)]
pub struct FileId {
    /// Whether it is a photo (else a document).
    pub photo: bool,
    /// Its id.
    pub id: i64,
    /// Telegram's proof that this account may see it.
    pub access_hash: i64,
    /// Telegram's proof that it saw it lately.
    pub reference: Vec<u8>,
}

/// One picture of a photo or document.
#[derive(Clone, Debug)]
pub struct Thumb {
    /// Telegram's name for the size (`s`, `m`, `x`, …).
    pub letter: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub size: u64,
    /// Whose it is, when not of the file itself (a video's cover is a photo of its own).
    pub of: Option<(FileId, i32)>,
    /// The bytes themselves where the message carries them.
    pub inline: Option<tokio_util::bytes::Bytes>,
}

impl FileId {
    /// The location of the file (empty letter) or of one of its pictures.
    pub fn location(&self, letter: &str) -> tl::enums::InputFileLocation {
        let (id, access_hash, file_reference) = (self.id, self.access_hash, self.reference.clone());
        let thumb_size = letter.to_owned();
        if self.photo {
            tl::types::InputPhotoFileLocation { id, access_hash, file_reference, thumb_size }.into()
        } else {
            tl::types::InputDocumentFileLocation { id, access_hash, file_reference, thumb_size }.into()
        }
    }
}

/// One account's memory of its messages.
pub struct Known(Cache<MessageId, Arc<Located>>);

impl Default for Known {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(ENTRIES).time_to_live(FRESH).build())
    }
}

impl Known {
    /// Remembers.
    pub async fn put(&self, located: Arc<Located>) {
        self.0.insert(located.media.id, located).await;
    }

    /// Forgets.
    pub async fn forget(&self, id: MessageId) {
        self.0.invalidate(&id).await;
    }
}

impl Core {
    /// The message, from memory or asked of Telegram.
    pub async fn locate(&self, id: MessageId) -> Result<Arc<Located>, Error> {
        self.check_open()?;
        if let Some(located) = self.known.0.get(&id).await {
            return Ok(located);
        }
        self.refresh(id).await
    }

    /// The message as it is now (`messages.getMessages`), with a fresh file reference.
    pub async fn refresh(&self, id: MessageId) -> Result<Arc<Located>, Error> {
        let found = self.fetch_messages(&[id]).await?.into_iter().find(|located| located.media.id == id);
        match found {
            Some(located) => {
                let located = Arc::new(located);
                self.known.put(located.clone()).await;
                Ok(located)
            }
            None => {
                self.known.forget(id).await;
                Err(Error::NotFound)
            }
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
