//! Signing in and out.

use super::handle::Account;
use crate::telegram::error::Error;
use crate::telegram::link::user::User;
use crate::telegram::sign_in::code_sent::CodeSent;
use crate::telegram::sign_in::outcome::SignIn;
use crate::telegram::sign_in::phone_number::PhoneNumber;
use crate::telegram::sign_in::qr::QrStep;
use crate::telegram::sign_in::{code, password, standing};

impl Account {
    /// Asks Telegram to send a code (`auth.sendCode`), following `PHONE_MIGRATE_x`. The phone number and the code's hash are kept in
    /// the sealed session, so the sign-in can go on after a restart.
    ///
    /// Asked again for the same number while a code is pending, Telegram sends it by another way where it has one.
    pub async fn send_code(&self, phone: &PhoneNumber) -> Result<CodeSent, Error> {
        code::send(&self.calls, phone).await
    }

    /// The phone number that a code was last sent to, if any.
    pub fn phone(&self) -> Option<PhoneNumber> {
        self.calls.session.login().phone.as_deref().and_then(PhoneNumber::parse)
    }

    /// Whether that hash belongs to the code that was sent last.
    pub fn is_code_hash(&self, hash: &str) -> bool {
        self.calls.session.login().code_hash.as_deref() == Some(hash)
    }

    /// Whether the code was right (or a QR code was scanned) and the password is missing.
    pub fn owes_password(&self) -> bool {
        self.calls.session.login().password_needed
    }

    /// Expects the password next, whatever is known of the code: a caller that keeps the session itself may send it as it was before the code
    /// was tried.
    pub fn expect_password(&self) {
        let mut login = self.calls.session.login();
        login.password_needed = true;
        self.calls.session.set_login(login);
    }

    /// Signs in with the code (`auth.signIn`). The number must be the one that the code was sent to, else
    /// [`Rejected::NoCodeRequested`](crate::telegram::Rejected::NoCodeRequested).
    pub async fn sign_in(&self, phone: &PhoneNumber, code: &str) -> Result<SignIn, Error> {
        code::sign_in(&self.calls, phone, code).await
    }

    /// Checks the password of the second factor (`account.getPassword`, `auth.checkPassword`, SRP).
    pub async fn check_password(&self, password: &str) -> Result<User, Error> {
        password::check(&self.calls, password).await
    }

    /// Begins to show QR codes: the next step gives one at once. A step that another caller waits for ends with [`Error::Unavailable`], so that
    /// a page that was loaded again has its code although nobody knows yet that the one before is gone.
    pub async fn begin_qr(&self) {
        self.qr.begin().await;
    }

    /// The next step of signing in by QR code: the first token at once, then a fresh one when it expires, and at last the outcome.
    /// Cancel-safe: dropping the future loses nothing.
    pub async fn qr_step(&self) -> Result<QrStep, Error> {
        self.qr.step(&self.calls).await
    }

    /// The signed-in user as last known, without asking Telegram.
    pub fn user(&self) -> Option<User> {
        self.calls.session.user()
    }

    /// Asks Telegram whether the authorization still stands (at most once a minute; in between the last answer holds).
    /// `None`: signed out, or never signed in.
    pub async fn verify(&self) -> Result<Option<User>, Error> {
        standing::verify(&self.calls).await
    }

    /// The same, and asks in any case.
    pub async fn verify_now(&self) -> Result<Option<User>, Error> {
        standing::verify_now(&self.calls).await
    }

    /// Takes the user from Telegram: for a session that was signed in by another program.
    pub async fn adopt(&self) -> Result<(), Error> {
        standing::adopt(&self.calls).await
    }

    /// Ends the authorization at Telegram (`auth.logOut`) and deletes the session, here and where it is stored.
    ///
    /// # Errors
    ///
    /// When Telegram cannot be reached, nothing is deleted: without the session the authorization could not be ended any more, and would
    /// live on where nobody sees it. The account stays usable and can be logged out later.
    pub async fn log_out(&self) -> Result<(), Error> {
        standing::log_out(&self.calls).await
    }
}
