//! The drive API: one Telegram account stores files for many users.
//!
//! Its users are scripts and front ends; its contract is in `docs/api/drive.md`. A user registers, gets a token for name and password, and sends it with
//! each request; what a request needs of its caller, its guard says ([`guard`]). Responses are the structs of [`wire`], refusals are [`error::Error`] in
//! FastAPI's form, also for paths and methods that do not exist. One file per operation follows.

mod error;
mod guard;
mod wire;

mod openapi;
mod refusals;
mod tags;

mod response;

mod app_passwords;
mod one_time_passwords;
mod password;
mod register;
mod sessions;
mod token;
mod users;

mod download;
mod files;
mod folders;
mod running_uploads;
mod trash;
mod upload;

mod encryption;

mod access;
mod shares;

mod overview;

mod import;
mod tgcloud;
mod tgcloud_qr;

pub use openapi::document;
use rocket::fairing::AdHoc;

use crate::http::errors::api_error::catcher;

/// All paths begin with it.
const BASE: &str = "/api/v1";

/// Mounts the API. Needs [`crate::config::Config`] and [`crate::drive::Drive`] as managed state.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("drive API", |rocket| async {
        let routes = [
            register::routes(),
            token::routes(),
            password::routes(),
            sessions::routes(),
            app_passwords::routes(),
            one_time_passwords::routes(),
            users::routes(),
            tgcloud::routes(),
            tgcloud_qr::routes(),
            folders::routes(),
            files::routes(),
            upload::routes(),
            download::routes(),
            trash::routes(),
            encryption::routes(),
            shares::routes(),
            access::routes(),
            overview::routes(),
            import::routes(),
        ];
        let rocket = rocket.attach(response::stage()).attach(running_uploads::stage());
        rocket.mount("/", routes.concat()).register(BASE, vec![catcher::<error::Error>()])
    })
}
