//! CORS for `FRONTEND_ORIGINS`: scripts of these origins may send the cookie and read the response. Other origins get no CORS headers.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Header, Status};
use rocket::response::Responder;
use rocket::{Request, Response, Route, options, response, routes};

use super::origin;
use crate::config::Config;
use crate::http::request::methods;

/// The response headers that scripts may read, besides those that CORS always allows.
const EXPOSED: &str =
    "Accept-Ranges, Content-Disposition, Content-Range, ETag, Link, Retry-After, X-Request-Id, X-Total-Count";
/// The request headers that scripts may send, besides those that CORS always allows.
const ACCEPTED: &str = "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range, X-Api-Key, X-Session-String, X-Share-Password";
/// How long a browser may cache the response to a preflight, in seconds.
const MAX_AGE: &str = "600";

/// Adds the headers that allow a listed origin to read the response.
pub(in crate::http) struct Cors;

#[rocket::async_trait]
impl Fairing for Cors {
    fn info(&self) -> Info {
        Info { name: "cross-origin requests", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let Some(config) = request.rocket().state::<Config>() else { return };
        if config.web.frontend_origins.is_empty() {
            return;
        }
        response.adjoin_raw_header("Vary", "Origin");
        if let Some(origin) = listed_origin(request) {
            response.set_header(Header::new("Access-Control-Allow-Origin", origin.to_owned()));
            response.set_raw_header("Access-Control-Allow-Credentials", "true");
            response.set_raw_header("Access-Control-Expose-Headers", EXPOSED);
        }
    }
}

/// The route for preflights, and for `OPTIONS` in general.
pub(in crate::http) fn routes() -> Vec<Route> {
    routes![preflight]
}

#[options("/<_..>", rank = 100)]
fn preflight() -> Preflight {
    Preflight
}

struct Preflight;

impl<'r> Responder<'r, 'static> for Preflight {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let methods = methods::of(request);
        if methods.is_empty() {
            return Err(Status::NotFound);
        }
        let methods = methods::allow_header(&methods);
        let mut response = Response::build();
        response.status(Status::NoContent).raw_header("Allow", methods.clone());
        let is_preflight = request.headers().contains("Access-Control-Request-Method");
        if is_preflight && listed_origin(request).is_some() {
            response
                .raw_header("Access-Control-Allow-Methods", methods)
                .raw_header("Access-Control-Allow-Headers", ACCEPTED)
                .raw_header("Access-Control-Max-Age", MAX_AGE);
        }
        response.ok()
    }
}

fn listed_origin<'r>(request: &'r Request<'_>) -> Option<&'r str> {
    let config = request.rocket().state::<Config>()?;
    request.headers().get_one("Origin").filter(|origin| origin::is_listed(origin, &config.web))
}
