//! Every transport, plain and obfuscated, from key exchange to call.

use grammers_tl_types as tl;

use super::super::transport::Transport;
use super::client::Client;
use super::*;

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
    use grammers_tl_types::Serializable;
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
