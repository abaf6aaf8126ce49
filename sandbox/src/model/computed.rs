//! Computed messages: made from a [`Collection`] when they are needed, and never stored.

use std::sync::LazyLock;
use std::time::Duration;

use super::collection::{Collection, FileId, newest_file};
use super::message::{ForwardOrigin, Message, MessageHeader};
use super::peer_id::CHANNEL_IDS;
use crate::content::chats::{self, Channel, PostMedia, Posts, ReceivedMessage};
use crate::content::{self, ContentKind};

/// The album ids of computed messages start here; those of sent messages are random, and greater.
const ALBUMS: i64 = 13_000_000_000_000_000;

impl Collection {
    /// The kind and date of the message at an index, without making the message: 100,000 of them are listed at once.
    pub(super) fn kind_and_date(self, index: u32, anchor: i32) -> (ContentKind, i32) {
        match self {
            Self::Endless => (content::endless_kind(index), before(anchor, content::endless_age(index))),
            Self::Channel(channel) => match &chats::CHANNELS[channel].posts {
                Posts::Endless => (ContentKind::Text, before(anchor, content::endless_age(index))),
                Posts::Listed(posts) => {
                    let post = &posts[index as usize];
                    let kind = match post.media {
                        PostMedia::None => ContentKind::Text,
                        PostMedia::Photo => ContentKind::Photo,
                        PostMedia::LargeFile => ContentKind::Document,
                    };
                    (kind, hours_before(anchor, post.hours_ago))
                }
            },
            Self::Empty | Self::Demo | Self::Sample => {
                let item = self.item(index).expect("the index is below the collection's length");
                (item.kind, before(anchor, item.age))
            }
        }
    }

    /// Whether the message at an index is pinned.
    pub(super) fn is_pinned(self, index: u32) -> bool {
        match self {
            Self::Channel(channel) => match &chats::CHANNELS[channel].posts {
                Posts::Listed(posts) => posts[index as usize].is_pinned,
                Posts::Endless => false,
            },
            Self::Empty | Self::Demo | Self::Sample | Self::Endless => false,
        }
    }

    /// The messages that others sent to an account with this collection.
    pub(super) fn received_messages(self, anchor: i32) -> Vec<Message> {
        let received: &[_] = if self == Self::Demo { &chats::RECEIVED_MESSAGES } else { &[] };
        let first = i32::try_from(self.len()).expect("collections have thousands of messages") + 1;
        let message = |(id, received): (i32, &ReceivedMessage)| {
            let from = chats::PEOPLE[received.author].id;
            let chat = if received.in_group { -chats::BASIC_GROUP.id } else { from };
            Message {
                id,
                date: hours_before(anchor, received.hours_ago),
                edit_date: None,
                text: received.text.to_owned(),
                entities: Vec::new(),
                grouped_id: None,
                file: None,
                header: MessageHeader { chat, from, ..MessageHeader::default() },
            }
        };
        (first..).zip(received).map(message).collect()
    }

    /// The message with this id, dated relative to `anchor`.
    pub(super) fn message(self, id: i32, anchor: i32) -> Option<Message> {
        let index = u32::try_from(id.checked_sub(1)?).ok()?;
        if let Self::Channel(channel) = self {
            return post(&chats::CHANNELS[channel], index, id, anchor);
        }
        if index >= self.len() {
            return self.received_messages(anchor).into_iter().find(|message| message.id == id);
        }
        let item = self.item(index)?;
        Some(Message {
            id,
            date: before(anchor, item.age),
            edit_date: None,
            grouped_id: item.album.map(|album| ALBUMS + i64::from(album)),
            file: (item.kind != ContentKind::Text).then(|| FileId::computed(self, index)),
            text: item.caption,
            entities: item.entities,
            header: MessageHeader::default(),
        })
    }

    /// A message's text and file name in lower case.
    pub(super) fn searchable_text(self, id: i32) -> String {
        static DEMO: LazyLock<Vec<String>> = LazyLock::new(|| searchable_texts(Collection::Demo));
        static SAMPLE: LazyLock<Vec<String>> = LazyLock::new(|| searchable_texts(Collection::Sample));
        static ENDLESS: LazyLock<Vec<String>> = LazyLock::new(|| searchable_texts(Collection::Endless));
        let texts = match self {
            Self::Empty => return String::new(),
            // They are short lists, or cheaper to make than to keep.
            Self::Channel(_) => return self.message(id, 0).map_or_else(String::new, |post| post.text.to_lowercase()),
            Self::Demo => &DEMO,
            Self::Sample => &SAMPLE,
            Self::Endless => &ENDLESS,
        };
        let text = usize::try_from(id - 1).ok().and_then(|index| texts.get(index)).cloned();
        text.or_else(|| Some(self.message(id, 0)?.text.to_lowercase())).unwrap_or_default()
    }
}

/// A message of a channel.
fn post(channel: &Channel, index: u32, id: i32, anchor: i32) -> Option<Message> {
    let mut message = Message {
        id,
        date: 0,
        edit_date: None,
        text: String::new(),
        entities: Vec::new(),
        grouped_id: None,
        file: None,
        header: MessageHeader::default(),
    };
    match &channel.posts {
        Posts::Endless => {
            if index >= chats::ENDLESS_POSTS {
                return None;
            }
            message.date = before(anchor, content::endless_age(index));
            message.text = chats::endless_post(index);
            message.header.from = chats::generated_member_id(channel.id, index % channel.generated_members.max(1));
        }
        Posts::Listed(posts) => {
            let post = posts.get(index as usize)?;
            message.date = hours_before(anchor, post.hours_ago);
            message.text = post.text.to_owned();
            message.file = match post.media {
                PostMedia::None => None,
                PostMedia::Photo => newest_file(|item| item.kind == ContentKind::Photo),
                PostMedia::LargeFile => newest_file(|item| item.name.as_deref() == Some("eight-thousand-parts.bin")),
            };
            let forward = |(id, post): (i64, i32)| {
                let index = chats::CHANNELS.iter().position(|channel| channel.id == id);
                let original = index.and_then(|index| Collection::Channel(index).message(post, anchor));
                let date = original.map_or(0, |original| original.date);
                ForwardOrigin { from: CHANNEL_IDS - id, date, channel_post: post, saved_from: (0, 0) }
            };
            message.header = MessageHeader {
                from: post.author.map_or(0, |author| chats::PEOPLE[author].id),
                reply_to: post.reply_to,
                via_bot: post.via_bot.map_or(0, |bot| chats::PEOPLE[bot].id),
                forward: post.forwarded_from.map(forward),
                is_pinned: post.is_pinned,
                ..MessageHeader::default()
            };
        }
    }
    Some(message)
}

fn searchable_texts(collection: Collection) -> Vec<String> {
    let items = (0..collection.len()).filter_map(|index| collection.item(index));
    items.map(|item| searchable_text(&item.caption, item.name.as_deref())).collect()
}

/// A text and a file name in lower case.
pub(super) fn searchable_text(text: &str, file_name: Option<&str>) -> String {
    let mut searchable = text.to_lowercase();
    if let Some(name) = file_name {
        searchable.push('\n');
        searchable.push_str(&name.to_lowercase());
    }
    searchable
}

fn before(anchor: i32, age: Duration) -> i32 {
    anchor.saturating_sub(i32::try_from(age.as_secs()).unwrap_or(i32::MAX))
}

fn hours_before(anchor: i32, hours: i32) -> i32 {
    anchor.saturating_sub(hours * 3600)
}
