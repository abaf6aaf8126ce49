//! Signing in by phone number and code; staying signed in; signing out.
//!
//! grammers' own sign-in keeps a token that cannot be rebuilt after a restart and panics on some answers, so the `auth.*` methods are called
//! raw and every constructor has its meaning here. What has to be remembered between two requests lives in the sealed
//! session. The second factor is in `password.rs`, QR codes in `qr.rs`.

use std::fmt;
use std::time::{Duration, Instant};

use grammers_tl_types as tl;

use super::core::{Core, Failed};
use super::keeping::Keeping;
use super::lane::To;
use super::session::Login;
use super::{Account, Error, Rejected, User};

/// How long Telegram's word that an authorization stands is good for.
const CONFIRMED: Duration = Duration::from_secs(60);
/// Data centres may send a client on once, hardly twice.
const MIGRATIONS: usize = 3;

/// A phone number in international form, digits only. Never printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Accepts spaces, dashes, dots and brackets, with or without the leading `+` (or `00`); 5 to 15 digits. `None` when it can't be one.
    pub fn parse(text: &str) -> Option<Self> {
        // The country code may stand in brackets.
        let text = text.trim_start_matches([' ', '(', '[']).trim();
        let rest = text.strip_prefix('+').or_else(|| text.strip_prefix("00")).unwrap_or(text);
        let mut digits = String::with_capacity(rest.len());
        for letter in rest.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                ' ' | '-' | '.' | '(' | ')' | '[' | ']' | '/' | '\u{a0}' | '\u{2010}'..='\u{2013}' => {}
                _ => return None,
            }
        }
        (5..=15).contains(&digits.len()).then_some(Self(digits))
    }

    /// The digits alone. For those who must compare or count numbers; never to be logged.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

/// What belongs to a code that was sent (`phone_code_hash`); of no use without the session that asked for it. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeHash(String);

impl CodeHash {
    /// As Telegram wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeHash(…)")
    }
}

/// Where Telegram sent the code, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// What belongs to it.
    pub hash: CodeHash,
    /// How many characters the code has, where Telegram says so.
    pub length: Option<u32>,
    /// `app`, `sms`, `call`, …
    pub via: &'static str,
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

impl Account {
    /// Asks Telegram to send a code (`auth.sendCode`), following `PHONE_MIGRATE_X`. The phone number and the code's hash are kept in
    /// the sealed session, so the sign-in can go on after a restart.
    ///
    /// Asked again for the same number while a code is pending, Telegram sends it by another way where it has one.
    pub async fn send_code(&self, phone: &PhoneNumber) -> Result<CodeSent, Error> {
        let core = &self.core;
        if core.session.user_id().is_some() {
            return Err(Error::Protocol("the account is signed in already"));
        }
        let login = core.session.login();
        let pending = login.code_hash.clone().filter(|_| login.phone.as_deref() == Some(phone.digits()));
        if let Some(code_hash) = pending
            && let Some(sent) = resend_code(core, phone, code_hash).await?
        {
            return Ok(sent);
        }
        let request = tl::functions::auth::SendCode {
            phone_number: phone.digits().to_owned(),
            api_id: core.application.id,
            api_hash: core.application.hash().to_owned(),
            settings: tl::enums::CodeSettings::Settings(tl::types::CodeSettings {
                allow_flashcall: false,
                current_number: false,
                allow_app_hash: false,
                allow_missed_call: false,
                allow_firebase: false,
                unknown_number: false,
                logout_tokens: None,
                token: None,
                app_sandbox: None,
            }),
        };
        let sent = at_home(core, &request).await?;
        keep_code(core, phone, sent).await
    }

    /// The phone number a code was last sent to, if any.
    pub fn phone(&self) -> Option<PhoneNumber> {
        self.core.session.login().phone.clone().map(PhoneNumber)
    }

    /// Whether that belongs to the code that was sent last.
    pub fn is_code_hash(&self, hash: &str) -> bool {
        self.core.session.login().code_hash.as_deref() == Some(hash)
    }

    /// Whether the code was right (or a QR code scanned) and the second factor is missing.
    pub fn owes_password(&self) -> bool {
        self.core.session.login().password_owed
    }

