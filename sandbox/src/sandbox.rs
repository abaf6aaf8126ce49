//! [`Sandbox`]: the handle of a running sandbox.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::content::FilledMessage;
use crate::control::{self, Control};
use crate::counters::Counters;
use crate::faults::{self, Fault};
use crate::holds::{Hold, Moment};
use crate::link::Link;
use crate::methods::Methods;
use crate::options::Options;
use crate::protocol::{self, DataCenter, DataCenters};
use crate::running::{AccountError, Running};
use crate::server_key::{self, ServerKey};
use crate::store;
use crate::world::{ChannelSummary, ChatRef, MessageSummary, NewMessage, World};

/// A running sandbox. Clones share it; it ends when it is stopped, or when the last clone is dropped.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data folder can't be created.
    #[error("cannot create the data folder {path}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// There are not enough ports after the first.
    #[error("port {0} leaves no room for three data centres")]
    Port(u16),
    /// The server's RSA key can't be loaded or generated.
    #[error(transparent)]
    Key(#[from] server_key::Error),
    /// The stored data can't be read.
    #[error("cannot open the sandbox's data")]
    Store(#[from] store::Error),
    /// A data centre can't listen.
    #[error(transparent)]
    Listen(#[from] protocol::Error),
    /// The control port can't listen.
    #[error(transparent)]
    Control(#[from] control::Error),
}

/// The control port holds `running`, not this: it must not keep the sandbox alive.
struct Inner {
    running: Arc<Running>,
    control: Option<Control>,
    data: Option<PathBuf>,
}

impl Sandbox {
    /// Starts a sandbox. Returns once it listens.
    ///
    /// The future is boxed so that everything that runs in a sandbox is compiled once, with this crate: what an `async fn` calls is compiled
    /// with the crate that awaits it, and so for each program and each test (decision 10).
    pub fn start(options: Options) -> BoxFuture<'static, Result<Self, Error>> {
        Self::listen(options).boxed()
    }

    async fn listen(options: Options) -> Result<Self, Error> {
        let addresses = options.addresses().ok_or(Error::Port(options.port))?;
        let data = options.data.clone();
        // Reads files, and may generate a key, which takes a second or more.
        let opened = tokio::task::spawn_blocking(move || open(data.as_deref())).await;
        let (key, world) = opened.expect("opening does not panic")?;
        let methods = Arc::new(Methods::new(world.clone()));
        let data_centers = DataCenters::start(methods, key, world.clock().clone(), &addresses).await?;
        let list = data_centers.list.iter().map(|data_center| (data_center.id, data_center.address)).collect();
        world.connect(data_centers.hub.clone(), list);
        let running = Arc::new(Running { data_centers, world });
        let control = match options.control_port {
            Some(port) => Some(Control::start(running.clone(), SocketAddr::new(options.address, port)).await?),
            None => None,
        };
        Ok(Self(Arc::new(Inner { running, control, data: options.data })))
    }

    /// The data centres and their addresses.
    pub fn data_centers(&self) -> &[DataCenter] {
        &self.0.running.data_centers.list
    }

    /// The server's RSA public key, in PKCS#1 PEM.
    pub fn public_key_pem(&self) -> &str {
        self.0.running.data_centers.key.public_pem()
    }

    /// The public key's file in the data folder. `None` without a data folder.
    pub fn public_key_path(&self) -> Option<PathBuf> {
        self.0.data.as_deref().map(server_key::public_key_path)
    }

    /// The address of the control port, if there is one.
    pub fn control_address(&self) -> Option<SocketAddr> {
        self.0.control.as_ref().map(Control::address)
    }

    /// The counters since the start or the last reset.
    pub fn counters(&self) -> Counters {
        self.0.running.data_centers.meter.read()
    }

    /// Sets all counters to zero, except the number of open connections.
    pub fn reset_counters(&self) {
        self.0.running.data_centers.meter.reset();
    }

    /// Changes the simulated link of all connections.
    pub fn set_link(&self, link: Link) {
        self.0.running.data_centers.link.send_replace(link);
    }

    /// Sets how many seconds its clock is ahead of this computer's; behind it, when negative.
    pub fn set_clock(&self, ahead: i32) {
        self.0.running.world.clock().set_ahead(ahead.into());
    }

    /// Lets searches with a filter ignore their dates from now on, as Telegram does in some channels.
    pub fn ignore_search_dates(&self) {
        self.0.running.world.ignore_search_dates();
    }

    /// Adds a fault.
    pub fn add_fault(&self, fault: Fault) -> Result<(), faults::Error> {
        self.0.running.data_centers.faults.add(fault)
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.0.running.data_centers.faults.clear();
    }

    /// Holds the call of a method (`*`: of any) that comes after `after` others, until the returned handle is dropped.
    pub fn hold(&self, method: &str, moment: Moment, after: u64) -> Hold {
        self.0.running.data_centers.holds.add(method, moment, after)
    }

    /// Expires all file references issued so far.
    pub fn expire_file_references(&self) {
        self.0.running.world.expire_file_references();
    }

    /// Ends all authorizations of an account.
    pub fn revoke(&self, phone: &str) -> Result<(), AccountError> {
        Ok(self.0.running.world.revoke(phone)?)
    }

    /// Adds a message to an account's Saved Messages, as if another of its clients had sent it. Returns its id.
    pub fn new_message(&self, phone: &str, message: NewMessage) -> Result<i32, AccountError> {
        Ok(self.0.running.world.new_message(phone, message)?)
    }

    /// Posts a message in a public group or channel as one of its members. Returns its id.
    pub fn new_post(&self, username: &str, text: &str) -> Result<i32, AccountError> {
        Ok(self.0.running.world.new_post(ChatRef::Username(username), text)?)
    }

    /// The channels and supergroups that an account created and did not delete, oldest first.
    pub fn created_channels(&self, phone: &str) -> Result<Vec<ChannelSummary>, AccountError> {
        Ok(self.0.running.world.created_channels(phone)?)
    }

    /// At most `limit` messages of a chat, newest first; only those before the message `before`, unless it is 0.
    pub fn messages(&self, chat: ChatRef<'_>, before: i32, limit: usize) -> Result<Vec<MessageSummary>, AccountError> {
        Ok(self.0.running.world.summaries(chat, before, limit)?)
    }

    /// Adds `count` messages to a channel or supergroup as its creator, without the time that posting them would take. `message` is called
    /// once for each, with its index. Returns their ids.
    pub fn fill(
        &self,
        chat: ChatRef<'_>,
        count: u32,
        message: &dyn Fn(u32) -> FilledMessage,
    ) -> Result<RangeInclusive<i32>, AccountError> {
        Ok(self.0.running.world.fill(chat, count, message)?)
    }

    /// Deletes a message, as if its author did so with another client. Telegram's rules are not applied.
    pub fn remove_message(&self, chat: ChatRef<'_>, message_id: i32) -> Result<(), AccountError> {
        Ok(self.0.running.world.remove_message(chat, message_id)?)
    }

    /// Changes the text or caption of a message, as if its author did so with another client. Telegram's rules are not applied.
    pub fn change_message(&self, chat: ChatRef<'_>, message_id: i32, text: &str) -> Result<(), AccountError> {
        Ok(self.0.running.world.change_message(chat, message_id, text.to_owned())?)
    }

    /// Inverts the bits of a byte of a message's document, in all messages that have the document; a second time restores it.
    pub fn alter_document(&self, chat: ChatRef<'_>, message_id: i32, offset: u64) -> Result<(), AccountError> {
        Ok(self.0.running.world.alter_document(chat, message_id, offset)?)
    }

    /// Accepts a login token, as scanning a QR code does. `token` is base64url, with or without `tg://login?token=` before it.
    pub fn accept_login(&self, phone: &str, token: &str) -> Result<(), AccountError> {
        self.0.running.accept_login(phone, token)
    }

    /// Ends all connections and stops listening. Returns when that is done.
    pub fn stop(&self) -> BoxFuture<'_, ()> {
        async {
            if let Some(control) = &self.0.control {
                control.stop().await;
            }
            self.0.running.data_centers.stop().await;
        }
        .boxed()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.running.data_centers.cancel();
    }
}

fn open(data: Option<&Path>) -> Result<(Arc<ServerKey>, Arc<World>), Error> {
    let key = match data {
        Some(folder) => {
            create_folder(folder).map_err(|source| Error::Folder { path: folder.to_owned(), source })?;
            ServerKey::load_or_generate(folder)?
        }
        None => ServerKey::for_process()?,
    };
    Ok((key, World::open(data)?))
}

/// Creates a folder that only its owner can read.
fn create_folder(folder: &Path) -> io::Result<()> {
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
    use crate::world::ControlError;

    #[tokio::test]
    async fn several_run_at_once_and_end_when_stopped_or_dropped() {
        let mut sandboxes = Vec::new();
        for _ in 0..5 {
            sandboxes.push(Sandbox::start(Options { control_port: Some(0), ..Options::default() }).await.unwrap());
        }
        let mut connections = Vec::new();
        for sandbox in &sandboxes {
            assert_eq!(sandbox.data_centers().len(), 3);
            assert_eq!(sandbox.public_key_pem(), sandboxes[0].public_key_pem(), "one key per process");
            assert_eq!(sandbox.public_key_path(), None);
            connections.push(TcpStream::connect(sandbox.data_centers()[0].address).await.unwrap());
            connections.push(TcpStream::connect(sandbox.control_address().unwrap()).await.unwrap());
        }
        let last = sandboxes.pop().unwrap();
        let clone = last.clone();
        drop(last);
        clone.stop().await;
        assert!(TcpStream::connect(clone.data_centers()[0].address).await.is_err(), "no longer listening");
        drop(sandboxes);
        for mut connection in connections {
            // It ends, cleanly or not.
            let _end = connection.read(&mut [0; 1]).await;
        }
    }

    #[tokio::test]
    async fn wrong_options_are_explained() {
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
    async fn the_key_is_kept_in_the_folder_and_readable_by_its_owner_only() {
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
    async fn phone_numbers_and_tokens_are_checked() {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let text = |error: AccountError| error.to_string();
        assert!(text(sandbox.revoke("+123").unwrap_err()).contains("+99966XYYYY"));
        let message = NewMessage { text: "hi".into(), ..NewMessage::default() };
        assert!(text(sandbox.new_message("+9996621999", message).unwrap_err()).contains("nobody has signed in"));
        assert!(matches!(sandbox.accept_login("+9996620001", "no token!"), Err(AccountError::Token)));
        let unknown = sandbox.accept_login("+9996620001", "tg://login?token=AAAA");
        assert!(matches!(unknown, Err(AccountError::World(ControlError::Refused(_)))), "{unknown:?}");
    }

    fn chain(error: &dyn std::error::Error) -> String {
        match error.source() {
            Some(source) => format!("{error}: {}", chain(source)),
            None => error.to_string(),
        }
    }
}
