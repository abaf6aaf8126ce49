//! The stateless API: a session string in a header carries everything, and the server stores nothing.
//!
//! Its users are scripts and services; its contract is `docs/api/stateless.md`. `X-Session-String` has the caller's own application and Telegram
//! session, sealed ([`session_string`]), so every process with the same master key can serve every request. A guard ([`guard`]) identifies the
//! caller and reads the parameters, so that all problems of a request are reported together. Bodies are the structs of [`wire`], refusals are
//! [`error::Error`] in FastAPI's form, also for paths and methods that do not exist. There is a file for each operation. The API reproduces that
//! of an existing program, *the original*.

mod chat_name;
mod error;
mod guard;
mod session_string;
mod sign_in_services;
mod telethon;
mod wire;

mod openapi;
mod refusals;
mod tags;

mod import;
mod log_out;
mod send_code;
mod verify;

mod chats;
mod join;

mod delete;
mod edit;
mod forward;
mod media;
mod messages;
mod send;
mod send_with_file;

pub use openapi::document;
use rocket::fairing::AdHoc;

use crate::http::errors::api_error::catcher;

/// The beginnings of the API's paths, for its catcher.
const BASES: [&str; 4] = ["/auth", "/chats", "/messages", "/groups"];

/// Mounts the API. Needs [`crate::config::Config`], [`crate::store::Store`] and [`crate::accounts::Accounts`] as managed state.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("stateless API", |rocket| async {
        let routes = [
            send_code::routes(),
            verify::routes(),
            log_out::routes(),
            import::routes(),
            chats::routes(),
            messages::routes(),
            media::routes(),
            send::routes(),
            send_with_file::routes(),
            delete::routes(),
            forward::routes(),
            edit::routes(),
            join::routes(),
        ];
        let rocket = rocket.mount("/", routes.concat());
        BASES.into_iter().fold(rocket, |rocket, base| rocket.register(base, vec![catcher::<error::Error>()]))
    })
}