    /// Signs in with the code (`auth.signIn`). The number must be the one that the code was sent to (else [`super::Rejected::NoCodeRequested`]).
    pub async fn sign_in(&self, phone: &PhoneNumber, code: &str) -> Result<SignIn, Error> {
        let core = &self.core;
        let login = core.session.login();
        let (Some(asked), Some(code_hash)) = (&login.phone, &login.code_hash) else {
            return Err(Rejected::NoCodeRequested.into());
        };
        if asked != phone.digits() {
            return Err(Rejected::NoCodeRequested.into());
        }
        if login.password_owed {
            return password_required(core).await;
        }
        let request = tl::functions::auth::SignIn {
            phone_number: phone.digits().to_owned(),
            phone_code_hash: code_hash.clone(),
            phone_code: Some(code.trim().to_owned()),
            email_verification: None,
        };
        match core.call(To::HOME_ONCE, &request).await {
            Ok(authorization) => Ok(SignIn::SignedIn(complete(core, authorization).await?)),
            Err(failed) if failed.is("SESSION_PASSWORD_NEEDED") => password_required(core).await,
            Err(failed) => {
                if failed.is("PHONE_CODE_EXPIRED") {
                    // The hash is spent; another code has to be asked for.
                    core.session.set_login(Login::default());
                    core.save().await?;
                }
                Err(failed.into())
            }
        }
    }

    /// The signed-in user as last known, without asking Telegram.
    pub fn user(&self) -> Option<User> {
        self.core.session.user()
    }

    /// Asks Telegram whether the authorization still stands (at most once a minute; in between the last answer holds).
    /// `None`: signed out (or never signed in).
    pub async fn verify(&self) -> Result<Option<User>, Error> {
        let core = &self.core;
        if core.session.user_id().is_none() || matches!(core.check_open(), Err(Error::SignedOut)) {
            return Ok(None);
        }
        if core.verified_at().is_some_and(|at| at.elapsed() < CONFIRMED) {
            return Ok(core.session.user());
        }
        self.verify_now().await
    }

    /// The same, and asks in any case.
    pub async fn verify_now(&self) -> Result<Option<User>, Error> {
        let core = &self.core;
        if core.session.user_id().is_none() || matches!(core.check_open(), Err(Error::SignedOut)) {
            return Ok(None);
        }
        let user = match who_am_i(core).await {
            Ok(user) => user,
            Err(Error::SignedOut) => return Ok(None),
            Err(error) => return Err(error),
        };
        core.session.set_user(&user);
        core.set_verified(Some(Instant::now()));
        core.save().await?;
        Ok(core.session.user())
    }

    /// Ends the authorization at Telegram (`auth.logOut`) and forgets the session, here and in the database.
    ///
    /// # Errors
    ///
    /// When Telegram cannot be reached, nothing is forgotten: without the session the authorization could not be ended any more, and would
    /// live on where nobody sees it. The account stays usable and can be logged out later.
    pub async fn log_out(&self) -> Result<(), Error> {
        let core = &self.core;
        if core.session.user_id().is_some() {
            match core.call(To::HOME, &tl::functions::auth::LogOut {}).await.map_err(Error::from) {
                Ok(_) | Err(Error::SignedOut) => {}
                Err(error) => return Err(error),
            }
        }
        core.end().await;
        Ok(())
    }
}

/// Asks Telegram who is signed in with the key at home (`users.getUsers`).
pub(super) async fn who_am_i(core: &Core) -> Result<User, Error> {
    let request = tl::functions::users::GetUsers { id: vec![tl::enums::InputUser::UserSelf] };
    let user = core.call(To::HOME, &request).await?.into_iter().next();
    User::from_tl(user.ok_or(Error::Protocol("telegram tells nothing about the signed-in user"))?)
}

/// Asks for the same code once more. `None` when a new one must be asked for.
async fn resend_code(core: &Core, phone: &PhoneNumber, code_hash: String) -> Result<Option<CodeSent>, Error> {
    let request = tl::functions::auth::ResendCode {
        phone_number: phone.digits().to_owned(),
        phone_code_hash: code_hash,
        reason: None,
    };
    match core.call(To::HOME_ONCE, &request).await {
        Ok(sent) => keep_code(core, phone, sent).await.map(Some),
        // No other way to send it, or the code is no longer good.
        Err(Failed::Rpc(error)) if error.code == 400 || error.code == 406 => Ok(None),
        Err(failed) => Err(failed.into()),
    }
}

