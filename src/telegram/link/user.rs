//! The signed-in user.

use std::fmt;

use grammers_tl_types as tl;

use crate::telegram::error::Error;

/// The signed-in user. `Debug` prints the id alone.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Telegram's user id.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Username without `@`; of several, the first active one.
    pub username: Option<String>,
    /// Phone number, digits only.
    pub phone: Option<String>,
    /// Whether the account has Telegram Premium, which doubles the upload limit.
    pub premium: bool,
}

impl User {
    /// Converts Telegram's `user`.
    pub fn from_tl(user: tl::enums::User) -> Result<Self, Error> {
        match user {
            tl::enums::User::User(user) => Ok(Self {
                id: user.id,
                first_name: user.first_name.unwrap_or_default(),
                last_name: user.last_name.filter(|name| !name.is_empty()),
                username: public_name(user.username.as_deref(), user.usernames.as_deref()),
                phone: user.phone.filter(|phone| !phone.is_empty()),
                premium: user.premium,
            }),
            tl::enums::User::Empty(_) => Err(Error::Protocol("telegram tells nothing about the signed-in user")),
        }
    }
}

/// The public name of a user or chat; of several, the first active one.
pub fn public_name(single: Option<&str>, several: Option<&[tl::enums::Username]>) -> Option<String> {
    let several = several.unwrap_or_default().iter().map(|tl::enums::Username::Username(name)| name);
    let active = several.filter(|name| name.active).map(|name| name.username.as_str());
    single.into_iter().chain(active).find(|name| !name.is_empty()).map(str::to_owned)
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}
