//! The servers from outside: over real sockets, with a scripted client that can break every rule, and with grammers, which breaks none.

mod client;
mod client_exchange;
mod exchange;
mod grammers;
mod hostile;
mod messages;
mod recovery;
mod transports;

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use grammers_tl_types::{self as tl, Identifiable, Serializable};
use tokio::sync::Notify;

use self::client::Client;
use super::data_centers::DataCenters;
use super::message::constructor;
use super::transport::Transport;
use crate::rpc::{Caller, KeyId, RpcError, Service};
use crate::server_key::ServerKey;

/// A world of a few methods.
#[derive(Default)]
struct Echo {
    keys: Mutex<HashMap<(i32, KeyId), [u8; 256]>>,
    callers: Mutex<Vec<Caller>>,
    /// Keys that are signed in.
    signed_in: Mutex<HashSet<KeyId>>,
    /// Lets one `help.getSupportName` go on.
    gate: Notify,
}

impl Service for Echo {
    async fn call(&self, caller: &Caller, body: &[u8]) -> Result<Vec<u8>, RpcError> {
        self.callers.lock().unwrap().push(caller.clone());
        match constructor(body) {
            tl::functions::help::GetNearestDc::CONSTRUCTOR_ID => Ok(nearest(caller.dc).to_bytes()),
            tl::functions::upload::GetFile::CONSTRUCTOR_ID => Ok(file(vec![9; 300_000]).to_bytes()),
            tl::functions::help::GetSupport::CONSTRUCTOR_ID => panic!("a bug in a method"),
            tl::functions::help::GetSupportName::CONSTRUCTOR_ID => {
                self.gate.notified().await;
                Ok(text("at last"))
            }
            tl::functions::help::GetInviteText::CONSTRUCTOR_ID => Ok(text(&"come ".repeat(10_000))),
            _ => Err(RpcError::new(400, "INPUT_METHOD_INVALID")),
        }
    }

    fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]> {
        self.keys.lock().unwrap().get(&(dc, id)).copied()
    }

    fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]) {
        self.keys.lock().unwrap().insert((dc, id), key);
    }

    fn end_duplicated(&self, key: KeyId) -> bool {
        self.signed_in.lock().unwrap().remove(&key)
    }

    fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool {
        self.keys.lock().unwrap().remove(&(dc, id)).is_some()
    }
}

fn nearest(dc: i32) -> tl::enums::NearestDc {
    tl::types::NearestDc { country: "XX".into(), this_dc: dc, nearest_dc: 2 }.into()
}

fn file(bytes: Vec<u8>) -> tl::enums::upload::File {
    tl::types::upload::File { r#type: tl::enums::storage::FileType::FilePartial, mtime: 0, bytes }.into()
}

fn text(message: &str) -> Vec<u8> {
    tl::enums::help::InviteText::Text(tl::types::help::InviteText { message: message.into() }).to_bytes()
}

fn get_file() -> tl::functions::upload::GetFile {
    let location = tl::enums::InputFileLocation::InputTakeoutFileLocation;
    tl::functions::upload::GetFile { precise: false, cdn_supported: false, location, offset: 0, limit: 4096 }
}

/// A servers over a new [`Echo`].
async fn start() -> (DataCenters, Arc<Echo>) {
    let echo = Arc::new(Echo::default());
    (start_with(echo.clone()).await, echo)
}

async fn start_with(echo: Arc<Echo>) -> DataCenters {
    let anywhere = "127.0.0.1:0".parse().unwrap();
    DataCenters::start(echo, ServerKey::for_process().unwrap(), Arc::default(), &[anywhere; 3]).await.unwrap()
}

/// Where data centre 2 listens.
fn address(servers: &DataCenters) -> SocketAddr {
    servers.list[1].address
}

/// A client of data centre 2 with a key of its own that has introduced itself.
async fn client(servers: &DataCenters) -> Client {
    let mut client = Client::connect(address(servers), Transport::Intermediate, false).await;
    client.make_key(servers.key.public_pem()).await;
    client.introduce().await;
    client
}

fn init_connection<R>(
    device_model: &str,
    params: Option<tl::enums::Jsonvalue>,
    query: R,
) -> tl::functions::InitConnection<R> {
    tl::functions::InitConnection {
        api_id: 1,
        device_model: device_model.into(),
        system_version: "1".into(),
        app_version: "2".into(),
        system_lang_code: "en".into(),
        lang_pack: String::new(),
        lang_code: "en".into(),
        proxy: None,
        params,
        query,
    }
}
