//! The fairings and routes that every API stands on.

use rocket::fairing::AdHoc;

use super::access_log::AccessLog;
use super::api_keys;
use super::compress::Compress;
use super::cors::{self, Cors};
use super::gate::Gate;
use super::housekeeping;
use super::request_id::RequestIds;
use super::security_headers::SecurityHeaders;
use super::{sign_in_limits, streams};

/// Attaches them. Needs [`crate::config::Config`], [`crate::store::Store`] and [`crate::accounts::Accounts`] as managed state.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("http", |rocket| async {
        rocket
            .attach(RequestIds)
            .attach(Gate)
            .attach(Cors)
            .attach(SecurityHeaders)
            .attach(Compress)
            .attach(AccessLog)
            .attach(sign_in_limits::stage())
            .attach(api_keys::stage())
            .attach(streams::stage())
            .attach(housekeeping::stage())
            .mount("/", cors::routes())
    })
}
