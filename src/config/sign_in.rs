//! Limits on signing in.
//!
//! Telegram limits attempts itself, but also for each API id: without limits of our own, one visitor could get the whole server
//! refused. On the embedded sandbox there is nothing to protect, so they are off there by default.

use std::time::Duration;

use super::raw::Raw;
use super::{Error, Server};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// At most `count` within `period`, refilled evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The most in a burst.
    pub count: u32,
    /// The time in which it is refilled.
    pub period: Duration,
}

/// The limits on signing in. An address is an IPv4 address or an IPv6 /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInLimits {
    /// Codes and QR codes requested from one address.
    pub codes_per_address: Allowance,
    /// Codes requested for one number.
    pub codes_per_phone: Allowance,
    /// Codes requested by all.
    pub codes_in_all: Allowance,
    /// Codes and passwords tried from one address.
    pub attempts_per_address: Allowance,
    /// Codes and passwords tried on one session.
    pub attempts_per_session: Allowance,
    /// Wrong passwords of the drive's users from one address.
    pub passwords_per_address: Allowance,
    /// Wrong passwords for one name.
    pub passwords_per_name: Allowance,
    /// Users of the drive who register from one address.
    pub registrations_per_address: Allowance,
}

impl SignInLimits {
    /// The limits for a server on the internet.
    pub const STRICT: Self = Self {
        codes_per_address: Allowance { count: 10, period: HOUR },
        codes_per_phone: Allowance { count: 3, period: HOUR },
        codes_in_all: Allowance { count: 60, period: MINUTE },
        attempts_per_address: Allowance { count: 20, period: Duration::from_secs(600) },
        attempts_per_session: Allowance { count: 10, period: HOUR },
        passwords_per_address: Allowance { count: 20, period: Duration::from_secs(600) },
        passwords_per_name: Allowance { count: 30, period: HOUR },
        registrations_per_address: Allowance { count: 10, period: HOUR },
    };

    /// `None`: no limits of our own.
    pub(super) fn parse(raw: &Raw, server: &Server) -> Result<Option<Self>, Error> {
        match raw.sign_in_limits.get().map(str::to_ascii_lowercase).as_deref() {
            None if matches!(server, Server::Sandbox { .. }) => Ok(None),
            None | Some("on" | "true") => Ok(Some(Self::STRICT)),
            Some("off" | "false") => Ok(None),
            Some(_) => Err(Error::new("SIGN_IN_LIMITS", "must be on or off")),
        }
    }
}
