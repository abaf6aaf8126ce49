//! For APIs whose originals were written with FastAPI.
//!
//! An API is known by its error type ([`api`]), whose refusals are `{"detail": …}` ([`refusal`]); its requests are guards ([`call`]). Problems of
//! a request are reported one by one ([`validation`]: 422), and a path with a slash too many or too few is redirected ([`other_form`]).

pub mod api;
pub mod call;
pub mod refusal;

pub mod other_form;
pub mod validation;
