//! HTTP by hand, for requests that no client library would send.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const DEADLINE: Duration = Duration::from_secs(20);

/// A connection on which bytes are written as they are.
pub struct Raw {
    socket: TcpStream,
}

/// What came back until the server closed or the answer was complete.
#[derive(Debug)]
pub struct RawAnswer {
    /// The status, when there was an answer at all.
    pub status: Option<u16>,
    /// Head and body as text.
    pub text: String,
}

impl Raw {
    /// Connects to `http://host:port`.
    pub async fn connect(origin: &str) -> Self {
        let address = origin.strip_prefix("http://").expect("a plain origin");
        Self { socket: TcpStream::connect(address).await.expect("the server listens") }
    }

    /// Writes bytes.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.socket.write_all(bytes.as_ref()).await.expect("the server reads");
    }

    /// Says that nothing more is coming, and reads what the server still says.
    pub async fn stop_writing(mut self) -> RawAnswer {
        // The server may have closed already: then there is nothing left to say.
        let _ = self.socket.shutdown().await;
        self.read_to_end().await
    }

    /// Reads the answer's head, says that nothing more is coming, and reads what the server still says.
    pub async fn stop_after_head(mut self) -> RawAnswer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let byte = timeout(DEADLINE, self.socket.read_u8()).await.expect("the server answers in time");
            head.push(byte.expect("the server answers before it closes"));
        }
        let rest = self.stop_writing().await;
        let text = String::from_utf8_lossy(&head).into_owned();
        let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok());
        RawAnswer { status, text: text + &rest.text }
    }

    /// Reads until the server closes; the request must have said `Connection: close`.
    pub async fn read_to_end(mut self) -> RawAnswer {
        let mut bytes = Vec::new();
        let read = timeout(DEADLINE, self.socket.read_to_end(&mut bytes)).await;
        // A reset ends the answer like a close does: what was read before it counts.
        let _ = read.expect("the server neither answered nor closed in time");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok());
        RawAnswer { status, text }
    }
}
