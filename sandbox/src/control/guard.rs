//! Who may use the control port: programs on this machine, but not web pages in its browser.

use std::net::IpAddr;

use rocket::http::{Status, uri::Host};
use rocket::request::{FromRequest, Outcome, Request};

/// A request from a program on this machine.
///
/// Browsers send `Origin` with requests that a page makes, and a host name that resolves to loopback (DNS rebinding) is visible in
/// `Host`.
pub(super) struct LocalRequest;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for LocalRequest {
    type Error = &'static str;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let headers = request.headers();
        let is_from_a_page =
            headers.contains("Origin") || headers.get_one("Sec-Fetch-Site").is_some_and(|site| site != "none");
        if is_from_a_page {
            return Outcome::Error((Status::Forbidden, "requests of web pages are refused"));
        }
        if !request.host().is_some_and(is_loopback) {
            return Outcome::Error((Status::Forbidden, "the host is not loopback"));
        }
        Outcome::Success(Self)
    }
}

fn is_loopback(host: &Host<'_>) -> bool {
    let domain = host.domain().as_str();
    let address = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(domain);
    domain.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
