//! The codes of `bad_msg_notification` and `bad_server_salt`
//! (<https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message>).

pub(super) const ID_TOO_LOW: i32 = 16;
pub(super) const ID_TOO_HIGH: i32 = 17;
/// Clients' message ids are divisible by four.
pub(super) const ID_NOT_DIVISIBLE: i32 = 18;
/// Too old to tell whether it arrived before.
pub(super) const TOO_OLD: i32 = 20;
pub(super) const SEQUENCE_TOO_LOW: i32 = 32;
pub(super) const SEQUENCE_TOO_HIGH: i32 = 33;
pub(super) const EVEN_SEQUENCE_EXPECTED: i32 = 34;
pub(super) const ODD_SEQUENCE_EXPECTED: i32 = 35;
pub(super) const BAD_SALT: i32 = 48;
pub(super) const INVALID_CONTAINER: i32 = 64;
