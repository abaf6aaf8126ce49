//! A chat's messages: those that the sandbox's content makes up, and those that were sent since.
//!
//! Computed messages are not stored. A [`History`] keeps one small [`Entry`] for every message there is, in order of their ids, which is
//! enough to filter, count and page through a hundred thousand of them; whole messages are made for the page that is asked for. Sent and
//! edited messages are kept whole beside the entries.

use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;

use grammers_tl_types::enums::MessageEntity;

use super::file::FileId;
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
        let entries: Vec<_> = (0..collection.size()).map(|index| collection.entry(index, anchor)).collect();
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
        let entry = Entry { id: message.id, date: message.date, kind, link: has_link(&message.entities) };
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
            None => self.collection.words(id).to_owned(),
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
        }
    }

    /// The content at an index.
    pub fn item(self, index: u32) -> Option<Item> {
        let at = usize::try_from(index).ok()?;
        match self {
            Self::Nothing => None,
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
                Entry { id, date, kind: content::endless_kind(index), link: false }
            }
            Self::Nothing | Self::Demo | Self::Handful => {
                let item = self.item(index).expect("the index is below the collection's length");
                Entry { id, date: before(anchor, item.age), kind: item.kind, link: has_link(&item.entities) }
            }
        }
    }

    fn message(self, id: i32, anchor: i32) -> Option<Message> {
        let index = u32::try_from(id.checked_sub(1)?).ok()?;
        let item = self.item(index)?;
        Some(Message {
            id,
            date: before(anchor, item.age),
            edited: None,
            album: item.album.map(|album| ALBUMS + i64::from(album)),
            file: (item.kind != Kind::Text).then(|| FileId::computed(self, index)),
            text: item.caption,
            entities: item.entities,
        })
    }

    fn words(self, id: i32) -> &'static str {
        static DEMO: LazyLock<Vec<String>> = LazyLock::new(|| words_of(Collection::Demo));
        static HANDFUL: LazyLock<Vec<String>> = LazyLock::new(|| words_of(Collection::Handful));
        static ENDLESS: LazyLock<Vec<String>> = LazyLock::new(|| words_of(Collection::Endless));
        let words = match self {
            Self::Nothing => return "",
            Self::Demo => &DEMO,
            Self::Handful => &HANDFUL,
            Self::Endless => &ENDLESS,
        };
        usize::try_from(id - 1).ok().and_then(|at| words.get(at)).map_or("", String::as_str)
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
