//! A password becomes a token, and a token becomes a user.

use time::OffsetDateTime;

use super::token::{self, AccessToken, SessionKey};
use super::{Password, People, UserName};
use crate::drive::Error;
use crate::store::drive::users::{self, Credentials, User};
use crate::store::drive::{SessionId, sessions};

/// The last use of a session is noted at most that often.
const TOUCH_EVERY: time::Duration = time::Duration::MINUTE;
/// The longest name of a program that is kept, in characters.
const MAX_CLIENT: usize = 255;

/// An attempt to sign in.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// The user's name, as it was given.
    pub name: &'a str,
    /// The password.
    pub password: &'a Password,
    /// The one-time password, if one was given.
    pub one_time_password: Option<&'a str>,
    /// The program, as it names itself.
    pub client: Option<&'a str>,
}

/// Somebody with a token.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// The session.
    pub session: SessionId,
}

impl People {
    /// Signs a user in. It takes as much work, and fails in the same way, whether there is such a user or not.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsInvalid`]; [`Error::OneTimePasswordRequired`] when name and password are right; [`Error::Wait`] when too many passwords
    /// are being verified.
    pub async fn sign_in(&self, attempt: Attempt<'_>) -> Result<AccessToken, Error> {
        let credentials = match UserName::parse(attempt.name) {
            Ok(name) => users::credentials_by_name(&self.store, name.as_str()).await?,
            Err(_) => None,
        };
        let credentials = self.verify(credentials, attempt.password).await?;
        self.check_one_time_password(&credentials, attempt.one_time_password).await?;
        let Credentials { user, .. } = credentials;
        let (session, expires) = (SessionKey::random()?, OffsetDateTime::now_utc() + token::LIFETIME);
        let client: Option<String> =
            attempt.client.map(|client| client.chars().filter(|it| !it.is_control()).take(MAX_CLIENT).collect());
        let transaction = self.store.begin().await?;
        sessions::delete_expired(&transaction).await?;
        sessions::insert(&transaction, user.id, session.hash(), client.as_deref(), expires).await?;
        transaction.commit().await?;
        Ok(AccessToken::sign(&self.store, &user.name, &session, expires))
    }

    /// The user whose token that is.
    ///
    /// # Errors
    ///
    /// [`Error::TokenInvalid`] when it is none of ours, has expired, or its session was ended.
    pub async fn authenticate(&self, token: &str) -> Result<SignedIn, Error> {
        let now = OffsetDateTime::now_utc();
        let claims = AccessToken::open(&self.store, token, now).ok_or(Error::TokenInvalid)?;
        let session = sessions::find(&self.store, claims.session).await?.ok_or(Error::TokenInvalid)?;
        let user = users::find(&self.store, session.user).await?.filter(|user| user.name == claims.name);
        let user = user.ok_or(Error::TokenInvalid)?;
        if session.used.is_none_or(|used| now - used > TOUCH_EVERY) {
            sessions::touch(&self.store, session.id).await?;
        }
        Ok(SignedIn { user, session: session.id })
    }
}
