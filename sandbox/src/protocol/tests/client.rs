//! A client that does exactly what a test tells it, right or wrong.

use std::net::SocketAddr;
use std::time::Duration;

use grammers_crypto::{AuthKey, DequeBuffer, ObfuscatedCipher, decrypt_data_v2, encrypt_data_v2};
use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, RemoteCall, Serializable};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use super::super::message::{self, CONTAINER, GZIP_PACKED, Message, constructor, decompress, pack_container};
use super::super::transport::{Decoder, Encoder, Transport};
use super::client_exchange::{ClientExchange, Form, Inner};
use super::init_connection;
use crate::clock::Clock;
use crate::random;
use crate::rpc::RpcError;

const RPC_RESULT: u32 = 0xf35c6d01;
/// No test waits longer for anything.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Client {
    address: SocketAddr,
    transport: Transport,
    pub(super) stream: TcpStream,
    encoder: Encoder,
    decoder: Decoder,
    cipher: Option<ObfuscatedCipher>,
    buffer: Vec<u8>,
    pub(super) key: Option<AuthKey>,
    pub(super) salt: i64,
    pub(super) session: i64,
    sequence: i32,
    last_id: i64,
    /// Messages that came while a test waited for another.
    aside: Vec<Message>,
}

impl Client {
    pub(super) async fn connect(address: SocketAddr, transport: Transport, obfuscated: bool) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        Self::on(stream, address, transport, obfuscated).await
    }

    /// A connection from this address.
    pub(super) async fn connect_from(from: [u8; 4], address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((from, 0).into()).unwrap();
        let stream = socket.connect(address).await.unwrap();
        Self::on(stream, address, Transport::Intermediate, false).await
    }

    async fn on(stream: TcpStream, address: SocketAddr, transport: Transport, obfuscated: bool) -> Self {
        let mut client = Self {
            address,
            transport,
            stream,
            encoder: Encoder::new(transport),
            decoder: Decoder::new(transport),
            cipher: None,
            buffer: Vec::new(),
            key: None,
            salt: 0,
            session: random::number(),
            sequence: 0,
            last_id: 0,
            aside: Vec::new(),
        };
        client.greet(obfuscated).await;
        client
    }

    /// The same session on a new connection.
    pub(super) async fn reconnect(&mut self) {
        self.stream = TcpStream::connect(self.address).await.unwrap();
        self.encoder = Encoder::new(self.transport);
        self.decoder = Decoder::new(self.transport);
        self.buffer.clear();
        self.greet(false).await;
    }

    async fn greet(&mut self, obfuscated: bool) {
        let tag: &[u8] = match self.transport {
            Transport::Full => &[],
            Transport::Abridged => &[0xef],
            Transport::Intermediate => &[0xee; 4],
            Transport::PaddedIntermediate => &[0xdd; 4],
        };
        if obfuscated {
            let mut header: [u8; 64] = random::bytes();
            header[..8].copy_from_slice(b"notatag!");
            header[56..60].copy_from_slice(&[tag[0]; 4]);
            let mut cipher = ObfuscatedCipher::new(&header);
            let mut encrypted = header;
            cipher.encrypt(&mut encrypted);
            header[56..].copy_from_slice(&encrypted[56..]);
            self.stream.write_all(&header).await.unwrap();
            self.cipher = Some(cipher);
        } else {
            self.stream.write_all(tag).await.unwrap();
        }
    }

    pub(super) async fn send_packet(&mut self, payload: &[u8]) {
        let mut bytes = Vec::new();
        self.encoder.encode(payload, &mut bytes);
        if let Some(cipher) = &mut self.cipher {
            cipher.encrypt(&mut bytes);
        }
        self.stream.write_all(&bytes).await.unwrap();
    }

    /// The next packet; `None` at the connection's end.
    pub(super) async fn receive_packet(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(packet) = self.decoder.decode(&mut self.buffer).unwrap() {
                return Some(packet.payload);
            }
            let mut bytes = vec![0; 65536];
            match timeout(PATIENCE, self.stream.read(&mut bytes)).await.expect("something in time") {
                Ok(0) | Err(_) => return None,
                Ok(read) => bytes.truncate(read),
            }
            if let Some(cipher) = &mut self.cipher {
                cipher.decrypt(&mut bytes);
            }
            self.buffer.extend(bytes);
        }
    }

    /// The transport error that the server ends the connection with.
    pub(super) async fn transport_error(&mut self) -> i32 {
        let packet = self.receive_packet().await.expect("an error before the end");
        assert!(self.receive_packet().await.is_none(), "the connection ends");
        i32::from_le_bytes(packet.try_into().expect("four bytes"))
    }

    /// Sends an unencrypted message and gives the answer to it.
    pub(super) async fn plain(&mut self, body: &[u8]) -> Vec<u8> {
        self.send_plain(body).await;
        let answer = self.receive_packet().await.unwrap();
        assert_eq!(answer[..8], [0; 8]);
        let length = u32::from_le_bytes(answer[16..20].try_into().unwrap()) as usize;
        answer[20..20 + length].to_vec()
    }

    pub(super) async fn send_plain(&mut self, body: &[u8]) {
        let mut packet = vec![0; 8];
        packet.extend(Clock::default().message_id().to_le_bytes());
        packet.extend((body.len() as u32).to_le_bytes());
        packet.extend(body);
        self.send_packet(&packet).await;
    }

    pub(super) async fn make_key(&mut self, pem: &str) {
        let mut peer = ClientExchange::new(pem);
        let answer = self.plain(&peer.start()).await;
        let answer = self.plain(&peer.factor(&answer, Form::Padded, Inner::Plain).to_bytes()).await;
        let answer = self.plain(&peer.agree(&answer, None).to_bytes()).await;
        self.key = Some(peer.finish(&answer));
        self.salt = peer.salt();
    }

    /// `invokeWithLayer(initConnection(help.getNearestDc))`.
    pub(super) async fn introduce(&mut self) {
        let query = init_connection("scripted", Some(json(3)), tl::functions::help::GetNearestDc {});
        self.call(&tl::functions::InvokeWithLayer { layer: tl::LAYER, query }).await.unwrap();
    }

    /// A message that is numbered as it should be.
    pub(super) fn message(&mut self, body: Vec<u8>, is_content: bool) -> Message {
        self.last_id = (self.last_id + 4).max(Clock::default().message_id());
        let sequence = self.sequence * 2 + i32::from(is_content);
        self.sequence += i32::from(is_content);
        Message { id: self.last_id, sequence, body }
    }

    /// Sends a message as it is.
    pub(super) async fn send(&mut self, message: &Message) {
        let packet = self.seal(message);
        self.send_packet(&packet).await;
    }

    pub(super) fn seal(&self, message: &Message) -> Vec<u8> {
        let mut buffer = DequeBuffer::with_capacity(message.body.len() + 64, 64);
        buffer.extend(self.salt.to_le_bytes());
        buffer.extend(self.session.to_le_bytes());
        buffer.extend(message.id.to_le_bytes());
        buffer.extend(message.sequence.to_le_bytes());
        buffer.extend((message.body.len() as u32).to_le_bytes());
        buffer.extend(message.body.iter().copied());
        encrypt_data_v2(&mut buffer, self.key.as_ref().expect("a key"));
        buffer.as_ref().to_vec()
    }

    /// Sends messages in a container; gives the container as it was sent.
    pub(super) async fn send_container(&mut self, messages: &[Message]) -> Message {
        let parts = messages.iter().map(|message| (message.id, message.sequence, &message.body[..]));
        let container = self.message(pack_container(parts), false);
        self.send(&container).await;
        container
    }

    /// The next message of the server; those of a container one after the other.
    pub(super) async fn receive(&mut self) -> Message {
        if !self.aside.is_empty() {
            return self.aside.remove(0);
        }
        self.receive_new().await
    }

    async fn receive_new(&mut self) -> Message {
        let mut packet = self.receive_packet().await.expect("a packet");
        packet.truncate(packet.len() - (packet.len() - 24) % 16);
        let plain = decrypt_data_v2(&mut packet, self.key.as_ref().expect("a key")).expect("a packet under our key");
        let mut cursor = Cursor::from_slice(plain);
        let _salt = i64::deserialize(&mut cursor).unwrap();
        assert_eq!(i64::deserialize(&mut cursor).unwrap(), self.session);
        let id = i64::deserialize(&mut cursor).unwrap();
        let sequence = i32::deserialize(&mut cursor).unwrap();
        let length = u32::deserialize(&mut cursor).unwrap() as usize;
        let body = plain[32..32 + length].to_vec();
        assert_eq!(id % 2, 1, "the server's ids are odd");
        if constructor(&body) == CONTAINER {
            self.aside.extend(message::unpack_container(&body).unwrap());
            return self.aside.remove(0);
        }
        Message { id, sequence, body }
    }

    /// Waits for an object of this type, keeping what comes before it for later.
    pub(super) async fn wait_for<T: Deserializable>(&mut self, constructor_id: u32) -> T {
        T::from_bytes(&self.wait(|message| constructor(&message.body) == constructor_id).await.body).unwrap()
    }

    pub(super) async fn wait(&mut self, is_it: impl Fn(&Message) -> bool) -> Message {
        if let Some(index) = self.aside.iter().position(&is_it) {
            return self.aside.remove(index);
        }
        loop {
            let old = std::mem::take(&mut self.aside);
            let message = self.receive_new().await;
            let mut new = vec![message];
            new.append(&mut self.aside);
            self.aside = old;
            self.aside.append(&mut new);
            if let Some(index) = self.aside.iter().position(&is_it) {
                return self.aside.remove(index);
            }
        }
    }

    /// Whether the server has taken a message that it does not answer.
    pub(super) async fn is_accepted(&mut self, message: &Message) -> bool {
        let status = self.status(&[message.id]).await;
        assert!(
            !self.aside.iter().any(|other| constructor(&other.body) == tl::types::BadMsgNotification::CONSTRUCTOR_ID)
        );
        status[0] & 7 == 4
    }

    /// The server's answer to `msgs_state_req`.
    pub(super) async fn status(&mut self, ids: &[i64]) -> Vec<u8> {
        self.service(&tl::enums::MsgsStateReq::Req(tl::types::MsgsStateReq { msg_ids: ids.to_vec() })).await;
        let tl::enums::MsgsStateInfo::Info(info) = self.wait_for(tl::types::MsgsStateInfo::CONSTRUCTOR_ID).await;
        info.info
    }

    /// The last packet before the connection's end.
    pub(super) async fn last_packet(&mut self) -> Vec<u8> {
        let mut last = None;
        while let Some(packet) = self.receive_packet().await {
            last = Some(packet);
        }
        last.expect("a packet")
    }

    /// All bytes up to the connection's end, as they are on the wire.
    pub(super) async fn rest(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.buffer);
        timeout(PATIENCE, self.stream.read_to_end(&mut bytes)).await.expect("the end in time").unwrap();
        bytes
    }

    pub(super) async fn bad_message(&mut self) -> (i64, i32) {
        let id = tl::types::BadMsgNotification::CONSTRUCTOR_ID;
        let notice: tl::enums::BadMsgNotification = self.wait_for(id).await;
        (notice.bad_msg_id(), notice.error_code())
    }

    /// The answer to a request.
    pub(super) async fn answer(&mut self, request: i64) -> Result<Vec<u8>, RpcError> {
        let is_answer = move |message: &Message| {
            constructor(&message.body) == RPC_RESULT && message.body[4..12] == request.to_le_bytes()
        };
        let message = self.wait(is_answer).await;
        assert_eq!(message.sequence % 2, 1, "answers are to be acknowledged");
        let mut object = message.body[12..].to_vec();
        if constructor(&object) == GZIP_PACKED {
            object = decompress(&object).unwrap();
        }
        if constructor(&object) == tl::types::RpcError::CONSTRUCTOR_ID {
            let tl::enums::RpcError::Error(error) = tl::enums::RpcError::from_bytes(&object).unwrap();
            return Err(RpcError::new(error.error_code, error.error_message));
        }
        Ok(object)
    }

    pub(super) async fn call<R: RemoteCall>(&mut self, request: &R) -> Result<R::Return, RpcError> {
        let message = self.message(request.to_bytes(), true);
        self.send(&message).await;
        let object = self.answer(message.id).await?;
        Ok(R::Return::from_bytes(&object).unwrap())
    }

    pub(super) async fn service(&mut self, request: &impl Serializable) -> Message {
        let message = self.message(request.to_bytes(), false);
        self.send(&message).await;
        message
    }
}

/// JSON of that depth.
fn json(depth: usize) -> tl::enums::Jsonvalue {
    let mut value = tl::enums::Jsonvalue::JsonNull;
    for _ in 0..depth {
        let inner = tl::types::JsonObjectValue { key: "key".into(), value };
        let object = tl::types::JsonObject { value: vec![inner.into()] }.into();
        value = tl::types::JsonArray { value: vec![object, tl::enums::Jsonvalue::JsonNull] }.into();
    }
    value
}
