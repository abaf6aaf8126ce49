//! The list of chats (`messages.getDialogs`).

use grammers_tl_types as tl;
use time::OffsetDateTime;
use tl::enums::messages::Dialogs as Answer;

use super::peers::{chat_id, full_name, username};
use super::reference::ChatId;
use crate::telegram::core::Core;
use crate::telegram::lane::To;
use crate::telegram::{Account, Error};

/// What Telegram gives at once.
const PAGE: i32 = 100;
/// Whoever looks for one chat by its id does not read on for ever.
const PAGES: usize = 20;

/// What a chat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatKind {
    /// With one person (or bot); Saved Messages as well.
    Private,
    /// A basic group.
    Group,
    /// A group with the rights of a channel.
    Supergroup,
    /// A channel.
    Channel,
}

/// A chat in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its marked id.
    pub id: ChatId,
    /// A title, or a person's name. Untrusted text.
    pub name: String,
    /// What it is.
    pub kind: ChatKind,
    /// How many are in it, where Telegram says so.
    pub members: Option<u32>,
    /// Its public name, without `@`.
    pub username: Option<String>,
    /// Messages that were not read.
    pub unread: u32,
    /// Whether it is pinned to the top.
    pub is_pinned: bool,
    /// When its newest message was sent, UTC.
    pub last_message: Option<OffsetDateTime>,
}

impl Account {
    /// The chats of the account, those with the newest messages first (pinned ones before them); at most `limit`.
    pub async fn chats(&self, limit: usize) -> Result<Vec<Chat>, Error> {
        let mut chats = Vec::new();
        self.core
            .read_dialogs(|page| {
                chats.extend(page);
                chats.len() < limit
            })
            .await?;
        chats.truncate(limit);
        Ok(chats)
    }
}

impl Core {
    /// Reads the list of chats for whom it tells of, until enough is known.
    pub(super) async fn learn_dialogs(&self, enough: impl Fn() -> bool) -> Result<(), Error> {
        let mut pages = 0;
        self.read_dialogs(|_| {
            pages += 1;
            pages < PAGES && !enough()
        })
        .await
    }

    /// Where the channels of the list stand: bare id and `pts`, of the hundred chats with the newest messages.
    pub(super) async fn channels_pts(&self) -> Result<Vec<(i64, i32)>, Error> {
        let request = tl::functions::messages::GetDialogs {
            exclude_pinned: false,
            folder_id: None,
            offset_date: 0,
            offset_id: 0,
            offset_peer: tl::enums::InputPeer::Empty,
            limit: PAGE,
            hash: 0,
        };
        let (dialogs, chats, users) = match self.call(To::HOME, &request).await? {
            Answer::Dialogs(all) => (all.dialogs, all.chats, all.users),
            Answer::Slice(slice) => (slice.dialogs, slice.chats, slice.users),
            Answer::NotModified(_) => return Err(Error::Protocol("nothing was asked that could be unmodified")),
        };
        self.peers.learn(&users, &chats);
        let of_channel = |dialog: &tl::enums::Dialog| match dialog {
            tl::enums::Dialog::Dialog(tl::types::Dialog {
                peer: tl::enums::Peer::Channel(peer),
                pts: Some(pts),
                ..
            }) => Some((peer.channel_id, *pts)),
            _ => None,
        };
        Ok(dialogs.iter().filter_map(of_channel).collect())
    }

