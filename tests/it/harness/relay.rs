//! What lies between the server and its Telegram: a relay of TCP connections that can be cut, refused, silent, or answer in Telegram's place.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// A relay to one address.
pub struct Relay {
    address: SocketAddr,
    way: watch::Sender<Way>,
    task: AbortHandle,
}

/// What happens to connections.
#[derive(Clone)]
enum Way {
    /// They are relayed.
    Open,
    /// There are none.
    Refused,
    /// They are accepted, and nothing is ever answered.
    Silent,
    /// So many are answered with these bytes and closed; later ones are relayed.
    Says(Vec<u8>, Arc<AtomicUsize>),
}

impl Relay {
    /// Starts it, open.
    pub async fn start(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let (way, changes) = watch::channel(Way::Open);
        let task = tokio::spawn(run(listener, address, target, changes)).abort_handle();
        Self { address, way, task }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Relays new connections. Those that are open are cut.
    pub fn open(&self) {
        self.way.send_replace(Way::Open);
    }

    /// Cuts all connections, and refuses new ones.
    pub fn refuse(&self) {
        self.way.send_replace(Way::Refused);
    }

    /// Cuts all connections, and answers nothing on new ones.
    pub fn fall_silent(&self) {
        self.way.send_replace(Way::Silent);
    }

    /// Cuts all connections, answers so many new ones with these bytes, and relays later ones.
    pub fn say(&self, bytes: &[u8], times: usize) {
        self.way.send_replace(Way::Says(bytes.to_vec(), Arc::new(AtomicUsize::new(times))));
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn run(listener: TcpListener, address: SocketAddr, target: SocketAddr, mut way: watch::Receiver<Way>) {
    let mut listener = Some(listener);
    loop {
        if matches!(*way.borrow_and_update(), Way::Refused) {
            listener = None;
        }
        let accepted = match &listener {
            Some(listener) => tokio::select! {
                accepted = listener.accept() => accepted.ok(),
                changed = way.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    None
                }
            },
            None => {
                if way.changed().await.is_err() {
                    return;
                }
                listener = Some(listen(address));
                None
            }
        };
        if let Some((socket, _)) = accepted {
            tokio::spawn(serve(socket, target, way.clone()));
        }
    }
}

/// Listens again where others were connected a moment ago.
fn listen(address: SocketAddr) -> TcpListener {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("an option of every socket");
    socket.bind(address).expect("the address is still ours");
    socket.listen(64).expect("it listens")
}

async fn serve(mut socket: TcpStream, target: SocketAddr, mut way: watch::Receiver<Way>) {
    let present = way.borrow_and_update().clone();
    match present {
        Way::Refused => {}
        Way::Silent => drop(way.changed().await),
        Way::Says(bytes, left)
            if left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() =>
        {
            let mut request = [0; 1024];
            // Whoever is gone by then misses it.
            if socket.read(&mut request).await.is_ok() && socket.write_all(&bytes).await.is_ok() {
                let _ = socket.shutdown().await;
            }
        }
        Way::Open | Way::Says(..) => {
            let Ok(mut telegram) = TcpStream::connect(target).await else { return };
            tokio::select! {
                _ = copy_bidirectional(&mut socket, &mut telegram) => {}
                _ = way.changed() => {}
            }
        }
    }
}
