//! Limits on the passwords of the drive's users ([`config::SignInLimits`]): wrong ones by name and by address, and registrations by address.
//!
//! An attempt is counted before it is made, so that many at once are counted too, and taken back unless the password was wrong. Beside that, one address
//! has few attempts under way at a time: verifying a password is work on purpose, and the queue for it is everybody's.

use std::net::IpAddr;
use std::time::Duration;

use rocket::fairing::AdHoc;
use sha2::{Digest, Sha256};

use super::concurrency::{ConcurrencyLimit, Permit};
use super::limited::Limited;
use super::rate_limit::RateLimit;
use crate::config::{self, Config};
use crate::drive::{self, ShareRefusal};
use crate::http::request::client::Client;

/// How many passwords of one address are verified at a time.
const AT_ONCE: usize = 8;
/// How long an address with more of them is asked to wait.
const WAIT: Duration = Duration::from_secs(2);

/// The attempts counted so far, and those under way.
pub struct PasswordLimits {
    buckets: Option<Buckets>,
    running: ConcurrencyLimit<IpAddr>,
}

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
    _running: Permit<IpAddr>,
}

impl PasswordLimits {
    fn new(limits: Option<config::SignInLimits>) -> Self {
        let buckets = limits.map(|limits| Buckets {
            per_address: RateLimit::new(limits.passwords_per_address),
            per_name: RateLimit::new(limits.passwords_per_name),
            registrations_per_address: RateLimit::new(limits.registrations_per_address),
        });
        Self { buckets, running: ConcurrencyLimit::new(AT_ONCE) }
    }

    /// Counts a password that is tried for that name, which is one that a user can have or empty, or says how long to wait.
    pub fn try_password(&self, client: Client, name: &str) -> Result<CountedAttempt<'_>, Limited> {
        let (network, name) = (client.network(), name.to_owned());
        let running = self.begin(network)?;
        if let Some(buckets) = &self.buckets {
            buckets.per_address.attempt(network)?;
            if let Err(limited) = buckets.per_name.attempt(name.clone()) {
                buckets.per_address.take_back(&network);
                return Err(limited);
            }
        }
        Ok(CountedAttempt { limits: self, network, name, _running: running })
    }

    /// The same for a password of the share that has that token.
    pub fn try_share_password(&self, client: Client, token: &str) -> Result<CountedAttempt<'_>, Limited> {
        // No user's name has a colon.
        let share: String = Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect();
        self.try_password(client, &format!("share:{share}"))
    }

    /// Counts a wrong app password, or says how long to wait.
    pub fn wrong_app_password(&self, client: Client) -> Result<(), Limited> {
        self.buckets.as_ref().map_or(Ok(()), |buckets| buckets.per_address.attempt(client.network()))
    }

    /// Counts somebody who registers, or says how long to wait. It is under way as long as the permit lives.
    pub fn register(&self, client: Client) -> Result<Permit<IpAddr>, Limited> {
        let running = self.begin(client.network())?;
        if let Some(buckets) = &self.buckets {
            buckets.registrations_per_address.attempt(client.network())?;
        }
        Ok(running)
    }

    fn begin(&self, network: IpAddr) -> Result<Permit<IpAddr>, Limited> {
        self.running.acquire(network).ok_or(Limited { wait: WAIT })
    }
}

impl CountedAttempt<'_> {
    /// Hands on what came of the attempt. It counts only if the password was wrong.
    pub fn settle<T>(self, outcome: Result<T, drive::Error>) -> Result<T, drive::Error> {
        let was_wrong = matches!(
            outcome,
            Err(drive::Error::CredentialsInvalid
                | drive::Error::OneTimePasswordRequired
                | drive::Error::Share(ShareRefusal::PasswordRequired))
        );
        if let Some(buckets) = self.limits.buckets.as_ref().filter(|_| !was_wrong) {
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
