//! What the connection does by the clock, which would take minutes over a real one.

use std::time::Duration;

use tokio::io::{DuplexStream, duplex};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::*;

/// Waits that are over at once.
const SHORT: Duration = Duration::from_millis(50);
/// Waits that are never over.
const LONG: Duration = Duration::from_secs(600);
/// Fails a test that hangs.
const DEADLINE: Duration = Duration::from_secs(60);

const PATIENT: SocketLimits = SocketLimits { ping_every: LONG, idle: LONG, stall: LONG, closing: LONG };

/// A client on the other end of a pipe that holds so many bytes.
async fn client(io: DuplexStream) -> WebSocketStream<DuplexStream> {
    WebSocketStream::from_raw_socket(io, Role::Client, None).await
}

/// The close frame, after whatever comes before it, and how many texts that were.
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

/// Listens until nothing comes any more.
async fn listen(mut inbox: Inbox, _outbox: Outbox) -> Close {
    while inbox.recv().await.is_some() {}
    std::future::pending().await
}

#[tokio::test]
async fn a_reader_that_stops_is_told_so_and_left() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let (tell, told) = oneshot::channel();
    let talk = |_inbox, outbox: Outbox| async move {
        while outbox.say("x".repeat(1000)).await.is_ok() {}
        // Only what writes can end before this conversation does.
        let _ = tell.send(());
        std::future::pending().await
    };
    let limits = SocketLimits { stall: SHORT, ..PATIENT };
    let server = tokio::spawn(async move { run(ours, limits, std::future::pending(), talk).await });
    // It takes nothing until it has been given up.
    let (frame, texts) = tokio::select! {
        gone = timeout(DEADLINE, told) => { let _ = gone; closed(&mut client).await }
    };
    assert_eq!(code(frame), CloseCode::Again);
    assert!(texts < 100, "what waits is bounded: {texts}");
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_slow_reader_that_goes_on_is_no_stopped_one() {
    let (ours, theirs) = duplex(64);
    let mut client = client(theirs).await;
    let talk = |_inbox, outbox: Outbox| async move {
        for _ in 0..200 {
            outbox.say("x".repeat(300)).await.expect("it is heard");
        }
        outbox.taken().await.expect("it is heard");
        Close::NORMAL
    };
    let server = tokio::spawn(async move { run(ours, PATIENT, std::future::pending(), talk).await });
    let (frame, texts) = closed(&mut client).await;
    assert_eq!((code(frame), texts), (CloseCode::Normal, 200));
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_client_that_says_nothing_at_all_is_left() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let limits = SocketLimits { idle: SHORT, ..PATIENT };
    let server = tokio::spawn(async move { run(ours, limits, std::future::pending(), listen).await });
    assert_eq!(code(closed(&mut client).await.0), CloseCode::Policy);
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_client_is_pinged() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let limits = SocketLimits { ping_every: SHORT, ..PATIENT };
    let server = tokio::spawn(async move { run(ours, limits, std::future::pending(), listen).await });
    let pinged = async {
        while !matches!(client.next().await.expect("it goes on").expect("in good order"), Message::Ping(_)) {}
    };
    timeout(DEADLINE, pinged).await.expect("it is pinged in time");
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn clients_are_told_that_the_server_stops() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async {
        let _ = stopped.await;
    };
    let server = tokio::spawn(async move { run(ours, PATIENT, shutdown, listen).await });
    stop.send(()).expect("it runs");
    assert_eq!(code(closed(&mut client).await.0), CloseCode::Away);
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}

#[tokio::test]
async fn a_client_that_does_not_close_is_left() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let limits = SocketLimits { closing: SHORT, ..PATIENT };
    let server =
        tokio::spawn(async move { run(ours, limits, std::future::pending(), |_, _| async { Close::NORMAL }).await });
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
    assert_eq!(code(closed(&mut client).await.0), CloseCode::Normal);
}

#[tokio::test]
async fn requests_wait_for_their_turn() {
    let (ours, theirs) = duplex(1024);
    let mut client = client(theirs).await;
    let talk = |mut inbox: Inbox, outbox: Outbox| async move {
        for number in 0..100 {
            let text = inbox.recv().await.expect("a request comes");
            assert_eq!(*text, number.to_string());
            outbox.say(text.to_string()).await.expect("it is heard");
        }
        Close::NORMAL
    };
    let server = tokio::spawn(async move { run(ours, PATIENT, std::future::pending(), talk).await });
    for number in 0..100 {
        client.send(Message::text(number.to_string())).await.expect("it is read");
    }
    let (frame, texts) = closed(&mut client).await;
    assert_eq!((code(frame), texts), (CloseCode::Normal, 100));
    drop(client);
    timeout(DEADLINE, server).await.expect("it ends").expect("it does not panic");
}
