//! API keys in requests: `Authorization: Bearer <key>` or `X-Api-Key: <key>`. A key that is sent in a WebSocket's frame is checked with
//! [`ApiKeys::admit`].
//!
//! A valid key is always admitted. Invalid keys are limited by address: nobody can guess 256 bits, but attempts must not keep the database busy.

use std::net::IpAddr;
use std::time::Duration;

use rocket::Request;
use rocket::fairing::AdHoc;
use rocket::http::Status;
use time::OffsetDateTime;

use crate::accounts::{Accounts, KeyAccounts};
use crate::config::sign_in::Allowance;
use crate::http::limits::limited::Limited;
use crate::http::limits::rate_limit::RateLimit;
use crate::http::request::client::Client;
use crate::http::request::state::managed;
use crate::keys::{ApiKey, Scope};
use crate::store::{self, Store, keys};

/// Invalid keys from one address.
const FAILURES: Allowance = Allowance { count: 20, period: Duration::from_secs(10 * 60) };
/// The shortest time between two updates of a key's last use.
const TOUCH_EVERY: time::Duration = time::Duration::MINUTE;

/// Checks API keys and counts invalid ones.
pub struct ApiKeys {
    store: Store,
    accounts: Accounts,
    failures: RateLimit<IpAddr>,
}

/// Why a key is not admitted.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// No key was sent: 401.
    #[error("an API key is missing")]
    Missing,
    /// The key does not exist: 401.
    #[error("the API key is not valid")]
    Unknown,
    /// The key is for another API: 403.
    #[error("the API key is not for this API")]
    Scope,
    /// Too many invalid keys from this address: 429.
    #[error("too many wrong API keys")]
    Limited(Limited),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl ApiKeys {
    /// The accounts of a key, if it is for the API.
    pub async fn admit(&self, client: Client, key: &str, scope: Scope) -> Result<KeyAccounts, Denied> {
        let row = match ApiKey::parse(key) {
            Some(key) => keys::find(&self.store, key.id()).await?.filter(|row| key.is_of(row)),
            None => None,
        };
        let Some(row) = row else {
            return Err(self.failures.attempt(client.network()).map_or_else(Denied::Limited, |()| Denied::Unknown));
        };
        if !scope.is_in(&row.scopes) {
            return Err(Denied::Scope);
        }
        if row.used.is_none_or(|used| OffsetDateTime::now_utc() - used > TOUCH_EVERY) {
            keys::touch(&self.store, row.id).await?;
        }
        Ok(KeyAccounts::new(row.id, self.store.clone(), self.accounts.clone()))
    }
}

impl Denied {
    /// The status of the response.
    pub fn status(&self) -> Status {
        match self {
            Self::Missing | Self::Unknown => Status::Unauthorized,
            Self::Scope => Status::Forbidden,
            Self::Limited(_) => Status::TooManyRequests,
            Self::Store(_) => Status::InternalServerError,
        }
    }

    /// The value of `WWW-Authenticate` (RFC 6750), if the client should send a key, or another one.
    pub fn challenge(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("Bearer realm=\"Heliograph\""),
            Self::Unknown => Some("Bearer realm=\"Heliograph\", error=\"invalid_token\""),
            Self::Scope | Self::Limited(_) | Self::Store(_) => None,
        }
    }
}

/// The accounts of the key in a request's headers.
pub async fn key_accounts(request: &Request<'_>, scope: Scope) -> Result<KeyAccounts, Denied> {
    let key = key_of(request).ok_or(Denied::Missing)?;
    managed::<ApiKeys>(request).admit(Client::of(request), key, scope).await
}

/// The key in a request's headers.
fn key_of<'r>(request: &'r Request<'_>) -> Option<&'r str> {
    let header = |name| request.headers().get_one(name);
    let bearer = header("Authorization").and_then(|value| {
        let (scheme, key) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
    });
    bearer.or_else(|| header("X-Api-Key").map(str::trim))
}

/// Manages [`ApiKeys`]. Needs [`Store`] and [`Accounts`] as managed state.
pub(in crate::http) fn stage() -> AdHoc {
    AdHoc::try_on_ignite("API keys", |rocket| async {
        let (Some(store), Some(accounts)) = (rocket.state::<Store>().cloned(), rocket.state::<Accounts>().cloned())
        else {
            return Err(rocket);
        };
        Ok(rocket.manage(ApiKeys { store, accounts, failures: RateLimit::new(FAILURES) }))
    })
}
