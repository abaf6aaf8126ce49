//! The account's contacts (`contacts.getContacts`).

use grammers_tl_types as tl;

use super::state::Chats;
use crate::telegram::error::Error;
use crate::telegram::link::user::User;

impl Chats {
    /// The people in the account's list of contacts.
    pub async fn contacts(&self) -> Result<Vec<User>, Error> {
        let users = self.peers.contact_users().await?;
        let known = users.into_iter().filter(|user| matches!(user, tl::enums::User::User(_)));
        known.map(User::from_tl).collect()
    }
}
