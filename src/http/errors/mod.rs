//! The parts of an API's refusals.
//!
//! A [`fault`](mod@fault) can occur in any API; requests that no route answers ([`unanswered`]) are among them. The error type of an API has a
//! variant for it, and implements [`api_error`], for its guards and its catcher. A [`code`](mod@code) is a refusal's stable name for programs.
//! [`failure`] describes internal failures for the log and the client.

pub mod code;
pub mod failure;
pub mod fault;
pub mod unanswered;

pub mod api_error;
pub mod guard_error;
