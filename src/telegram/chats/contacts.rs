//! The account's contacts (`contacts.getContacts`).

use grammers_tl_types as tl;

use crate::telegram::core::Core;
use crate::telegram::lane::To;
use crate::telegram::{Account, Error, User};

impl Account {
    /// The people in the account's list of contacts.
    pub async fn contacts(&self) -> Result<Vec<User>, Error> {
        let users = self.core.contact_users().await?;
        let are_there = users.into_iter().filter(|user| matches!(user, tl::enums::User::User(_)));
        are_there.map(User::from_tl).collect()
    }
}

impl Core {
    pub(super) async fn contact_users(&self) -> Result<Vec<tl::enums::User>, Error> {
        match self.call(To::HOME, &tl::functions::contacts::GetContacts { hash: 0 }).await? {
            tl::enums::contacts::Contacts::Contacts(contacts) => {
                self.peers.learn(&contacts.users, &[]);
                Ok(contacts.users)
            }
            tl::enums::contacts::Contacts::NotModified => {
                Err(Error::Protocol("nothing was asked that could be unmodified"))
            }
        }
    }
}
