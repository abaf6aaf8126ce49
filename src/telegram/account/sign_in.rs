//! Signing in and out.

use tokio_util::sync::CancellationToken;

use super::handle::Account;
use crate::telegram::error::Error;
use crate::telegram::link::user::User;
use crate::telegram::sign_in::code_sent::CodeSent;
use crate::telegram::sign_in::outcome::SignIn;
use crate::telegram::sign_in::phone_number::PhoneNumber;
use crate::telegram::sign_in::qr::QrStep;
use crate::telegram::sign_in::{code, log_out, password, verify};

impl Account {
    /// Waits until no other step of a sign-in by code is under way: each begins with what the one before has left.
    pub async fn sign_in_turn(&self) -> impl Send + use<'_> {
        self.sign_in_turn.lock().await
    }

    /// Asks Telegram to send a code (`auth.sendCode`), following `PHONE_MIGRATE_x`. The phone number and the code's hash are stored in the
    /// session, so the sign-in can continue after a restart.
    ///
    /// While a code for the same number is pending, it is resent by the next method that Telegram offers (`auth.resendCode`).
    pub async fn send_code(&self, phone: &PhoneNumber) -> Result<CodeSent, Error> {
        code::send(&self.calls, phone).await
    }

    /// The phone number that the pending code was sent to.
    pub fn phone(&self) -> Option<PhoneNumber> {
        self.calls.session.login().phone.as_deref().and_then(PhoneNumber::parse)
    }

    /// Whether the hash belongs to the pending code.
    pub fn is_code_hash(&self, hash: &str) -> bool {
        self.calls.session.login().code_hash.as_deref() == Some(hash)
    }

    /// Whether Telegram accepted the code or the scanned QR code, and now requires the password.
    pub fn owes_password(&self) -> bool {
        self.calls.session.login().password_needed
    }

    /// Makes the password the next step, even if the session says otherwise: a client that holds the session itself may send one from before the
    /// code was accepted.
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

    /// Checks the password (`account.getPassword`, `auth.checkPassword`), which completes the sign-in.
    pub async fn check_password(&self, password: &str) -> Result<User, Error> {
        password::check(&self.calls, password).await
    }

    /// Starts a sign-in by QR code: the next step returns a token at once, and a step that another caller waits for fails with
    /// [`Error::Unavailable`]. So a page that is reloaded gets a token even if the end of its old connection is not noticed yet.
    pub async fn begin_qr(&self) {
        self.qr.begin().await;
    }

    /// The next step of a sign-in by QR code: a token at once, then a new token whenever one is about to expire, and in the end the outcome.
    /// Cancel safe. When `stopping` is cancelled, a step that waits for a scan fails with [`Error::Unavailable`].
    pub async fn qr_step(&self, stopping: &CancellationToken) -> Result<QrStep, Error> {
        self.qr.step(&self.calls, stopping).await
    }

    /// The signed-in user, without asking Telegram.
    pub fn user(&self) -> Option<User> {
        self.calls.session.user()
    }

    /// The signed-in user, if the authorization is still valid; `None` when the account is signed out or was never signed in. Asks Telegram at
    /// most once a minute.
    pub async fn verify(&self) -> Result<Option<User>, Error> {
        verify::verify(&self.calls).await
    }

    /// The same as [`Account::verify`], but always asks Telegram.
    pub async fn verify_now(&self) -> Result<Option<User>, Error> {
        verify::verify_now(&self.calls).await
    }

    /// Fetches and stores the user of a session that another program signed in.
    pub async fn adopt(&self) -> Result<(), Error> {
        verify::adopt(&self.calls).await
    }

    /// Ends the authorization at Telegram (`auth.logOut`) and deletes the session.
    ///
    /// # Errors
    ///
    /// When Telegram cannot be reached, nothing is deleted: without the session the authorization could never be ended. The account remains
    /// usable and can be logged out later.
    pub async fn log_out(&self) -> Result<(), Error> {
        log_out::log_out(&self.calls).await
    }

    /// Gives up a sign-in that is not finished, and deletes its session. Telegram may have accepted it without our knowledge, because an answer was
    /// lost or nobody asked whether the QR code was scanned; then it is logged out first (`auth.logOut`).
    ///
    /// # Errors
    ///
    /// As those of [`Account::log_out`]: nothing is deleted then.
    pub async fn give_up_sign_in(&self) -> Result<(), Error> {
        log_out::give_up(&self.calls).await
    }
}
