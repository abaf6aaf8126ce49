//! `auth.*`: signing in by code, password and QR code, at the home data centre and others, and logging out.

use grammers_tl_types as tl;
use tl::functions::auth as f;

use super::account::tl_authorization;
use crate::model::phone::UserId;
use crate::random;
use crate::rpc::{Caller, RpcError, bad_request};
use crate::store::CodeRow;
use crate::world::codes::{Delivery, SignIn};
use crate::world::login_tokens::LoginTokenState;
use crate::world::{AuthorizedCaller, World};

/// What is shown of the e-mail address to which a code went.
const EMAIL_PATTERN: &str = "h***@example.org";
/// The length of a code.
const CODE_LENGTH: i32 = 5;
/// After how many seconds a code can be resent.
const RESEND_AFTER: i32 = 60;

pub(super) fn send_code(
    world: &World,
    caller: &Caller,
    request: f::SendCode,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    check_application(request.api_id, &request.api_hash)?;
    Ok(match world.send_code(caller, &request.phone_number)? {
        Some((code, delivery)) => tl_sent_code(code, delivery),
        None => tl_email_required(),
    })
}

pub(super) fn resend_code(
    world: &World,
    caller: &Caller,
    request: f::ResendCode,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    let (code, delivery) = world.resend_code(caller, &request.phone_number, &request.phone_code_hash)?;
    Ok(tl_sent_code(code, delivery))
}

pub(super) fn cancel_code(world: &World, caller: &Caller, request: f::CancelCode) -> Result<bool, RpcError> {
    world.cancel_code(caller, &request.phone_number, &request.phone_code_hash)?;
    Ok(true)
}

pub(super) fn sign_in(
    world: &World,
    caller: &Caller,
    request: f::SignIn,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let by_email = request.email_verification.is_some();
    let code = match request.email_verification {
        Some(tl::enums::EmailVerification::Code(verification)) => verification.code,
        // Tokens of Google and Apple.
        Some(_) => return Err(bad_request("EMAIL_TOKEN_INVALID")),
        None => request.phone_code.unwrap_or_default(),
    };
    match world.sign_in(caller, &request.phone_number, &request.phone_code_hash, &code, by_email)? {
        SignIn::SignedIn(user) => tl_auth_authorization(world, user),
        SignIn::SignUpRequired => Ok(tl::types::auth::AuthorizationSignUpRequired { terms_of_service: None }.into()),
    }
}

pub(super) fn sign_up(
    world: &World,
    caller: &Caller,
    request: f::SignUp,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let (number, hash) = (&request.phone_number, &request.phone_code_hash);
    let user = world.sign_up(caller, number, hash, &request.first_name, &request.last_name)?;
    tl_auth_authorization(world, user)
}

pub(super) fn check_password(
    world: &World,
    caller: &Caller,
    request: f::CheckPassword,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let user = match request.password {
        tl::enums::InputCheckPasswordSrp::Srp(srp) => world.check_password(caller, srp.srp_id, &srp.a, &srp.m1)?,
        tl::enums::InputCheckPasswordSrp::InputCheckPasswordEmpty => return Err(bad_request("PASSWORD_HASH_INVALID")),
    };
    tl_auth_authorization(world, user)
}

pub(super) fn log_out(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::LogOut,
) -> Result<tl::enums::auth::LoggedOut, RpcError> {
    world.log_out(caller)?;
    Ok(tl::types::auth::LoggedOut { future_auth_token: None }.into())
}

/// Ends all authorizations of the account but the caller's.
pub(super) fn reset_authorizations(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::ResetAuthorizations,
) -> Result<bool, RpcError> {
    let others = world.authorizations(caller.user).into_iter().filter(|other| other.key != caller.key);
    for other in others {
        world.reset_authorization(caller, other.hash)?;
    }
    Ok(true)
}

pub(super) fn export_authorization(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ExportAuthorization,
) -> Result<tl::enums::auth::ExportedAuthorization, RpcError> {
    let (id, bytes) = world.export_authorization(caller, request.dc_id)?;
    Ok(tl::types::auth::ExportedAuthorization { id, bytes }.into())
}

pub(super) fn import_authorization(
    world: &World,
    caller: &Caller,
    request: f::ImportAuthorization,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let user = world.import_authorization(caller, request.id, &request.bytes)?;
    tl_auth_authorization(world, user)
}

