//! Limits on signing in ([`config::SignInLimits`]), over all APIs. Telegram limits the server as a whole, so one caller must not use up what
//! everybody needs.

use std::net::IpAddr;

use rocket::fairing::AdHoc;

use super::limited::Limited;
use super::rate_limit::RateLimit;
use crate::config::{self, Config};
use crate::http::request::client::Client;
use crate::store::AccountId;
use crate::telegram::PhoneNumber;

/// The attempts so far; without buckets, everything is allowed.
pub struct SignInLimits(Option<Buckets>);

struct Buckets {
    codes_per_address: RateLimit<IpAddr>,
    codes_per_phone: RateLimit<PhoneNumber>,
    codes_in_all: RateLimit<()>,
    attempts_per_address: RateLimit<IpAddr>,
    attempts_per_session: RateLimit<AccountId>,
    attempts_per_phone: RateLimit<PhoneNumber>,
}

impl SignInLimits {
    fn new(limits: Option<config::SignInLimits>) -> Self {
        Self(limits.map(|limits| Buckets {
            codes_per_address: RateLimit::new(limits.codes_per_address),
            codes_per_phone: RateLimit::new(limits.codes_per_phone),
            codes_in_all: RateLimit::new(limits.codes_in_all),
            attempts_per_address: RateLimit::new(limits.attempts_per_address),
            attempts_per_session: RateLimit::new(limits.attempts_per_session),
            attempts_per_phone: RateLimit::new(limits.attempts_per_session),
        }))
    }

    /// Counts a request for a code, or for a QR code if there is no number.
    pub fn request_code(&self, client: Client, phone: Option<&PhoneNumber>) -> Result<(), Limited> {
        let Some(buckets) = &self.0 else { return Ok(()) };
        buckets.codes_per_address.attempt(client.network())?;
        if let Some(phone) = phone {
            buckets.codes_per_phone.attempt(phone.clone())?;
        }
        buckets.codes_in_all.attempt(())
    }

    /// Counts an attempt to import a session.
    pub fn try_session(&self, client: Client) -> Result<(), Limited> {
        let Some(buckets) = &self.0 else { return Ok(()) };
        buckets.attempts_per_address.attempt(client.network())
    }

    /// Counts an attempt with a code or password.
    pub fn try_secret(&self, client: Client, session: AccountId) -> Result<(), Limited> {
        let Some(buckets) = &self.0 else { return Ok(()) };
        buckets.attempts_per_address.attempt(client.network())?;
        buckets.attempts_per_session.attempt(session)
    }

    /// Like [`SignInLimits::try_secret`], for a sign-in that is identified by its number.
    pub fn try_secret_for(&self, client: Client, phone: &PhoneNumber) -> Result<(), Limited> {
        let Some(buckets) = &self.0 else { return Ok(()) };
        buckets.attempts_per_address.attempt(client.network())?;
        buckets.attempts_per_phone.attempt(phone.clone())
    }
}

/// Manages [`SignInLimits`].
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("sign-in limits", |rocket| async {
        let limits = rocket.state::<Config>().and_then(|config| config.sign_in_limits);
        rocket.manage(SignInLimits::new(limits))
    })
}
