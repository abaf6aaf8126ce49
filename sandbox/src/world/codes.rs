//! Login codes: sending, resending, cancelling, and signing in or up with them.

use super::state::World;
use crate::model::authorization::AuthorizationState;
use crate::model::phone::{AccountKind, Phone, UserId};
use crate::random;
use crate::rpc::{Caller, RpcError, bad_request, migrate, unauthorized};
use crate::store::CodeRow;

/// For how many seconds a code is valid.
const LIFETIME: i32 = 300;

/// After this many wrong codes the right one is not accepted any more.
const MAXIMUM_FAILURES: i32 = 5;

/// How a code is delivered, in the order of resending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delivery {
    App,
    Sms,
    Call,
    Email,
    Fragment,
    MissedCall,
}

impl Delivery {
    /// How a number's code is delivered first.
    fn of(kind: AccountKind, has_apps: bool) -> Self {
        match kind {
            AccountKind::Email => Self::Email,
            AccountKind::Fragment => Self::Fragment,
            AccountKind::Call => Self::Call,
            AccountKind::MissedCall => Self::MissedCall,
            _ if has_apps => Self::App,
            _ => Self::Sms,
        }
    }
}

/// The result of a right code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignIn {
    SignedIn(UserId),
    /// There is no account with this number: `auth.signUp` is needed, with the same code hash.
    SignUpRequired,
}

impl World {
    /// `auth.sendCode`. `None`: an e-mail address has to be set up first, and no code is sent.
    pub(crate) fn send_code(&self, caller: &Caller, number: &str) -> Result<Option<(CodeRow, Delivery)>, RpcError> {
        let phone = parse_number(caller, number)?;
        match phone.account_kind() {
            AccountKind::Banned => return Err(bad_request("PHONE_NUMBER_BANNED")),
            AccountKind::Flooded => return Err(RpcError::new(420, "FLOOD_WAIT_42")),
            AccountKind::EmailSetup => return Ok(None),
            _ => {}
        }
        let mut state = self.state();
        let has_apps = state.authorizations_of(phone.user()).next().is_some();
        let delivery = Delivery::of(phone.account_kind(), has_apps);
        let code = CodeRow {
            hash: random::token::<18>(),
            phone: phone.digits(),
            sent: self.clock().now(),
            delivery: delivery as i32,
            failures: 0,
        };
        self.store().set_code(&code)?;
        state.codes.insert(code.hash.clone(), code.clone());
        Ok(Some((code, delivery)))
    }

    /// `auth.resendCode`: the same code with the next kind of delivery.
    pub(crate) fn resend_code(
        &self,
        caller: &Caller,
        number: &str,
        hash: &str,
    ) -> Result<(CodeRow, Delivery), RpcError> {
        let phone = parse_number(caller, number)?;
        let mut code = self.code(phone, hash)?;
        let delivery = match code.delivery {
            0 => Delivery::Sms,
            1 => Delivery::Call,
            _ => return Err(RpcError::new(406, "SEND_CODE_UNAVAILABLE")),
        };
        code.delivery = delivery as i32;
        code.sent = self.clock().now();
        self.store_code(code.clone())?;
        Ok((code, delivery))
    }

    /// `auth.cancelCode`.
    pub(crate) fn cancel_code(&self, caller: &Caller, number: &str, hash: &str) -> Result<(), RpcError> {
        let phone = parse_number(caller, number)?;
        self.code(phone, hash)?;
        self.remove_code(hash)
    }

    /// `auth.signIn`. A code that came by e-mail is another argument of that method than others are.
    pub(crate) fn sign_in(
        &self,
        caller: &Caller,
        number: &str,
        hash: &str,
        given: &str,
        by_email: bool,
    ) -> Result<SignIn, RpcError> {
        let phone = parse_number(caller, number)?;
        if hash.is_empty() {
            return Err(bad_request("PHONE_CODE_HASH_EMPTY"));
        }
        if given.is_empty() {
            return Err(bad_request("PHONE_CODE_EMPTY"));
        }
        let mut code = self.code(phone, hash)?;
        if given != phone.code() || by_email != (code.delivery == Delivery::Email as i32) {
            code.failures += 1;
            self.store_code(code)?;
            return Err(bad_request(if by_email { "EMAIL_CODE_INVALID" } else { "PHONE_CODE_INVALID" }));
        }
        if phone.account_kind() == AccountKind::Unregistered && !self.state().accounts.contains_key(&phone.user()) {
            return Ok(SignIn::SignUpRequired);
        }
        self.remove_code(hash)?;
        let user = self.account(phone)?;
        let mut state = self.state();
        if phone.account_kind() == AccountKind::Password {
            self.authorize(&mut state, caller, user, AuthorizationState::PasswordNeeded)?;
            return Err(unauthorized("SESSION_PASSWORD_NEEDED"));
        }
        self.authorize(&mut state, caller, user, AuthorizationState::Home)?;
        Ok(SignIn::SignedIn(user))
    }

    /// `auth.signUp`: creates the account of a number.
    pub(crate) fn sign_up(
        &self,
        caller: &Caller,
        number: &str,
        hash: &str,
        first_name: &str,
        last_name: &str,
    ) -> Result<UserId, RpcError> {
        let phone = parse_number(caller, number)?;
        self.code(phone, hash)?;
        if phone.account_kind() != AccountKind::Unregistered || self.state().accounts.contains_key(&phone.user()) {
            return Err(bad_request("PHONE_NUMBER_OCCUPIED"));
        }
        if first_name.trim().is_empty() || first_name.chars().count() > 64 {
            return Err(bad_request("FIRSTNAME_INVALID"));
        }
        if last_name.chars().count() > 64 {
            return Err(bad_request("LASTNAME_INVALID"));
        }
        self.remove_code(hash)?;
        let user = self.create_account(phone, first_name, Some(last_name).filter(|name| !name.is_empty()))?;
        self.authorize(&mut self.state(), caller, user, AuthorizationState::Home)?;
        Ok(user)
    }

    /// The code with this hash, if it is valid for this number.
    fn code(&self, phone: Phone, hash: &str) -> Result<CodeRow, RpcError> {
        let code = self.state().codes.get(hash).cloned();
        code.filter(|code| {
            code.phone == phone.digits()
                && code.failures < MAXIMUM_FAILURES
                && code.sent + LIFETIME > self.clock().now()
        })
        .ok_or_else(|| bad_request("PHONE_CODE_EXPIRED"))
    }

    fn store_code(&self, code: CodeRow) -> Result<(), RpcError> {
        self.store().set_code(&code)?;
        self.state().codes.insert(code.hash.clone(), code);
        Ok(())
    }

    fn remove_code(&self, hash: &str) -> Result<(), RpcError> {
        self.store().remove_code(hash)?;
        self.state().codes.remove(hash);
        Ok(())
    }
}

/// Parses a number, whose home must be the data centre of the call.
fn parse_number(caller: &Caller, number: &str) -> Result<Phone, RpcError> {
    let phone = Phone::parse(number).ok_or_else(|| bad_request("PHONE_NUMBER_INVALID"))?;
    if phone.dc() == caller.dc { Ok(phone) } else { Err(migrate("PHONE", phone.dc())) }
}
