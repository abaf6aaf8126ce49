//! The other form of a path: with a slash at its end where the API's document has none, or the other way round.
//!
//! Rocket takes both for the same path, and has no routes that end with a slash. Programs that come from FastAPI answer one of them and send the other there (307), and clients that
//! join paths carelessly are used to that.

use rocket::Request;

use crate::http::request::client::Client;

/// Where a request should have gone, as an absolute address with its query; `None` where it has the document's own form. `with_slash` are the
/// routes whose own form ends with one.
pub fn location(request: &Request<'_>, with_slash: &[&str]) -> Option<String> {
    let own = request.route()?.uri.path();
    let (path, query) = (request.uri().path().as_str(), request.uri().query());
    let wants_slash = with_slash.contains(&own);
    if wants_slash == path.ends_with('/') && !path.ends_with("//") {
        return None;
    }
    let scheme = if Client::of(request).secure { "https" } else { "http" };
    // The gate has seen to it that it is ours.
    let host = request.headers().get_one("Host").unwrap_or_default();
    let path = path.trim_end_matches('/');
    let slash = if wants_slash { "/" } else { "" };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{path}{slash}{query}"))
}