async fn keep_code(core: &Core, phone: &PhoneNumber, sent: tl::enums::auth::SentCode) -> Result<CodeSent, Error> {
    use tl::enums::auth::SentCode as Sent;
    match sent {
        Sent::Code(code) => {
            core.session.set_login(Login {
                phone: Some(phone.digits().to_owned()),
                code_hash: Some(code.phone_code_hash.clone()),
                password_owed: false,
            });
            core.save().await?;
            let (via, length) = describe(&code.r#type);
            Ok(CodeSent { hash: CodeHash(code.phone_code_hash), length, via })
        }
        // A device that is remembered (future auth tokens) is signed in without a code; we send no such tokens.
        Sent::Success(_) => Err(Error::Protocol("telegram signed in without a code")),
        Sent::PaymentRequired(_) => Err(Error::Rpc { code: 406, name: "PAYMENT_REQUIRED".to_owned() }),
    }
}

/// Where the code went, and how long it is.
fn describe(kind: &tl::enums::auth::SentCodeType) -> (&'static str, Option<u32>) {
    use tl::enums::auth::SentCodeType as Kind;
    let (via, length) = match kind {
        Kind::App(kind) => ("app", Some(kind.length)),
        Kind::Sms(kind) => ("sms", Some(kind.length)),
        Kind::Call(kind) => ("call", Some(kind.length)),
        Kind::FlashCall(_) => ("flash_call", None),
        Kind::MissedCall(kind) => ("missed_call", Some(kind.length)),
        Kind::EmailCode(kind) => ("email", Some(kind.length)),
        Kind::SetUpEmailRequired(_) => ("email_setup_required", None),
        Kind::FragmentSms(kind) => ("fragment", Some(kind.length)),
        Kind::FirebaseSms(kind) => ("sms", Some(kind.length)),
        Kind::SmsWord(_) => ("sms_word", None),
        Kind::SmsPhrase(_) => ("sms_phrase", None),
    };
    (via, length.and_then(|length| u32::try_from(length).ok()))
}

/// The code was right; what is owed now is remembered.
pub(super) async fn password_required(core: &Core) -> Result<SignIn, Error> {
    let mut login = core.session.login();
    login.password_owed = true;
    core.session.set_login(login);
    core.save().await?;
    let hint = super::password::hint(core).await?;
    Ok(SignIn::PasswordRequired { hint })
}

/// Telegram accepted the sign-in: the account is active from here on.
pub(super) async fn complete(core: &Core, authorization: tl::enums::auth::Authorization) -> Result<User, Error> {
    let authorization = match authorization {
        tl::enums::auth::Authorization::Authorization(authorization) => authorization,
        tl::enums::auth::Authorization::SignUpRequired(_) => return Err(Rejected::PhoneNumberUnoccupied.into()),
    };
    let user = User::from_tl(authorization.user)?;
    core.session.set_user(&user);
    core.session.set_authorized(core.session.home(), true);
    core.set_verified(Some(Instant::now()));
    core.save().await?;
    // Of those that are not kept here, no trace is left in the log either.
    let known = matches!(core.keeping, Keeping::Row(_)).then_some(user.id);
    tracing::info!(account = core.id().0, user = known, "an account signed in");
    Ok(user)
}

/// A call before signing in, which may be sent on to the data centre that the number lives in.
pub(super) async fn at_home<R: tl::RemoteCall>(core: &Core, request: &R) -> Result<R::Return, Failed> {
    for _ in 0..MIGRATIONS {
        match core.call(To::HOME, request).await {
            Err(Failed::Rpc(error))
                if error.code == 303
                    && (error.is("PHONE_MIGRATE") || error.is("USER_MIGRATE") || error.is("NETWORK_MIGRATE")) =>
            {
                let dc = error.value.and_then(|dc| i32::try_from(dc).ok());
                let dc = dc.ok_or(Error::Protocol("a migration to nowhere"))?;
                core.move_home(dc).await?;
            }
            answer => return answer,
        }
    }
    Err(Error::Protocol("the data centres send each other the account").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_read_as_people_write_them() {
        for text in ["+9996620001", "999 662-00-01", " +999 (662) 0001 ", "009996620001"] {
            assert_eq!(PhoneNumber::parse(text).expect(text).digits(), "9996620001");
        }
        for text in ["", "+", "1234", "1234567890123456", "+49 30 a", "٠١٢٣٤٥٦"] {
            assert_eq!(PhoneNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_phone_number_is_never_printed() {
        assert_eq!(format!("{:?}", PhoneNumber::parse("9996620001")), "Some(PhoneNumber(…))");
    }
}
