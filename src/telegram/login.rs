//! Signing in: phone number and code, password, QR code.

use std::fmt;

use time::OffsetDateTime;

use super::{Account, Error};

/// A phone number in international form, digits only. Never printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Accepts spaces, dashes, dots and brackets, with or without the leading `+` (or `00`); 5 to 15 digits. `None` when it can't be one.
    pub fn parse(text: &str) -> Option<Self> {
        todo!()
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

/// Where Telegram sent the code, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// How many characters the code has, where Telegram says so.
    pub length: Option<u32>,
    /// `app`, `sms`, `call`, …
    pub via: &'static str,
}

/// Who is signed in. Printing it shows the id alone.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Telegram's user id.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Username without `@`.
    pub username: Option<String>,
    /// Phone number, digits only.
    pub phone: Option<String>,
    /// Whether the account is premium (twice the upload limit).
    pub premium: bool,
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where signing in stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Done; the account is active.
    SignedIn(User),
    /// The account has a second factor: call [`Account::check_password`].
    PasswordRequired {
        /// The hint that the owner left, if any.
        hint: Option<String>,
    },
}

/// A login token to be scanned as a QR code (`auth.exportLoginToken`).
#[derive(Clone)]
pub struct LoginToken {
    /// `tg://login?token=…`
    pub url: String,
    /// When it stops working; a new one follows by itself.
    pub expires: OffsetDateTime,
}

/// A step of signing in by QR code.
pub enum QrStep {
    /// Show this token; it replaces the one before.
    Token(LoginToken),
    /// The token was scanned; the account has a second factor.
    PasswordRequired {
        /// The hint that the owner left, if any.
        hint: Option<String>,
    },
    /// Done; the account is active.
    SignedIn(User),
}

impl Account {
    /// Asks Telegram to send a code (`auth.sendCode`), following `PHONE_MIGRATE_X`. The phone number and the code's hash are kept in
    /// the sealed session, so the sign-in can go on after a restart.
    pub async fn send_code(&self, phone: &PhoneNumber) -> Result<CodeSent, Error> {
        todo!()
    }

    /// The phone number a code was last sent to, if any.
    pub fn phone(&self) -> Option<PhoneNumber> {
        todo!()
    }

    /// Signs in with the code (`auth.signIn`). The number must be the one that the code was sent to (else [`super::Rejected::NoCodeRequested`]).
    pub async fn sign_in(&self, phone: &PhoneNumber, code: &str) -> Result<SignIn, Error> {
        todo!()
    }

    /// Answers the second factor (`account.getPassword`, `auth.checkPassword`, SRP).
    pub async fn check_password(&self, password: &str) -> Result<User, Error> {
        todo!()
    }

    /// The next step of signing in by QR code: the first token at once, then a fresh one when it expires, and at last the outcome.
    /// Cancel-safe: dropping the future loses nothing.
    pub async fn qr_step(&self) -> Result<QrStep, Error> {
        todo!()
    }

    /// The signed-in user as last known, without asking Telegram.
    pub fn user(&self) -> Option<User> {
        todo!()
    }

    /// Asks Telegram whether the authorization still stands (at most once a minute; in between the last answer holds).
    /// `None`: signed out (or never signed in).
    pub async fn verify(&self) -> Result<Option<User>, Error> {
        todo!()
    }

    /// Ends the authorization at Telegram (`auth.logOut`) and forgets the session, here and in the database.
    pub async fn log_out(&self) -> Result<(), Error> {
        todo!()
    }
}
