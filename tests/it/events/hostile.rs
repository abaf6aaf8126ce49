//! Every clause of RFC 6455 that a client can break, byte by byte. Each is answered as the RFC says, and no other socket notices.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::harness::{Socket, TestServer};

const DEADLINE: Duration = Duration::from_secs(60);

const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xa;
const FIN: u8 = 0x80;

/// The longest message that is read.
const LIMIT: usize = 64 * 1024;

/// A frame as a client has to write it: masked, its length as short as can be.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let length = payload.len();
    let mut bytes = vec![first];
    match length {
        0..126 => bytes.push(0x80 | length as u8),
        126..65_536 => {
            bytes.push(0x80 | 126);
            bytes.extend((length as u16).to_be_bytes());
        }
        _ => {
            bytes.push(0x80 | 127);
            bytes.extend((length as u64).to_be_bytes());
        }
    }
    masked(bytes, payload)
}

/// A head, then the payload under a mask.
fn masked(mut head: Vec<u8>, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    head.extend(MASK);
    head.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    head
}

fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    frame(FIN | CLOSE, &[&code.to_be_bytes(), reason].concat())
}

fn joined(frames: &[Vec<u8>]) -> Vec<u8> {
    frames.concat()
}

/// What a client that writes those bytes reads after the first frame, as opcodes and payloads, until the server closes.
async fn answers(server: &TestServer, bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    conversation(server, &[], 0, bytes).await
}

/// The frames of a server, which are not masked.
fn unmasked(mut bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut frames = Vec::new();
    while let [first, length, rest @ ..] = bytes {
        let (length, rest) = match length {
            126 => (u16::from_be_bytes([rest[0], rest[1]]) as usize, &rest[2..]),
            length => (*length as usize, rest),
        };
        frames.push((*first, rest[..length].to_vec()));
        bytes = &rest[length..];
    }
    assert!(bytes.is_empty(), "the last frame is whole");
    frames
}

