//! A session against a server that the tests play, message by message.

use std::time::Duration;

use grammers_tl_types::{Cursor, Deserializable, Identifiable};
use proptest::prelude::*;

use super::*;
use crate::telegram::mtproto::cipher::{AuthKey, server};
use crate::telegram::mtproto::framing::{HEADER, Header, read_header};
use crate::telegram::mtproto::message::tests::{container, packed, result};

const NOW: Duration = Duration::from_secs(1_800_000_000);
/// Stands before calls until one is answered.
const INITIALIZATION: &[u8] = b"init";

/// The other side of a session.
struct Server {
    key: AuthKey,
    salt: i64,
    session: i64,
    last_id: i64,
    clock: Arc<ServerClock>,
}

/// A message as the server has received it.
#[derive(Debug)]
struct Received {
    id: i64,
    sequence: u32,
    body: Vec<u8>,
}

fn key() -> AuthKey {
    AuthKey::new(&std::array::from_fn(|index| (index * 11 % 256) as u8))
}

/// A session, and the server that it speaks to.
fn session() -> (Protocol, Server) {
    let clock = Arc::new(ServerClock::default());
    clock.set(NOW);
    let protocol = Protocol::new(clock.clone(), ServerSalt::default(), INITIALIZATION.into());
    (protocol, Server { key: key(), salt: 0, session: 0, last_id: 0, clock })
}

impl Server {
    /// Takes the session's next packet: the id of its outer message, and the messages in it.
    fn take(&mut self, protocol: &mut Protocol) -> Option<(i64, Vec<Received>)> {
        let mut framed = protocol.next_packet()?;
        let header = read_header(*framed.first_chunk().expect("a header"));
        assert_eq!(header, Header::Packet(framed.len() - HEADER));
        let packet = &mut framed[HEADER..];
        cipher::encrypt(&mut [(&self.key, packet)]);
        server::decrypt(&self.key, packet).expect("it is encrypted with the key");
        let mut cursor = Cursor::from_slice(&packet[ENVELOPE..]);
        let mut long = || i64::deserialize(&mut cursor).expect("eight bytes");
        let (salt, session, id) = (long(), long(), long());
        self.session = session;
        assert_eq!(salt, protocol.salt.get());
        let outer = read_message(id, &packet[ENVELOPE + 24..]).0;
        if outer.body[..4] != CONTAINER.to_le_bytes() {
            return Some((id, vec![outer]));
        }
        let count = u32::from_le_bytes(outer.body[4..8].try_into().expect("four bytes"));
        let (mut messages, mut at) = (Vec::new(), 8);
        for _ in 0..count {
            let id = i64::from_le_bytes(outer.body[at..at + 8].try_into().expect("eight bytes"));
            let (message, length) = read_message(id, &outer.body[at + 8..]);
            assert!(message.id < outer.id, "a container's id is larger than those in it");
            messages.push(message);
            at += 8 + length;
        }
        assert_eq!(at, outer.body.len());
        Some((id, messages))
    }

    /// A packet of the server with one message.
    fn packet(&mut self, sequence: u32, body: &[u8]) -> BytesMut {
        let id = self.next_id();
        self.packet_with(id, sequence, body)
    }

    fn packet_with(&self, id: i64, sequence: u32, body: &[u8]) -> BytesMut {
        let mut packet = vec![0; ENVELOPE];
        packet.extend_from_slice(&self.salt.to_le_bytes());
        packet.extend_from_slice(&self.session.to_le_bytes());
        packet.extend_from_slice(&id.to_le_bytes());
        packet.extend_from_slice(&sequence.to_le_bytes());
        packet.extend_from_slice(&(body.len() as u32).to_le_bytes());
        packet.extend_from_slice(body);
        server::encrypt(&self.key, &mut packet);
        packet[..].into()
    }

    fn next_id(&mut self) -> i64 {
        let now = (self.clock.now().as_secs() << 32) as i64;
        self.last_id = (self.last_id + 4).max(now | 1);
        self.last_id
    }
}

/// A message whose id was read already, and how long it is without that.
fn read_message(id: i64, bytes: &[u8]) -> (Received, usize) {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let length = word(4) as usize;
    (Received { id, sequence: word(0), body: bytes[8..8 + length].to_vec() }, 8 + length)
}

