//! grammers' own connections, as the product uses them.

use grammers_mtproto::{mtp, transport};
use grammers_mtsender::{InvocationError, Sender, ServerAddr, connect_with_auth};
use grammers_tl_types::{self as tl, RemoteCall, Serializable};

use super::client_exchange::{ClientExchange, Form, Inner};
use super::*;

/// The key exchange over grammers' plain connection.
async fn make_key(servers: &DataCenters) -> [u8; 256] {
    let mut sender = Sender::connect(transport::Full::new(), mtp::Plain::new(), at(servers)).await.unwrap();
    let mut peer = ClientExchange::new(servers.key.public_pem());
    let answer = sender.invoke(&tl::functions::ReqPqMulti { nonce: peer.nonce }).await.unwrap();
    let request = peer.factor(&answer.to_bytes(), Form::Padded, Inner::Plain);
    let answer = sender.invoke(&request).await.unwrap();
    let answer = sender.invoke(&peer.agree(&answer.to_bytes(), None)).await.unwrap();
    peer.finish(&answer.to_bytes()).to_bytes()
}

fn at(servers: &DataCenters) -> ServerAddr {
    ServerAddr::Tcp { address: address(servers) }
}

fn introduced<R: RemoteCall>(query: R) -> impl RemoteCall<Return = R::Return> {
    tl::functions::InvokeWithLayer { layer: tl::LAYER, query: init_connection("grammers", None, query) }
}

async fn converse<T: transport::Transport>(mut sender: Sender<T, mtp::Encrypted>) {
    let nearest_dc = tl::functions::help::GetNearestDc {};
    assert_eq!(sender.invoke(&introduced(nearest_dc)).await.unwrap(), nearest(2));
    for _ in 0..10 {
        let tl::enums::upload::File::File(file) = sender.invoke(&get_file()).await.unwrap() else { panic!() };
        assert_eq!(file.bytes, vec![9; 300_000]);
    }
    let error = sender.invoke(&tl::functions::help::GetSupport {}).await.unwrap_err();
    assert!(matches!(error, InvocationError::Rpc(error) if error.name == "INTERNAL"));
}

#[tokio::test]
async fn grammers_calls_over_its_transports() {
    let (servers, _) = start().await;
    let key = make_key(&servers).await;
    converse(connect_with_auth(transport::Full::new(), at(&servers), key).await.unwrap()).await;
    converse(connect_with_auth(transport::Intermediate::new(), at(&servers), key).await.unwrap()).await;
    // Not over the abridged transport: grammers takes every other key's id for an error code there.
    let obfuscated = transport::Obfuscated::new(transport::Intermediate::new());
    converse(connect_with_auth(obfuscated, at(&servers), key).await.unwrap()).await;
}

#[tokio::test]
async fn grammers_gets_the_error_for_an_unknown_key() {
    let (servers, _) = start().await;
    let mut sender = connect_with_auth(transport::Full::new(), at(&servers), [7; 256]).await.unwrap();
    let error = sender.invoke(&introduced(tl::functions::help::GetNearestDc {})).await.unwrap_err();
    let unknown = transport::Error::BadStatus { status: 404 };
    assert!(matches!(&error, InvocationError::Transport(status) if *status == unknown), "{error:?}");
}
