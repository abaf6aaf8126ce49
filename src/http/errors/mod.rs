//! What an API's refusals are made of: [`unanswered`] (no route answered; why), [`guard_error`] (a guard failed; why), [`failure`] (what is logged and
//! what is told of a failure that the client could not help).

pub mod failure;
pub mod guard_error;
pub mod unanswered;
