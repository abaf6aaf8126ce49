//! The Telegram server that the settings choose: its data centres' addresses, its RSA key, and our application there.
//!
//! The addresses of Telegram's own data centres are known, and grammers knows their RSA keys. Any other server is given by one
//! address and its RSA key; the addresses of its data centres are requested once, by `help.getConfig`. The sandbox is such a server
//! inside this process.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use grammers_tl_types::{self as tl, Deserializable, Serializable};
use tokio::sync::OnceCell;
use tracing::info;

use super::application::Application;
use super::connection::Connection;
use super::failure::Failure;
use super::handshake::{self, ServerKey};
use super::packet_cipher::PacketCipher;
use super::session::Session;
use super::setup::Setup;
use crate::config::{self, CallLimits, Secret};
use crate::telegram::error::Error;

/// The addresses of Telegram's test data centres, as my.telegram.org lists them. (grammers contains those of the production data centres.)
const TEST_ADDRESSES: [(i32, Ipv4Addr); 3] = [
    (1, Ipv4Addr::new(149, 154, 175, 10)),
    (2, Ipv4Addr::new(149, 154, 167, 40)),
    (3, Ipv4Addr::new(149, 154, 175, 117)),
];
const TEST_PORT: u16 = 443;
/// The data centre that clients without an account connect to first.
const DEFAULT_HOME: i32 = 2;

/// The data centres of a server.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The home data centre of a new account, until Telegram names another.
    pub home: i32,
    /// Each data centre's id and address.
    pub addresses: Vec<(i32, SocketAddr)>,
}

/// A Telegram server.
pub struct Server {
    /// The application that accounts use unless their caller brings one.
    pub application: Arc<Application>,
    /// Encrypts and decrypts the packets of all connections.
    pub cipher: PacketCipher,
    /// The most connections of a lane to one data centre.
    pub max_connections: usize,
    kind: Kind,
    sandbox: Option<sandbox::Sandbox>,
    limits: CallLimits,
}

enum Kind {
    /// Telegram's own data centres.
    Telegram(Directory),
    /// Any other server.
    Custom { host: String, port: u16, key: ServerKey, directory: OnceCell<Directory> },
}

impl Server {
    /// The server that the settings choose. Starts the embedded sandbox when they choose it, and opens no connection.
    pub async fn from_config(config: &config::Config) -> Result<Self, Error> {
        let application = Arc::new(match &config.telegram.api {
            Some(api) => Application::new(api.id, api.hash.clone()),
            // Servers other than Telegram's accept any application.
            None => Application::new(1, Secret::new("sandbox".to_owned())),
        });
        let (kind, sandbox) = match &config.telegram.server {
            config::Server::Production => (Kind::Telegram(production()), None),
            config::Server::Test => (Kind::Telegram(test()), None),
            config::Server::Sandbox { control_port } => {
                let sandbox = start_sandbox(&config.storage.data_dir, *control_port).await?;
                let key = read_key(sandbox.public_key_pem())?;
                let addresses: Vec<_> = sandbox.data_centers().iter().map(|dc| (dc.id, dc.address)).collect();
                let address = addresses.first().ok_or(Error::Protocol("the sandbox has no data centre"))?.1;
                let directory = OnceCell::new_with(Some(Directory { home: DEFAULT_HOME, addresses }));
                (Kind::Custom { host: address.ip().to_string(), port: address.port(), key, directory }, Some(sandbox))
            }
            config::Server::Custom { host, port, public_key } => {
                let key = read_key(public_key)?;
                (Kind::Custom { host: host.clone(), port: *port, key, directory: OnceCell::new() }, None)
            }
        };
        let limits = config.time_limits.calls;
        let (cipher, max_connections) = (PacketCipher::default(), config.telegram.connections);
        Ok(Self { application, cipher, max_connections, kind, sandbox, limits })
    }

    /// The server's RSA key; `None` for Telegram's own, which grammers knows.
    pub fn key(&self) -> Option<&ServerKey> {
        match &self.kind {
            Kind::Telegram(_) => None,
            Kind::Custom { key, .. } => Some(key),
        }
    }

    /// The embedded sandbox, if the settings choose it.
    pub fn sandbox(&self) -> Option<&sandbox::Sandbox> {
        self.sandbox.as_ref()
    }

    /// Stops the embedded sandbox.
    pub async fn stop(&self) {
        if let Some(sandbox) = &self.sandbox {
            sandbox.stop().await;
        }
    }

    /// The data centres. Those of a custom server are fetched by the first call.
    pub async fn directory(&self) -> Result<&Directory, Error> {
        match &self.kind {
            Kind::Telegram(directory) => Ok(directory),
            Kind::Custom { host, port, key, directory } => {
                directory.get_or_try_init(|| self.fetch_directory(host, *port, key)).await
            }
        }
    }

