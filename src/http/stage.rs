//! The fairings and routes that every API needs.

use rocket::fairing::AdHoc;

use super::access::api_keys;
use super::access::cors::{self, Cors};
use super::access::gate::Gate;
use super::fairings::access_log::AccessLog;
use super::fairings::compress::Compress;
use super::fairings::request_ids::RequestIds;
use super::fairings::security_headers::SecurityHeaders;
use super::limits::{passwords, sign_in, streams, uploads};

/// Attaches the fairings and mounts the routes. Needs [`crate::config::Config`], [`crate::store::Store`] and [`crate::accounts::Accounts`] as managed state.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("http", |rocket| async {
        rocket
            .attach(RequestIds)
            .attach(Gate)
            .attach(Cors)
            .attach(SecurityHeaders)
            .attach(Compress)
            .attach(AccessLog)
            .attach(sign_in::stage())
            .attach(passwords::stage())
            .attach(api_keys::stage())
            .attach(streams::stage())
            .attach(uploads::stage())
            .mount("/", cors::routes())
    })
}
