//! Refuses requests before they are routed: those for another host ([`super::host`]), and those from pages of other origins that would change
//! something ([`super::origin`]).
//!
//! A fairing cannot respond, so it gives a refused request a method that no route has. The catcher of the path finds the [`Refusal`] and responds
//! in the form of its API. So no route can forget the check.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Method;
use rocket::{Data, Request};

use super::host;
use super::origin::{self, Provenance};
use crate::config::Config;
use crate::http::request::client::Client;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `Host` is another host, or malformed: 400.
    Host,
    /// A page of another origin tried to change something: 403.
    Origin,
}

/// Why the request was refused, if it was.
pub fn refusal(request: &Request<'_>) -> Option<Refusal> {
    request.local_cache(|| Verdict(None)).0
}

/// Whether the origin of a request allows it to change something. For `GET`s that do (signing in by QR code).
pub fn may_change(request: &Request<'_>) -> bool {
    let Some(config) = request.rocket().state::<Config>() else { return false };
    let header = |name| request.headers().get_one(name);
    let provenance = Provenance {
        fetch_site: header("Sec-Fetch-Site"),
        origin: header("Origin"),
        host: header("Host"),
        secure: Client::of(request).secure,
    };
    origin::may_change(provenance, &config.web)
}

struct Verdict(Option<Refusal>);

/// The method of refused requests; no route has it.
const NO_ROUTES: Method = Method::Trace;
/// Credentials that are not cookies. Browsers never add them to a request, and pages of other origins need CORS to send them.
const CREDENTIALS: [&str; 3] = ["Authorization", "X-Api-Key", "X-Session-String"];

/// Checks every request.
pub(in crate::http) struct Gate;

#[rocket::async_trait]
impl Fairing for Gate {
    fn info(&self) -> Info {
        Info { name: "host and origin", kind: Kind::Request }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        let refusal = check(request);
        if request.local_cache(|| Verdict(refusal)).0.is_some() {
            request.set_method(NO_ROUTES);
        }
    }
}

fn check(request: &Request<'_>) -> Option<Refusal> {
    let config = request.rocket().state::<Config>()?;
    let hosts: Vec<_> = request.headers().get("Host").collect();
    if !host::is_ours(&hosts, &config.web, Client::of(request).proxied) {
        return Some(Refusal::Host);
    }
    let safe = matches!(request.method(), Method::Get | Method::Head | Method::Options);
    // Only cookies can be sent without the account's owner knowing.
    let has = |name: &str| request.headers().contains(name);
    let has_credentials = CREDENTIALS.into_iter().any(has) && !has("Cookie");
    (!safe && !has_credentials && !may_change(request)).then_some(Refusal::Origin)
}
