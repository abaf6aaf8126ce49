//! A chat's messages: those that the sandbox's content makes up, and those that were sent since.
//!
//! Computed messages are not stored. A [`History`] keeps one small [`Entry`] for every message there is, in order of their ids, which is
//! enough to filter, count and page through a hundred thousand of them; whole messages are made for the page that is asked for. Sent and
//! edited messages are kept whole beside the entries.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use std::time::Duration;

use grammers_tl_types::enums::MessageEntity;

use super::file::FileId;
use crate::content::chats::{self, Carried, Posts};
use crate::content::{self, Item, Kind};

/// Which computed messages a history starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// None.
    Nothing,
    /// The demo account's.
    Demo,
    /// Some of the demo account's: for ordinary accounts.
    Handful,
    /// 100,000 made from their index.
    Endless,
    /// A channel's or group's: by its place in [`content::chats::CHANNELS`].
    Posts(usize),
}

/// A message, as its owner has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Unique in its box; later ones are greater.
    pub id: i32,
    /// When it was sent.
    pub date: i32,
    /// When it was last edited.
    pub edited: Option<i32>,
    /// Text or caption.
    pub text: String,
    /// Its formatting.
    pub entities: Vec<MessageEntity>,
    /// The album it belongs to.
    pub album: Option<i64>,
    /// What it carries.
    pub file: Option<FileId>,
    /// What only chats with others have.
    pub details: Details,
}

/// What a message has in chats with others. Peers are marked ids, as bots have them: people positive, basic groups negative, channels `-100…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Which chat of an account's box it is in: a person or a basic group; 0 for Saved Messages, and in a channel's own history.
    pub chat: i64,
    /// Who wrote it; 0 for the owner of the history.
    pub from: i64,
    /// The message that it answers; 0 for none.
    pub reply_to: i32,
    /// The bot that wrote it for its author; 0 for none.
    pub via_bot: i64,
    /// Where it was forwarded from.
    pub forward: Option<Forward>,
    /// Its id in the other one's box; 0 for none.
    pub twin: i32,
    /// Whether it is pinned.
    pub is_pinned: bool,
}

/// Where a message was forwarded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forward {
    /// Who wrote it.
    pub from: i64,
    /// When.
    pub date: i32,
    /// Its id in the channel that posted it; 0 for none.
    pub post: i32,
}

impl Details {
    /// As they are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let forward = self.forward.unwrap_or(Forward { from: 0, date: 0, post: 0 });
        let numbers: [i64; 9] = [
            self.chat,
            self.from,
            self.reply_to.into(),
            self.via_bot,
            forward.from,
            forward.date.into(),
            forward.post.into(),
            self.twin.into(),
            self.is_pinned.into(),
        ];
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    /// As they were stored. `None` for what is nothing of the kind.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self::default());
        }
        let numbers: Vec<i64> = bytes.as_chunks().0.iter().map(|number| i64::from_le_bytes(*number)).collect();
        let [chat, from, reply_to, via_bot, forwarded, date, post, twin, pinned] = numbers[..] else { return None };
        let small = |number: i64| i32::try_from(number).ok();
        let forward = Forward { from: forwarded, date: small(date)?, post: small(post)? };
        Some(Self {
            chat,
            from,
            reply_to: small(reply_to)?,
            via_bot,
            forward: (forwarded != 0).then_some(forward),
            twin: small(twin)?,
            is_pinned: pinned != 0,
        })
    }
}

/// What searching needs to know of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The message's id.
    pub id: i32,
    /// When it was sent.
    pub date: i32,
    /// What it carries.
    pub kind: Kind,
    /// Whether its text has a link.
    pub link: bool,
    /// Which chat of the box it is in ([`Details::chat`]).
    pub chat: i64,
}

/// A chat's messages.
#[derive(Debug)]
pub struct History {
    collection: Collection,
    anchor: i32,
    entries: Vec<Entry>,
    stored: HashMap<i32, Message>,
    last_id: i32,
}

