//! Signing in by phone number and code.
//!
//! The `auth.*` methods are called directly, and all constructors of their answers are handled here: grammers' own sign-in needs a token that
//! cannot be restored after a restart, and panics on some answers. The state between two requests is stored in the session.

use std::time::Duration;

use grammers_tl_types as tl;

use super::code_sent::{CodeDelivery, CodeHash, CodeSent};
use super::complete::complete;
use super::outcome::SignIn;
use super::password;
use super::phone_number::PhoneNumber;
use crate::digits;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::error::{Error, Rejected};
use crate::telegram::link::session::Login;
use crate::telegram::transport::route::CallRoute;

/// How often a call is made at most when data centres answer with `*_MIGRATE_X`.
const MAX_MIGRATIONS: usize = 3;

/// What Telegram answers to a wrong code that was sent by e-mail.
const WRONG_EMAIL_CODES: [&str; 3] = ["CODE_INVALID", "EMAIL_CODE_INVALID", "EMAIL_TOKEN_INVALID"];

/// Asks Telegram to send a code (`auth.sendCode`), following `PHONE_MIGRATE_X`. The phone number and the code's hash are stored in the session, so
/// the sign-in can continue after a restart.
///
/// While a code for the same number is pending, it is resent by the next method that Telegram offers (`auth.resendCode`).
pub async fn send(calls: &Calls, phone: &PhoneNumber) -> Result<CodeSent, Error> {
    if calls.session.user_id().is_some() {
        return Err(Error::Protocol("the account is signed in already"));
    }
    let login = calls.session.login();
    let pending = login.code_hash.clone().filter(|_| login.phone.as_deref() == Some(phone.digits()));
    if let Some(code_hash) = pending
        && let Some(sent) = resend_code(calls, phone, code_hash).await?
    {
        return Ok(sent);
    }
    let request = tl::functions::auth::SendCode {
        phone_number: phone.digits().to_owned(),
        api_id: calls.application.id,
        api_hash: calls.application.hash().to_owned(),
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
    let sent = call_following_migration(calls, &request).await?;
    store_code(calls, phone, sent).await
}

/// Signs in with the code (`auth.signIn`). The number must be the one that the code was sent to, else [`Rejected::NoCodeRequested`].
pub async fn sign_in(calls: &Calls, phone: &PhoneNumber, code: &str) -> Result<SignIn, Error> {
    let login = calls.session.login();
    let (Some(sent_to), Some(code_hash)) = (&login.phone, &login.code_hash) else {
        return Err(Rejected::NoCodeRequested.into());
    };
    if sent_to != phone.digits() {
        return Err(Rejected::NoCodeRequested.into());
    }
    if login.password_needed {
        return password::required(calls).await;
    }
    let code = digits::code(code);
    // Nothing that could be one: no attempt is spent.
    if code.is_empty() {
        return Err(Rejected::CodeInvalid.into());
    }
    let request = tl::functions::auth::SignIn {
        phone_number: phone.digits().to_owned(),
        phone_code_hash: code_hash.clone(),
        phone_code: (!login.by_email).then(|| code.to_string()),
        email_verification: login.by_email.then(|| {
            let code = code.to_string();
            tl::types::EmailVerificationCode { code }.into()
        }),
    };
    match calls.call(CallRoute::HOME_ONCE, &request).await {
        Ok(authorization) => Ok(SignIn::SignedIn(complete(calls, authorization).await?)),
        Err(error) if error.is("SESSION_PASSWORD_NEEDED") => password::required(calls).await,
        Err(error) if WRONG_EMAIL_CODES.iter().any(|name| error.is(name)) => Err(Rejected::CodeInvalid.into()),
        Err(error) => {
            if error.is("PHONE_CODE_EXPIRED") || error.is("EMAIL_VERIFY_EXPIRED") {
                // The code's hash is invalid now; another code has to be requested.
                calls.session.set_login(Login::default());
                calls.save().await?;
            }
            Err(error.into())
        }
    }
}

/// Asks Telegram to send the code again. `None` when a new code has to be requested.
async fn resend_code(calls: &Calls, phone: &PhoneNumber, code_hash: String) -> Result<Option<CodeSent>, Error> {
    let request = tl::functions::auth::ResendCode {
        phone_number: phone.digits().to_owned(),
        phone_code_hash: code_hash,
        reason: None,
    };
    match calls.call(CallRoute::HOME_ONCE, &request).await {
        Ok(sent) => store_code(calls, phone, sent).await.map(Some),
        // Telegram has no other method to send it, or the code has expired.
        Err(CallError::Rpc(error)) if error.code == 400 || error.code == 406 => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn store_code(calls: &Calls, phone: &PhoneNumber, sent: tl::enums::auth::SentCode) -> Result<CodeSent, Error> {
    use tl::enums::auth::SentCode as Sent;
    match sent {
        Sent::Code(code) => {
            let Some(Description { via, length, pattern }) = describe(code.r#type) else {
                // No code was sent.
                return Err(Error::Rpc { code: 403, name: "EMAIL_SETUP_REQUIRED".to_owned() });
            };
            calls.session.set_login(Login {
                phone: Some(phone.digits().to_owned()),
                code_hash: Some(code.phone_code_hash.clone()),
                password_needed: false,
                shows_qr: calls.session.login().shows_qr,
                by_email: via == CodeDelivery::Email,
            });
            calls.save().await?;
            let next_after = code.timeout.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
            Ok(CodeSent {
                hash: CodeHash(code.phone_code_hash),
                via,
                length: length.and_then(|length| u32::try_from(length).ok()).filter(|length| *length > 0),
                pattern,
                next: code.next_type.as_ref().map(next),
                next_after,
            })
        }
        // Only clients that send future auth tokens are signed in without a code.
        Sent::Success(_) => Err(Error::Protocol("telegram signed in without a code")),
        Sent::PaymentRequired(_) => Err(Error::Rpc { code: 406, name: "PAYMENT_REQUIRED".to_owned() }),
    }
}

/// Where a code went, its length, and a hint at it.
struct Description {
    via: CodeDelivery,
    length: Option<i32>,
    pattern: Option<String>,
}

/// Describes a code. `None` if none was sent, because Telegram requires an e-mail address first.
fn describe(kind: tl::enums::auth::SentCodeType) -> Option<Description> {
    use tl::enums::auth::SentCodeType as Kind;
    let (via, length, pattern) = match kind {
        Kind::App(kind) => (CodeDelivery::App, Some(kind.length), None),
        Kind::Sms(kind) => (CodeDelivery::Sms, Some(kind.length), None),
        Kind::Call(kind) => (CodeDelivery::Call, Some(kind.length), None),
        Kind::FlashCall(kind) => (CodeDelivery::FlashCall, None, Some(kind.pattern)),
        Kind::MissedCall(kind) => (CodeDelivery::MissedCall, Some(kind.length), Some(kind.prefix)),
        Kind::EmailCode(kind) => (CodeDelivery::Email, Some(kind.length), Some(kind.email_pattern)),
        Kind::SetUpEmailRequired(_) => return None,
        Kind::FragmentSms(kind) => (CodeDelivery::Fragment, Some(kind.length), None),
        Kind::FirebaseSms(kind) => (CodeDelivery::Sms, Some(kind.length), None),
        Kind::SmsWord(kind) => (CodeDelivery::SmsWord, None, kind.beginning),
        Kind::SmsPhrase(kind) => (CodeDelivery::SmsPhrase, None, kind.beginning),
    };
    Some(Description { via, length, pattern: pattern.filter(|pattern| !pattern.is_empty()) })
}

fn next(kind: &tl::enums::auth::CodeType) -> CodeDelivery {
    match kind {
        tl::enums::auth::CodeType::Sms => CodeDelivery::Sms,
        tl::enums::auth::CodeType::Call => CodeDelivery::Call,
        tl::enums::auth::CodeType::FlashCall => CodeDelivery::FlashCall,
        tl::enums::auth::CodeType::MissedCall => CodeDelivery::MissedCall,
        tl::enums::auth::CodeType::FragmentSms => CodeDelivery::Fragment,
    }
}

/// Makes a call without a signed-in user, at the data centre that Telegram names.
async fn call_following_migration<R: tl::RemoteCall>(calls: &Calls, request: &R) -> Result<R::Return, CallError> {
    for _ in 0..MAX_MIGRATIONS {
        match calls.call(CallRoute::HOME, request).await {
            Err(CallError::Rpc(error))
                if error.code == 303
                    && (error.is("PHONE_MIGRATE") || error.is("USER_MIGRATE") || error.is("NETWORK_MIGRATE")) =>
            {
                let dc = error.value.and_then(|dc| i32::try_from(dc).ok());
                let dc = dc.ok_or(Error::Protocol("a migration to nowhere"))?;
                calls.move_home(dc).await?;
            }
            answer => return answer,
        }
    }
    Err(Error::Protocol("the data centres send each other the account").into())
}
