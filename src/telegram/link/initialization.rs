//! `invokeWithLayer(initConnection(…))`: what Telegram has to know of a client before its first call (<https://core.telegram.org/api/invoking>).

use grammers_tl_types::{self as tl, RemoteCall, Serializable};
use tokio_util::bytes::Bytes;

use super::application::Application;

/// What stands before a serialized call.
pub fn initialization(application: &Application) -> Bytes {
    initialized(application, Call).to_bytes().into()
}

fn initialized<Q: RemoteCall>(
    application: &Application,
    query: Q,
) -> tl::functions::InvokeWithLayer<tl::functions::InitConnection<Q>> {
    tl::functions::InvokeWithLayer {
        layer: tl::LAYER,
        query: tl::functions::InitConnection {
            api_id: application.id,
            device_model: "Heliograph".to_owned(),
            system_version: std::env::consts::OS.to_owned(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            system_lang_code: "en".to_owned(),
            lang_pack: String::new(),
            lang_code: "en".to_owned(),
            proxy: None,
            params: None,
            query,
        },
    }
}

/// Stands for the call, which is the last field and appended when it is sent.
struct Call;

impl Serializable for Call {
    fn serialize(&self, _: &mut impl Extend<u8>) {}
}

impl RemoteCall for Call {
    type Return = bool;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Secret;

    #[test]
    fn a_call_can_be_appended() {
        let application = Application::new(7, Secret::new("hash".to_owned()));
        let call = tl::functions::help::GetConfig {};
        let whole = [&initialization(&application)[..], &call.to_bytes()].concat();
        assert_eq!(whole, initialized(&application, call).to_bytes());
    }
}
