//! The core on the real grammers client and a whole sandbox, without HTTP: what the APIs may rely on.

mod bench;
mod chats;
mod files;
mod listing;
mod signing_in;
mod silence;
mod uploads;
mod watching;
