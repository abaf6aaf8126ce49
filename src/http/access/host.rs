//! The check of the `Host` header.
//!
//! A site can resolve a name of its own to this server's address (DNS rebinding); its pages are then same-origin for the browser. They would not
//! get the cookie, but are refused as well. Links are never made of `Host`.

use crate::config::Web;
use crate::config::web::is_loopback_host;

/// Whether a request with these `Host` headers is for this server. With `from_proxy` it came through a trusted proxy, which may use any name.
pub fn is_ours(hosts: &[&str], web: &Web, from_proxy: bool) -> bool {
    let host = match hosts {
        [host] => host.trim(),
        // Exactly one is required (RFC 9112, section 3.2). HTTP/1.0 could do without, but Rocket does not tell the version.
        _ => return false,
    };
    if !is_authority(host) {
        return false;
    }
    match &web.public_origin {
        Some(origin) => {
            from_proxy || is_loopback_host(host) || same_authority(host, origin.authority(), origin.is_https())
        }
        None => from_proxy || web.allow_plain_http || is_loopback_host(host),
    }
}

/// Whether two authorities are equal; the scheme's default port may be missing.
pub fn same_authority(one: &str, other: &str, https: bool) -> bool {
    let port = if https { ":443" } else { ":80" };
    let bare = |host: &str| host.strip_suffix(port).unwrap_or(host).to_ascii_lowercase();
    bare(one) == bare(other)
}

/// Whether `host` is a name or an address, with or without a port.
fn is_authority(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let name_is_fine = match name.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok()),
        None => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)),
    };
    name_is_fine && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;

    #[test]
    fn on_loopback_only_loopback_hosts_are_ours() {
        let web = Web::default();
        for host in ["localhost:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "app.localhost", "LOCALHOST"] {
            assert!(is_ours(&[host], &web, false), "{host}");
        }
        for host in
            ["evil.example", "127.0.0.1.evil.example", "localhost/x", "localhost,evil", "", "a:b", "localhost:99999"]
        {
            assert!(!is_ours(&[host], &web, false), "{host}");
        }
        assert!(!is_ours(&["localhost", "localhost"], &web, false));
        assert!(!is_ours(&[], &web, false));
        assert!(!is_ours(&[], &web, true), "a proxy sends one as well");
    }

    #[test]
    fn a_public_origin_is_ours_too() {
        let web = Web { public_origin: Origin::parse("https://photos.example.org"), ..Web::default() };
        for host in ["photos.example.org", "Photos.Example.org:443", "localhost:8000"] {
            assert!(is_ours(&[host], &web, false), "{host}");
        }
        assert!(!is_ours(&["evil.example"], &web, false));
        assert!(!is_ours(&["photos.example.org:80"], &web, false));
        assert!(is_ours(&["heliograph:8000"], &web, true));
    }
}
