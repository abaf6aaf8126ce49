//! Turns requests away before any route sees them: those for another host, and those that would change something on behalf of a page that
//! has no business here ([`super::host`], [`super::origin`]).
//!
//! A fairing cannot answer, so it gives a refused request a method that no route has; the catcher of its path finds the [`Refusal`] and
//! answers in its API's own form. That way no route can forget to ask.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Method;
use rocket::{Data, Request};

use super::host;
use super::origin::{self, Provenance};
use crate::config::Config;
use crate::http::request::client::Client;

/// Why a request was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `Host` names somebody else, or is not understood: 400.
    Host,
    /// A page of another origin asks for a change: 403.
    Origin,
}

/// Why the request was turned away, if it was.
pub fn refusal(request: &Request<'_>) -> Option<Refusal> {
    request.local_cache(|| Verdict(None)).0
}

/// Whether a request may change something, as far as its origin goes. For the few `GET`s that do (signing in by QR code).
pub fn may_change(request: &Request<'_>) -> bool {
    let Some(config) = request.rocket().state::<Config>() else { return false };
    let header = |name| request.headers().get_one(name);
    let provenance = Provenance {
        fetch_site: header("Sec-Fetch-Site"),
        origin: header("Origin"),
        host: header("Host"),
        secure: Client::of(request).secure,
        has_cookie: header("Cookie").is_some(),
    };
    origin::may_change(provenance, &config.web)
}

struct Verdict(Option<Refusal>);

/// The method of refused requests; no route has it.
const NO_ROUTES: Method = Method::Trace;
/// Headers that name the account instead of a cookie. A page of another origin cannot send them unasked (CORS).
const CREDENTIALS: [&str; 3] = ["Authorization", "X-Api-Key", "X-Session-String"];

/// Weighs every request.
pub(in crate::http) struct Gate;

#[rocket::async_trait]
impl Fairing for Gate {
    fn info(&self) -> Info {
        Info { name: "host and origin", kind: Kind::Request }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        let refusal = weigh(request);
        if request.local_cache(|| Verdict(refusal)).0.is_some() {
            request.set_method(NO_ROUTES);
        }
    }
}

fn weigh(request: &Request<'_>) -> Option<Refusal> {
    let config = request.rocket().state::<Config>()?;
    let hosts: Vec<_> = request.headers().get("Host").collect();
    if !host::is_ours(&hosts, &config.web, Client::of(request).proxied) {
        return Some(Refusal::Host);
    }
    let safe = matches!(request.method(), Method::Get | Method::Head | Method::Options);
    // Who names the account in a header instead of a cookie is no victim of a browser's helpfulness.
    let has = |name: &str| request.headers().contains(name);
    let by_header = CREDENTIALS.into_iter().any(has) && !has("Cookie");
    (!safe && !by_header && !may_change(request)).then_some(Refusal::Origin)
}
