//! A message, as a history has it.

use grammers_tl_types as tl;
use tl::enums::MessageEntity;
use tl::{Cursor, Deserializable, Serializable};

use super::collection::FileId;
use crate::store::{self, MessageRow};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    /// Unique in its history, and increasing.
    pub(crate) id: i32,
    pub(crate) date: i32,
    /// When it was last edited.
    pub(crate) edit_date: Option<i32>,
    /// Text or caption.
    pub(crate) text: String,
    pub(crate) entities: Vec<MessageEntity>,
    /// The album that it belongs to.
    pub(crate) grouped_id: Option<i64>,
    pub(crate) file: Option<FileId>,
    pub(crate) header: MessageHeader,
}

/// What a message has outside of Saved Messages. Peers are numbers as in [`super::peer_id`]; 0 stands for none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MessageHeader {
    /// The chat of an account's message box: a user or a basic group; 0 for Saved Messages, and for messages of channels.
    pub(crate) chat: i64,
    /// The author; 0 for the owner of the history.
    pub(crate) from: i64,
    /// The message that it replies to.
    pub(crate) reply_to: i32,
    /// The bot through which it was sent.
    pub(crate) via_bot: i64,
    pub(crate) forward: Option<ForwardOrigin>,
    /// The id of the other participant's copy.
    pub(crate) copy_id: i32,
    pub(crate) is_pinned: bool,
    /// What a service message tells; `None` for other messages.
    pub(crate) action: Option<ServiceAction>,
    /// How it was sent.
    pub(crate) options: SendOptions,
    /// The part of the message that it replies to.
    pub(crate) quote: Option<Quote>,
}

/// How a message was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SendOptions {
    /// Without a notification.
    pub(crate) silent: bool,
    /// With the media below the text.
    pub(crate) invert_media: bool,
    /// With the media hidden until it is tapped.
    pub(crate) spoiler: bool,
    /// For how many seconds the media can be seen once it is opened; 0 for ever.
    pub(crate) ttl_seconds: i32,
}

/// A part of the message that another one replies to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quote {
    pub(crate) text: String,
    pub(crate) entities: Vec<MessageEntity>,
    /// Where it is in that message, if the client told.
    pub(crate) offset: Option<i32>,
}

/// What a service message tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServiceAction {
    /// A channel was created. The text is its title.
    ChannelCreate,
    /// A channel got another title, which is the text.
    EditTitle,
    /// A message was pinned: the one that it replies to.
    PinMessage,
}

/// Where a message was forwarded from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ForwardOrigin {
    /// The first author.
    pub(crate) from: i64,
    /// When it was first sent.
    pub(crate) date: i32,
    /// Its id in the channel where it was posted; 0 for none.
    pub(crate) channel_post: i32,
    /// For copies in Saved Messages: the chat that it was forwarded from, and its id there; 0 for others.
    pub(crate) saved_from: (i64, i32),
}

impl Message {
    pub(crate) fn to_row(&self, owner: i64, random_id: Option<i64>) -> MessageRow {
        MessageRow {
            owner,
            id: self.id,
            date: self.date,
            edited: self.edit_date,
            text: self.text.clone(),
            entities: self.entities.to_bytes(),
            album: self.grouped_id,
            file: self.file.map(|file| file.0),
            deleted: false,
            random_id,
            header: self.header.to_bytes(),
        }
    }

    pub(crate) fn from_row(row: MessageRow) -> Result<Self, store::Error> {
        let unreadable = store::Error::Unreadable("message");
        let Some(header) = MessageHeader::from_bytes(&row.header) else { return Err(unreadable) };
        Ok(Self {
            id: row.id,
            date: row.date,
            edit_date: row.edited,
            text: row.text,
            entities: Deserializable::from_bytes(&row.entities).map_err(|_| unreadable)?,
            grouped_id: row.album,
            file: row.file.map(FileId),
            header,
        })
    }
}

/// The row of a deleted message.
pub(crate) fn deleted_row(owner: i64, id: i32) -> MessageRow {
    MessageRow {
        owner,
        id,
        date: 0,
        edited: None,
        text: String::new(),
        entities: Vec::new(),
        album: None,
        file: None,
        deleted: true,
        random_id: None,
        header: Vec::new(),
    }
}

