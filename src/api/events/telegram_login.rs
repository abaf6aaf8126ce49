//! `telegram login`: a phone number, then the code that Telegram sent to it, then a password where the account has one.
//!
//! Where a sign-in stands is kept in the database under the API key, so it goes on over another socket, and after a restart. A number and its
//! code may come in one frame; they are handled in that order. No new code is asked for then where one is under way: the one that
//! came with the number would be worth nothing.

use zeroize::Zeroizing;

use super::conversation::{Conversation, Session};
use super::stop::RequestError;
use super::texts::refusal_code;
use super::wire::{Data, Frame};
use crate::accounts::KeyAccounts;
use crate::http::limits::limited::Limited;
use crate::telegram::{Error, PhoneNumber, Rejected, SignIn};

const EVENT: &str = "telegram login";
/// As the document writes it.
const EXISTS: &str = "session alreay exists, call 'users'";

impl Conversation<'_> {
    pub(super) async fn telegram_login(&mut self, data: &Data) -> Result<(), RequestError> {
        let Some(verified) = &self.verified else {
            return Ok(self.end(&Frame::failed(EVENT, "verify your api key first")).await?);
        };
        let accounts = verified.accounts.clone();
        let (phone, code, password) = (data.text("phone")?, data.text("code")?, data.text("password")?);
        if phone.is_none() && code.is_none() && password.is_none() {
            return Ok(self.say(&Frame::failed(EVENT, "send phone, code or password")).await?);
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

    /// Has a code sent, where one is needed. Whether the sign-in goes on.
    async fn begin(
        &mut self,
        accounts: &KeyAccounts,
        phone: PhoneNumber,
        has_code: bool,
    ) -> Result<bool, RequestError> {
        self.choose(phone.clone());
        if accounts.get(&phone).await?.is_some() {
            self.say(&Frame::success(EVENT, EXISTS)).await?;
            return Ok(false);
        }
        if !(has_code && accounts.numbers_signing_in().await?.contains(&phone)) {
            if let Err(Limited { wait }) = self.services.limits.request_code(self.services.client, Some(&phone)) {
                self.tell_wait(EVENT, wait).await?;
                return Ok(false);
            }
            match accounts.sign_in_flow(&phone).send_code(&phone).await {
                Ok(_) => {}
                Err(Error::Rejected(rejected)) => return self.reject(rejected).await.map(|()| false),
                Err(error) => return Err(error.into()),
            }
        }
        self.say(&Frame::success(EVENT, "send code")).await?;
        Ok(true)
    }

    /// Tries the code, the password, or both.
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
                Some(_) => Ok(self.say(&Frame::success(EVENT, EXISTS)).await?),
                None => self.reject(Rejected::NoCodeRequested).await,
            };
        };
        if accounts.get(&phone).await?.is_some() {
            self.choose(phone);
            return Ok(self.say(&Frame::success(EVENT, EXISTS)).await?);
        }
        if let Err(Limited { wait }) = self.services.limits.try_secret_for(self.services.client, &phone) {
            return Ok(self.tell_wait(EVENT, wait).await?);
        }
        let password = password.as_ref().map(|password| password.as_str());
        let code = code.as_ref().map(|code| code.trim());
        match try_to_sign_in(accounts, &phone, code, password).await {
            Ok(SignIn::SignedIn(_)) => {
                self.choose(phone);
                self.find_session().await?;
                Ok(self.say(&Frame::success(EVENT, "logged in successfully")).await?)
            }
            Ok(SignIn::PasswordRequired { hint }) => {
                self.choose(phone);
                Ok(self.say(&Frame::failed(EVENT, "password required").hint(hint)).await?)
            }
            // Another socket of the same key was faster.
            Err(Error::Rejected(Rejected::NoCodeRequested)) if accounts.get(&phone).await?.is_some() => {
                self.choose(phone);
                Ok(self.say(&Frame::success(EVENT, EXISTS)).await?)
            }
            Err(Error::Rejected(rejected)) => self.reject(rejected).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Says what Telegram refuses: of numbers and codes the document says that the socket is closed.
    async fn reject(&mut self, rejected: Rejected) -> Result<(), RequestError> {
        match rejected {
            Rejected::PhoneNumberInvalid => self.end(&Frame::failed(EVENT, "invalid phone number")).await?,
            Rejected::PhoneNumberBanned | Rejected::PhoneNumberUnoccupied => {
                self.end(&Frame::failed(EVENT, "invalid phone number").because(refusal_code(rejected))).await?;
            }
            Rejected::CodeInvalid => self.end(&Frame::failed(EVENT, "invalid code provided")).await?,
            Rejected::CodeExpired => {
                self.end(&Frame::failed(EVENT, "invalid code provided").because(refusal_code(rejected))).await?;
            }
            Rejected::NoCodeRequested => self.end(&Frame::failed(EVENT, "send phone number first")).await?,
            Rejected::PasswordInvalid => self.say(&Frame::failed(EVENT, "invalid password provided")).await?,
            other => return Err(Error::Rejected(other).into()),
        }
        Ok(())
    }

    /// From now on this client means that number.
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