    /// A session for an account that is not signed in yet.
    pub async fn new_session(&self) -> Result<Session, Error> {
        let directory = self.directory().await?;
        Ok(Session::new(directory.home, &directory.addresses))
    }

    /// A stored session. The addresses of a custom server's data centres are replaced by the present ones.
    pub async fn stored_session(&self, bytes: &[u8]) -> Result<Session, Error> {
        let session = Session::from_bytes(bytes).ok_or(Error::Protocol("a stored session cannot be read"))?;
        if self.key().is_some() {
            session.set_addresses(&self.directory().await?.addresses);
        }
        Ok(session)
    }

    async fn fetch_directory(&self, host: &str, port: u16, key: &ServerKey) -> Result<Directory, Error> {
        let unreachable = |_| Error::Unavailable("TELEGRAM_SERVER cannot be reached");
        let mut resolved = tokio::net::lookup_host((host, port)).await.map_err(unreachable)?;
        let address = resolved.next().ok_or(Error::Unavailable("TELEGRAM_SERVER has no address"))?;
        let auth_key = handshake::exchange(address, key, self.limits.key_exchange).await?;
        // The number of the data centre is what the answer tells; until then any will do.
        let session = Session::new(DEFAULT_HOME, &[(DEFAULT_HOME, address)]);
        session.set_key(DEFAULT_HOME, &auth_key.bytes);
        let setup = Setup {
            session: session.into(),
            application: self.application.clone(),
            cipher: self.cipher.clone(),
            idle_limit: self.limits.connection_idle,
        };
        let connection = Connection::new(DEFAULT_HOME, setup.into(), None);
        let answer = connection.invoke(tl::functions::help::GetConfig {}.to_bytes(), self.limits.call).await;
        let answer = answer.map_err(|failure| match failure {
            Failure::TimedOut => Error::Unavailable("TELEGRAM_SERVER does not answer"),
            Failure::NotSent => Error::Unavailable("TELEGRAM_SERVER cannot be reached"),
            Failure::Rpc(_) | Failure::Broken | Failure::UnknownKey | Failure::Unreadable => {
                Error::Unavailable("TELEGRAM_SERVER does not tell its data centres")
            }
        })?;
        let tl::enums::Config::Config(config) = tl::enums::Config::from_bytes(&answer)
            .map_err(|_| Error::Unavailable("TELEGRAM_SERVER does not tell its data centres"))?;
        let directory = parse_directory(&config, address);
        info!(
            home = directory.home,
            data_centers = directory.addresses.len(),
            "fetched the server's list of data centres"
        );
        Ok(directory)
    }
}

fn read_key(pem: &str) -> Result<ServerKey, Error> {
    ServerKey::from_pem(pem).ok_or(Error::Protocol("TELEGRAM_SERVER_KEY holds no RSA public key of 2048 bits"))
}

fn production() -> Directory {
    let mut addresses: Vec<_> = grammers_session::SessionData::default()
        .dc_options
        .into_values()
        .map(|option| (option.id, option.ipv4.into()))
        .collect();
    addresses.sort_unstable_by_key(|(dc, _)| *dc);
    Directory { home: DEFAULT_HOME, addresses }
}

fn test() -> Directory {
    let addresses = TEST_ADDRESSES.iter().map(|(dc, ip)| (*dc, (*ip, TEST_PORT).into())).collect();
    Directory { home: DEFAULT_HOME, addresses }
}

/// The data centres that a configuration lists. The one that sent it keeps the address by which it was reached.
fn parse_directory(config: &tl::types::Config, reached: SocketAddr) -> Directory {
    let mut addresses: Vec<(i32, SocketAddr)> = Vec::new();
    for tl::enums::DcOption::Option(option) in &config.dc_options {
        let usable = !option.media_only && !option.tcpo_only && !option.cdn;
        let port = u16::try_from(option.port).ok();
        if let (true, Some(port), Ok(ip)) = (usable, port, option.ip_address.parse::<std::net::IpAddr>())
            && addresses.iter().all(|(id, _)| *id != option.id)
        {
            addresses.push((option.id, (ip, port).into()));
        }
    }
    addresses.retain(|(id, _)| *id != config.this_dc);
    addresses.push((config.this_dc, reached));
    addresses.sort_unstable_by_key(|(dc, _)| *dc);
    Directory { home: config.this_dc, addresses }
}

async fn start_sandbox(data: &std::path::Path, control_port: Option<u16>) -> Result<sandbox::Sandbox, Error> {
    let options = sandbox::Options { control_port, data: Some(data.join("sandbox")), ..sandbox::Options::default() };
    sandbox::Sandbox::start(options).await.map_err(|error| {
        tracing::error!(%error, "the sandbox cannot be started");
        Error::Unavailable("the sandbox cannot be started")
    })
}
