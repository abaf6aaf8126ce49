//! A WebSocket client as programs use one.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::Person;

const DEADLINE: Duration = Duration::from_secs(60);

/// An open socket of the events API.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Connects to the server at `http://host:port`, and takes the first frame.
    pub async fn open(origin: &str) -> Self {
        let address = format!("{}/ws/telegram/", origin.replacen("http", "ws", 1));
        let request = address.into_client_request().expect("an address");
        let opened = timeout(DEADLINE, connect_async(request)).await.expect("it opens in time");
        let (stream, _) = opened.unwrap_or_else(|error| panic!("the socket does not open: {error}"));
        let mut socket = Self { stream };
        assert_eq!(socket.frame().await, json!({"status": "connected"}));
        socket
    }

    /// Opens one and shows a key; the answer is the second frame.
    pub async fn log_in(origin: &str, key: &str) -> (Self, String) {
        let mut socket = Self::open(origin).await;
        socket.ask("login", json!({"apiKey": key})).await;
        let message = socket.succeeds("login").await;
        (socket, message)
    }

    /// Opens one, shows a key and signs that person in.
    pub async fn sign_in(origin: &str, key: &str, person: Person) -> Self {
        let (mut socket, message) = Self::log_in(origin, key).await;
        assert_eq!(message, "send phone number");
        socket.ask("telegram login", json!({"phone": person.phone})).await;
        assert_eq!(socket.succeeds("telegram login").await, "send code");
        socket.ask("telegram login", json!({"code": person.code})).await;
        if let Some(password) = person.password {
            assert_eq!(socket.fails("telegram login").await, "password required");
            socket.ask("telegram login", json!({"password": password})).await;
        }
        assert_eq!(socket.succeeds("telegram login").await, "logged in successfully");
        socket
    }

    /// Sends a request.
    pub async fn ask(&mut self, event: &str, data: Value) {
        self.send(Message::text(json!({"event": event, "data": data}).to_string())).await;
    }

    /// Sends whatever it is.
    pub async fn send(&mut self, message: Message) {
        self.stream.send(message).await.expect("the socket is open");
    }

    /// The next frame.
    #[track_caller]
    pub fn frame(&mut self) -> impl Future<Output = Value> {
        let text = self.text();
        async move {
            let text = text.await;
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
        }
    }

    /// The next frame as it came.
    #[track_caller]
    pub fn text(&mut self) -> impl Future<Output = Utf8Bytes> {
        let at = std::panic::Location::caller();
        async move {
            match self.next().await {
                Some(Message::Text(text)) => text,
                other => panic!("{at} expects a frame, not {other:?}"),
            }
        }
    }

    /// What the next frame says; fails unless it is a success of that event.
    #[track_caller]
    pub fn succeeds(&mut self, event: &str) -> impl Future<Output = String> {
        let expected = (event.to_owned(), "success");
        let frame = self.frame();
        async move { says(frame.await, expected) }
    }

    /// What the next frame says; fails unless it is a failure of that event.
    #[track_caller]
    pub fn fails(&mut self, event: &str) -> impl Future<Output = String> {
        let expected = (event.to_owned(), "failed");
        let frame = self.frame();
        async move { says(frame.await, expected) }
    }

    /// Fails unless the next frame is that one, to the letter.
    #[track_caller]
    pub fn is_told(&mut self, event: &str, status: &str, message: &str) -> impl Future<Output = ()> {
        let expected = json!({"event": event, "data": {"status": status, "message": message}});
        let at = std::panic::Location::caller();
        let frame = self.frame();
        async move {
            let mut frame = frame.await;
            // Where a code went is not in the document.
            if let Some(data) = frame["data"].as_object_mut() {
                data.remove("sent");
            }
            assert_eq!(frame, expected, "at {at}");
        }
    }

    /// The next message, answers to pings aside; none when the connection has ended.
    pub async fn next(&mut self) -> Option<Message> {
        loop {
            match timeout(DEADLINE, self.stream.next()).await.expect("something comes in time") {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(message)) => return Some(message),
                Some(Err(Error::ConnectionClosed | Error::Protocol(_) | Error::Io(_))) | None => return None,
                Some(Err(error)) => panic!("the socket fails: {error}"),
            }
        }
    }

    /// The code that the socket is closed with; fails when anything else comes before.
    #[track_caller]
    pub fn closes(&mut self) -> impl Future<Output = u16> {
        let at = std::panic::Location::caller();
        async move {
            let code = match self.next().await {
                Some(Message::Close(Some(frame))) => u16::from(frame.code),
                other => panic!("{at} expects the end, not {other:?}"),
            };
            assert!(self.next().await.is_none(), "nothing comes after the close frame");
            code
        }
    }

    /// Fails unless the server still answers.
    #[track_caller]
    pub fn stays_open(&mut self) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move {
            self.ask("are you there", json!({})).await;
            let expected = json!({"event": "are you there", "data": {"status": "failed", "message": "unknown event"}});
            assert_eq!(self.frame().await, expected, "at {at}");
        }
    }

    /// Closes it in good order.
    pub async fn leave(mut self) {
        // The server may have closed it already.
        let _ = self.stream.close(None).await;
        while self.next().await.is_some() {}
    }
}

fn says(frame: Value, (event, status): (String, &str)) -> String {
    assert_eq!(
        (frame["event"].as_str(), frame["data"]["status"].as_str()),
        (Some(event.as_str()), Some(status)),
        "{frame}"
    );
    frame["data"]["message"].as_str().unwrap_or_else(|| panic!("no text in {frame}")).to_owned()
}
