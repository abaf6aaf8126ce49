//! Signing a browser in: the same for the API's calls and the pages' forms.
//!
//! A visitor without a session gets a cookie once the first code has been sent. A successful sign-in replaces the cookie, and the old one is
//! no longer valid. The rest is done by [`SignInFlow`].

use rocket::Request;
use rocket::http::Header;
use rocket::request::{FromRequest, Outcome};

use super::error::{Error, Operation};
use super::guard::Visitor;
use super::session_cookie::Token;
use crate::accounts::{Accounts, Attempt, BrowserHolder, CookieChange, QrSignIn, Secrets, SignInFlow};
use crate::config::Config;
use crate::http::limits::sign_in::SignInLimits;
use crate::http::request::state::{managed, needs};
use crate::store::{Store, TokenHash};
use crate::telegram::{CodeSent, PhoneNumber, Rejected, SignIn, User};

/// A browser that signs in.
pub struct BrowserSignIn<'r> {
    visitor: Visitor,
    accounts: &'r Accounts,
    store: &'r Store,
    config: &'r Config,
    limits: &'r SignInLimits,
}

/// A sign-in that succeeded.
pub struct NewSession {
    /// The user that signed in.
    pub user: User,
    /// The new cookie.
    pub cookie: Header<'static>,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for BrowserSignIn<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Visitor::from_request(request).await.map(|visitor| Self {
            visitor,
            accounts: managed(request),
            store: managed(request),
            config: managed(request),
            limits: managed(request),
        })
    }
}

needs!(BrowserSignIn<'_>: Store, Accounts, Config, SignInLimits);

impl BrowserSignIn<'_> {
    /// Has Telegram send a code. Returns where it went, and a cookie if the visitor gets a new one.
    pub async fn send_code(self, phone: &str) -> Result<(CodeSent, Option<Header<'static>>), Error> {
        let phone = PhoneNumber::parse(phone).ok_or(Error::PhoneInvalid)?;
        let counted = self.limits.request_code(self.visitor.client, Some(&phone));
        counted.map_err(|limited| Operation::SendCode.failed(limited))?;
        let (flow, token) = self.flow(CookieChange::WhenSignedIn, Operation::SendCode)?;
        let sent = flow.send_code(&phone).await.map_err(|error| Operation::SendCode.failed(error))?;
        let is_first = self.visitor.browser.is_none();
        let cookie = is_first.then(|| self.visitor.cookie.header(&token, self.config.sessions.pending));
        Ok((sent, cookie))
    }

    /// The number that the visitor's last code was sent to.
    pub async fn phone(&self) -> Result<Option<PhoneNumber>, Error> {
        let (flow, _) = self.flow(CookieChange::WhenSignedIn, Operation::SignIn)?;
        let attempt = flow.find_attempt().await.map_err(|error| Operation::SignIn.failed(error))?;
        Ok(attempt.and_then(|attempt| attempt.phone()))
    }

    /// Tries a code, and the password where one is given and needed.
    pub async fn sign_in(self, phone: &PhoneNumber, code: &str, password: Option<&str>) -> Result<NewSession, Error> {
        if let Some(repeated) = self.repeated(Secrets::of_code(phone, code, password)).await? {
            return Ok(repeated);
        }
        let (attempt, token) = self.attempt().await?;
        if attempt.phone().as_ref() != Some(phone) {
            return Err(Operation::SignIn.rejected(Rejected::NoCodeRequested));
        }
        let tried = attempt.sign_in(phone, None, code, password).await;
        match tried.map_err(|error| Operation::SignIn.failed(error))? {
            SignIn::SignedIn(user) => Ok(self.new_session(user, &token)),
            SignIn::PasswordRequired { hint } => Err(Error::PasswordRequired { hint }),
        }
    }

    /// Tries the second factor.
    pub async fn check_password(self, password: &str) -> Result<NewSession, Error> {
        if let Some(repeated) = self.repeated(Secrets::of_password(password)).await? {
            return Ok(repeated);
        }
        let (attempt, token) = self.attempt().await?;
        let user = attempt.check_password(password).await.map_err(|error| Operation::SignIn.failed(error))?;
        Ok(self.new_session(user, &token))
    }

    /// Begins a sign-in by QR code. The new cookie is sent with this response; its session is pending until the code is accepted.
    pub async fn begin_qr(self) -> Result<(QrSignIn<BrowserHolder>, Header<'static>), Error> {
        let counted = self.limits.request_code(self.visitor.client, None);
        counted.map_err(|limited| Operation::SignIn.failed(limited))?;
        let (flow, token) = self.flow(CookieChange::AtOnce, Operation::SignIn)?;
        let qr = flow.begin_qr().await.map_err(|error| Operation::SignIn.failed(error))?;
        Ok((qr, self.visitor.cookie.header(&token, self.config.sessions.absolute)))
    }

    /// The session of a sign-in that this browser has just finished with the same secrets: the answer may have been lost, and the new cookie with it.
    async fn repeated(&self, secrets: Secrets) -> Result<Option<NewSession>, Error> {
        let Some(cookie) = self.visitor.cookie_hash.filter(|_| self.visitor.has_dead_cookie) else { return Ok(None) };
        let (flow, token) = self.flow_of(Some(cookie), CookieChange::WhenSignedIn, Operation::SignIn)?;
        let user = flow.repeated(secrets).await.map_err(|error| Operation::SignIn.failed(error))?;
        Ok(user.map(|user| self.new_session(user, &token)))
    }

    /// The sign-in that a code or password belongs to, counted as an attempt, and the token of the cookie that a success sets.
    async fn attempt(&self) -> Result<(Attempt<BrowserHolder>, Token), Error> {
        let (flow, token) = self.flow(CookieChange::WhenSignedIn, Operation::SignIn)?;
        let attempt = flow.attempt().await.map_err(|error| Operation::SignIn.failed(error))?;
        let counted = self.limits.try_secret(self.visitor.client, attempt.account_id());
        counted.map_err(|limited| Operation::SignIn.failed(limited))?;
        Ok((attempt, token))
    }

    fn flow(&self, change: CookieChange, operation: Operation) -> Result<(SignInFlow<BrowserHolder>, Token), Error> {
        let cookie = self.visitor.browser.as_ref().map(|browser| browser.token);
        self.flow_of(cookie, change, operation)
    }

    fn flow_of(
        &self,
        cookie: Option<TokenHash>,
        change: CookieChange,
        operation: Operation,
    ) -> Result<(SignInFlow<BrowserHolder>, Token), Error> {
        let token = Token::random().map_err(|error| operation.failed(error))?;
        let holder = BrowserHolder::new(self.store.clone(), cookie, token.hash(), change, self.config.sessions.clone());
        Ok((SignInFlow::new(self.accounts.clone(), holder), token))
    }

    fn new_session(&self, user: User, token: &Token) -> NewSession {
        NewSession { user, cookie: self.visitor.cookie.header(token, self.config.sessions.absolute) }
    }
}