/// A serialized object that nobody knows.
fn object(number: u8) -> Vec<u8> {
    [0x77, number, number, number, 1, 2, 3, 4].to_vec()
}

fn receive(protocol: &mut Protocol, mut packet: BytesMut) -> Result<Vec<Event>, Refused> {
    assert_eq!(cipher::decrypt(&mut [(&key(), &mut packet)]), [true]);
    let mut events = Vec::new();
    protocol.receive(packet, &mut events).map(|()| events)
}

fn answered(events: &[Event]) -> Vec<u64> {
    let id = |event: &Event| match event {
        Event::Answer(id, Answer::Object(_)) => Some(id.0),
        _ => None,
    };
    events.iter().filter_map(id).collect()
}

#[test]
fn a_call_is_sent_and_answered() {
    let (mut protocol, mut server) = session();
    protocol.call(RequestId(1), object(1).into());
    let (_, messages) = server.take(&mut protocol).expect("a packet");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].body, [INITIALIZATION, &object(1)].concat());
    assert_eq!(messages[0].sequence, 1);
    assert!(server.take(&mut protocol).is_none());
    let events = receive(&mut protocol, server.packet(1, &result(messages[0].id, &object(9)))).expect("genuine");
    assert!(matches!(&events[..], [Event::Answer(RequestId(1), Answer::Object(body))] if *body == object(9)));
    assert!(protocol.sent.is_empty());

    // From now on the server knows the client; and its answer is acknowledged.
    protocol.call(RequestId(2), object(2).into());
    let (_, messages) = server.take(&mut protocol).expect("a packet");
    assert_eq!(messages.len(), 2);
    let acknowledged = tl::enums::MsgsAck::from_bytes(&messages[0].body).expect("an acknowledgement");
    assert_eq!((acknowledged, messages[0].sequence), (tl::types::MsgsAck { msg_ids: vec![server.last_id] }.into(), 2));
    assert_eq!((messages[1].body.as_slice(), messages[1].sequence), (&object(2)[..], 3));
}

#[test]
fn small_calls_share_a_packet_and_large_ones_have_their_own() {
    let (mut protocol, mut server) = session();
    protocol.initialization = None;
    for (id, length) in [(1, 100), (2, 100), (3, 500_000), (4, 500_000), (5, 100)] {
        protocol.call(RequestId(id), vec![7; length].into());
    }
    let sizes = std::iter::from_fn(|| server.take(&mut protocol))
        .map(|(_, messages)| messages.iter().map(|message| message.body.len()).collect::<Vec<_>>());
    assert_eq!(sizes.collect::<Vec<_>>(), [vec![100, 100], vec![500_000], vec![500_000], vec![100]]);
}

#[test]
fn errors_and_what_cannot_be_unpacked_belong_to_their_call() {
    let (mut protocol, mut server) = session();
    for id in 1..=3 {
        protocol.call(RequestId(id), object(1).into());
    }
    let (_, messages) = server.take(&mut protocol).expect("a packet");
    let error: tl::enums::RpcError =
        tl::types::RpcError { error_code: 400, error_message: "LIMIT_INVALID".into() }.into();
    let damaged = [&packed(&[])[..8], &[3, 1, 2, 3]].concat();
    let answers = [
        (messages[0].id, error.to_bytes()),
        (messages[1].id, packed(&object(5))),
        (messages[2].id, [&damaged[..4], &[3, 9, 9, 9]].concat()),
    ]
    .map(|(id, body)| result(id, &body));
    let ids = [server.next_id(), server.next_id(), server.next_id()];
    let parts: Vec<_> = ids.iter().zip(&answers).map(|(id, answer)| (*id, 1, answer.as_slice())).collect();
    let events = receive(&mut protocol, server.packet(6, &container(&parts))).expect("genuine");
    assert!(
        matches!(
            &events[..],
            [
                Event::Answer(RequestId(1), Answer::Error(error)),
                Event::Answer(RequestId(2), Answer::Object(body)),
                Event::Answer(RequestId(3), Answer::Unreadable),
            ] if error.error_message == "LIMIT_INVALID" && *body == object(5)
        ),
        "{events:?}"
    );
}

