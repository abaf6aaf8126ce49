//! The public origin, the origins of front ends, and trusted proxies.

use std::fmt;
use std::net::IpAddr;

use rocket::http::uri::{Absolute, Authority};

use super::Error;
use super::raw::Raw;

/// The public origin, the origins of front ends, and trusted proxies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Web {
    /// The origin that browsers use, if it is not the address that the server listens on.
    pub public_origin: Option<Origin>,
    /// Other origins whose pages may use the cookie (CORS with credentials).
    pub frontend_origins: Vec<Origin>,
    /// Addresses of reverse proxies whose `X-Forwarded-For` (or `X-Real-IP`) and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether plain HTTP is allowed beyond loopback.
    pub allow_plain_http: bool,
}

/// A web origin: scheme, host and port as browsers write them in `Origin`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    text: String,
    authority: usize,
}

impl Web {
    pub(super) fn parse(raw: &Raw) -> Result<Self, Error> {
        let origin = |name: &'static str, text: &str| {
            let problem =
                || Error::new(name, format!("{text:?} is no origin; write it like https://photos.example.org"));
            Origin::parse(text).ok_or_else(problem)
        };
        let address =
            |text: &str| text.parse().map_err(|_| Error::new("TRUSTED_PROXIES", format!("{text:?} is no IP address")));
        let allow_plain_http = match raw.allow_plain_http.get().map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "no" | "off" | "0") => false,
            Some("true" | "yes" | "on" | "1") => true,
            Some(_) => return Err(Error::new("ALLOW_PLAIN_HTTP", "must be true or false")),
        };
        Ok(Self {
            public_origin: raw.public_origin.get().map(|text| origin("PUBLIC_ORIGIN", text)).transpose()?,
            frontend_origins: raw
                .frontend_origins
                .list()
                .map(|text| origin("FRONTEND_ORIGINS", text))
                .collect::<Result<_, _>>()?,
            trusted_proxies: raw.trusted_proxies.list().map(address).collect::<Result<_, _>>()?,
            allow_plain_http,
        })
    }

    /// Fails when cookies would cross a network without TLS, unless the settings allow that.
    pub(super) fn check_transport(&self, listen: IpAddr) -> Result<(), Error> {
        let plain = match &self.public_origin {
            Some(origin) => !origin.is_https() && !origin.is_loopback(),
            None => !listen.is_loopback(),
        };
        if plain && !self.allow_plain_http {
            let problem = format!(
                "this would carry cookies over the network in the clear (listening on {listen}). Put a proxy with TLS in front and set \
                 PUBLIC_ORIGIN to its https origin, or set ALLOW_PLAIN_HTTP=true on a network that you trust"
            );
            return Err(Error::new("PUBLIC_ORIGIN", problem));
        }
        Ok(())
    }

    /// Whether the public origin is https.
    pub fn is_https(&self) -> bool {
        self.public_origin.as_ref().is_some_and(Origin::is_https)
    }
}

impl Origin {
    /// Parses `https://host[:port]`. A default port is removed, and the host is converted to lower case. `None` for anything else, including `null`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let uri = Absolute::parse(&text).ok()?;
        let scheme = uri.scheme();
        let default_port = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let authority: &Authority<'_> = uri.authority()?;
        let host = authority.host();
        let plain =
            authority.user_info().is_none() && uri.path().is_empty() && uri.query().is_none() && !host.is_empty();
        let host = if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host.to_string() };
        let port =
            authority.port().filter(|port| *port != default_port).map(|port| format!(":{port}")).unwrap_or_default();
        plain.then(|| Self { text: format!("{scheme}://{host}{port}"), authority: scheme.len() + "://".len() })
    }

    /// As browsers write it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host and, when it is not the scheme's own, port.
    pub fn authority(&self) -> &str {
        &self.text[self.authority..]
    }

    /// Whether the scheme is https.
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// Whether its host is loopback.
    pub fn is_loopback(&self) -> bool {
        is_loopback_host(self.authority())
    }

    /// Whether its host is an IP address instead of a name.
    pub fn is_address(&self) -> bool {
        let authority = self.authority();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _port)| host);
        authority.starts_with('[') || host.parse::<IpAddr>().is_ok()
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether a `Host` (with or without port) is loopback.
pub fn is_loopback_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
