//! The methods through [`Service::call`], as the wire calls them: serialized requests in, serialized results out.

mod chats;
mod dialogs;
mod files;
mod fills;
mod forwarding;
mod found;
mod messages;
mod own_channels;
mod parameters;
mod pins;
mod posts;
mod reading;
mod signing_in;
mod uploads;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use grammers_tl_types as tl;
use tl::enums::auth::Authorization;
use tl::functions as f;
use tl::{Deserializable, RemoteCall};

use super::Methods;
use crate::rpc::{Caller, Device, KeyId, Push, RpcError, Service};
use crate::world::World;

/// The demo account's number, and its code.
const DEMO: (&str, &str) = ("+9996620001", "22222");
/// An account with nothing in it.
const EMPTY: (&str, &str) = ("+9996622001", "22222");

/// A world without a wire; what it would push is kept.
struct Sandbox {
    world: Arc<World>,
    pushed: Arc<Pushed>,
}

/// What was pushed, and which connections were closed.
#[derive(Default)]
struct Pushed {
    updates: Mutex<Vec<(KeyId, tl::enums::Updates)>>,
    closed: Mutex<Vec<KeyId>>,
}

/// A client with an auth key at a data centre.
#[derive(Clone)]
struct Client {
    methods: Methods,
    caller: Caller,
}

impl Push for Pushed {
    fn push(&self, keys: &[KeyId], except: Option<KeyId>, updates: &tl::enums::Updates) {
        let others = keys.iter().filter(|key| except != Some(**key));
        self.updates.lock().unwrap().extend(others.map(|key| (*key, updates.clone())));
    }

    fn close(&self, key: KeyId) {
        self.closed.lock().unwrap().push(key);
    }
}

impl Sandbox {
    fn start() -> Self {
        Self::start_in(None)
    }

    fn start_in(data: Option<&Path>) -> Self {
        let world = World::open(data).unwrap();
        let pushed = Arc::new(Pushed::default());
        let address = |port| ([127, 0, 0, 1], port).into();
        world.connect(pushed.clone(), (1..=3).map(|dc| (dc, address(4430 + dc as u16))).collect());
        Self { world, pushed }
    }

    /// A client with a new key.
    fn client(&self, dc: i32) -> Client {
        static KEYS: AtomicI64 = AtomicI64::new(1);
        let key = KeyId(KEYS.fetch_add(1, Ordering::Relaxed));
        let device = Device {
            api_id: 1,
            model: "Test".to_owned(),
            system_version: "1".to_owned(),
            app_version: "0.1".to_owned(),
        };
        let caller = Caller { dc, key, layer: Some(tl::LAYER), device: Some(device) };
        Client { methods: Methods::new(self.world.clone()), caller }
    }

    /// A client that signed in with a code.
    async fn signed_in(&self, (phone, code): (&str, &str)) -> Client {
        let client = self.client(2);
        client.sign_in(phone, code).await.unwrap();
        client
    }

    /// The updates that were pushed to a client so far.
    fn pushed_to(&self, client: &Client) -> Vec<tl::enums::Updates> {
        let updates = self.pushed.updates.lock().unwrap();
        updates.iter().filter(|(key, _)| *key == client.caller.key).map(|(_, updates)| updates.clone()).collect()
    }
}

impl Client {
    async fn call<R: RemoteCall>(&self, request: &R) -> Result<R::Return, RpcError> {
        let answer = self.methods.call(&self.caller, &request.to_bytes()).await?;
        Ok(R::Return::from_bytes(&answer).unwrap())
    }

    /// The name of the error that a call ends with.
    async fn refused<R: RemoteCall>(&self, request: &R) -> String {
        match self.call(request).await {
            Ok(_) => panic!("the call was answered"),
            Err(error) => error.name,
        }
    }

    async fn send_code(&self, phone: &str) -> Result<String, RpcError> {
        let sent = self.call(&send_code(phone)).await?;
        let tl::enums::auth::SentCode::Code(sent) = sent else { panic!("no code was sent") };
        Ok(sent.phone_code_hash)
    }

    async fn sign_in(&self, phone: &str, code: &str) -> Result<Authorization, RpcError> {
        let hash = self.send_code(phone).await?;
        self.call(&sign_in(phone, &hash, code)).await
    }

    /// Sends a text to Saved Messages; gives its id.
    async fn say(&self, text: &str, random_id: i64) -> i32 {
        self.write(&tl::enums::InputPeer::PeerSelf, text, random_id).await
    }

    async fn search(&self, request: f::messages::Search) -> Found {
        Found::of(self.call(&request).await.unwrap())
    }
}

/// A page of messages.
struct Found {
    messages: Vec<tl::types::Message>,
    count: usize,
    offset: Option<i32>,
}

impl Found {
    fn of(messages: tl::enums::messages::Messages) -> Self {
        use tl::enums::messages::Messages as M;
        let (messages, count, offset) = match messages {
            M::Messages(all) => (all.messages.clone(), all.messages.len(), None),
            M::Slice(slice) => (slice.messages, usize::try_from(slice.count).unwrap(), slice.offset_id_offset),
            other => panic!("{other:?}"),
        };
        let messages = messages.into_iter().map(|message| match message {
            tl::enums::Message::Message(message) => message,
            other => panic!("{other:?}"),
        });
        Self { messages: messages.collect(), count, offset }
    }

    fn ids(&self) -> Vec<i32> {
        self.messages.iter().map(|message| message.id).collect()
    }
}

fn send_code(phone: &str) -> f::auth::SendCode {
    f::auth::SendCode {
        phone_number: phone.to_owned(),
        api_id: 1,
        api_hash: "hash".to_owned(),
        settings: tl::types::CodeSettings {
            allow_flashcall: false,
            current_number: false,
            allow_app_hash: false,
            allow_missed_call: false,
            allow_firebase: false,
            unknown_number: false,
            logout_tokens: None,
            token: None,
            app_sandbox: None,
        }
        .into(),
    }
}

fn sign_in(phone: &str, hash: &str, code: &str) -> f::auth::SignIn {
    f::auth::SignIn {
        phone_number: phone.to_owned(),
        phone_code_hash: hash.to_owned(),
        phone_code: Some(code.to_owned()),
        email_verification: None,
    }
}

fn text_message(text: &str, random_id: i64) -> f::messages::SendMessage {
    f::messages::SendMessage {
        no_webpage: false,
        silent: false,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer: tl::enums::InputPeer::PeerSelf,
        reply_to: None,
        message: text.to_owned(),
        random_id,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
        suggested_post: None,
        rich_message: None,
    }
}

fn edit(peer: &tl::enums::InputPeer, id: i32, text: &str) -> f::messages::EditMessage {
    f::messages::EditMessage {
        no_webpage: false,
        invert_media: false,
        peer: peer.clone(),
        id,
        message: Some(text.into()),
        media: None,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        quick_reply_shortcut_id: None,
        rich_message: None,
    }
}

fn search(filter: tl::enums::MessagesFilter) -> f::messages::Search {
    f::messages::Search {
        peer: tl::enums::InputPeer::PeerSelf,
        q: String::new(),
        from_id: None,
        saved_peer_id: None,
        saved_reaction: None,
        top_msg_id: None,
        filter,
        min_date: 0,
        max_date: 0,
        offset_id: 0,
        add_offset: 0,
        limit: 100,
        max_id: 0,
        min_id: 0,
        hash: 0,
    }
}
