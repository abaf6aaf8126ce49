//! App passwords: for programs that know names and passwords alone (WebDAV clients, scripts).
//!
//! One is `hga_` and 160 random bits. It is shown once; a hash is kept, which needs no salt and no stretching, since nobody can guess through 160
//! bits. It opens the user's files and nothing about the account: whoever finds one in a program's settings cannot keep the owner out.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{People, UserName};
use crate::drive::Error;
use crate::drive::node_name::is_invisible;
use crate::store::drive::app_passwords::{self, AppPassword};
use crate::store::drive::users::{self, User};
use crate::store::drive::{AppPasswordId, UserId};
use crate::store::{self, TokenHash};

/// What every app password begins with, so that a scanner for leaked secrets knows one.
const PREFIX: &str = "hga_";
const SECRET_BYTES: usize = 20;
/// Longer names are no names.
const MAX_NAME: usize = 64;
/// The last use is noted at most that often.
const TOUCH_EVERY: time::Duration = time::Duration::MINUTE;

/// An app password that was just made.
pub struct NewAppPassword {
    /// What is stored of it.
    pub stored: AppPassword,
    secret: Zeroizing<String>,
}

impl NewAppPassword {
    /// The password itself, to be shown this once.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for NewAppPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAppPassword").field("stored", &self.stored).finish_non_exhaustive()
    }
}

impl People {
    /// Makes an app password.
    ///
    /// # Errors
    ///
    /// [`Error::AppPasswordExists`] when the user has one of that name, [`Error::CredentialsUnusable`] when none can have it.
    pub async fn make_app_password(&self, user: UserId, name: &str) -> Result<NewAppPassword, Error> {
        let name: String = name.trim().nfc().collect();
        if !(1..=MAX_NAME).contains(&name.chars().count()) || name.chars().any(is_invisible) {
            return Err(Error::CredentialsUnusable("The name of an app password has 1 to 64 visible characters"));
        }
        let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
        getrandom::fill(&mut *bytes).map_err(store::Error::from)?;
        let secret = Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(*bytes)));
        match app_passwords::insert(&self.store, user, &name, hash(&secret)).await? {
            Some(stored) => Ok(NewAppPassword { stored, secret }),
            None => Err(Error::AppPasswordExists(name)),
        }
    }

    /// A user's app passwords.
    pub async fn app_passwords(&self, user: UserId) -> Result<Vec<AppPassword>, Error> {
        Ok(app_passwords::list(&self.store, user).await?)
    }

    /// Revokes one of a user's app passwords: it is refused from now on.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub async fn revoke_app_password(&self, user: UserId, id: AppPasswordId) -> Result<(), Error> {
        if app_passwords::delete(&self.store, user, id).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The user of that name, if the secret is one of their app passwords.
    ///
    /// # Errors
    ///
    /// [`Error::TokenInvalid`] when it is not.
    pub async fn authenticate_app(&self, name: &str, secret: &str) -> Result<(User, AppPassword), Error> {
        let name = UserName::parse(name).map_err(|_| Error::TokenInvalid)?;
        if !secret.starts_with(PREFIX) {
            return Err(Error::TokenInvalid);
        }
        let password = app_passwords::find(&self.store, hash(secret)).await?.ok_or(Error::TokenInvalid)?;
        let user = users::find(&self.store, password.user).await?.filter(|user| user.name == name.as_str());
        let user = user.ok_or(Error::TokenInvalid)?;
        if password.used.is_none_or(|used| OffsetDateTime::now_utc() - used > TOUCH_EVERY) {
            app_passwords::touch(&self.store, password.id).await?;
        }
        Ok((user, password))
    }
}

fn hash(secret: &str) -> TokenHash {
    TokenHash(Sha256::digest(secret).into())
}
