//! Telegram's API methods, answered from [`crate::world`].
//!
//! A method is a function `(world, caller, request) -> result` in the file of its namespace. The table in [`service`] maps requests to
//! methods, grouped by the right that they need: `anyone`, `signed_in` (also at a data centre that has only imported the authorization)
//! or `at_home`. Methods run on blocking threads, since they may wait for disks or decode pictures; only `upload.getFile`, which carries
//! all file bytes, is asynchronous.

mod account;
mod auth;
mod blocking;
mod callers;
mod channels;
mod contacts;
mod empty;
mod help;
mod lenient;
mod messages;
mod objects;
mod peer;
mod photos;
mod service;
#[cfg(test)]
mod tests;
mod title;
mod updates;
mod upload;
mod users;

pub(crate) use service::Methods;
