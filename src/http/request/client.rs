//! The client's address, and whether it uses https. Behind a proxy both are in headers, which are only used if the proxy is trusted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

use crate::config::{Config, Web};

/// The client of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address: of the connection, or as a trusted proxy reports it.
    pub address: IpAddr,
    /// Whether the client uses https, to this server or to the proxy.
    pub secure: bool,
    /// Whether the request came through a trusted proxy.
    pub proxied: bool,
}

impl Client {
    /// The client of a request.
    pub fn of(request: &Request<'_>) -> Self {
        // Rocket's local client has no connection.
        let peer = request.remote().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |remote| remote.ip());
        let header = |name| request.headers().get(name).collect::<Vec<_>>().join(",");
        match request.rocket().state::<Config>() {
            Some(config) => {
                let forwarded_for = Some(header("X-Forwarded-For")).filter(|hops| !hops.is_empty());
                let forwarded_for = forwarded_for.unwrap_or_else(|| header("X-Real-IP"));
                Self::resolve(peer, &forwarded_for, &header("X-Forwarded-Proto"), &config.web)
            }
            None => Self { address: peer, secure: false, proxied: false },
        }
    }

    /// The key for limits: an IPv4 address, or an IPv6 /64, since one client usually has a whole /64.
    pub fn network(&self) -> IpAddr {
        match self.address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            address => address,
        }
    }

    fn resolve(peer: IpAddr, forwarded_for: &str, forwarded_proto: &str, web: &Web) -> Self {
        let trusted =
            |address: IpAddr| web.trusted_proxies.iter().any(|proxy| proxy.to_canonical() == address.to_canonical());
        if !trusted(peer) {
            return Self { address: peer, secure: web.is_https(), proxied: false };
        }
        // Each proxy appends the address of its client. From the right, the first that is not a trusted proxy is the client.
        let mut address = peer;
        for hop in forwarded_for.rsplit(',').map(str::trim) {
            match hop.parse() {
                Ok(hop) => address = hop,
                Err(_) => break,
            }
            if !trusted(address) {
                break;
            }
        }
        let says_https =
            forwarded_proto.rsplit(',').next().is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
        Self { address, secure: web.is_https() || says_https, proxied: true }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Client {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self::of(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;

    const PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));
    const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 5));

    #[test]
    fn headers_count_from_trusted_proxies_only() {
        let web = Web { trusted_proxies: vec![PROXY], ..Web::default() };
        let single = Client::resolve(PROXY, "6.6.6.6, 203.0.113.5", "https", &web);
        assert_eq!(single, Client { address: CLIENT, secure: true, proxied: true });
        let chained = Client::resolve(PROXY, "203.0.113.5, 10.0.0.1", "http", &web);
        assert_eq!(chained, Client { address: CLIENT, secure: false, proxied: true });
        let other = Client::resolve(CLIENT, "6.6.6.6", "https", &web);
        assert_eq!(other, Client { address: CLIENT, secure: false, proxied: false });
        assert_eq!(Client::resolve(PROXY, "junk", "", &web).address, PROXY);
    }

    #[test]
    fn a_public_https_origin_means_https() {
        let web = Web { public_origin: Origin::parse("https://photos.example.org"), ..Web::default() };
        assert!(Client::resolve(CLIENT, "", "", &web).secure);
    }

    #[test]
    fn limits_count_an_ipv6_network_as_one() {
        let client = |address: &str| Client { address: address.parse().unwrap(), secure: false, proxied: false };
        assert_eq!(client("2001:db8:1:2:3::4").network(), client("2001:db8:1:2::9").network());
        assert_ne!(client("2001:db8:1:2::").network(), client("2001:db8:1:3::").network());
        assert_eq!(client("::ffff:203.0.113.5").network(), CLIENT);
    }
}