impl History {
    /// The history of a chat that begins with a collection, dated back from `anchor`.
    pub fn new(collection: Collection, anchor: i32) -> Self {
        let mut entries: Vec<_> = (0..collection.size()).map(|index| collection.entry(index, anchor)).collect();
        for letter in collection.letters(anchor) {
            let (id, date, chat) = (letter.id, letter.date, letter.details.chat);
            entries.push(Entry { id, date, kind: Kind::Text, link: false, chat });
        }
        let last_id = entries.last().map_or(0, |entry| entry.id);
        Self { collection, anchor, entries, stored: HashMap::new(), last_id }
    }

    /// Every message there is, the oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The id of the newest message, 0 if there is none.
    pub fn top(&self) -> i32 {
        self.entries.last().map_or(0, |entry| entry.id)
    }

    /// The newest message of one chat, 0 if there is none.
    pub fn top_of(&self, chat: i64) -> i32 {
        self.entries.iter().rev().find(|entry| entry.chat == chat).map_or(0, |entry| entry.id)
    }

    /// The chats that there are messages of, each with its newest.
    pub fn chats(&self) -> Vec<Entry> {
        let mut seen = HashSet::new();
        self.entries.iter().rev().filter(|entry| seen.insert(entry.chat)).copied().collect()
    }

    /// The id that the next message gets: ids of deleted messages do not come again.
    pub fn next_id(&mut self) -> i32 {
        self.last_id += 1;
        self.last_id
    }

    /// A message, whole.
    pub fn message(&self, id: i32) -> Option<Message> {
        self.position(id)?;
        self.stored.get(&id).cloned().or_else(|| self.collection.message(id, self.anchor))
    }

    /// Puts a message in, new or in place of its former version.
    pub fn put(&mut self, message: Message, kind: Kind) {
        let (id, date, chat) = (message.id, message.date, message.details.chat);
        let entry = Entry { id, date, kind, link: has_link(&message.entities), chat };
        match self.entries.binary_search_by_key(&message.id, |entry| entry.id) {
            Ok(at) => self.entries[at] = entry,
            Err(at) => self.entries.insert(at, entry),
        }
        self.last_id = self.last_id.max(message.id);
        self.stored.insert(message.id, message);
    }

    /// Takes a message out; says whether it was there.
    pub fn remove(&mut self, id: i32) -> bool {
        self.stored.remove(&id);
        self.last_id = self.last_id.max(id);
        self.position(id).map(|at| self.entries.remove(at)).is_some()
    }

    /// What a message is.
    pub fn kind(&self, id: i32) -> Option<Kind> {
        self.position(id).map(|at| self.entries[at].kind)
    }

    /// The message's text and file name in lower case, for searching in: `name` tells the name of a file that was sent.
    pub fn words(&self, id: i32, name: impl Fn(FileId) -> Option<String>) -> String {
        match self.stored.get(&id) {
            Some(message) => searchable(&message.text, message.file.and_then(name).as_deref()),
            None => self.collection.words(id),
        }
    }

    fn position(&self, id: i32) -> Option<usize> {
        self.entries.binary_search_by_key(&id, |entry| entry.id).ok()
    }
}