impl MessageHeader {
    fn to_bytes(&self) -> Vec<u8> {
        let forward = self.forward.unwrap_or_default();
        let action = match self.action {
            None => 0,
            Some(ServiceAction::ChannelCreate) => 1,
            Some(ServiceAction::EditTitle) => 2,
            Some(ServiceAction::PinMessage) => 3,
        };
        let SendOptions { silent, invert_media, spoiler, ttl_seconds } = self.options;
        let flags = i64::from(silent) | i64::from(invert_media) << 1 | i64::from(spoiler) << 2;
        let numbers: [i64; NUMBERS] = [
            self.chat,
            self.from,
            self.reply_to.into(),
            self.via_bot,
            forward.from,
            forward.date.into(),
            forward.channel_post.into(),
            self.copy_id.into(),
            self.is_pinned.into(),
            action,
            flags,
            ttl_seconds.into(),
            forward.saved_from.0,
            forward.saved_from.1.into(),
        ];
        let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        if let Some(Quote { text, entities, offset }) = &self.quote {
            text.serialize(&mut bytes);
            entities.serialize(&mut bytes);
            offset.unwrap_or(-1).serialize(&mut bytes);
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self::default());
        }
        let (numbers, quote) = bytes.split_at(bytes.len().min(NUMBERS * 8));
        let mut numbers: Vec<i64> = numbers.as_chunks().0.iter().map(|number| i64::from_le_bytes(*number)).collect();
        // Older versions had fewer.
        numbers.resize(NUMBERS, 0);
        let [chat, from, reply_to, via_bot, forwarded_from, date, post, copy_id, pinned, action, ..] = numbers[..]
        else {
            return None;
        };
        let [flags, ttl_seconds, saved_from, saved_id] = numbers[NUMBERS - 4..] else { return None };
        let small = |number: i64| i32::try_from(number).ok();
        let forward = ForwardOrigin {
            from: forwarded_from,
            date: small(date)?,
            channel_post: small(post)?,
            saved_from: (saved_from, small(saved_id)?),
        };
        let options = SendOptions {
            silent: flags & 1 != 0,
            invert_media: flags & 2 != 0,
            spoiler: flags & 4 != 0,
            ttl_seconds: small(ttl_seconds)?,
        };
        let quote = if quote.is_empty() { None } else { Some(Quote::from_bytes(quote)?) };
        Some(Self {
            chat,
            from,
            reply_to: small(reply_to)?,
            via_bot,
            forward: (forwarded_from != 0).then_some(forward),
            copy_id: small(copy_id)?,
            is_pinned: pinned != 0,
            action: match action {
                0 => None,
                1 => Some(ServiceAction::ChannelCreate),
                2 => Some(ServiceAction::EditTitle),
                3 => Some(ServiceAction::PinMessage),
                _ => return None,
            },
            options,
            quote,
        })
    }
}

impl Quote {
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::from_slice(bytes);
        let text = String::deserialize(&mut cursor).ok()?;
        let entities = Vec::deserialize(&mut cursor).ok()?;
        let offset = i32::deserialize(&mut cursor).ok()?;
        Some(Self { text, entities, offset: (offset >= 0).then_some(offset) })
    }
}

/// The numbers in a serialized header.
const NUMBERS: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_round_trip_and_those_of_older_versions_are_read() {
        let header = MessageHeader {
            chat: 5,
            reply_to: 7,
            is_pinned: true,
            forward: Some(ForwardOrigin { from: 9, date: 11, channel_post: 13, saved_from: (-15, 17) }),
            options: SendOptions { silent: true, invert_media: false, spoiler: true, ttl_seconds: 30 },
            quote: Some(Quote {
                text: "a part".into(),
                entities: vec![tl::types::MessageEntityBold { offset: 0, length: 1 }.into()],
                offset: Some(3),
            }),
            ..MessageHeader::default()
        };
        assert_eq!(MessageHeader::from_bytes(&header.to_bytes()), Some(header.clone()));
        let old = MessageHeader { options: SendOptions::default(), quote: None, ..header };
        let forward = old.forward.map(|forward| ForwardOrigin { saved_from: (0, 0), ..forward });
        let old = MessageHeader { forward, ..old };
        assert_eq!(MessageHeader::from_bytes(&old.to_bytes()[..9 * 8]), Some(old));
    }
}
