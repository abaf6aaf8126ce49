//! The handle of a running sandbox: what tests, the embedding server, the command line and the control port hold.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::control::Control;
use crate::counters::Counters;
use crate::faults::{self, Fault};
use crate::keys::{self, ServerKey};
use crate::link::Link;
use crate::methods::Answers;
use crate::options::Options;
use crate::protocol::{self, DataCenter, Wire};
use crate::world::{self, NewMessage, World};
use crate::{control, store};

/// A running sandbox. Clones are the same one; it ends when it is stopped or the last of them is dropped.
#[derive(Clone)]
pub struct Sandbox(Arc<Running>);

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data folder can't be made.
    #[error("cannot make the data folder {path}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no port after the last one.
    #[error("port {0} leaves no room for three data centres")]
    Port(u16),
    /// The server's RSA key.
    #[error(transparent)]
    Key(#[from] keys::Error),
    /// What was kept can't be read.
    #[error("cannot open the sandbox's data")]
    Store(#[from] store::Error),
    /// A data centre can't listen.
    #[error(transparent)]
    Listen(#[from] protocol::Error),
    /// The control port can't listen.
    #[error(transparent)]
    Control(#[from] control::Error),
}

/// Why something can't be done to an account.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The world knows why.
    #[error(transparent)]
    World(#[from] world::Unknown),
    /// Not what a `tg://login?token=` address carries.
    #[error("not a login token: they are base64url, as in tg://login?token=…")]
    Token,
}

/// All that runs. The control port holds its inner half, so that it does not keep the sandbox alive.
struct Running {
    core: Arc<Core>,
    control: Option<Control>,
    data: Option<PathBuf>,
}

/// What can be looked at and changed while running.
pub(crate) struct Core {
    pub(crate) wire: Wire,
    pub(crate) world: Arc<World>,
}

impl Sandbox {
    /// Starts a sandbox: opens its world, makes its key if it has none, listens.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let addresses = options.addresses().ok_or(Error::Port(options.port))?;
        let data = options.data.clone();
        // Both read files, and making a key takes a second or more.
        let opened = tokio::task::spawn_blocking(move || open(data.as_deref())).await;
        let (key, world) = opened.expect("opening does not panic")?;
        let answers = Arc::new(Answers::new(world.clone()));
        let wire = Wire::start(answers, key, &addresses).await?;
        let data_centers = wire.data_centers.iter().map(|center| (center.id, center.address)).collect();
        world.connect(wire.hub.clone(), data_centers);
        let core = Arc::new(Core { wire, world });
        let control = match options.control_port {
            Some(port) => Some(Control::start(core.clone(), SocketAddr::new(options.address, port)).await?),
            None => None,
        };
        Ok(Self(Arc::new(Running { core, control, data: options.data })))
    }

    /// The data centres and their addresses.
    pub fn data_centers(&self) -> &[DataCenter] {
        &self.0.core.wire.data_centers
    }

    /// The server's RSA public key, PKCS#1 PEM.
    pub fn public_key_pem(&self) -> &str {
        self.0.core.wire.key.public_pem()
    }

    /// The file in the data folder that has it. `None` without a folder.
    pub fn public_key_path(&self) -> Option<PathBuf> {
        self.0.data.as_deref().map(keys::public_key_path)
    }

    /// Where the control port listens, if there is one.
    pub fn control_address(&self) -> Option<SocketAddr> {
        self.0.control.as_ref().map(Control::address)
    }

    /// What was asked and carried so far.
    pub fn counters(&self) -> Counters {
        self.0.core.wire.meter.read()
    }

    /// Starts counting over.
    pub fn reset_counters(&self) {
        self.0.core.wire.meter.reset();
    }

    /// Changes every connection's line from now on.
    pub fn set_link(&self, link: Link) {
        self.0.core.wire.link.send_replace(link);
    }

    /// Orders trouble.
    pub fn add_fault(&self, fault: Fault) -> Result<(), faults::Error> {
        self.0.core.wire.faults.add(fault)
    }

    /// Cancels all trouble that has not come yet.
    pub fn clear_faults(&self) {
        self.0.core.wire.faults.clear();
    }

    /// Every file reference given out so far is expired.
    pub fn expire_file_references(&self) {
        self.0.core.world.expire_file_references();
    }

    /// Ends all of an account's authorizations.
    pub fn revoke(&self, phone: &str) -> Result<(), AccountError> {
        Ok(self.0.core.world.revoke(phone)?)
    }

    /// Puts a message into an account's Saved Messages, as if another of its clients had sent it. Gives its id.
    pub fn new_message(&self, phone: &str, message: NewMessage) -> Result<i32, AccountError> {
        Ok(self.0.core.world.new_message(phone, message)?)
    }

    /// Accepts a sign-in by QR code, as scanning it does. `token` is what the code shows, with or without `tg://login?token=`.
    pub fn accept_login(&self, phone: &str, token: &str) -> Result<(), AccountError> {
        self.0.core.accept_login(phone, token)
    }

    /// Ends all connections and stops listening; returns when that is done.
    pub async fn stop(&self) {
        if let Some(control) = &self.0.control {
            control.stop().await;
        }
        self.0.core.wire.stop().await;
    }
}

impl Core {
    /// See [`Sandbox::accept_login`].
    pub(crate) fn accept_login(&self, phone: &str, token: &str) -> Result<(), AccountError> {
        let token = token.strip_prefix("tg://login?token=").unwrap_or(token);
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let token = GeneralPurpose::new(&URL_SAFE, config).decode(token).map_err(|_| AccountError::Token)?;
        Ok(self.world.accept_login(phone, &token)?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.core.wire.cancel();
    }
}

fn open(data: Option<&Path>) -> Result<(Arc<ServerKey>, Arc<World>), Error> {
    let key = match data {
        Some(folder) => {
            make_folder(folder).map_err(|source| Error::Folder { path: folder.to_owned(), source })?;
            ServerKey::of_folder(folder)?
        }
        None => ServerKey::of_process()?,
    };
    Ok((key, World::open(data)?))
}

/// Makes a folder that only its owner may look into.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
