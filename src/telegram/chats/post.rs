//! Posts: messages as a program reads them that wrote them itself.

use grammers_tl_types as tl;
use time::OffsetDateTime;

use crate::telegram::ids::MessageId;

/// A message of any chat, without service messages: its text as it was sent, and its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Its id in the chat.
    pub id: MessageId,
    /// When it was posted, UTC.
    pub date: OffsetDateTime,
    /// Its text, or the caption of its media; empty without either. Untrusted text.
    pub text: String,
    /// Its document. Photos are none.
    pub document: Option<PostDocument>,
}

/// The document of a post.
#[derive(Clone, PartialEq, Eq)]
pub struct PostDocument {
    /// Telegram's id of it, the same for every account.
    pub id: i64,
    /// Its size in bytes.
    pub size: u64,
    /// The file's name; empty without one. Untrusted text.
    pub name: String,
    /// The MIME type that Telegram gives. Untrusted text.
    pub mime_type: String,
    /// What Telegram wants to see when the document is posted once more.
    pub(super) access_hash: i64,
    /// The same; it expires.
    pub(super) file_reference: Vec<u8>,
}

impl std::fmt::Debug for PostDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostDocument").field("id", &self.id).field("size", &self.size).finish_non_exhaustive()
    }
}

/// Consecutive posts of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostsPage {
    /// Oldest first.
    pub posts: Vec<Post>,
    /// `after` of the next call; `None` at the end of the chat. The message need not be among `posts`, which leave out service messages.
    pub next: Option<MessageId>,
}

/// A document that was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostedDocument {
    /// Its message.
    pub message: MessageId,
    /// Telegram's id of the document, the same for every account.
    pub document: i64,
    /// Its size in bytes.
    pub size: u64,
}

impl Post {
    /// Converts Telegram's message; `None` for service messages and empty ones.
    pub fn new(message: &tl::enums::Message) -> Option<Self> {
        let tl::enums::Message::Message(message) = message else { return None };
        Some(Self {
            id: MessageId(message.id),
            date: OffsetDateTime::from_unix_timestamp(message.date.into()).ok()?,
            text: message.message.clone(),
            document: message.media.as_ref().and_then(PostDocument::new),
        })
    }

    /// The document, as that of a message that was just posted.
    pub fn posted_document(&self) -> Option<PostedDocument> {
        let document = self.document.as_ref()?;
        Some(PostedDocument { message: self.id, document: document.id, size: document.size })
    }
}

impl PostDocument {
    fn new(media: &tl::enums::MessageMedia) -> Option<Self> {
        let tl::enums::MessageMedia::Document(media) = media else { return None };
        let Some(tl::enums::Document::Document(document)) = &media.document else { return None };
        let name = document.attributes.iter().find_map(|attribute| match attribute {
            tl::enums::DocumentAttribute::Filename(name) => Some(name.file_name.clone()),
            _ => None,
        });
        Some(Self {
            id: document.id,
            size: u64::try_from(document.size).ok()?,
            name: name.unwrap_or_default(),
            mime_type: document.mime_type.clone(),
            access_hash: document.access_hash,
            file_reference: document.file_reference.clone(),
        })
    }
}
