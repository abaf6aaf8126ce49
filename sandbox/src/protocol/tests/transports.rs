//! Every transport, plain and obfuscated, from key exchange to call.

use grammers_tl_types as tl;

use super::super::transport::Transport;
use super::client::Client;
use super::*;
use crate::faults::{Fault, TransportErrorForm as Form};

#[tokio::test]
async fn every_transport_carries_every_kind_of_packet() {
    let (servers, _) = start().await;
    let transports = [Transport::Full, Transport::Abridged, Transport::Intermediate, Transport::PaddedIntermediate];
    let plain = transports.map(|transport| (transport, false));
    let obfuscated = transports[1..].iter().map(|&transport| (transport, true));
    for (transport, is_obfuscated) in plain.into_iter().chain(obfuscated) {
        let mut client = Client::connect(address(&servers), transport, is_obfuscated).await;
        client.make_key(servers.key.public_pem()).await;
        client.introduce().await;
        let file = client.call(&get_file()).await.unwrap();
        let tl::enums::upload::File::File(file) = file else { panic!("{transport:?}") };
        assert_eq!(file.bytes, vec![9; 300_000]);
    }
    assert_eq!(servers.meter.read().connections_opened, 7);
}

#[tokio::test]
async fn quick_acks_are_sent_by_transports_that_have_them() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    let ping = tl::functions::Ping { ping_id: 1 }.to_bytes();
    let message = client.message(ping, false);
    let packet = client.seal(&message);
    let mut bytes = (packet.len() as u32 | 1 << 31).to_le_bytes().to_vec();
    bytes.extend(&packet);
    client.stream.write_all(&bytes).await.unwrap();
    let receipt = client.stream.read_u32_le().await.unwrap();
    assert_ne!(receipt & 1 << 31, 0, "a receipt, told from a length by its top bit");
    client.wait_for::<tl::enums::Pong>(tl::types::Pong::CONSTRUCTOR_ID).await;
}

#[tokio::test]
async fn a_fault_is_a_transport_error_in_either_form() {
    let (servers, echo) = start().await;
    let executed = || echo.callers.lock().unwrap().len();
    for transport in [Transport::Full, Transport::Abridged, Transport::Intermediate] {
        for (code, form) in
            [(-404, Form::Bare), (-429, Form::Bare), (-444, Form::Bare), (-404, Form::Packet), (-429, Form::Packet)]
        {
            let mut client = Client::connect(address(&servers), transport, false).await;
            client.make_key(servers.key.public_pem()).await;
            client.introduce().await;
            let before = executed();
            servers.faults.add(Fault::transport_error("*", code, form)).unwrap();
            let message = client.message(tl::functions::help::GetNearestDc {}.to_bytes(), true);
            client.send(&message).await;
            let bare = i32::to_le_bytes(code).to_vec();
            if form == Form::Bare {
                assert!(client.rest().await.ends_with(&bare), "{transport:?}");
            } else {
                assert_eq!(client.last_packet().await, bare, "{transport:?}");
            }
            assert_eq!(executed(), before, "the call never arrived");
            client.reconnect().await;
            client.send(&message).await;
            client.answer(message.id).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_key_exchange_can_end_with_a_transport_error() {
    let (servers, _) = start().await;
    servers.faults.add(Fault::transport_error("req_pq_multi", -429, Form::Usual)).unwrap();
    let mut client = Client::connect(address(&servers), Transport::Intermediate, false).await;
    client.send_plain(&tl::functions::ReqPqMulti { nonce: [7; 16] }.to_bytes()).await;
    assert_eq!(client.transport_error().await, -429);
    client.reconnect().await;
    client.make_key(servers.key.public_pem()).await;
}
