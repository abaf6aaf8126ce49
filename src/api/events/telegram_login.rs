//! `telegram login`: a phone number, then the code that Telegram sent to it, then the password if the account has one.
//!
//! The state of a sign-in is stored in the database for the API key, so a sign-in can continue over another socket, and after a restart. A
//! number and its code may come in one frame; they are handled in that order. Then no new code is requested if a sign-in is under way, because
//! the code in the frame would become invalid.

use zeroize::Zeroizing;

use super::conversation::{Conversation, Session};
use super::stop::RequestError;
use super::texts::refusal_code;
use super::wire::{Data, Frame};
use crate::accounts::KeyAccounts;
use crate::http::limits::limited::Limited;
use crate::telegram::{Error, PhoneNumber, Rejected, SignIn};

const EVENT: &str = "telegram login";
// sic: the original's spelling.
const EXISTS: &str = "session alreay exists, call 'users'";

impl Conversation<'_> {
    pub(super) async fn telegram_login(&mut self, data: &Data) -> Result<(), RequestError> {
        let Some(verified) = &self.verified else {
            return Ok(self.send_last(&Frame::failed(EVENT, "verify your api key first")).await?);
        };
        let accounts = verified.accounts.clone();
        let (phone, code, password) = (data.text("phone")?, data.text("code")?, data.text("password")?);
        if phone.is_none() && code.is_none() && password.is_none() {
            return Ok(self.send(&Frame::failed(EVENT, "send phone, code or password")).await?);
        }
        if let Some(phone) = phone {
            let Some(phone) = PhoneNumber::parse(&phone) else {
                return self.reject(Rejected::PhoneNumberInvalid).await;
            };
            if !self.begin(&accounts, phone, code.is_some()).await? {
                return Ok(());
            }
        }
        if code.is_none() && password.is_none() {
            return Ok(());
        }
        self.prove(&accounts, code, password).await
    }

    /// Requests a code, if one is needed. Returns whether the sign-in continues.
    async fn begin(
        &mut self,
        accounts: &KeyAccounts,
        phone: PhoneNumber,
        has_code: bool,
    ) -> Result<bool, RequestError> {
        self.choose(phone.clone());
        if accounts.get(&phone).await?.is_some() {
            self.send(&Frame::success(EVENT, EXISTS)).await?;
            return Ok(false);
        }
        let mut frame = Frame::success(EVENT, "send code");
        if !(has_code && accounts.numbers_signing_in().await?.contains(&phone)) {
            if let Err(Limited { wait }) = self.services.limits.request_code(self.services.client, Some(&phone)) {
                self.report_wait(EVENT, wait).await?;
                return Ok(false);
            }
            match accounts.sign_in_flow(&phone).send_code(&phone).await {
                Ok(sent) => frame = frame.sent((&sent).into()),
                Err(Error::Rejected(rejected)) => return self.reject(rejected).await.map(|()| false),
                Err(error) => return Err(error.into()),
            }
        }
        self.send(&frame).await?;
        Ok(true)
    }

    /// Sends the code, the password, or both to Telegram.
    async fn prove(
        &mut self,
        accounts: &KeyAccounts,
        code: Option<Zeroizing<String>>,
        password: Option<Zeroizing<String>>,
    ) -> Result<(), RequestError> {
        let chosen = self.verified.as_ref().and_then(|verified| verified.phone.clone());
        let phone = match chosen {
            Some(phone) => Some(phone),
            None => accounts.numbers_signing_in().await?.into_iter().next(),
        };
        let Some(phone) = phone else {
            return match self.find_session().await? {
                Some(_) => Ok(self.send(&Frame::success(EVENT, EXISTS)).await?),
                None => self.reject(Rejected::NoCodeRequested).await,
            };
        };
        if accounts.get(&phone).await?.is_some() {
            self.choose(phone);
            return Ok(self.send(&Frame::success(EVENT, EXISTS)).await?);
        }
        if let Err(Limited { wait }) = self.services.limits.try_secret_for(self.services.client, &phone) {
            return Ok(self.report_wait(EVENT, wait).await?);
        }
        let password = password.as_ref().map(|password| password.as_str());
        let code = code.as_ref().map(|code| code.trim());
        match try_to_sign_in(accounts, &phone, code, password).await {
            Ok(SignIn::SignedIn(_)) => {
                self.choose(phone);
                self.find_session().await?;
                Ok(self.send(&Frame::success(EVENT, "logged in successfully")).await?)
            }
            Ok(SignIn::PasswordRequired { hint }) => {
                self.choose(phone);
                Ok(self.send(&Frame::failed(EVENT, "password required").hint(hint)).await?)
            }
            // Another socket of the same key has finished the sign-in.
            Err(Error::Rejected(Rejected::NoCodeRequested)) if accounts.get(&phone).await?.is_some() => {
                self.choose(phone);
                Ok(self.send(&Frame::success(EVENT, EXISTS)).await?)
            }
            Err(Error::Rejected(rejected)) => self.reject(rejected).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Reports what Telegram refuses. For numbers and codes the original closes the socket.
    async fn reject(&mut self, rejected: Rejected) -> Result<(), RequestError> {
        match rejected {
            Rejected::PhoneNumberInvalid => self.send_last(&Frame::failed(EVENT, "invalid phone number")).await?,
            Rejected::PhoneNumberBanned | Rejected::PhoneNumberUnoccupied => {
                self.send_last(&Frame::failed(EVENT, "invalid phone number").reason(refusal_code(rejected))).await?;
            }
            Rejected::CodeInvalid => self.send_last(&Frame::failed(EVENT, "invalid code provided")).await?,
            Rejected::CodeExpired => {
                self.send_last(&Frame::failed(EVENT, "invalid code provided").reason(refusal_code(rejected))).await?;
            }
            Rejected::NoCodeRequested => self.send_last(&Frame::failed(EVENT, "send phone number first")).await?,
            Rejected::PasswordInvalid => self.send(&Frame::failed(EVENT, "invalid password provided")).await?,
            other => return Err(Error::Rejected(other).into()),
        }
        Ok(())
    }

    /// Makes this the number that the client uses.
    fn choose(&mut self, phone: PhoneNumber) {
        if let Some(verified) = &mut self.verified
            && (verified.phone.as_ref() != Some(&phone) || verified.session == Session::Ended)
        {
            verified.phone = Some(phone);
            verified.session = Session::Any;
        }
    }
}

async fn try_to_sign_in(
    accounts: &KeyAccounts,
    phone: &PhoneNumber,
    code: Option<&str>,
    password: Option<&str>,
) -> Result<SignIn, Error> {
    let attempt = accounts.sign_in_flow(phone).attempt().await?;
    match (code, password) {
        (Some(code), password) => attempt.sign_in(phone, None, code, password).await,
        (None, password) => attempt.check_password(password.unwrap_or_default()).await.map(SignIn::SignedIn),
    }
}
