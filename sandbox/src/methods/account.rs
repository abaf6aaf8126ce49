//! `account.*`: the parameters of the password check, and the account's authorizations.

use grammers_tl_types as tl;
use tl::functions::account as f;

use super::objects;
use crate::dh_group;
use crate::model::authorization::Authorization;
use crate::model::password::{HINT, SALTS};
use crate::random;
use crate::rpc::{Caller, RpcError};
use crate::world::{AuthorizedCaller, World};

pub(super) fn password(
    world: &World,
    caller: &Caller,
    _: f::GetPassword,
) -> Result<tl::enums::account::Password, RpcError> {
    let challenge = world.password_challenge(caller)?;
    let (salt1, salt2) = SALTS;
    let algorithm = tl::types::PasswordKdfAlgoSha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow {
        salt1: salt1.to_vec(),
        salt2: salt2.to_vec(),
        g: dh_group::GENERATOR as i32,
        p: dh_group::PRIME.to_bytes_be(),
    };
    let secure = tl::types::SecurePasswordKdfAlgoPbkdf2Hmacsha512iter100000 { salt: salt2.to_vec() };
    let has_password = challenge.is_some();
    let (srp_b, srp_id) = challenge.map(|challenge| (challenge.public.to_vec(), challenge.id)).unzip();
    let password = tl::types::account::Password {
        has_recovery: false,
        has_secure_values: false,
        has_password,
        current_algo: has_password.then(|| algorithm.clone().into()),
        srp_b,
        srp_id,
        hint: has_password.then(|| HINT.to_owned()),
        email_unconfirmed_pattern: None,
        new_algo: algorithm.into(),
        new_secure_algo: secure.into(),
        secure_random: salt1.repeat(16),
        pending_reset_date: None,
        login_email_pattern: None,
    };
    Ok(password.into())
}

pub(super) fn authorizations(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::GetAuthorizations,
) -> Result<tl::enums::account::Authorizations, RpcError> {
    let authorizations = world.authorizations(caller.user);
    let authorizations = authorizations.iter().map(|one| tl_authorization(one, one.key == caller.key)).collect();
    Ok(tl::types::account::Authorizations { authorization_ttl_days: 180, authorizations }.into())
}

pub(super) fn reset_authorization(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ResetAuthorization,
) -> Result<bool, RpcError> {
    world.reset_authorization(caller, request.hash)?;
    Ok(true)
}

pub(super) fn update_status(_: &World, _: &AuthorizedCaller, _: f::UpdateStatus) -> Result<bool, RpcError> {
    Ok(true)
}

/// Nothing is muted.
pub(super) fn notify_settings(
    _: &World,
    _: &AuthorizedCaller,
    _: f::GetNotifySettings,
) -> Result<tl::enums::PeerNotifySettings, RpcError> {
    Ok(objects::notify_settings())
}

/// Everybody may do everything.
pub(super) fn privacy(
    _: &World,
    _: &AuthorizedCaller,
    _: f::GetPrivacy,
) -> Result<tl::enums::account::PrivacyRules, RpcError> {
    let rules = vec![tl::enums::PrivacyRule::PrivacyValueAllowAll];
    Ok(tl::types::account::PrivacyRules { rules, chats: Vec::new(), users: Vec::new() }.into())
}

/// Accounts don't end.
pub(super) fn lifetime(
    _: &World,
    _: &AuthorizedCaller,
    _: f::GetAccountTtl,
) -> Result<tl::enums::AccountDaysTtl, RpcError> {
    Ok(tl::types::AccountDaysTtl { days: 365 }.into())
}

/// A takeout may begin at once.
pub(super) fn takeout(
    _: &World,
    _: &AuthorizedCaller,
    _: f::InitTakeoutSession,
) -> Result<tl::enums::account::Takeout, RpcError> {
    Ok(tl::types::account::Takeout { id: random::id() }.into())
}

/// An authorization, as its owner sees it. The current one has no hash.
pub(super) fn tl_authorization(authorization: &Authorization, current: bool) -> tl::enums::Authorization {
    let device = &authorization.device;
    tl::types::Authorization {
        current,
        official_app: false,
        password_pending: false,
        encrypted_requests_disabled: false,
        call_requests_disabled: false,
        unconfirmed: false,
        hash: if current { 0 } else { authorization.hash },
        device_model: device.model.clone(),
        platform: device.system_version.clone(),
        system_version: device.system_version.clone(),
        api_id: device.api_id,
        app_name: "Sandbox client".to_owned(),
        app_version: device.app_version.clone(),
        date_created: authorization.created,
        date_active: authorization.active,
        ip: "127.0.0.1".to_owned(),
        country: "Localhost".to_owned(),
        region: String::new(),
    }
    .into()
}
