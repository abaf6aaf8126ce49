//! The access log: a line for each request, with the route's template instead of the path, and without query, address and secrets.

use std::time::Instant;

use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Data, Request, Response};
use tracing::info;

use crate::http::request::id::RequestId;

/// Writes the line when the response's head is ready. An incomplete body is logged where it is sent.
pub(in crate::http) struct AccessLog;

struct Started(Instant);

#[rocket::async_trait]
impl Fairing for AccessLog {
    fn info(&self) -> Info {
        Info { name: "access log", kind: Kind::Request | Kind::Response }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        request.local_cache(|| Started(Instant::now()));
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let started = request.local_cache(|| Started(Instant::now())).0;
        let length = match response.body().preset_size() {
            Some(size) => Some(size as u64),
            None => response.headers().get_one("Content-Length").and_then(|length| length.parse().ok()),
        };
        info!(
            request_id = %RequestId::of(request),
            method = request.method().as_str(),
            route = request.route().map_or("none", |route| route.uri.as_str()),
            status = response.status().code,
            milliseconds = started.elapsed().as_millis() as u64,
            length_bytes = length,
            "request answered"
        );
    }
}
