//! The Telegram server, and our application's credentials there.

use std::fs;

use super::raw::Raw;
use super::{Error, Secret};

/// The Telegram server, and our application's credentials there.
#[derive(Clone, Debug)]
pub struct Telegram {
    /// The server.
    pub server: Server,
    /// From my.telegram.org. Always set for [`Server::Production`] and [`Server::Test`]; other servers need none.
    pub api: Option<ApiCredentials>,
    /// The most connections for downloads, and as many for uploads, that an account has to one data centre.
    pub connections: usize,
}

/// As many as Telegram Desktop opens; also the default of `CONNECTIONS`.
const MAXIMUM_CONNECTIONS: usize = 8;

/// A Telegram server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// Telegram's production data centres.
    Production,
    /// Telegram's test data centres.
    Test,
    /// The sandbox inside this process, with its state under `DATA_DIR/sandbox`.
    Sandbox {
        /// Its control port on loopback, if it has one.
        control_port: Option<u16>,
    },
    /// Any other server that speaks MTProto.
    Custom {
        /// Its name or IP address.
        host: String,
        /// The TCP port.
        port: u16,
        /// Its RSA public key: PEM, PKCS#1.
        public_key: String,
    },
}

/// The application's credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCredentials {
    /// `api_id`
    pub id: i32,
    /// `api_hash`
    pub hash: Secret<String>,
}

impl Telegram {
    pub(super) fn parse(raw: &Raw) -> Result<Self, Error> {
        let api = credentials(raw)?;
        let control_port = control_port(raw)?;
        let server = match (raw.telegram_server.get(), &api) {
            (Some("sandbox"), _) | (None, None) => Server::Sandbox { control_port },
            (Some("production"), Some(_)) | (None, Some(_)) => Server::Production,
            (Some("test"), Some(_)) => Server::Test,
            (Some("production" | "test"), None) => {
                return Err(Error::new(
                    "TELEGRAM_API_ID",
                    "needed for Telegram itself; get one at https://my.telegram.org",
                ));
            }
            (Some(address), _) => custom(address, raw)?,
        };
        Ok(Self { server, api, connections: connections(raw)? })
    }
}

fn connections(raw: &Raw) -> Result<usize, Error> {
    let wrong = || Error::new("CONNECTIONS", format!("must be a number from 1 to {MAXIMUM_CONNECTIONS}"));
    let parse =
        |text: &str| text.parse().ok().filter(|count| (1..=MAXIMUM_CONNECTIONS).contains(count)).ok_or_else(wrong);
    raw.connections.get().map_or(Ok(MAXIMUM_CONNECTIONS), parse)
}

fn credentials(raw: &Raw) -> Result<Option<ApiCredentials>, Error> {
    let (id, hash) = match (raw.telegram_api_id.get(), raw.telegram_api_hash.get()) {
        (None, None) => return Ok(None),
        (Some(id), Some(hash)) => (id, hash),
        (Some(_), None) => return Err(Error::new("TELEGRAM_API_HASH", "missing; it belongs to TELEGRAM_API_ID")),
        (None, Some(_)) => return Err(Error::new("TELEGRAM_API_ID", "missing; it belongs to TELEGRAM_API_HASH")),
    };
    let id = id.parse().ok().filter(|id| *id > 0);
    let id = id.ok_or_else(|| Error::new("TELEGRAM_API_ID", "must be a positive whole number"))?;
    if !(hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Err(Error::new("TELEGRAM_API_HASH", "must be 32 hexadecimal digits"));
    }
    Ok(Some(ApiCredentials { id, hash: Secret::new(hash.to_owned()) }))
}

fn control_port(raw: &Raw) -> Result<Option<u16>, Error> {
    let parse = |text: &str| {
        text.parse().map_err(|_| Error::new("SANDBOX_CONTROL_PORT", "must be a port number, or 0 for any free one"))
    };
    raw.sandbox_control_port.get().map(parse).transpose()
}

fn custom(address: &str, raw: &Raw) -> Result<Server, Error> {
    let wrong = || Error::new("TELEGRAM_SERVER", "must be production, test, sandbox, or host:port");
    let (host, port) = address.rsplit_once(':').ok_or_else(wrong)?;
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let port = port.parse().ok().filter(|port| *port > 0).ok_or_else(wrong)?;
    if host.is_empty() || host.contains(['/', '@', '[', ']']) {
        return Err(wrong());
    }
    let path = raw.telegram_server_key.get();
    let path =
        path.ok_or_else(|| Error::new("TELEGRAM_SERVER_KEY", "needed with a server of that address: a PEM file"))?;
    let public_key = fs::read_to_string(path)
        .map_err(|error| Error::new("TELEGRAM_SERVER_KEY", format!("cannot read {path}: {error}")))?;
    if !public_key.contains("BEGIN RSA PUBLIC KEY") {
        return Err(Error::new("TELEGRAM_SERVER_KEY", format!("{path} holds no RSA public key (PEM, PKCS#1)")));
    }
    Ok(Server::Custom { host: host.to_owned(), port, public_key })
}
