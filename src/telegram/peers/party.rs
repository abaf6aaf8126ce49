//! The people and chats that an answer mentions.

use std::sync::Arc;

use grammers_tl_types as tl;

use super::names::full_name;
use super::person::Person;
use crate::telegram::ids::ChatId;
use crate::telegram::link::user::public_name;

/// A person or chat, as the sender of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The marked id.
    pub id: ChatId,
    /// First and last name, or the title. Untrusted text.
    pub name: String,
    /// The public name, without `@`.
    pub username: Option<String>,
    /// The person in full; `None` for a chat.
    pub person: Option<Arc<Person>>,
}

/// All people and chats that an answer mentions.
pub fn parties(users: &[tl::enums::User], chats: &[tl::enums::Chat]) -> Vec<Party> {
    let users = users.iter().filter_map(|raw| match raw {
        tl::enums::User::User(user) => Some(Party {
            id: ChatId::user(user.id),
            name: full_name(user),
            username: public_name(user.username.as_deref(), user.usernames.as_deref()),
            person: Person::from_tl(raw).map(Arc::new),
        }),
        tl::enums::User::Empty(_) => None,
    });
    let chats = chats.iter().filter_map(|chat| {
        let (id, name, username) = match chat {
            tl::enums::Chat::Chat(chat) => (ChatId::group(chat.id), &chat.title, None),
            tl::enums::Chat::Forbidden(chat) => (ChatId::group(chat.id), &chat.title, None),
            tl::enums::Chat::Channel(chat) => {
                let username = public_name(chat.username.as_deref(), chat.usernames.as_deref());
                (ChatId::channel(chat.id), &chat.title, username)
            }
            tl::enums::Chat::ChannelForbidden(chat) => (ChatId::channel(chat.id), &chat.title, None),
            _ => return None,
        };
        Some(Party { id, name: name.clone(), username, person: None })
    });
    users.chain(chats).collect()
}
