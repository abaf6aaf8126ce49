//! Signing in (by [`code`] or [`qr`] code, with a [`password`] where the account has a second factor), staying signed in and signing out
//! ([`standing`]).
//!
//! Functions over [`Calls`](super::calls::call::Calls). How far a sign-in has got is kept in the account's session, so it goes on after a restart.

pub mod code_sent;
pub mod outcome;
pub mod phone_number;

pub mod code;
pub mod complete;
pub mod password;
pub mod qr;
pub mod standing;