impl Collection {
    /// How many messages it has; their ids are 1 to this.
    pub fn size(self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Demo => u32::try_from(content::demo().len()).expect("the demo content is a short list"),
            Self::Handful => u32::try_from(HANDFUL.len()).expect("a handful is a short list"),
            Self::Endless => content::ENDLESS,
            Self::Posts(at) => match &chats::CHANNELS[at].posts {
                Posts::These(posts) => u32::try_from(posts.len()).expect("the chats' content is short"),
                Posts::Endless => chats::ENDLESS_POSTS,
            },
        }
    }

    /// What others wrote to an account that begins with this collection.
    fn letters(self, anchor: i32) -> Vec<Message> {
        let letters: &[_] = if self == Self::Demo { &chats::LETTERS } else { &[] };
        let first = i32::try_from(self.size()).expect("collections are counted in thousands") + 1;
        let letter = |(id, (in_group, author, hours_ago, text)): (i32, &(bool, usize, i32, &str))| {
            let from = chats::PEOPLE[*author].id;
            let chat = if *in_group { -chats::STAIRS.0 } else { from };
            Message {
                id,
                date: anchor.saturating_sub(hours_ago * 3600),
                edited: None,
                text: (*text).to_owned(),
                entities: Vec::new(),
                album: None,
                file: None,
                details: Details { chat, from, ..Details::default() },
            }
        };
        (first..).zip(letters).map(letter).collect()
    }

    /// The content at an index.
    pub fn item(self, index: u32) -> Option<Item> {
        let at = usize::try_from(index).ok()?;
        match self {
            Self::Nothing | Self::Posts(_) => None,
            Self::Demo => content::demo().get(at).cloned(),
            Self::Handful => HANDFUL.get(at).map(|item| (*item).clone()),
            Self::Endless => (index < content::ENDLESS).then(|| content::endless(index)),
        }
    }

    fn entry(self, index: u32, anchor: i32) -> Entry {
        let id = i32::try_from(index).expect("collections are counted in thousands") + 1;
        match self {
            // Without making the message: 100,000 of them are listed at once.
            Self::Endless => {
                let date = before(anchor, content::endless_age(index));
                Entry { id, date, kind: content::endless_kind(index), link: false, chat: 0 }
            }
            Self::Posts(at) => match &chats::CHANNELS[at].posts {
                Posts::Endless => {
                    let date = before(anchor, content::endless_age(index));
                    Entry { id, date, kind: Kind::Text, link: false, chat: 0 }
                }
                Posts::These(posts) => {
                    let post = &posts[index as usize];
                    let kind = match post.carries {
                        Carried::Nothing => Kind::Text,
                        Carried::Photo => Kind::Photo,
                        Carried::Large => Kind::Document,
                    };
                    let date = anchor.saturating_sub(post.hours_ago * 3600);
                    Entry { id, date, kind, link: false, chat: 0 }
                }
            },
            Self::Nothing | Self::Demo | Self::Handful => {
                let item = self.item(index).expect("the index is below the collection's length");
                Entry { id, date: before(anchor, item.age), kind: item.kind, link: has_link(&item.entities), chat: 0 }
            }
        }
    }

    fn message(self, id: i32, anchor: i32) -> Option<Message> {
        let index = u32::try_from(id.checked_sub(1)?).ok()?;
        if let Self::Posts(at) = self {
            return post(&chats::CHANNELS[at], index, id, anchor);
        }
        if index >= self.size() {
            return self.letters(anchor).into_iter().find(|letter| letter.id == id);
        }
        let item = self.item(index)?;
        Some(Message {
            id,
            date: before(anchor, item.age),
            edited: None,
            album: item.album.map(|album| ALBUMS + i64::from(album)),
            file: (item.kind != Kind::Text).then(|| FileId::computed(self, index)),
            text: item.caption,
            entities: item.entities,
            details: Details::default(),
        })
    }

    fn words(self, id: i32) -> String {
        static DEMO: LazyLock<Vec<String>> = LazyLock::new(|| words_of(Collection::Demo));
        static HANDFUL: LazyLock<Vec<String>> = LazyLock::new(|| words_of(Collection::Handful));
        static ENDLESS: LazyLock<Vec<String>> = LazyLock::new(|| words_of(Collection::Endless));
        let words = match self {
            Self::Nothing => return String::new(),
            // They are short, or cheaper to make than to keep.
            Self::Posts(_) => return self.message(id, 0).map_or_else(String::new, |post| post.text.to_lowercase()),
            Self::Demo => &DEMO,
            Self::Handful => &HANDFUL,
            Self::Endless => &ENDLESS,
        };
        let known = usize::try_from(id - 1).ok().and_then(|at| words.get(at)).cloned();
        known.or_else(|| Some(self.message(id, 0)?.text.to_lowercase())).unwrap_or_default()
    }
}

