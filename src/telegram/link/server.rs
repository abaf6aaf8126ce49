//! Which Telegram there is to talk to, and who we are to it.
//!
//! Telegram itself and its test data centres are known by address and by RSA key (grammers carries the keys). Any other server is
//! known by one address and its own key: which data centre that is and where the others are is asked once, by
//! `help.getConfig`. The sandbox is such a server inside this process.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use grammers_mtproto::transport;
use grammers_mtsender::{ServerAddr, connect_with_auth};
use grammers_tl_types as tl;
use tokio::sync::OnceCell;
use tracing::info;

use super::application::Application;
use super::handshake::{self, ServerKey};
use super::session::Session;
use crate::config::{self, Secret};
use crate::telegram::error::Error;

/// Telegram's own address list has the data centres at fixed places (<https://core.telegram.org/resources/cidr.txt>); grammers keeps the
/// production ones. These are the test ones, from my.telegram.org.
const TEST: [(i32, Ipv4Addr); 3] = [
    (1, Ipv4Addr::new(149, 154, 175, 10)),
    (2, Ipv4Addr::new(149, 154, 167, 40)),
    (3, Ipv4Addr::new(149, 154, 175, 117)),
];
const PORT: u16 = 443;
/// Where Telegram lets unknown clients begin.
const FIRST_HOME: i32 = 2;
/// Asking for the configuration is one round trip.
const LIMIT: Duration = Duration::from_secs(15);

/// Where an account begins, and where the data centres are.
#[derive(Clone, Debug)]
pub struct Directory {
    /// Where a new account is at home until Telegram says otherwise.
    pub home: i32,
    /// Data centres and their addresses.
    pub addresses: Vec<(i32, SocketAddr)>,
}

/// One Telegram.
pub struct Server {
    /// Who we are to it, unless the caller says otherwise.
    pub application: Arc<Application>,
    kind: Kind,
    sandbox: Option<sandbox::Sandbox>,
}

enum Kind {
    /// Telegram's own data centres.
    Telegram(Directory),
    /// A server with a key of its own.
    Own { host: String, port: u16, key: ServerKey, directory: OnceCell<Directory> },
}

impl Server {
    /// The server that the settings choose. Starts the embedded sandbox where that is it; connects to nothing else yet.
    pub async fn choose(config: &config::Config) -> Result<Self, Error> {
        let application = Arc::new(match &config.telegram.api {
            Some(api) => Application::new(api.id, api.hash.clone()),
            // Servers other than Telegram's do not ask who we are.
            None => Application::new(1, Secret::new("sandbox".to_owned())),
        });
        let (kind, sandbox) = match &config.telegram.server {
            config::Server::Production => (Kind::Telegram(production()), None),
            config::Server::Test => (Kind::Telegram(test()), None),
            config::Server::Sandbox { control_port } => {
                let sandbox = start_sandbox(&config.storage.data_dir, *control_port).await?;
                let key = read_key(sandbox.public_key_pem())?;
                let addresses: Vec<_> = sandbox.data_centers().iter().map(|dc| (dc.id, dc.address)).collect();
                let at = addresses.first().ok_or(Error::Protocol("the sandbox has no data centre"))?.1;
                let directory = OnceCell::new_with(Some(Directory { home: FIRST_HOME, addresses }));
                (Kind::Own { host: at.ip().to_string(), port: at.port(), key, directory }, Some(sandbox))
            }
            config::Server::Custom { host, port, public_key } => {
                let key = read_key(public_key)?;
                (Kind::Own { host: host.clone(), port: *port, key, directory: OnceCell::new() }, None)
            }
        };
        Ok(Self { application, kind, sandbox })
    }

    /// The RSA key to make auth keys with; `None` where grammers knows it.
    pub fn key(&self) -> Option<&ServerKey> {
        match &self.kind {
            Kind::Telegram(_) => None,
            Kind::Own { key, .. } => Some(key),
        }
    }