pub(super) fn export_login_token(
    world: &World,
    caller: &Caller,
    request: f::ExportLoginToken,
) -> Result<tl::enums::auth::LoginToken, RpcError> {
    check_application(request.api_id, &request.api_hash)?;
    let state = world.export_login_token(caller)?;
    tl_login_token(world, state)
}

pub(super) fn import_login_token(
    world: &World,
    caller: &Caller,
    request: f::ImportLoginToken,
) -> Result<tl::enums::auth::LoginToken, RpcError> {
    let state = world.import_login_token(caller, &request.token)?;
    tl_login_token(world, state)
}

pub(super) fn accept_login_token(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::AcceptLoginToken,
) -> Result<tl::enums::Authorization, RpcError> {
    let accepted = world.accept_login_token(caller, &request.token)?;
    Ok(tl_authorization(&accepted, false))
}

/// Checks the API id and hash: any will do.
fn check_application(id: i32, hash: &str) -> Result<(), RpcError> {
    if id > 0 && !hash.is_empty() { Ok(()) } else { Err(bad_request("API_ID_INVALID")) }
}

fn tl_sent_code(code: CodeRow, delivery: Delivery) -> tl::enums::auth::SentCode {
    let (kind, next_type): (tl::enums::auth::SentCodeType, _) = match delivery {
        Delivery::App => {
            (tl::types::auth::SentCodeTypeApp { length: CODE_LENGTH }.into(), Some(tl::enums::auth::CodeType::Sms))
        }
        Delivery::Sms => {
            (tl::types::auth::SentCodeTypeSms { length: CODE_LENGTH }.into(), Some(tl::enums::auth::CodeType::Call))
        }
        Delivery::Call => (tl::types::auth::SentCodeTypeCall { length: CODE_LENGTH }.into(), None),
        Delivery::Email => (
            tl::types::auth::SentCodeTypeEmailCode {
                apple_signin_allowed: false,
                google_signin_allowed: false,
                email_pattern: EMAIL_PATTERN.to_owned(),
                length: CODE_LENGTH,
                reset_available_period: None,
                reset_pending_date: None,
            }
            .into(),
            None,
        ),
        Delivery::Fragment => (
            tl::types::auth::SentCodeTypeFragmentSms { url: "https://fragment.com".to_owned(), length: CODE_LENGTH }
                .into(),
            None,
        ),
        Delivery::MissedCall => {
            (tl::types::auth::SentCodeTypeMissedCall { prefix: "999".to_owned(), length: CODE_LENGTH }.into(), None)
        }
    };
    let timeout = next_type.is_some().then_some(RESEND_AFTER);
    tl::types::auth::SentCode { r#type: kind, phone_code_hash: code.hash, next_type, timeout }.into()
}

/// What is answered instead of a code while the number has no e-mail address.
fn tl_email_required() -> tl::enums::auth::SentCode {
    let kind =
        tl::types::auth::SentCodeTypeSetUpEmailRequired { apple_signin_allowed: false, google_signin_allowed: false };
    let hash = random::token::<18>();
    tl::types::auth::SentCode { r#type: kind.into(), phone_code_hash: hash, next_type: None, timeout: None }.into()
}

fn tl_login_token(world: &World, state: LoginTokenState) -> Result<tl::enums::auth::LoginToken, RpcError> {
    Ok(match state {
        LoginTokenState::Waiting { token, expires } => tl::types::auth::LoginToken { expires, token }.into(),
        LoginTokenState::MigrateTo { dc, token } => tl::types::auth::LoginTokenMigrateTo { dc_id: dc, token }.into(),
        LoginTokenState::SignedIn(user) => {
            tl::types::auth::LoginTokenSuccess { authorization: tl_auth_authorization(world, user)? }.into()
        }
    })
}

fn tl_auth_authorization(world: &World, user: UserId) -> Result<tl::enums::auth::Authorization, RpcError> {
    let user = world.user(user, user).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
    let authorization = tl::types::auth::Authorization {
        setup_password_required: false,
        otherwise_relogin_days: None,
        tmp_sessions: None,
        future_auth_token: None,
        user,
    };
    Ok(authorization.into())
}
