//! Signing in by [`code`] or [`qr`] code, with a [`password`] if the account has one; [verifying](verify) that the authorization is still valid;
//! [logging out](log_out).
//!
//! These are functions over [`Calls`](super::calls::call::Calls). The state of a sign-in is stored in the session, so it can continue after a restart.

pub mod code_sent;
pub mod outcome;
pub mod phone_number;

pub mod code;
pub mod complete;
pub mod password;
pub mod qr;

pub mod log_out;
pub mod verify;
