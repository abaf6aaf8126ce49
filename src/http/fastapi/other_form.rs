//! Redirects for a trailing slash: a path with a slash where the API's document has none, or without the slash that it has.
//!
//! FastAPI has one form of a path and redirects from the other (307), and clients rely on that. Rocket has the same route for both.

use rocket::Request;

use crate::http::request::client::Client;

/// The absolute URL of the documented form, with the request's query; `None` if the request has that form. `with_slash` are the routes whose
/// documented form has a trailing slash.
pub fn location(request: &Request<'_>, with_slash: &[&str]) -> Option<String> {
    let own = request.route()?.uri.path();
    let (path, query) = (request.uri().path().as_str(), request.uri().query());
    let wants_slash = with_slash.contains(&own);
    if wants_slash == path.ends_with('/') && !path.ends_with("//") {
        return None;
    }
    let scheme = if Client::of(request).secure { "https" } else { "http" };
    // `access::gate` has checked the host.
    let host = request.headers().get_one("Host").unwrap_or_default();
    let path = path.trim_end_matches('/');
    let slash = if wants_slash { "/" } else { "" };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{path}{slash}{query}"))
}