    /// Page after page of the list, while `go_on` says so.
    async fn read_dialogs(&self, mut go_on: impl FnMut(Vec<Chat>) -> bool) -> Result<(), Error> {
        let (mut offset_date, mut offset_id, mut offset_peer) = (0, 0, tl::enums::InputPeer::Empty);
        loop {
            let request = tl::functions::messages::GetDialogs {
                exclude_pinned: offset_id != 0,
                folder_id: None,
                offset_date,
                offset_id,
                offset_peer,
                limit: PAGE,
                hash: 0,
            };
            let (dialogs, messages, chats, users, is_slice) = match self.call(To::HOME, &request).await? {
                Answer::Dialogs(all) => (all.dialogs, all.messages, all.chats, all.users, false),
                Answer::Slice(slice) => (slice.dialogs, slice.messages, slice.chats, slice.users, true),
                Answer::NotModified(_) => return Err(Error::Protocol("nothing was asked that could be unmodified")),
            };
            self.peers.learn(&users, &chats);
            let date_of = |dialog: &tl::types::Dialog| {
                messages.iter().find_map(|message| match message {
                    tl::enums::Message::Message(message)
                        if message.id == dialog.top_message && message.peer_id == dialog.peer =>
                    {
                        Some(message.date)
                    }
                    tl::enums::Message::Service(message)
                        if message.id == dialog.top_message && message.peer_id == dialog.peer =>
                    {
                        Some(message.date)
                    }
                    _ => None,
                })
            };
            let listed = dialogs.iter().filter_map(|dialog| match dialog {
                tl::enums::Dialog::Dialog(dialog) => Some(dialog),
                // A folder stands for the chats that were archived in it, a community for those that it gathers.
                tl::enums::Dialog::Folder(_) | tl::enums::Dialog::Community(_) => None,
            });
            let listed: Vec<_> = listed.collect();
            let page = listed.iter().filter_map(|dialog| describe(dialog, date_of(dialog), &users, &chats)).collect();
            let last = listed.iter().rev().find_map(|dialog| Some((date_of(dialog)?, *dialog)));
            if !go_on(page) || !is_slice {
                return Ok(());
            }
            let Some((date, dialog)) = last else { return Ok(()) };
            if (date, dialog.top_message) == (offset_date, offset_id) {
                return Ok(());
            }
            (offset_date, offset_id) = (date, dialog.top_message);
            offset_peer = self.peers.get(chat_id(&dialog.peer)).unwrap_or(tl::enums::InputPeer::Empty);
        }
    }
}

fn describe(
    dialog: &tl::types::Dialog,
    date: Option<i32>,
    users: &[tl::enums::User],
    chats: &[tl::enums::Chat],
) -> Option<Chat> {
    let id = chat_id(&dialog.peer);
    let (name, kind, members, username) = match &dialog.peer {
        tl::enums::Peer::User(peer) => users.iter().find_map(|user| match user {
            tl::enums::User::User(user) if user.id == peer.user_id => {
                let username = username(user.username.as_deref(), user.usernames.as_deref());
                Some((full_name(user), ChatKind::Private, None, username))
            }
            _ => None,
        })?,
        tl::enums::Peer::Chat(peer) => chats.iter().find_map(|chat| match chat {
            tl::enums::Chat::Chat(chat) if chat.id == peer.chat_id => {
                Some((chat.title.clone(), ChatKind::Group, Some(chat.participants_count), None))
            }
            tl::enums::Chat::Forbidden(chat) if chat.id == peer.chat_id => {
                Some((chat.title.clone(), ChatKind::Group, None, None))
            }
            _ => None,
        })?,
        tl::enums::Peer::Channel(peer) => chats.iter().find_map(|chat| match chat {
            tl::enums::Chat::Channel(chat) if chat.id == peer.channel_id => {
                let kind = if chat.broadcast { ChatKind::Channel } else { ChatKind::Supergroup };
                let username = username(chat.username.as_deref(), chat.usernames.as_deref());
                Some((chat.title.clone(), kind, chat.participants_count, username))
            }
            tl::enums::Chat::ChannelForbidden(chat) if chat.id == peer.channel_id => {
                let kind = if chat.broadcast { ChatKind::Channel } else { ChatKind::Supergroup };
                Some((chat.title.clone(), kind, None, None))
            }
            _ => None,
        })?,
    };
    Some(Chat {
        id,
        name,
        kind,
        members: members.and_then(|count| u32::try_from(count).ok()),
        username,
        unread: u32::try_from(dialog.unread_count).unwrap_or(0),
        is_pinned: dialog.pinned,
        last_message: date.and_then(|date| OffsetDateTime::from_unix_timestamp(date.into()).ok()),
    })
}