/// Album ids of computed messages start here; those of sent ones are random and greater.
const ALBUMS: i64 = 13_000_000_000_000_000;

/// How many messages an ordinary account has.
const FEW: usize = 12;

/// A handful of the demo account's messages, of every kind.
static HANDFUL: LazyLock<Vec<&'static Item>> = LazyLock::new(|| {
    let mut handful: Vec<&Item> = Vec::new();
    let of_kind = |kind, handful: &[&Item]| handful.iter().filter(|item| item.kind == kind).count();
    for item in content::demo().iter().rev().filter(|item| item.album.is_none()) {
        let most = if item.kind == Kind::Photo { 4 } else { 1 };
        if handful.len() < FEW && of_kind(item.kind, &handful) < most {
            handful.push(item);
        }
    }
    handful.reverse();
    handful
});

/// A message of a channel or group.
fn post(channel: &chats::Channel, index: u32, id: i32, anchor: i32) -> Option<Message> {
    let mut message = Message {
        id,
        date: 0,
        edited: None,
        text: String::new(),
        entities: Vec::new(),
        album: None,
        file: None,
        details: Details::default(),
    };
    match &channel.posts {
        Posts::Endless => {
            if index >= chats::ENDLESS_POSTS {
                return None;
            }
            message.date = before(anchor, content::endless_age(index));
            message.text = chats::endless_post(index);
            message.details.from = chats::crowd_id(channel, index % channel.crowd.max(1));
        }
        Posts::These(posts) => {
            let post = posts.get(index as usize)?;
            let marked = |id: i64| CHANNEL_IDS - id;
            message.date = anchor.saturating_sub(post.hours_ago * 3600);
            message.text = post.text.to_owned();
            message.file = match post.carries {
                Carried::Nothing => None,
                Carried::Photo => newest(|item| item.kind == Kind::Photo),
                Carried::Large => newest(|item| item.name.as_deref() == Some("four-gibibytes.bin")),
            };
            let forward = |(id, post): (i64, i32)| {
                let date = chats::CHANNELS.iter().position(|channel| channel.id == id);
                let date = date.and_then(|at| Collection::Posts(at).message(post, anchor)).map_or(0, |post| post.date);
                Forward { from: marked(id), date, post }
            };
            message.details = Details {
                from: post.author.map_or(0, |author| chats::PEOPLE[author].id),
                reply_to: post.reply_to,
                via_bot: post.via.map_or(0, |bot| chats::PEOPLE[bot].id),
                forward: post.forwarded.map(forward),
                is_pinned: post.is_pinned,
                ..Details::default()
            };
        }
    }
    Some(message)
}

/// A file of the demo content.
pub fn newest(is_it: impl Fn(&Item) -> bool) -> Option<FileId> {
    let index = content::demo().iter().rposition(is_it)?;
    Some(FileId::computed(Collection::Demo, u32::try_from(index).ok()?))
}

/// Marked ids of channels are this less the bare id.
pub const CHANNEL_IDS: i64 = -1_000_000_000_000;

fn words_of(collection: Collection) -> Vec<String> {
    let items = (0..collection.size()).filter_map(|index| collection.item(index));
    items.map(|item| searchable(&item.caption, item.name.as_deref())).collect()
}

fn searchable(text: &str, name: Option<&str>) -> String {
    let mut words = text.to_lowercase();
    if let Some(name) = name {
        words.push('\n');
        words.push_str(&name.to_lowercase());
    }
    words
}

fn before(anchor: i32, age: Duration) -> i32 {
    anchor.saturating_sub(i32::try_from(age.as_secs()).unwrap_or(i32::MAX))
}

fn has_link(entities: &[MessageEntity]) -> bool {
    entities.iter().any(|entity| matches!(entity, MessageEntity::Url(_) | MessageEntity::TextUrl(_)))
}
