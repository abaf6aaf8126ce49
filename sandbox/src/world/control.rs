//! What the control port and tests can do.

use std::sync::Arc;

use super::sending::OutgoingMessage;
use super::state::World;
use crate::content::ContentKind;
use crate::content::chats::PEOPLE;
use crate::model::channel::Channel;
use crate::model::collection::newest_file;
use crate::model::file::File;
use crate::model::message::MessageHeader;
use crate::model::peer_id::CHANNEL_IDS;
use crate::model::phone::{Phone, UserId};
use crate::random;
use crate::rpc::{RpcError, bad_request};

/// A message for an account's Saved Messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// Text or caption.
    pub text: String,
    /// Whether it has a photo.
    pub photo: bool,
}

/// A chat, as tests and the control port name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatRef<'a> {
    /// The Saved Messages of the account with this phone number.
    SavedMessages(&'a str),
    /// The channel or supergroup with this id: as in the schema's `channel`, or with `-100` before it.
    Channel(i64),
    /// The public channel or supergroup with this username.
    Username(&'a str),
}

impl<'a> ChatRef<'a> {
    /// The channel or supergroup with this id or username.
    pub fn parse(id_or_username: &'a str) -> Self {
        id_or_username.parse().map_or(Self::Username(id_or_username), Self::Channel)
    }
}

/// Why something can't be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// Not a phone number of the sandbox.
    #[error("the sandbox has no such number; they look like +99966XYYYY")]
    Phone,
    /// The account does not exist yet.
    #[error("nobody has signed in with this number yet")]
    Account,
    /// There is no group or channel with this username or id.
    #[error("the sandbox has no group or channel with this username or id")]
    Chat,
    /// There is no such message.
    #[error("the chat has no such message")]
    Message,
    /// The message has no document, or a shorter one.
    #[error("the message has no document with a byte at this offset")]
    Byte,
    /// An error of Telegram's API.
    #[error("the sandbox refused: {0}")]
    Refused(RpcError),
}

impl World {
    /// Ends all authorizations of an account.
    pub(crate) fn revoke(&self, phone: &str) -> Result<(), ControlError> {
        let user = self.existing_account(phone)?;
        self.revoke_all(user).map_err(ControlError::Refused)
    }

    /// Adds a message to an account's Saved Messages. Returns its id.
    pub(crate) fn new_message(&self, phone: &str, message: NewMessage) -> Result<i32, ControlError> {
        let user = self.existing_account(phone)?;
        let file = if message.photo { Some(self.photo(user)?) } else { None };
        let sent = self.send(user, None, vec![outgoing(message.text, file)]).map_err(ControlError::Refused)?;
        sent.first().map(|sent| sent.id).ok_or(ControlError::Account)
    }

    /// Posts a message in a group or channel as one of its members, or as its creator. Returns its id.
    pub(crate) fn new_post(&self, chat: ChatRef<'_>, text: &str) -> Result<i32, ControlError> {
        let channel = self.channel_of(chat)?;
        let person = channel.people.last().map(|person| UserId(PEOPLE[*person].id));
        let author = person.or(channel.creator).unwrap_or(UserId(0));
        let messages = vec![outgoing(text.to_owned(), None)];
        let sent = self.post(author, None, &channel, messages).map_err(ControlError::Refused)?;
        sent.first().map(|sent| sent.id).ok_or(ControlError::Chat)
    }

    /// The channel or supergroup that is meant.
    pub(super) fn channel_of(&self, chat: ChatRef<'_>) -> Result<Arc<Channel>, ControlError> {
        let channel = match chat {
            ChatRef::SavedMessages(_) => None,
            ChatRef::Channel(id) => {
                let id = if id < 0 { CHANNEL_IDS - id } else { id };
                self.state().existing_channels().find(|channel| channel.id == id).cloned()
            }
            ChatRef::Username(name) => self.channel_with_username(name),
        };
        channel.ok_or(ControlError::Chat)
    }

    /// Accepts a login token for an account, which is created if needed.
    pub(crate) fn accept_login(&self, phone: &str, token: &[u8]) -> Result<(), ControlError> {
        let phone = Phone::parse(phone).ok_or(ControlError::Phone)?;
        let user = self.account(phone).map_err(ControlError::Refused)?;
        self.accept_token(user, token).map(|_| ()).map_err(ControlError::Refused)
    }

    pub(super) fn existing_account(&self, phone: &str) -> Result<UserId, ControlError> {
        let phone = Phone::parse(phone).ok_or(ControlError::Phone)?;
        let is_known = self.state().accounts.contains_key(&phone.user());
        if is_known { Ok(phone.user()) } else { Err(ControlError::Account) }
    }

    /// A photo of the demo content. It need not be in the account's own messages.
    fn photo(&self, user: UserId) -> Result<Arc<File>, ControlError> {
        let newest = newest_file(|item| item.kind == ContentKind::Photo);
        let file = newest.and_then(|id| self.file(user, id));
        file.ok_or_else(|| ControlError::Refused(bad_request("PHOTO_INVALID")))
    }
}

fn outgoing(text: String, file: Option<Arc<File>>) -> OutgoingMessage {
    let (random_id, header) = (random::id(), MessageHeader::default());
    OutgoingMessage { text, entities: Vec::new(), file, random_id, grouped_id: None, header }
}