#[test]
fn a_wrong_salt_is_replaced_and_the_whole_packet_sent_again() {
    let (mut protocol, mut server) = session();
    protocol.call(RequestId(1), object(1).into());
    protocol.call(RequestId(2), object(2).into());
    let (packet, sent) = server.take(&mut protocol).expect("a packet");
    let bad = |id: i64| -> tl::enums::BadMsgNotification {
        tl::types::BadServerSalt { bad_msg_id: id, bad_msg_seqno: 0, error_code: 48, new_server_salt: 99 }.into()
    };
    assert!(receive(&mut protocol, server.packet(0, &bad(packet).to_bytes())).expect("genuine").is_empty());
    assert_eq!(protocol.salt.get(), 99);
    let (_, again) = server.take(&mut protocol).expect("a packet");
    let bodies = |messages: &[Received]| messages.iter().map(|message| message.body.clone()).collect::<Vec<_>>();
    assert_eq!(bodies(&again), bodies(&sent));
    assert!(again[0].id > sent[1].id);

    // Who did not send anything with that id is not told anything.
    let other: tl::enums::BadMsgNotification =
        tl::types::BadServerSalt { bad_msg_id: 5, bad_msg_seqno: 0, error_code: 48, new_server_salt: 7 }.into();
    receive(&mut protocol, server.packet(0, &other.to_bytes())).expect("genuine");
    assert_eq!(protocol.salt.get(), 99);
}

#[test]
fn a_wrong_clock_is_put_right_at_once() {
    // From the start, and after it was right: a computer that has slept does not know for how long.
    for (code, offset, was_right) in [(16, 3600, false), (17, -3600, false), (16, 3600, true), (17, -3600, true)] {
        let (mut protocol, mut server) = session();
        if was_right {
            protocol.call(RequestId(0), object(1).into());
            let (_, sent) = server.take(&mut protocol).expect("a packet");
            receive(&mut protocol, server.packet(0, &result(sent[0].id, &object(2)))).expect("genuine");
        }
        protocol.call(RequestId(1), object(1).into());
        let (_, sent) = server.take(&mut protocol).expect("a packet");
        let session = server.session;
        // The server's own clock.
        let theirs = NOW.as_secs().saturating_add_signed(offset);
        let bad: tl::enums::BadMsgNotification =
            tl::types::BadMsgNotification { bad_msg_id: sent[0].id, bad_msg_seqno: 1, error_code: code }.into();
        let packet = server.packet_with((theirs << 32) as i64 | 1, 0, &bad.to_bytes());
        assert!(receive(&mut protocol, packet).expect("genuine").is_empty());
        let (_, again) = server.take(&mut protocol).expect("it is sent again");
        assert!((again[0].id >> 32).abs_diff(theirs as i64) <= 1, "{code}");
        assert_eq!(server.session != session, code == 17, "ids only grow within a session");
        let answer = result(again[0].id, &object(3));
        let packet = server.packet_with((theirs << 32) as i64 | 5, 1, &answer);
        assert_eq!(answered(&receive(&mut protocol, packet).expect("genuine")), [1]);
    }
}

#[test]
fn what_the_server_keeps_ignoring_is_given_up() {
    let (mut protocol, mut server) = session();
    protocol.call(RequestId(1), object(1).into());
    for attempt in 1..=MAXIMUM_SENDS {
        let (_, sent) = server.take(&mut protocol).expect("it is sent");
        let bad: tl::enums::BadMsgNotification =
            tl::types::BadMsgNotification { bad_msg_id: sent[0].id, bad_msg_seqno: 1, error_code: 64 }.into();
        let events = receive(&mut protocol, server.packet(0, &bad.to_bytes())).expect("genuine");
        assert_eq!(matches!(&events[..], [Event::NotSent(RequestId(1))]), attempt == MAXIMUM_SENDS, "{events:?}");
    }
    assert!(server.take(&mut protocol).is_none());
    protocol.call(RequestId(2), object(1).into());
    let (_, sent) = server.take(&mut protocol).expect("it is sent");
    let bad: tl::enums::BadMsgNotification =
        tl::types::BadMsgNotification { bad_msg_id: sent[0].id, bad_msg_seqno: 1, error_code: 20 }.into();
    let events = receive(&mut protocol, server.packet(0, &bad.to_bytes())).expect("genuine");
    assert!(matches!(&events[..], [Event::Lost(RequestId(2))]), "it may have been received: {events:?}");
}

