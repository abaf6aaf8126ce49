//! A message, as a history has it.

use grammers_tl_types as tl;
use tl::enums::MessageEntity;
use tl::{Deserializable, Serializable};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ForwardOrigin {
    /// The first author.
    pub(crate) from: i64,
    /// When it was first sent.
    pub(crate) date: i32,
    /// Its id in the channel where it was posted; 0 for none.
    pub(crate) channel_post: i32,
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
        let forward = self.forward.unwrap_or(ForwardOrigin { from: 0, date: 0, channel_post: 0 });
        let action = match self.action {
            None => 0,
            Some(ServiceAction::ChannelCreate) => 1,
            Some(ServiceAction::EditTitle) => 2,
            Some(ServiceAction::PinMessage) => 3,
        };
        let numbers: [i64; 10] = [
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
        ];
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self::default());
        }
        let mut numbers: Vec<i64> = bytes.as_chunks().0.iter().map(|number| i64::from_le_bytes(*number)).collect();
        if numbers.len() == 9 {
            // Older versions had no service messages.
            numbers.push(0);
        }
        let [chat, from, reply_to, via_bot, forwarded_from, date, post, copy_id, pinned, action] = numbers[..] else {
            return None;
        };
        let small = |number: i64| i32::try_from(number).ok();
        let forward = ForwardOrigin { from: forwarded_from, date: small(date)?, channel_post: small(post)? };
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
        })
    }
}
