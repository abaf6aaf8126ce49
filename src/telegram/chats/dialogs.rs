//! The list of chats (`messages.getDialogs`).

use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::state::Chats;
use crate::telegram::error::Error;
use crate::telegram::ids::ChatId;
use crate::telegram::link::user::public_name;
use crate::telegram::peers::input::chat_id;
use crate::telegram::peers::names::full_name;

/// The kind of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChatKind {
    /// A chat with one person or bot, or Saved Messages.
    Private,
    /// A basic group.
    Group,
    /// A supergroup.
    Supergroup,
    /// A channel.
    Channel,
}

/// A chat in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its marked id.
    pub id: ChatId,
    /// Its title, or the person's name. Untrusted text.
    pub name: String,
    /// Its kind.
    pub kind: ChatKind,
    /// The number of its members, if Telegram returns it.
    pub members: Option<u32>,
    /// Its public name, without `@`.
    pub username: Option<String>,
    /// The number of unread messages.
    pub unread: u32,
    /// Whether it is pinned to the top.
    pub is_pinned: bool,
    /// When its newest message was sent, UTC.
    pub last_message: Option<OffsetDateTime>,
}

impl Chats {
    /// Up to `limit` of the account's chats: first those that are pinned, then those with the newest messages.
    pub async fn list(&self, limit: usize) -> Result<Vec<Chat>, Error> {
        let mut chats = Vec::new();
        self.peers
            .read_dialogs(|page| {
                let described = |(dialog, date)| describe(dialog, date, page.users, page.chats);
                chats.extend(page.dialogs.iter().copied().filter_map(described));
                chats.len() < limit
            })
            .await?;
        chats.truncate(limit);
        Ok(chats)
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
                let username = public_name(user.username.as_deref(), user.usernames.as_deref());
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
                let username = public_name(chat.username.as_deref(), chat.usernames.as_deref());
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
