//! Limits on the passwords of the drive's users ([`config::SignInLimits`]): wrong ones by name and by address, and registrations by address.
//!
//! An attempt is counted before it is made, so that many at once are counted too, and taken back unless the password was wrong.

use std::net::IpAddr;

use rocket::fairing::AdHoc;

use super::limited::Limited;
use super::rate_limit::RateLimit;
use crate::config::{self, Config};
use crate::drive;
use crate::http::request::client::Client;

/// The attempts counted so far.
pub struct PasswordLimits(Option<Buckets>);

struct Buckets {
    per_address: RateLimit<IpAddr>,
    per_name: RateLimit<String>,
    registrations_per_address: RateLimit<IpAddr>,
}

/// An attempt that was counted.
#[must_use = "it counts as wrong until it is settled"]
pub struct CountedAttempt<'a> {
    limits: &'a PasswordLimits,
    network: IpAddr,
    name: String,
}

impl PasswordLimits {
    fn new(limits: Option<config::SignInLimits>) -> Self {
        Self(limits.map(|limits| Buckets {
            per_address: RateLimit::new(limits.passwords_per_address),
            per_name: RateLimit::new(limits.passwords_per_name),
            registrations_per_address: RateLimit::new(limits.registrations_per_address),
        }))
    }

    /// Counts a password that is tried for that name, which is one that a user can have or empty, or says how long to wait.
    pub fn try_password(&self, client: Client, name: &str) -> Result<CountedAttempt<'_>, Limited> {
        let (network, name) = (client.network(), name.to_owned());
        if let Some(buckets) = &self.0 {
            buckets.per_address.attempt(network)?;
            if let Err(limited) = buckets.per_name.attempt(name.clone()) {
                buckets.per_address.take_back(&network);
                return Err(limited);
            }
        }
        Ok(CountedAttempt { limits: self, network, name })
    }

    /// Counts a wrong app password, or says how long to wait.
    pub fn wrong_app_password(&self, client: Client) -> Result<(), Limited> {
        self.0.as_ref().map_or(Ok(()), |buckets| buckets.per_address.attempt(client.network()))
    }

    /// Counts somebody who registers, or says how long to wait.
    pub fn register(&self, client: Client) -> Result<(), Limited> {
        self.0.as_ref().map_or(Ok(()), |buckets| buckets.registrations_per_address.attempt(client.network()))
    }
}

impl CountedAttempt<'_> {
    /// Hands on what came of the attempt. It counts only if the password was wrong.
    pub fn settle<T>(self, outcome: Result<T, drive::Error>) -> Result<T, drive::Error> {
        let was_wrong =
            matches!(outcome, Err(drive::Error::CredentialsInvalid | drive::Error::OneTimePasswordRequired));
        if let Some(buckets) = self.limits.0.as_ref().filter(|_| !was_wrong) {
            buckets.per_address.take_back(&self.network);
            buckets.per_name.take_back(&self.name);
        }
        outcome
    }
}

/// Manages them.
pub(in crate::http) fn stage() -> AdHoc {
    AdHoc::on_ignite("password limits", |rocket| async {
        let limits = rocket.state::<Config>().and_then(|config| config.sign_in_limits);
        rocket.manage(PasswordLimits::new(limits))
    })
}
