//! The account's contacts (`contacts.getContacts`).

use grammers_tl_types as tl;

use super::known::Peers;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

impl Peers {
    /// The account's contacts.
    pub async fn contact_users(&self) -> Result<Vec<tl::enums::User>, Error> {
        match self.calls.call(CallRoute::HOME, &tl::functions::contacts::GetContacts { hash: 0 }).await? {
            tl::enums::contacts::Contacts::Contacts(contacts) => {
                self.learn(&contacts.users, &[]);
                Ok(contacts.users)
            }
            tl::enums::contacts::Contacts::NotModified => {
                Err(Error::Protocol("nothing was asked that could be unmodified"))
            }
        }
    }
}