    /// The embedded sandbox.
    pub fn sandbox(&self) -> Option<&sandbox::Sandbox> {
        self.sandbox.as_ref()
    }

    /// Stops the embedded sandbox.
    pub async fn stop(&self) {
        if let Some(sandbox) = &self.sandbox {
            sandbox.stop().await;
        }
    }

    /// Where the data centres are; asked of a server that only its operator knows, once.
    pub async fn directory(&self) -> Result<&Directory, Error> {
        match &self.kind {
            Kind::Telegram(directory) => Ok(directory),
            Kind::Own { host, port, key, directory } => {
                directory.get_or_try_init(|| ask(host, *port, key, &self.application)).await
            }
        }
    }

    /// A session for an account that is not signed in yet.
    pub async fn new_session(&self) -> Result<Session, Error> {
        let directory = self.directory().await?;
        Ok(Session::new(directory.home, &directory.addresses))
    }

    /// A stored session, with its addresses set right: a server of one's own may have moved since.
    pub async fn stored_session(&self, bytes: &[u8]) -> Result<Session, Error> {
        let session = Session::from_bytes(bytes).ok_or(Error::Protocol("a stored session cannot be read"))?;
        if self.key().is_some() {
            session.set_addresses(&self.directory().await?.addresses);
        }
        Ok(session)
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
    Directory { home: FIRST_HOME, addresses }
}

fn test() -> Directory {
    Directory { home: FIRST_HOME, addresses: TEST.iter().map(|(dc, ip)| (*dc, (*ip, PORT).into())).collect() }
}

async fn ask(host: &str, port: u16, key: &ServerKey, application: &Application) -> Result<Directory, Error> {
    let unreachable = |_| Error::Unavailable("TELEGRAM_SERVER cannot be reached");
    let mut found = tokio::net::lookup_host((host, port)).await.map_err(unreachable)?;
    let address = found.next().ok_or(Error::Unavailable("TELEGRAM_SERVER has no address"))?;
    let auth_key = handshake::exchange(address, key).await?;
    let configuration = async {
        let mut sender = connect_with_auth(transport::Full::new(), ServerAddr::Tcp { address }, *auth_key)
            .await
            .map_err(unreachable)?;
        let request = tl::functions::InvokeWithLayer {
            layer: tl::LAYER,
            query: tl::functions::InitConnection {
                api_id: application.id,
                device_model: "Heliograph".to_owned(),
                system_version: std::env::consts::OS.to_owned(),
                app_version: env!("CARGO_PKG_VERSION").to_owned(),
                system_lang_code: "en".to_owned(),
                lang_pack: String::new(),
                lang_code: "en".to_owned(),
                proxy: None,
                params: None,
                query: tl::functions::help::GetConfig {},
            },
        };
        sender.invoke(&request).await.map_err(|_| Error::Unavailable("TELEGRAM_SERVER does not tell its data centres"))
    };
    let tl::enums::Config::Config(config) = tokio::time::timeout(LIMIT, configuration)
        .await
        .map_err(|_| Error::Unavailable("TELEGRAM_SERVER does not answer"))??;
    let directory = read_config(&config, address);
    info!(home = directory.home, data_centers = directory.addresses.len(), "the server told its data centres");
    Ok(directory)
}

/// The data centres of a configuration. The one that was asked is where it was found, whatever it says of itself.
fn read_config(config: &tl::types::Config, asked: SocketAddr) -> Directory {
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
    addresses.push((config.this_dc, asked));
    addresses.sort_unstable_by_key(|(dc, _)| *dc);
    Directory { home: config.this_dc, addresses }
}

async fn start_sandbox(data: &std::path::Path, control_port: Option<u16>) -> Result<sandbox::Sandbox, Error> {
    let options = sandbox::Options { control_port, data: Some(data.join("sandbox")), ..sandbox::Options::default() };
    sandbox::Sandbox::start(options).await.map_err(|error| {
        tracing::error!(%error, "the sandbox does not start");
        Error::Unavailable("the sandbox does not start")
    })
}
