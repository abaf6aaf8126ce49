//! The connection's time limits, which take minutes in a running server.

use std::time::Duration;

use tokio::io::{DuplexStream, duplex};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::*;

/// A time limit that is over at once.
const SHORT: Duration = Duration::from_millis(50);
/// A time limit that is never reached.
const LONG: Duration = Duration::from_secs(600);
/// Fails a test that hangs.
const DEADLINE: Duration = Duration::from_secs(60);

const NO_LIMITS: SocketLimits = SocketLimits { ping_every: LONG, idle: LONG, stall: LONG, closing: LONG };

/// A client at the other end of a pipe.
async fn client(io: DuplexStream) -> WebSocketStream<DuplexStream> {
    WebSocketStream::from_raw_socket(io, Role::Client, None).await
}

/// Reads until the close frame. Returns it, and the number of texts before it.
async fn closed(client: &mut WebSocketStream<DuplexStream>) -> (Option<CloseFrame>, usize) {
    let reading = async {
        let mut texts = 0;
        loop {
            match client.next().await.expect("it is closed by a frame").expect("it is closed in good order") {
                Message::Close(frame) => return (frame, texts),
                Message::Text(_) => texts += 1,
                _ => {}
            }
        }
    };
    timeout(DEADLINE, reading).await.expect("it is closed in time")
}

fn code(frame: Option<CloseFrame>) -> CloseCode {
    frame.expect("it says why").code
}

/// A conversation that reads until nothing more is received.
async fn read_all(mut inbox: Inbox, _outbox: Outbox) -> Close {
    while inbox.recv().await.is_some() {}
    std::future::pending().await
}

#[tokio::test]
async fn a_client_that_stops_reading_is_disconnected() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let (ended, end) = oneshot::channel();
    let conversation = |_inbox, outbox: Outbox| async move {
        while outbox.send("x".repeat(1000)).await.is_ok() {}
        // Here only the time limit on writes can end the conversation.
        let _ = ended.send(());
        std::future::pending().await
    };
    let limits = SocketLimits { stall: SHORT, ..NO_LIMITS };
    let server = tokio::spawn(async move { run(ours, limits, std::future::pending(), conversation).await });
    // The client reads nothing until the server has given up.
    let (frame, texts) = tokio::select! {
        gone = timeout(DEADLINE, end) => { let _ = gone; closed(&mut client).await }
    };
    assert_eq!(code(frame), CloseCode::Again);
    assert!(texts < 100, "what waits is bounded: {texts}");
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_client_that_reads_slowly_gets_everything() {
    let (ours, theirs) = duplex(64);
    let mut client = client(theirs).await;
    let conversation = |_inbox, outbox: Outbox| async move {
        for _ in 0..200 {
            outbox.send("x".repeat(300)).await.expect("the client is connected");
        }
        outbox.flushed().await.expect("the client is connected");
        Close::NORMAL
    };
    let server = tokio::spawn(async move { run(ours, NO_LIMITS, std::future::pending(), conversation).await });
    let (frame, texts) = closed(&mut client).await;
    assert_eq!((code(frame), texts), (CloseCode::Normal, 200));
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_silent_client_is_disconnected() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let limits = SocketLimits { idle: SHORT, ..NO_LIMITS };
    let server = tokio::spawn(async move { run(ours, limits, std::future::pending(), read_all).await });
    assert_eq!(code(closed(&mut client).await.0), CloseCode::Policy);
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn clients_are_pinged() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let limits = SocketLimits { ping_every: SHORT, ..NO_LIMITS };
    let server = tokio::spawn(async move { run(ours, limits, std::future::pending(), read_all).await });
    let pinged = async {
        while !matches!(client.next().await.expect("it goes on").expect("in good order"), Message::Ping(_)) {}
    };
    timeout(DEADLINE, pinged).await.expect("it is pinged in time");
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn clients_get_a_close_frame_when_the_server_stops() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let server = tokio::spawn(async move { run(ours, NO_LIMITS, shutdown, read_all).await });
    stop.send(()).expect("it runs");
    assert_eq!(code(closed(&mut client).await.0), CloseCode::Away);
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_client_that_does_not_close_is_disconnected() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let limits = SocketLimits { closing: SHORT, ..NO_LIMITS };
    let server =
        tokio::spawn(async move { run(ours, limits, std::future::pending(), |_, _| async { Close::NORMAL }).await });
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
    assert_eq!(code(closed(&mut client).await.0), CloseCode::Normal);
}

#[tokio::test]
async fn requests_are_handled_in_order() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let conversation = |mut inbox: Inbox, outbox: Outbox| async move {
        for number in 0..100 {
            let text = inbox.recv().await.expect("a request comes");
            assert_eq!(*text, number.to_string());
            outbox.send(text.to_string()).await.expect("the client is connected");
        }
        Close::NORMAL
    };
    let server = tokio::spawn(async move { run(ours, NO_LIMITS, std::future::pending(), conversation).await });
    for number in 0..100 {
        client.send(Message::text(number.to_string())).await.expect("it is read");
    }
    let (frame, texts) = closed(&mut client).await;
    assert_eq!((code(frame), texts), (CloseCode::Normal, 100));
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}
