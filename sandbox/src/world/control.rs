//! What the control port and tests can do.

use std::sync::Arc;

use super::sending::OutgoingMessage;
use super::state::World;
use crate::content::ContentKind;
use crate::content::chats::PEOPLE;
use crate::model::collection::newest_file;
use crate::model::file::File;
use crate::model::message::MessageHeader;
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

/// Why something can't be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// Not a phone number of the sandbox.
    #[error("the sandbox has no such number; they look like +99966XYYYY")]
    Phone,
    /// The account does not exist yet.
    #[error("nobody has signed in with this number yet")]
    Account,
    /// There is no public group or channel with this username.
    #[error("the sandbox has no public group or channel with this username")]
    Chat,
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

    /// Posts a message in a public group or channel as one of its members. Returns its id.
    pub(crate) fn new_post(&self, username: &str, text: &str) -> Result<i32, ControlError> {
        let channel = self.channel_with_username(username).ok_or(ControlError::Chat)?;
        let author = UserId(channel.people.last().map_or(0, |person| PEOPLE[*person].id));
        let messages = vec![outgoing(text.to_owned(), None)];
        let sent = self.post(author, None, &channel, messages).map_err(ControlError::Refused)?;
        sent.first().map(|sent| sent.id).ok_or(ControlError::Chat)
    }

    /// Accepts a login token for an account, which is created if needed.
    pub(crate) fn accept_login(&self, phone: &str, token: &[u8]) -> Result<(), ControlError> {
        let phone = Phone::parse(phone).ok_or(ControlError::Phone)?;
        let user = self.account(phone).map_err(ControlError::Refused)?;
        self.accept_token(user, token).map(|_| ()).map_err(ControlError::Refused)
    }

    fn existing_account(&self, phone: &str) -> Result<UserId, ControlError> {
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
