//! Peers that mean no good, or know no better. Beside each of them, another client is served as ever.

use grammers_tl_types::{self as tl, Serializable};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::super::listener;
use super::super::message::CONTAINER;
use super::client_exchange::{ClientExchange, Form, Inner};
use super::*;
use crate::random;

const NEAREST: tl::functions::help::GetNearestDc = tl::functions::help::GetNearestDc {};

/// Sends bytes and reads until the server ends the connection.
async fn is_left(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // It may be closed before all is written.
    let _written = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _read = tokio::time::timeout(std::time::Duration::from_secs(20), reading).await.expect("an end in time");
    answer
}

#[tokio::test]
async fn bytes_that_are_not_mtproto_end_only_their_connection() {
    let (servers, _) = start().await;
    let mut innocent = client(&servers).await;
    let at = address(&servers);
    let mut noise = random::bytes::<4096>();
    noise[0] = 1;
    assert!(is_left(at, &noise).await.is_empty());
    assert!(is_left(at, b"GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n").await.is_empty());
    assert!(is_left(at, &[&[0xee; 4][..], &[0xff, 0xff, 0xff, 0x7f]].concat()).await.is_empty(), "a giant's length");
    assert!(is_left(at, &[0xef, 0x00]).await.is_empty(), "nobody's length");
    let unknown_key = is_left(at, &[&[0xee; 4][..], &[80, 0, 0, 0], &[7; 80]].concat()).await;
    assert_eq!(unknown_key, [&[4, 0, 0, 0][..], &(-404_i32).to_le_bytes()].concat());
    let short_plain = is_left(at, &[&[0xee; 4][..], &[12, 0, 0, 0], &[0; 12]].concat()).await;
    assert_eq!(short_plain[4..], (-404_i32).to_le_bytes());
    assert_eq!(innocent.call(&NEAREST).await.unwrap(), nearest(2));
}

#[tokio::test]
async fn a_forged_or_damaged_packet_gets_transport_error_404() {
    let (servers, _) = start().await;
    for cheat in 0..3 {
        let mut client = client(&servers).await;
        let message = client.message(NEAREST.to_bytes(), true);
        let mut packet = client.seal(&message);
        match cheat {
            0 => packet[30] ^= 1,
            1 => packet[10] ^= 1,
            _ => packet.truncate(40),
        }
        client.send_packet(&packet).await;
        // What the server had still to say may come before.
        let mut last = None;
        while let Some(packet) = client.receive_packet().await {
            last = Some(packet);
        }
        assert_eq!(last.unwrap(), (-404_i32).to_le_bytes());
    }
}

#[tokio::test]
async fn an_exchange_for_another_data_centre_gets_transport_error_444() {
    let (servers, _) = start().await;
    let mut client = Client::connect(address(&servers), Transport::PaddedIntermediate, false).await;
    let mut peer = ClientExchange::new(servers.key.public_pem());
    let answer = client.plain(&peer.start()).await;
    let request = peer.factor(&answer, Form::Padded, Inner::DataCenter(3)).to_bytes();
    client.send_plain(&request).await;
    assert_eq!(client.transport_error().await, -444);
}

#[tokio::test]
async fn malformed_bodies_are_answered_with_errors() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    let mut deep = Vec::new();
    for _ in 0..50_000 {
        0xbf9459b7_u32.serialize(&mut deep);
    }
    let mut wide = Vec::new();
    0x3dc4b4f0_u32.serialize(&mut wide);
    0x1cb5c415_u32.serialize(&mut wide);
    u32::MAX.serialize(&mut wide);
    let mut half_zipped = 0x3072cfa1_u32.to_bytes();
    half_zipped.extend([4, 0x1f, 0x8b, 8, 0, 0, 0, 0]);
    let half_wrapped = 0xda9b0d0d_u32.to_bytes();
    let mut nested = tl::functions::messages::GetHistory::CONSTRUCTOR_ID.to_bytes();
    nested.extend(tl::types::InputPeerUserFromMessage::CONSTRUCTOR_ID.to_le_bytes().repeat(60_000));
    for body in [deep, nested, wide, half_zipped, half_wrapped] {
        let message = client.message(body, true);
        client.send(&message).await;
        let error = client.answer(message.id).await.unwrap_err();
        assert_eq!((error.code, error.name.as_str()), (400, "INPUT_FETCH_ERROR"));
    }
    let mut many = CONTAINER.to_bytes();
    u32::MAX.serialize(&mut many);
    let message = client.message(many, false);
    client.send(&message).await;
    assert_eq!(client.bad_message().await, (message.id, 64));
    assert_eq!(client.call(&NEAREST).await.unwrap(), nearest(2));
}

#[tokio::test]
async fn a_client_that_does_not_read_delays_only_itself() {
    let (servers, _) = start().await;
    let (mut greedy, mut innocent) = (client(&servers).await, client(&servers).await);
    for _ in 0..200 {
        let message = greedy.message(get_file().to_bytes(), true);
        greedy.send(&message).await;
    }
    assert_eq!(innocent.call(&NEAREST).await.unwrap(), nearest(2));
    let calls = servers.meter.read().methods.get("upload.getFile").map_or(0, |method| method.calls);
    assert!(calls < 120, "{calls} answers wait in memory");
    for _ in 0..200 {
        let message = greedy.wait(|message| message.body.len() > 300_000).await;
        assert_eq!(message.sequence % 2, 1);
    }
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    let error = listener::Listener::bind(1, "0.0.0.0:0".parse().unwrap()).await.err().unwrap();
    assert!(error.to_string().contains("loopback only"), "{error}");
    let error = listener::Listener::bind(1, "192.0.2.1:0".parse().unwrap()).await.err().unwrap();
    assert!(matches!(error, listener::Error::NotLoopback(_)));
}
