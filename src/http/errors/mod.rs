//! What an API's refusals are made of.
//!
//! A [`fault`](mod@fault) is what can go wrong in any API; what no route answers ([`unanswered`]) is among it. An API's own error type has a variant for it, and with
//! [`api_error`] its guards fail and its catcher answers. A [`code`](mod@code) is a refusal's stable name for programs, [`failure`] what is logged and
//! told of a failure that the client could not help.

pub mod code;
pub mod failure;
pub mod fault;
pub mod unanswered;

pub mod api_error;
pub mod guard_error;
