//! The accounts API: an API key, and the phone number in the path.
//!
//! Its users are services that keep several Telegram accounts; its contract is `docs/api/accounts.md`. Every request has a key ([`guard::Key`])
//! and reaches the accounts that this key signed in, and no others; the number in the path names one of them. Bodies are the structs of
//! [`wire`], always JSON with `isSuccess`; refusals are [`error::Error`], also for paths and methods that do not exist. There is a file for each
//! group of operations. The API reproduces that of an existing program, *the original*.

pub mod error;
pub mod guard;
pub mod wire;

mod chats;
mod clean_sessions;
mod file;
mod messages;
mod openapi;
mod qr_login;
mod refusals;
mod send_code;
mod session;
mod sign_in;
mod tags;
mod upload;
mod user_info;

pub use openapi::document;
use rocket::fairing::AdHoc;

use crate::http::errors::api_error::catcher;

/// The beginnings of the API's paths.
const BASES: [&str; 5] = ["/sendCode", "/signin", "/qrLogin", "/cleanSessions", "/user"];

/// Mounts the API. Needs what [`crate::http::stage`] manages.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("accounts API", |rocket| async {
        let routes = [
            send_code::routes(),
            sign_in::routes(),
            qr_login::routes(),
            clean_sessions::routes(),
            user_info::routes(),
            session::routes(),
            messages::routes(),
            chats::routes(),
            upload::routes(),
            file::routes(),
        ];
        let rocket = rocket.mount("/", routes.concat());
        BASES.into_iter().fold(rocket, |rocket, base| rocket.register(base, vec![catcher::<error::Error>()]))
    })
}
