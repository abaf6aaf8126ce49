//! Login codes: sent, tried, sent again by other means, cancelled, expired.

use super::World;
use super::authorization::Standing;
use super::phone::{Character, Phone};
use super::refusal::{bad_request, elsewhere, unauthorized};
use crate::random;
use crate::rpc::{Caller, RpcError};
use crate::store::CodeRow;
use crate::world::phone::UserId;

/// How long a code can be used, in seconds.
const LIFETIME: i32 = 300;

/// How many wrong tries a code survives.
const ATTEMPTS: i32 = 5;

/// A code on its way.
pub type Code = CodeRow;

/// By which means a code was sent, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// Shown in another signed-in client.
    App,
    /// A text message.
    Sms,
    /// A call.
    Call,
}

/// What the right code leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Signed in.
    SignedIn(UserId),
    /// Nobody has this number yet: `auth.signUp` comes next, with the same code hash.
    SignUpRequired,
}

impl World {
    /// `auth.sendCode`.
    pub fn send_code(&self, caller: &Caller, number: &str) -> Result<(Code, Delivery), RpcError> {
        let phone = number_at(caller, number)?;
        match phone.character() {
            Character::Banned => return Err(bad_request("PHONE_NUMBER_BANNED")),
            Character::Flooded => return Err(RpcError::new(420, "FLOOD_WAIT_42")),
            _ => {}
        }
        let mut state = self.state();
        let delivery = if state.at_home(phone.user()).next().is_some() { Delivery::App } else { Delivery::Sms };
        let code = Code {
            hash: random::token::<18>(),
            phone: phone.digits(),
            sent: self.clock().now(),
            delivery: delivery as i32,
            failures: 0,
        };
        self.store().set_code(&code)?;
        state.codes.insert(code.hash.clone(), code.clone());
        Ok((code, delivery))
    }

    /// `auth.resendCode`: the same code by the next means.
    pub fn resend_code(&self, caller: &Caller, number: &str, hash: &str) -> Result<(Code, Delivery), RpcError> {
        let phone = number_at(caller, number)?;
        let mut code = self.code(phone, hash)?;
        let delivery = match code.delivery {
            0 => Delivery::Sms,
            1 => Delivery::Call,
            _ => return Err(RpcError::new(406, "SEND_CODE_UNAVAILABLE")),
        };
        code.delivery = delivery as i32;
        code.sent = self.clock().now();
        self.keep_code(code.clone())?;
        Ok((code, delivery))
    }

    /// `auth.cancelCode`.
    pub fn cancel_code(&self, caller: &Caller, number: &str, hash: &str) -> Result<(), RpcError> {
        let phone = number_at(caller, number)?;
        self.code(phone, hash)?;
        self.forget_code(hash)
    }

    /// `auth.signIn`: a right code signs in, or asks for the password or for a sign-up.
    pub fn sign_in(&self, caller: &Caller, number: &str, hash: &str, given: &str) -> Result<Entry, RpcError> {
        let phone = number_at(caller, number)?;
        if hash.is_empty() {
            return Err(bad_request("PHONE_CODE_HASH_EMPTY"));
        }
        if given.is_empty() {
            return Err(bad_request("PHONE_CODE_EMPTY"));
        }
        let mut code = self.code(phone, hash)?;
        if given != phone.code() {
            code.failures += 1;
            self.keep_code(code)?;
            return Err(bad_request("PHONE_CODE_INVALID"));
        }
        if phone.character() == Character::Unregistered && !self.state().accounts.contains_key(&phone.user()) {
            return Ok(Entry::SignUpRequired);
        }
        self.forget_code(hash)?;
        let user = self.account(phone)?;
        let mut state = self.state();
        if phone.character() == Character::Password {
            self.authorize(&mut state, caller, user, Standing::PasswordMissing)?;
            return Err(unauthorized("SESSION_PASSWORD_NEEDED"));
        }
        self.authorize(&mut state, caller, user, Standing::Home)?;
        Ok(Entry::SignedIn(user))
    }

    /// `auth.signUp`: an account for a number that had none.
    pub fn sign_up(
        &self,
        caller: &Caller,
        number: &str,
        hash: &str,
        first_name: &str,
        last_name: &str,
    ) -> Result<UserId, RpcError> {
        let phone = number_at(caller, number)?;
        self.code(phone, hash)?;
        if phone.character() != Character::Unregistered || self.state().accounts.contains_key(&phone.user()) {
            return Err(bad_request("PHONE_NUMBER_OCCUPIED"));
        }
        if first_name.trim().is_empty() || first_name.chars().count() > 64 {
            return Err(bad_request("FIRSTNAME_INVALID"));
        }
        if last_name.chars().count() > 64 {
            return Err(bad_request("LASTNAME_INVALID"));
        }
        self.forget_code(hash)?;
        let user = self.new_account(phone, first_name, Some(last_name).filter(|name| !name.is_empty()))?;
        self.authorize(&mut self.state(), caller, user, Standing::Home)?;
        Ok(user)
    }

    /// The code with that hash, if it can still be used for that number.
    fn code(&self, phone: Phone, hash: &str) -> Result<Code, RpcError> {
        let code = self.state().codes.get(hash).cloned();
        code.filter(|code| {
            code.phone == phone.digits() && code.failures < ATTEMPTS && code.sent + LIFETIME > self.clock().now()
        })
        .ok_or_else(|| bad_request("PHONE_CODE_EXPIRED"))
    }

    fn keep_code(&self, code: Code) -> Result<(), RpcError> {
        self.store().set_code(&code)?;
        self.state().codes.insert(code.hash.clone(), code);
        Ok(())
    }

    fn forget_code(&self, hash: &str) -> Result<(), RpcError> {
        self.store().remove_code(hash)?;
        self.state().codes.remove(hash);
        Ok(())
    }
}

/// The number, if it is at home at the data centre that was asked.
fn number_at(caller: &Caller, number: &str) -> Result<Phone, RpcError> {
    let phone = Phone::parse(number).ok_or_else(|| bad_request("PHONE_NUMBER_INVALID"))?;
    if phone.dc() == caller.dc { Ok(phone) } else { Err(elsewhere("PHONE", phone.dc())) }
}
