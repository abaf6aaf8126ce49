//! The gallery API: a cookie, and the media of Saved Messages.
//!
//! Its users are front ends in a browser; its contract is `docs/api/gallery.md`. The session of a browser (its cookie, its sign-in and its
//! log-out) is [`crate::browser`], which the pages use as well. Bodies are the structs of [`wire`], refusals are [`error::Error`], also for
//! paths and methods that do not exist. There is a file for each group of operations.
//!
//! The API reproduces that of an existing program, *the original*: paths are accepted in the spelling of its document and in that of its code.

pub mod wire;

mod error;
mod guard;
mod list_query;
mod message_ids;

mod counts;
mod download;
mod edit;
mod events;
mod is_authenticated;
mod list;
mod log_out;
mod openapi;
mod qr;
mod refusals;
mod send_code;
mod sign_in;
mod stream;
mod stream_stats;
mod tags;
mod thumbnail;
mod upload;
mod upload_caption;

pub use openapi::document;
use rocket::fairing::AdHoc;

use crate::http::errors::api_error::catcher;

/// Mounts the API. Needs [`crate::config::Config`], [`crate::store::Store`] and [`crate::accounts::Accounts`] as managed state.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("gallery API", |rocket| async {
        let routes = [
            send_code::routes(),
            sign_in::routes(),
            qr::routes(),
            is_authenticated::routes(),
            log_out::routes(),
            list::routes(),
            counts::routes(),
            upload::routes(),
            edit::routes(),
            stream::routes(),
            download::routes(),
            stream_stats::routes(),
            thumbnail::routes(),
            events::routes(),
        ];
        rocket.attach(events::stage()).mount("/", routes.concat()).register("/", vec![catcher::<error::Error>()])
    })
}
