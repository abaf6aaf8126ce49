//! The other form of a path: with a slash at its end where the route has none, or the other way round.
//!
//! Rocket takes both for the same path. Programs that come from FastAPI answer one of them and send the other there (307), and clients that
//! join paths carelessly are used to that.

use rocket::Request;

use super::client::Client;

/// Where a request should have gone, as an absolute address with its query; `None` where it has its route's own form.
pub fn other_form(request: &Request<'_>) -> Option<String> {
    let own = request.route()?.uri.path();
    let (path, query) = (request.uri().path().as_str(), request.uri().query());
    let wants_slash = own.ends_with('/');
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
