//! The wire from outside: over real sockets, with a scripted client that can break every rule, and with grammers, which breaks none.

mod client;
mod conduct;
mod grammers;
mod handshake;
mod hostile;
mod recovery;
mod transports;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use grammers_tl_types::{self as tl, Identifiable, Serializable};

use super::message::constructor;
use super::wire::Wire;
use crate::keys::ServerKey;
use crate::rpc::{Caller, KeyId, RpcError, Service};

/// A world of three methods.
#[derive(Default)]
pub(super) struct Echo {
    keys: Mutex<HashMap<(i32, KeyId), [u8; 256]>>,
    pub(super) callers: Mutex<Vec<Caller>>,
}

impl Service for Echo {
    async fn call(&self, caller: &Caller, body: &[u8]) -> Result<Vec<u8>, RpcError> {
        self.callers.lock().unwrap().push(caller.clone());
        match constructor(body) {
            tl::functions::help::GetNearestDc::CONSTRUCTOR_ID => Ok(nearest(caller.dc).to_bytes()),
            tl::functions::upload::GetFile::CONSTRUCTOR_ID => Ok(file(vec![9; 300_000]).to_bytes()),
            tl::functions::help::GetSupport::CONSTRUCTOR_ID => panic!("a bug in a method"),
            tl::functions::help::GetInviteText::CONSTRUCTOR_ID => {
                let text = tl::types::help::InviteText { message: "come ".repeat(10_000) };
                Ok(tl::enums::help::InviteText::Text(text).to_bytes())
            }
            _ => Err(RpcError::new(400, "INPUT_METHOD_INVALID")),
        }
    }

    fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]> {
        self.keys.lock().unwrap().get(&(dc, id)).copied()
    }

    fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]) {
        self.keys.lock().unwrap().insert((dc, id), key);
    }

    fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool {
        self.keys.lock().unwrap().remove(&(dc, id)).is_some()
    }
}

pub(super) fn nearest(dc: i32) -> tl::enums::NearestDc {
    tl::types::NearestDc { country: "XX".into(), this_dc: dc, nearest_dc: 2 }.into()
}

pub(super) fn file(bytes: Vec<u8>) -> tl::enums::upload::File {
    tl::types::upload::File { r#type: tl::enums::storage::FileType::FilePartial, mtime: 0, bytes }.into()
}

/// A wire over a new [`Echo`].
pub(super) async fn wire() -> (Wire, Arc<Echo>) {
    let echo = Arc::new(Echo::default());
    (wire_over(echo.clone()).await, echo)
}

pub(super) async fn wire_over(echo: Arc<Echo>) -> Wire {
    let anywhere = "127.0.0.1:0".parse().unwrap();
    Wire::start(echo, ServerKey::of_process().unwrap(), &[anywhere; 3]).await.unwrap()
}
