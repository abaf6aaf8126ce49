//! The handle of a running sandbox: what tests, the embedding server, the command line and the control port hold.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

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
    ///
    /// The future is boxed so that all that runs in a sandbox is compiled once, here: what an `async fn` calls is compiled by the crate that
    /// awaits it, and so by each program and each test (decision 10).
    pub fn start(options: Options) -> BoxFuture<'static, Result<Self, Error>> {
        Self::listen(options).boxed()
    }

    async fn listen(options: Options) -> Result<Self, Error> {
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

    /// Writes in a public group or channel, as one of its people. Gives the message's id.
    pub fn new_post(&self, name: &str, text: &str) -> Result<i32, AccountError> {
        Ok(self.0.core.world.new_post(name, text)?)
    }

    /// Accepts a sign-in by QR code, as scanning it does. `token` is what the code shows, with or without `tg://login?token=`.
    pub fn accept_login(&self, phone: &str, token: &str) -> Result<(), AccountError> {
        self.0.core.accept_login(phone, token)
    }

    /// Ends all connections and stops listening; returns when that is done.
    pub fn stop(&self) -> BoxFuture<'_, ()> {
        async {
            if let Some(control) = &self.0.control {
                control.stop().await;
            }
            self.0.core.wire.stop().await;
        }
        .boxed()
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

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use tokio::io::AsyncReadExt;
    use tokio::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn many_run_side_by_side_and_end_when_stopped_or_dropped() {
        let mut sandboxes = Vec::new();
        for _ in 0..5 {
            sandboxes.push(Sandbox::start(Options { control_port: Some(0), ..Options::default() }).await.unwrap());
        }
        let mut connections = Vec::new();
        for sandbox in &sandboxes {
            assert_eq!(sandbox.data_centers().len(), 3);
            assert_eq!(sandbox.public_key_pem(), sandboxes[0].public_key_pem(), "one key for the process");
            assert_eq!(sandbox.public_key_path(), None);
            connections.push(TcpStream::connect(sandbox.data_centers()[0].address).await.unwrap());
            connections.push(TcpStream::connect(sandbox.control_address().unwrap()).await.unwrap());
        }
        let last = sandboxes.pop().unwrap();
        let clone = last.clone();
        drop(last);
        clone.stop().await;
        assert!(TcpStream::connect(clone.data_centers()[0].address).await.is_err(), "nobody listens any more");
        drop(sandboxes);
        for mut connection in connections {
            // It ends, whether or not in good order.
            let _end = connection.read(&mut [0; 1]).await;
        }
    }

    #[tokio::test]
    async fn what_cannot_be_is_explained() {
        let refusal = async |options| chain(&Sandbox::start(options).await.err().expect("a refusal"));
        let text = refusal(Options { address: Ipv4Addr::UNSPECIFIED.into(), ..Options::default() }).await;
        assert_eq!(text, "the sandbox listens on loopback only, and 0.0.0.0:0 is not");
        let text = refusal(Options { port: 65_534, ..Options::default() }).await;
        assert_eq!(text, "port 65534 leaves no room for three data centres");
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let text = refusal(Options { control_port: Some(port), ..Options::default() }).await;
        assert!(text.starts_with(&format!("the control port cannot listen on 127.0.0.1:{port}: ")), "{text}");
        if port <= 65_533 {
            let text = refusal(Options { port, ..Options::default() }).await;
            assert!(text.starts_with(&format!("cannot listen on 127.0.0.1:{port}: ")), "{text}");
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("rsa-private-key.pem"), "nonsense").unwrap();
        let text = refusal(Options { data: Some(folder.path().to_owned()), ..Options::default() }).await;
        assert!(text.contains("rsa-private-key.pem is not a 2048-bit RSA private key"), "{text}");
    }

    #[tokio::test]
    async fn the_key_stays_with_its_folder_and_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("new").join("sandbox");
        let options = Options { data: Some(data.clone()), ..Options::default() };
        let first = Sandbox::start(options.clone()).await.unwrap();
        let path = first.public_key_path().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), first.public_key_pem());
        first.stop().await;
        let second = Sandbox::start(options).await.unwrap();
        assert_eq!(first.public_key_pem(), second.public_key_pem());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&data), mode(&data.join("rsa-private-key.pem"))), (0o700, 0o600));
        }
    }

    #[tokio::test]
    async fn accounts_are_named_by_numbers_and_tokens_checked() {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let text = |error: AccountError| error.to_string();
        assert!(text(sandbox.revoke("+123").unwrap_err()).contains("+99966XYYYY"));
        let message = NewMessage { text: "hi".into(), ..NewMessage::default() };
        assert!(text(sandbox.new_message("+9996621999", message).unwrap_err()).contains("nobody has signed in"));
        assert!(matches!(sandbox.accept_login("+9996620001", "no token!"), Err(AccountError::Token)));
        let unknown = sandbox.accept_login("+9996620001", "tg://login?token=AAAA");
        assert!(matches!(unknown, Err(AccountError::World(world::Unknown::Refused(_)))), "{unknown:?}");
    }

    fn chain(error: &dyn std::error::Error) -> String {
        match error.source() {
            Some(source) => format!("{error}: {}", chain(source)),
            None => error.to_string(),
        }
    }
}
