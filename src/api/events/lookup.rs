//! Finds chats by the names that clients give, and the position up to which a key has read them.

use super::conversation::Conversation;
use crate::store::events::GroupReader;
use crate::telegram::{Account, ChatDetails, ChatId, ChatRef, ChatRefusal, Error, Rejected};

/// The chat with that name; `None` if this account cannot see one.
pub(super) async fn find(account: &Account, name: &str) -> Result<Option<ChatId>, Error> {
    let Some(chat) = ChatRef::parse(name).filter(|_| !name.trim().is_empty()) else { return Ok(None) };
    match account.find_chat(&chat).await {
        Ok(id) => Ok(Some(id)),
        Err(error) if is_unknown(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The group with that name; `None` if this account cannot see one.
pub(super) async fn describe(account: &Account, chat: &ChatRef) -> Result<Option<ChatDetails>, Error> {
    match account.chat_details(chat).await {
        Ok(details) => Ok(Some(details)),
        Err(error) if is_unknown(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the error means that this account sees no such group.
fn is_unknown(error: &Error) -> bool {
    use ChatRefusal::{InviteEmpty, InviteExpired, InviteInvalid, NotAGroup};
    match error {
        Error::NotFound => true,
        Error::Rejected(Rejected::Chat(refusal)) => {
            matches!(refusal, NotAGroup | InviteEmpty | InviteInvalid | InviteExpired)
        }
        _ => false,
    }
}

impl Conversation<'_> {
    /// The reader of that chat: this key, with this account.
    pub(super) fn reader(&self, account: &Account, chat: ChatId) -> Result<GroupReader, Error> {
        let key = self.verified.as_ref().map(|verified| verified.accounts.key());
        match (key, account.user()) {
            (Some(key), Some(user)) => Ok(GroupReader { key, reader: user.id, group: chat.0 }),
            _ => Err(Error::SignedOut),
        }
    }
}
