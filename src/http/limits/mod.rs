//! How often something may be tried ([`rate_limit`]; codes and passwords: [`sign_in`]), and how many may run at once ([`concurrency`]; streams of an
//! account: [`streams`]).

pub mod limited;
pub mod rate_limit;
pub mod sign_in;

pub mod concurrency;
pub mod streams;