/// The code of the close frame that alone is answered.
fn only_closed(frames: &[(u8, Vec<u8>)]) -> Option<u16> {
    match frames {
        [(first, payload)] if *first == FIN | CLOSE => Some(u16::from_be_bytes([payload[0], payload[1]])),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn broken_frames_close_their_own_socket_alone() {
    let server = TestServer::start().await;
    let mut witness = Socket::open(server.origin()).await;
    let mut table: Vec<(String, Vec<u8>, u16)> = Vec::new();
    let mut case = |what: &str, bytes: Vec<u8>, code: u16| table.push((what.to_owned(), bytes, code));

    // 5.1: a client masks.
    case("an unmasked text", [vec![FIN | TEXT, 5], b"hello".to_vec()].concat(), 1002);
    case("an unmasked ping", vec![FIN | PING, 0], 1002);
    // 5.2: reserved bits and opcodes.
    for bit in [0x40, 0x20, 0x10] {
        case(&format!("reserved bit {bit:x}"), frame(FIN | bit | TEXT, b"{}"), 1002);
        case(&format!("reserved bit {bit:x} of a ping"), frame(FIN | bit | PING, b""), 1002);
    }
    for opcode in [0x3, 0x4, 0x5, 0x6, 0x7, 0xb, 0xc, 0xd, 0xe, 0xf] {
        case(&format!("opcode {opcode:x}"), frame(FIN | opcode, b""), 1002);
    }
    // 5.2: lengths.
    case("125 in sixteen bits", masked(vec![FIN | TEXT, 0xfe, 0, 125], &[b' '; 125]), 1002);
    case("0 in sixteen bits", masked(vec![FIN | TEXT, 0xfe, 0, 0], b""), 1002);
    case("65535 in 64 bits", masked(vec![FIN | TEXT, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff], &[b' '; 65_535]), 1002);
    case("a length with its top bit", masked(vec![FIN | TEXT, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0], b""), 1002);
    case("the longest length that there is", masked([&[FIN | TEXT, 0xff, 0x7f][..], &[0xff; 7]].concat(), b""), 1009);
    case("one byte too many", frame(FIN | TEXT, &vec![b' '; LIMIT + 1]), 1009);
    let fragments = vec![frame(CONTINUATION, &vec![b' '; LIMIT / 4]); 5];
    case("fragments without end", joined(&[frame(TEXT, b"{"), joined(&fragments)]), 1009);
    // 5.4: fragments.
    case("a continuation of nothing", frame(FIN | CONTINUATION, b""), 1002);
    case("an unfinished continuation of nothing", frame(CONTINUATION, b"x"), 1002);
    case("a text within a text", joined(&[frame(TEXT, b"{"), frame(FIN | TEXT, b"}")]), 1002);
    case("bytes within a text", joined(&[frame(TEXT, b"{"), frame(BINARY, b"}")]), 1002);
    case(
        "a continuation after the end",
        joined(&[frame(TEXT, b"{"), frame(FIN | CONTINUATION, b"}"), frame(CONTINUATION, b"")]).split_off(14),
        1002,
    );
    // 5.5: control frames.
    case("a ping in pieces", frame(PING, b"x"), 1002);
    case("a pong in pieces", frame(PONG, b"x"), 1002);
    case("a close in pieces", frame(CLOSE, &1000_u16.to_be_bytes()), 1002);
    case("a ping that is too long", frame(FIN | PING, &[b'x'; 126]), 1002);
    case("a pong that is too long", frame(FIN | PONG, &[b'x'; 70_000]), 1002);
    case("a close that is too long", close(1000, &[b'x'; 124]), 1002);
    // 5.5.1 and 7.4: close frames.
    case("half a close code", frame(FIN | CLOSE, &[3]), 1002);
    for code in [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535] {
        case(&format!("close code {code}"), close(code, b""), 1002);
    }
    case("a close reason that is no UTF-8", close(1000, &[0xff, 0xfe]), 1007);
    // 5.6 and 8.1: what texts are.
    case("bytes", frame(FIN | BINARY, b"{}"), 1003);
    case("bytes in pieces", joined(&[frame(BINARY, b"{"), frame(FIN | CONTINUATION, b"}")]), 1003);
    for (what, text) in [
        ("a lone continuation byte", &[0x80][..]),
        ("half a letter", &[0xce]),
        ("an overlong slash", &[0xc0, 0xaf]),
        ("a surrogate", &[0xed, 0xa0, 0x80]),
        ("beyond the last letter", &[0xf4, 0x90, 0x80, 0x80]),
    ] {
        case(what, frame(FIN | TEXT, text), 1007);
        case(&format!("{what}, in pieces"), joined(&[frame(TEXT, text), frame(FIN | CONTINUATION, b"")]), 1007);
    }
    // 7.1.5: closing in good order, and what comes afterwards.
    case("a close", close(1000, b"bye"), 1000);
    case("a close of one's own", close(4999, b""), 4999);
    case(
        "frames after a close",
        joined(&[close(1001, b""), frame(FIN | TEXT, b"{}"), frame(FIN | PING, b"x"), close(1002, b"")]),
        1001,
    );
    case("nonsense after a close", joined(&[close(1000, b""), vec![0xff; 1000]]), 1000);

    for (what, bytes, code) in table {
        let frames = answers(&server, &bytes).await;
        assert_eq!(only_closed(&frames), Some(code), "{what}: {frames:x?}");
        witness.stays_open().await;
    }
    witness.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_rfc_allows_is_taken() {
    let server = TestServer::start().await;
    let unknown = b"{\"event\":\"\xf0\x9f\x98\x80\",\"data\":{\"status\":\"failed\",\"message\":\"unknown event\"}}";
    let request = b"{\"event\":\"\xf0\x9f\x98\x80\",\"data\":{}}";
    let end = close(1000, b"");
    let answered = |mut frames: Vec<(u8, Vec<u8>)>| {
        assert_eq!(frames.pop().map(|(first, _)| first), Some(FIN | CLOSE));
        frames
    };

    // A letter cut in two, a ping and a pong in between, and fragments of nothing.
    let (one, two) = request.split_at(12);
    let bytes = joined(&[
        frame(TEXT, one),
        frame(FIN | PING, b"are you there"),
        frame(CONTINUATION, b""),
        frame(FIN | PONG, b"unasked"),
        frame(FIN | CONTINUATION, two),
    ]);
    // The pong may overtake the answer.
    let frames = answered(conversation(&server, &bytes, 2, &end).await);
    assert!(frames.contains(&(FIN | PONG, b"are you there".to_vec())), "{frames:x?}");
    assert!(frames.contains(&(FIN | TEXT, unknown.to_vec())), "{frames:x?}");

    // As long as may be.
    let padded = [request.to_vec(), vec![b' '; LIMIT - request.len()]].concat();
    let frames = answered(conversation(&server, &frame(FIN | TEXT, &padded), 1, &end).await);
    assert_eq!(frames, [(FIN | TEXT, unknown.to_vec())]);

    // A close without a code is answered by one.
    let frames = answers(&server, &frame(FIN | CLOSE, b"")).await;
    assert_eq!(frames, [(FIN | CLOSE, Vec::new())]);
    server.finish().await;
}

/// Writes some bytes, waits for so many frames after the first, then writes the rest and reads to the end.
async fn conversation(server: &TestServer, bytes: &[u8], expected: usize, end: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let address = server.origin().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    let head = format!(
        "GET /ws/telegram/ HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("the server reads");
    let mut byte = [0];
    let mut text = Vec::new();
    while !text.ends_with(b"\r\n\r\n") {
        timeout(DEADLINE, stream.read_exact(&mut byte)).await.expect("in time").expect("a head");
        text.push(byte[0]);
    }
    stream.write_all(bytes).await.expect("the server reads");
    let mut frames = Vec::new();
    while frames.len() <= expected {
        frames.push(read(&mut stream).await);
    }
    assert_eq!(frames.remove(0), (FIN | TEXT, b"{\"status\":\"connected\"}".to_vec()));
    // The server may stop listening before it has read all of it.
    let _ = stream.write_all(end).await;
    let mut rest = Vec::new();
    timeout(DEADLINE, stream.read_to_end(&mut rest)).await.expect("the server closes in time").expect("in good order");
    frames.extend(unmasked(&rest));
    frames
}

async fn read(stream: &mut TcpStream) -> (u8, Vec<u8>) {
    let reading = async {
        let mut head = [0; 2];
        stream.read_exact(&mut head).await?;
        let mut payload = vec![0; head[1].into()];
        stream.read_exact(&mut payload).await?;
        Ok::<_, std::io::Error>((head[0], payload))
    };
    timeout(DEADLINE, reading).await.expect("a frame comes in time").expect("a frame")
}
