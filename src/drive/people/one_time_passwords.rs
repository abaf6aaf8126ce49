//! One-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, as every authenticator app has them.
//!
//! A user *enrols*: a secret is made, shown, and sealed in their row. It counts once one of its passwords *confirms* that the app has it; from then on
//! signing in takes one. A clock may be one step off. Each step's password works once. Whoever loses the app needs an operator.

use std::fmt;

use time::OffsetDateTime;
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

use super::{Password, People};
use crate::digits;
use crate::drive::Error;
use crate::store;
use crate::store::drive::UserId;
use crate::store::drive::users::{self, Credentials, User};

/// What authenticator apps show beside the user's name.
const ISSUER: &str = "Heliograph";
/// As RFC 4226 recommends: 160 bits.
const SECRET_BYTES: usize = 20;
const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// How many steps a clock may be off.
const SKEW: u16 = 1;

/// A secret that was just made.
pub struct Enrolment {
    /// The secret in base32, to be typed.
    pub secret: Zeroizing<String>,
    /// The same as an `otpauth:` address, to be scanned.
    pub uri: Zeroizing<String>,
}

impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment(…)")
    }
}

impl People {
    /// Makes a secret for a user who knows the password. It replaces one that was not confirmed.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsInvalid`], and [`Error::OneTimePasswordsOn`] when a secret is confirmed already.
    pub async fn enrol_one_time_passwords(&self, user: &User, password: &Password) -> Result<Enrolment, Error> {
        self.ask_again(user.id, password).await?;
        let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
        getrandom::fill(&mut *bytes).map_err(store::Error::from)?;
        if !users::set_totp_secret(&self.store, user.id, &*bytes).await? {
            return Err(Error::OneTimePasswordsOn);
        }
        let secret = Zeroizing::new(totp(&*bytes).secret().to_base32());
        let name = percent_encoded(&user.name);
        let uri = format!("otpauth://totp/{ISSUER}:{name}?secret={}&issuer={ISSUER}", *secret);
        Ok(Enrolment { secret, uri: Zeroizing::new(uri) })
    }

    /// Confirms the secret that was made last: from now on signing in takes a one-time password.
    ///
    /// # Errors
    ///
    /// [`Error::OneTimePasswordRequired`] when the password is wrong, [`Error::OneTimePasswordsOn`] when the secret is confirmed already,
    /// [`Error::NotFound`] when there is none.
    pub async fn confirm_one_time_passwords(&self, user: UserId, one_time_password: &str) -> Result<(), Error> {
        let credentials = users::credentials_by_id(&self.store, user).await?.ok_or(Error::NotFound)?;
        if credentials.user.needs_one_time_password {
            return Err(Error::OneTimePasswordsOn);
        }
        let secret = credentials.totp_secret.ok_or(Error::NotFound)?;
        self.use_up(user, &secret, one_time_password).await
    }

    /// Switches one-time passwords off for a user who knows the password.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsInvalid`].
    pub async fn switch_off_one_time_passwords(&self, user: UserId, password: &Password) -> Result<(), Error> {
        self.ask_again(user, password).await?;
        Ok(users::clear_totp(&self.store, user).await?)
    }

    /// Checks, and uses up, the one-time password of a user who needs one.
    pub(super) async fn check_one_time_password(
        &self,
        credentials: &Credentials,
        one_time_password: Option<&str>,
    ) -> Result<(), Error> {
        if !credentials.user.needs_one_time_password {
            return Ok(());
        }
        let secret = credentials.totp_secret.as_ref().ok_or(Error::OneTimePasswordRequired)?;
        let one_time_password = one_time_password.ok_or(Error::OneTimePasswordRequired)?;
        self.use_up(credentials.user.id, secret, one_time_password).await
    }

    async fn use_up(&self, user: UserId, secret: &[u8], one_time_password: &str) -> Result<(), Error> {
        // Apps show them in two groups.
        let digits = digits::code(one_time_password);
        let now = u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap_or_default();
        let step = totp(secret).check(&digits, now).ok_or(Error::OneTimePasswordRequired)?;
        if users::use_totp_step(&self.store, user, step).await? { Ok(()) } else { Err(Error::OneTimePasswordRequired) }
    }
}

fn totp(secret: &[u8]) -> Totp {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret.to_vec())
        .build_noncompliant()
}

/// RFC 3986: everything but what is never reserved.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, cut to six digits.
    #[test]
    fn passwords_are_those_of_the_rfc() {
        let totp = totp(b"12345678901234567890");
        for (seconds, password) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(totp.check(password, seconds), Some(seconds / STEP_SECONDS), "{seconds}");
        }
        assert_eq!(totp.check("287082", 59 + STEP_SECONDS), Some(1), "a clock that is a step behind");
        assert_eq!(totp.check("287082", 59 + 2 * STEP_SECONDS), None);
        assert_eq!(totp.check("94287082", 59), None);
    }

    #[test]
    fn names_are_encoded_in_addresses() {
        assert_eq!(percent_encoded("Zoë & co"), "Zo%C3%AB%20%26%20co");
    }
}
