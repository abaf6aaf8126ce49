//! The server's own limits: how often ([`rate_limit`], used by [`sign_in`] for codes and passwords and by [`passwords`] for the drive's users), and
//! how many at once ([`concurrency`], used by [`streams`] and [`uploads`]).

pub mod limited;
pub mod passwords;
pub mod rate_limit;
pub mod sign_in;

pub mod concurrency;
pub mod first_byte;
pub mod streams;
pub mod uploads;
