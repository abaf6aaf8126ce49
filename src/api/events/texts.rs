//! The texts of failures that several events share.

use crate::telegram::{ChatRefusal, Rejected};

/// The account was logged out elsewhere; the client signs in again with `telegram login`.
pub(super) const REVOKED: &str = "session revoked, login again";
/// A request that cannot be carried out.
pub(super) const INVALID: &str = "invalid request";

/// The `reason` of a refusal, for programs.
pub(super) fn refusal_code(rejected: Rejected) -> &'static str {
    match rejected {
        Rejected::PhoneNumberInvalid => "phone_number_invalid",
        Rejected::PhoneNumberBanned => "phone_number_banned",
        Rejected::PhoneNumberUnoccupied => "phone_number_unregistered",
        Rejected::NoCodeRequested => "no_code_requested",
        Rejected::CodeInvalid => "code_invalid",
        Rejected::CodeExpired => "code_expired",
        Rejected::PasswordInvalid => "password_invalid",
        Rejected::CaptionTooLong
        | Rejected::NotModified
        | Rejected::FileEmpty
        | Rejected::FileTooLarge { .. }
        | Rejected::FileInvalid => "refused",
        Rejected::AccountFrozen => "account_frozen",
        Rejected::AccountRestricted => "account_restricted",
        Rejected::Chat(ChatRefusal::AdminRequired) => "admin_required",
        Rejected::Chat(_) => "refused",
    }
}
