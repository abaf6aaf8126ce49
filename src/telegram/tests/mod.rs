//! Tests of the core with the real grammers client and the sandbox, without HTTP.

mod bench;
mod chats;
mod files;
mod listing;
mod posts;
mod refusals;
mod signing_in;
mod silence;
mod uploads;
mod watching;