#[test]
fn a_cancelled_call_is_not_sent_or_not_answered() {
    let (mut protocol, mut server) = session();
    protocol.call(RequestId(1), object(1).into());
    protocol.call(RequestId(2), object(2).into());
    protocol.cancel(RequestId(1));
    let (_, sent) = server.take(&mut protocol).expect("a packet");
    assert!(sent.len() == 1 && sent[0].body.ends_with(&object(2)));
    protocol.cancel(RequestId(2));
    let (_, told) = server.take(&mut protocol).expect("a packet");
    assert_eq!(told[0].body, tl::functions::RpcDropAnswer { req_msg_id: sent[0].id }.to_bytes());
    let late = receive(&mut protocol, server.packet(1, &result(sent[0].id, &object(9)))).expect("genuine");
    assert!(late.is_empty());
    assert!(protocol.sent.is_empty());
}

#[test]
fn foreign_stale_and_repeated_packets_change_nothing() {
    let (mut protocol, mut server) = session();
    protocol.call(RequestId(1), object(1).into());
    let (_, sent) = server.take(&mut protocol).expect("a packet");
    let answer = result(sent[0].id, &object(9));
    let id = server.next_id();

    let session = std::mem::replace(&mut server.session, 5);
    assert_eq!(receive(&mut protocol, server.packet_with(id, 1, &answer)).err(), Some(Refused::OtherSession));
    server.session = session;

    // The first packet tells the time.
    receive(&mut protocol, server.packet(0, &object(1))).expect("genuine");
    let hour = 3600 << 32;
    for strange in [id + 3, id - hour, id + hour] {
        assert!(receive(&mut protocol, server.packet_with(strange, 1, &answer)).expect("genuine").is_empty());
    }
    let id = server.next_id();
    assert_eq!(answered(&receive(&mut protocol, server.packet_with(id, 1, &answer)).expect("genuine")), [1]);
    assert!(receive(&mut protocol, server.packet_with(id, 1, &object(3))).expect("genuine").is_empty(), "repeated");
}

#[test]
fn the_protocols_own_messages_are_understood() {
    let (mut protocol, mut server) = session();
    let created: tl::enums::NewSession =
        tl::types::NewSessionCreated { first_msg_id: 1, unique_id: 2, server_salt: 42 }.into();
    get_to_know(&mut protocol, &mut server);
    let events = receive(&mut protocol, server.packet(1, &created.to_bytes())).expect("genuine");
    assert!(matches!(&events[..], [Event::SessionCreated]));
    assert_eq!(protocol.salt.get(), 42);

    let asked = server.next_id();
    let (known, unknown) = (asked - 4, 77);
    let wanted: tl::enums::MsgsStateReq = tl::types::MsgsStateReq { msg_ids: vec![known, unknown] }.into();
    receive(&mut protocol, server.packet_with(asked, 1, &wanted.to_bytes())).expect("genuine");
    let (_, told) = server.take(&mut protocol).expect("a packet");
    let info: tl::enums::MsgsStateInfo = tl::types::MsgsStateInfo { req_msg_id: asked, info: vec![4, 1] }.into();
    assert!(told.iter().any(|message| message.body == info.to_bytes()), "{told:?}");

    let missed = server.next_id() + 400;
    let detailed: tl::enums::MsgDetailedInfo =
        tl::types::MsgNewDetailedInfo { answer_msg_id: missed, bytes: 10, status: 0 }.into();
    receive(&mut protocol, server.packet(0, &detailed.to_bytes())).expect("genuine");
    let (_, told) = server.take(&mut protocol).expect("a packet");
    let resend: tl::enums::MsgResendReq = tl::types::MsgResendReq { msg_ids: vec![missed] }.into();
    assert_eq!(told[0].body, resend.to_bytes());

    protocol.ping(RequestId(8), 75);
    let (_, sent) = server.take(&mut protocol).expect("a packet");
    let ping = sent.iter().find(|message| !message.body.starts_with(INITIALIZATION)).expect("a ping");
    assert_eq!(ping.body[..4], tl::functions::PingDelayDisconnect::CONSTRUCTOR_ID.to_le_bytes());
    let pong: tl::enums::Pong = tl::types::Pong { msg_id: ping.id, ping_id: 3 }.into();
    assert_eq!(answered(&receive(&mut protocol, server.packet(1, &pong.to_bytes())).expect("genuine")), [8]);
    protocol.call(RequestId(9), object(1).into());
    let (_, sent) = server.take(&mut protocol).expect("a packet");
    assert!(sent.iter().any(|message| message.body.starts_with(INITIALIZATION)), "a pong says nothing of the client");

    let update = receive(&mut protocol, server.packet(1, &object(4))).expect("genuine");
    assert!(matches!(&update[..], [Event::Update(body)] if *body == object(4)));
}

