//! `auth.*`: signing in by code, by password and by QR code, at home and at other data centres, and signing out.

use grammers_tl_types as tl;
use tl::functions::auth as f;

use super::account::shape_authorization;
use crate::rpc::{Caller, RpcError};
use crate::world::code::{Code, Delivery, Entry};
use crate::world::phone::UserId;
use crate::world::qr::Progress;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

/// How many letters a code has.
const CODE_LENGTH: i32 = 5;
/// After how many seconds the code may be asked for by other means.
const RESEND_AFTER: i32 = 60;

pub(super) fn send_code(
    world: &World,
    caller: &Caller,
    request: f::SendCode,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    check_application(request.api_id, &request.api_hash)?;
    let (code, delivery) = world.send_code(caller, &request.phone_number)?;
    Ok(shape_code(code, delivery))
}

pub(super) fn resend_code(
    world: &World,
    caller: &Caller,
    request: f::ResendCode,
) -> Result<tl::enums::auth::SentCode, RpcError> {
    let (code, delivery) = world.resend_code(caller, &request.phone_number, &request.phone_code_hash)?;
    Ok(shape_code(code, delivery))
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
    let code = request.phone_code.unwrap_or_default();
    match world.sign_in(caller, &request.phone_number, &request.phone_code_hash, &code)? {
        Entry::SignedIn(user) => authorization(world, user),
        Entry::SignUpRequired => Ok(tl::types::auth::AuthorizationSignUpRequired { terms_of_service: None }.into()),
    }
}

pub(super) fn sign_up(
    world: &World,
    caller: &Caller,
    request: f::SignUp,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let (number, hash) = (&request.phone_number, &request.phone_code_hash);
    let user = world.sign_up(caller, number, hash, &request.first_name, &request.last_name)?;
    authorization(world, user)
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
    authorization(world, user)
}

pub(super) fn log_out(world: &World, signed: &Signed, _: f::LogOut) -> Result<tl::enums::auth::LoggedOut, RpcError> {
    world.log_out(signed)?;
    Ok(tl::types::auth::LoggedOut { future_auth_token: None }.into())
}

pub(super) fn export_authorization(
    world: &World,
    signed: &Signed,
    request: f::ExportAuthorization,
) -> Result<tl::enums::auth::ExportedAuthorization, RpcError> {
    let (id, bytes) = world.export_authorization(signed, request.dc_id)?;
    Ok(tl::types::auth::ExportedAuthorization { id, bytes }.into())
}

pub(super) fn import_authorization(
    world: &World,
    caller: &Caller,
    request: f::ImportAuthorization,
) -> Result<tl::enums::auth::Authorization, RpcError> {
    let user = world.import_authorization(caller, request.id, &request.bytes)?;
    authorization(world, user)
}

pub(super) fn export_login_token(
    world: &World,
    caller: &Caller,
    request: f::ExportLoginToken,
) -> Result<tl::enums::auth::LoginToken, RpcError> {
    check_application(request.api_id, &request.api_hash)?;
    let progress = world.export_login_token(caller)?;
    shape_progress(world, progress)
}

pub(super) fn import_login_token(
    world: &World,
    caller: &Caller,
    request: f::ImportLoginToken,
) -> Result<tl::enums::auth::LoginToken, RpcError> {
    let progress = world.import_login_token(caller, &request.token)?;
    shape_progress(world, progress)
}

pub(super) fn accept_login_token(
    world: &World,
    signed: &Signed,
    request: f::AcceptLoginToken,
) -> Result<tl::enums::Authorization, RpcError> {
    let accepted = world.accept_login_token(signed, &request.token)?;
    Ok(shape_authorization(&accepted, false))
}

/// An API id and hash as my.telegram.org gives them; which ones is all the same here.
fn check_application(id: i32, hash: &str) -> Result<(), RpcError> {
    if id > 0 && !hash.is_empty() { Ok(()) } else { Err(bad_request("API_ID_INVALID")) }
}

fn shape_code(code: Code, delivery: Delivery) -> tl::enums::auth::SentCode {
    let (kind, next_type): (tl::enums::auth::SentCodeType, _) = match delivery {
        Delivery::App => {
            (tl::types::auth::SentCodeTypeApp { length: CODE_LENGTH }.into(), Some(tl::enums::auth::CodeType::Sms))
        }
        Delivery::Sms => {
            (tl::types::auth::SentCodeTypeSms { length: CODE_LENGTH }.into(), Some(tl::enums::auth::CodeType::Call))
        }
        Delivery::Call => (tl::types::auth::SentCodeTypeCall { length: CODE_LENGTH }.into(), None),
    };
    let timeout = next_type.is_some().then_some(RESEND_AFTER);
    tl::types::auth::SentCode { r#type: kind, phone_code_hash: code.hash, next_type, timeout }.into()
}

fn shape_progress(world: &World, progress: Progress) -> Result<tl::enums::auth::LoginToken, RpcError> {
    Ok(match progress {
        Progress::Waiting { token, expires } => tl::types::auth::LoginToken { expires, token }.into(),
        Progress::Elsewhere { dc, token } => tl::types::auth::LoginTokenMigrateTo { dc_id: dc, token }.into(),
        Progress::SignedIn(user) => {
            tl::types::auth::LoginTokenSuccess { authorization: authorization(world, user)? }.into()
        }
    })
}

fn authorization(world: &World, user: UserId) -> Result<tl::enums::auth::Authorization, RpcError> {
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
