//! What the control port and tests do to the world from outside.

use std::sync::Arc;

use super::file::{File, FileId};
use super::history::{Collection, Details};
use super::phone::{Phone, UserId};
use super::refusal::bad_request;
use super::saved::Draft;
use super::{EPOCH, World};
use crate::content;
use crate::content::chats::{CHANNELS, Channel, PEOPLE};
use crate::random;
use crate::rpc::RpcError;

/// A message that arrives in Saved Messages as if another client had sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewMessage {
    /// Its text or caption.
    pub text: String,
    /// Whether it has a picture.
    pub photo: bool,
}

/// What a call from outside named is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// No number of the sandbox.
    #[error("the sandbox has no such number; they look like +99966XYYYY")]
    Phone,
    /// A number whose account was never used.
    #[error("nobody has signed in with this number yet")]
    Account,
    /// No public group or channel.
    #[error("the sandbox has no public group or channel of that name")]
    Chat,
    /// What Telegram would answer.
    #[error("the sandbox refused: {0}")]
    Refused(RpcError),
}

impl World {
    /// Every file reference given so far expires.
    pub fn expire_file_references(&self) {
        let epoch = self.access().expire_references();
        if let Err(error) = self.store().set_setting(EPOCH, &epoch.to_le_bytes()) {
            tracing::error!(error = &error as &dyn std::error::Error, "the epoch of file references could not be kept");
        }
    }

    /// Every authorization of an account ends.
    pub fn revoke(&self, phone: &str) -> Result<(), ControlError> {
        let user = self.known_account(phone)?;
        self.revoke_all(user).map_err(ControlError::Refused)
    }

    /// A message arrives in an account's Saved Messages; gives its id.
    pub fn new_message(&self, phone: &str, message: NewMessage) -> Result<i32, ControlError> {
        let user = self.known_account(phone)?;
        let file = if message.photo { Some(self.some_photo(user)?) } else { None };
        let draft = Draft {
            text: message.text,
            entities: Vec::new(),
            file,
            random_id: random::id(),
            details: Details::default(),
        };
        let sent = self.send(user, None, vec![draft]).map_err(ControlError::Refused)?;
        sent.first().map(|sent| sent.id).ok_or(ControlError::Account)
    }

    /// Somebody else writes in a public group or channel; gives the message's id.
    pub fn new_post(&self, name: &str, text: &str) -> Result<i32, ControlError> {
        let is_it = |channel: &&Channel| channel.username.is_some_and(|known| known.eq_ignore_ascii_case(name));
        let channel = CHANNELS.iter().find(is_it).ok_or(ControlError::Chat)?;
        let author = channel.people.last().map_or(0, |person| PEOPLE[*person].id);
        let draft = Draft {
            text: text.to_owned(),
            entities: Vec::new(),
            file: None,
            random_id: random::id(),
            details: Details::default(),
        };
        let sent = self.post(UserId(author), None, channel, vec![draft]).map_err(ControlError::Refused)?;
        sent.first().map(|sent| sent.id).ok_or(ControlError::Chat)
    }

    /// Accepts a sign-in by QR code, as the account's owner does by scanning it. The account need not have been used before.
    pub fn accept_login(&self, phone: &str, token: &[u8]) -> Result<(), ControlError> {
        let phone = Phone::parse(phone).ok_or(ControlError::Phone)?;
        let user = self.account(phone).map_err(ControlError::Refused)?;
        self.accept(user, token).map(|_| ()).map_err(ControlError::Refused)
    }

    fn known_account(&self, phone: &str) -> Result<UserId, ControlError> {
        let phone = Phone::parse(phone).ok_or(ControlError::Phone)?;
        if self.state().accounts.contains_key(&phone.user()) { Ok(phone.user()) } else { Err(ControlError::Account) }
    }

    /// A photo of the demo content; it need not be among the account's own messages.
    fn some_photo(&self, user: UserId) -> Result<Arc<File>, ControlError> {
        let newest = content::demo().iter().rposition(|item| item.kind == content::Kind::Photo);
        let index = newest.and_then(|index| u32::try_from(index).ok());
        let file = index.and_then(|index| self.file(user, FileId::computed(Collection::Demo, index)));
        file.ok_or_else(|| ControlError::Refused(bad_request("PHOTO_INVALID")))
    }
}