/// The server learns the session's number.
fn get_to_know(protocol: &mut Protocol, server: &mut Server) {
    protocol.ping(RequestId(0), 75);
    server.take(protocol).expect("a packet");
}

#[test]
fn many_answers_are_acknowledged_without_a_call() {
    let (mut protocol, mut server) = session();
    get_to_know(&mut protocol, &mut server);
    for count in 1..=MANY_ACKNOWLEDGEMENTS {
        assert!(!protocol.has_something_to_send());
        receive(&mut protocol, server.packet(1, &object(1))).expect("genuine");
        assert!(protocol.owes_acknowledgements());
        assert_eq!(protocol.has_something_to_send(), count == MANY_ACKNOWLEDGEMENTS);
    }
    let (_, told) = server.take(&mut protocol).expect("a packet");
    assert_eq!(told.len(), 1);
    assert!(!protocol.owes_acknowledgements());
}

#[test]
fn at_the_end_it_is_known_what_was_sent() {
    let (mut protocol, mut server) = session();
    protocol.call(RequestId(1), object(1).into());
    server.take(&mut protocol).expect("a packet");
    protocol.call(RequestId(2), object(2).into());
    assert_eq!(protocol.end(), (vec![RequestId(2)], vec![RequestId(1)]));
}

proptest! {
    /// Whatever sizes and answers: each call is answered once, with its own answer, in packets that grammers can read.
    #[test]
    fn every_call_gets_its_own_answer(
        calls in proptest::collection::vec((1usize..30_000, any::<bool>()), 1..40),
        refuse in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let (mut protocol, mut server) = session();
        for (id, (words, _)) in calls.iter().enumerate() {
            let body = [&(id as u32).to_le_bytes()[..], &vec![1; words * 4]].concat();
            protocol.call(RequestId(id as u64), body.into());
        }
        let (mut answers, mut refuse) = (Vec::new(), refuse.into_iter());
        while let Some((packet, messages)) = server.take(&mut protocol) {
            if refuse.next() == Some(true) {
                let bad: tl::enums::BadMsgNotification =
                    tl::types::BadServerSalt { bad_msg_id: packet, bad_msg_seqno: 0, error_code: 48, new_server_salt: packet }.into();
                prop_assert!(receive(&mut protocol, server.packet(0, &bad.to_bytes())).expect("genuine").len() < 2);
                // Only so many times: the server comes round.
                refuse.by_ref().take(40).for_each(drop);
                continue;
            }
            for message in messages {
                let call = message.body.strip_prefix(INITIALIZATION).unwrap_or(&message.body);
                let id = u32::from_le_bytes(*call.first_chunk().expect("four bytes"));
                let Some((_, is_packed)) = calls.get(id as usize) else { continue };
                let object = [&object(1)[..], &id.to_le_bytes()].concat();
                let body = if *is_packed { packed(&object) } else { object };
                let events = receive(&mut protocol, server.packet(1, &result(message.id, &body))).expect("genuine");
                for event in events {
                    let Event::Answer(request, Answer::Object(body)) = event else { continue };
                    prop_assert_eq!(&body[8..], &(request.0 as u32).to_le_bytes());
                    answers.push(request.0);
                }
            }
        }
        answers.sort_unstable();
        prop_assert_eq!(answers, (0..calls.len() as u64).collect::<Vec<_>>());
        prop_assert!(protocol.sent.is_empty());
    }
}
