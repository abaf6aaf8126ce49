//! What the server makes of messages: numbering, salts, service messages, calls.

use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};

use super::super::message::{GZIP_PACKED, Message};
use super::super::salt;
use super::*;
use crate::clock::Clock;
use crate::faults::{Effect, Fault};
use crate::rpc::Push;

const NEAREST: tl::functions::help::GetNearestDc = tl::functions::help::GetNearestDc {};

#[tokio::test]
async fn calls_before_init_connection_fail_and_later_ones_have_a_caller() {
    let (servers, echo) = start().await;
    let mut client = Client::connect(address(&servers), Transport::Abridged, false).await;
    client.make_key(servers.key.public_pem()).await;
    let error = client.call(&NEAREST).await.unwrap_err();
    assert_eq!((error.code, error.name.as_str()), (400, "CONNECTION_NOT_INITED"));
    client.introduce().await;
    assert_eq!(client.call(&NEAREST).await.unwrap(), nearest(2));
    let caller = echo.callers.lock().unwrap().last().unwrap().clone();
    assert_eq!((caller.dc, caller.layer), (2, Some(tl::LAYER)));
    assert_eq!(caller.device.unwrap().model, "scripted");
}

#[tokio::test]
async fn wrong_ids_and_sequence_numbers_are_refused() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    let now = Clock::default().message_id();
    let seconds = |seconds: i64| seconds << 32;
    for (id, code) in [(now - seconds(400), 16), (now + seconds(60), 17), (now | 1, 18)] {
        let message = Message { id, sequence: 99, body: NEAREST.to_bytes() };
        client.send(&message).await;
        assert_eq!(client.bad_message().await, (id, code));
    }
    let even = client.message(NEAREST.to_bytes(), false);
    client.send(&even).await;
    assert_eq!(client.bad_message().await, (even.id, 35));
    let inner = client.message(NEAREST.to_bytes(), true);
    let odd = super::super::message::pack_container([(inner.id, inner.sequence, &inner.body[..])].into_iter());
    let odd = client.message(odd, true);
    client.send(&odd).await;
    assert_eq!(client.bad_message().await, (odd.id, 34));

    client.call(&NEAREST).await.unwrap();
    let mut low = client.message(NEAREST.to_bytes(), true);
    low.sequence = 1;
    client.send(&low).await;
    assert_eq!(client.bad_message().await, (low.id, 32));
    let mut high = client.message(NEAREST.to_bytes(), true);
    high.sequence = 4001;
    client.send(&high).await;
    client.answer(high.id).await.unwrap();
    let between = Message { id: high.id - 4, sequence: 4003, body: NEAREST.to_bytes() };
    client.send(&between).await;
    assert_eq!(client.bad_message().await, (between.id, 33));
}

#[tokio::test]
async fn acknowledgements_are_numbered_as_the_client_likes() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    for is_content in [true, false] {
        let ack = tl::enums::MsgsAck::Ack(tl::types::MsgsAck { msg_ids: vec![1] }).to_bytes();
        let ack = client.message(ack, is_content);
        client.send(&ack).await;
        client.call(&NEAREST).await.unwrap();
        assert!(client.is_accepted(&ack).await, "content: {is_content}");
    }
}

#[tokio::test]
async fn a_wrong_salt_is_answered_with_the_right_one() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    client.salt ^= 1;
    let message = client.message(NEAREST.to_bytes(), true);
    client.send(&message).await;
    let notice: tl::enums::BadMsgNotification = client.wait_for(tl::types::BadServerSalt::CONSTRUCTOR_ID).await;
    let tl::enums::BadMsgNotification::BadServerSalt(notice) = notice else { panic!("{notice:?}") };
    assert_eq!((notice.bad_msg_id, notice.error_code), (message.id, 48));
    client.salt = notice.new_server_salt;
    assert_eq!(client.call(&NEAREST).await.unwrap(), nearest(2));

    let request = client.service(&tl::functions::GetFutureSalts { num: 5 }).await;
    let tl::enums::FutureSalts::Salts(salts) = client.wait_for(tl::types::FutureSalts::CONSTRUCTOR_ID).await;
    assert_eq!((salts.req_msg_id, salts.salts.0.len()), (request.id, 5));
    assert_eq!(salts.salts.0[0].salt, notice.new_server_salt);
}

#[tokio::test]
async fn a_session_is_announced_once() {
    let (servers, _) = start().await;
    let mut client = Client::connect(address(&servers), Transport::Full, false).await;
    client.make_key(servers.key.public_pem()).await;
    let first = client.message(tl::functions::Ping { ping_id: 7 }.to_bytes(), false);
    client.send(&first).await;
    let id = tl::types::NewSessionCreated::CONSTRUCTOR_ID;
    let tl::enums::NewSession::Created(created) = client.wait_for(id).await;
    assert_eq!(created.first_msg_id, first.id);
    let key = super::super::auth_key::AuthKey::new(client.key.as_ref().unwrap().to_bytes());
    assert_eq!(created.server_salt, salt::current(&key, Clock::default().seconds()));
    client.service(&tl::functions::Ping { ping_id: 8 }).await;
    let mut pongs = 0;
    while pongs < 2 {
        let message = client.receive().await;
        assert_eq!(constructor(&message.body), tl::types::Pong::CONSTRUCTOR_ID);
        pongs += 1;
    }
}

#[tokio::test]
async fn containers_and_compression_work_in_both_directions() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    let mut zipped = Vec::new();
    GZIP_PACKED.serialize(&mut zipped);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, &NEAREST.to_bytes()).unwrap();
    encoder.finish().unwrap().serialize(&mut zipped);
    let ping = client.message(tl::functions::Ping { ping_id: 5 }.to_bytes(), false);
    let call = client.message(zipped, true);
    let text = client.message(tl::functions::help::GetInviteText {}.to_bytes(), true);
    client.send_container(&[ping, call.clone(), text.clone()]).await;
    client.wait_for::<tl::enums::Pong>(tl::types::Pong::CONSTRUCTOR_ID).await;
    assert_eq!(client.answer(call.id).await.unwrap(), nearest(2).to_bytes());
    assert_eq!(client.answer(text.id).await.unwrap().len(), super::text(&"come ".repeat(10_000)).len());
    assert!(servers.meter.read().bytes_out < 20_000, "the long text went out compressed");

    let inner = client.message(NEAREST.to_bytes(), true);
    let mut container =
        client.message(super::super::message::pack_container([(inner.id, 1, &inner.body[..])].into_iter()), false);
    container.id = inner.id;
    client.send(&container).await;
    assert_eq!(client.bad_message().await, (container.id, 64), "a container is newer than what it contains");
}

#[tokio::test]
async fn a_duplicate_message_is_executed_once_and_answered_twice() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let message = client.message(NEAREST.to_bytes(), true);
    for _ in 0..3 {
        client.send(&message).await;
        assert_eq!(client.answer(message.id).await.unwrap(), nearest(2).to_bytes());
    }
    assert_eq!(echo.callers.lock().unwrap().len(), 2, "the introduction and one call");
}

#[tokio::test]
async fn calls_run_concurrently_and_wait_for_invoke_after_msg() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let slow = client.message(tl::functions::help::GetSupportName {}.to_bytes(), true);
    client.send(&slow).await;
    let after = tl::functions::InvokeAfterMsg { msg_id: slow.id, query: NEAREST };
    let waiting = client.message(after.to_bytes(), true);
    client.send(&waiting).await;
    assert_eq!(client.call(&NEAREST).await.unwrap(), nearest(2), "a call overtakes");
    let status = tl::enums::MsgsStateReq::Req(tl::types::MsgsStateReq { msg_ids: vec![slow.id, waiting.id] });
    client.service(&status).await;
    let tl::enums::MsgsStateInfo::Info(info) = client.wait_for(tl::types::MsgsStateInfo::CONSTRUCTOR_ID).await;
    assert_eq!(info.info, [4 + 32, 4 + 32]);
    echo.gate.notify_one();
    assert_eq!(client.answer(slow.id).await.unwrap(), text("at last"));
    assert_eq!(client.answer(waiting.id).await.unwrap(), nearest(2).to_bytes());

    let never = tl::functions::InvokeAfterMsg { msg_id: slow.id + 4, query: NEAREST };
    assert_eq!(client.call(&never).await.unwrap_err().name, "MSG_WAIT_FAILED");
}

#[tokio::test]
async fn a_result_can_be_dropped() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let slow = client.message(tl::functions::help::GetSupportName {}.to_bytes(), true);
    client.send(&slow).await;
    let drop = client.service(&tl::functions::RpcDropAnswer { req_msg_id: slow.id }).await;
    let running = tl::enums::RpcDropAnswer::RpcAnswerDroppedRunning;
    assert_eq!(client.answer(drop.id).await.unwrap(), running.to_bytes());
    echo.gate.notify_one();
    let done = client.message(NEAREST.to_bytes(), true);
    client.send(&done).await;
    client.answer(done.id).await.unwrap();
    let drop = client.service(&tl::functions::RpcDropAnswer { req_msg_id: done.id }).await;
    let answer = client.answer(drop.id).await.unwrap();
    let answer = tl::enums::RpcDropAnswer::from_bytes(&answer).unwrap();
    assert!(matches!(answer, tl::enums::RpcDropAnswer::RpcAnswerDropped(_)), "{answer:?}");
    let drop = client.service(&tl::functions::RpcDropAnswer { req_msg_id: 4 }).await;
    let unknown = tl::enums::RpcDropAnswer::RpcAnswerUnknown;
    assert_eq!(client.answer(drop.id).await.unwrap(), unknown.to_bytes());
}

#[tokio::test]
async fn sessions_and_keys_can_be_destroyed() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    let old = client.session;
    client.session += 1;
    client.call(&NEAREST).await.unwrap();
    client.service(&tl::functions::DestroySession { session_id: old }).await;
    let id = tl::types::DestroySessionOk::CONSTRUCTOR_ID;
    assert_eq!(client.wait_for::<tl::enums::DestroySessionRes>(id).await.session_id(), old);
    client.service(&tl::functions::DestroySession { session_id: old }).await;
    let id = tl::types::DestroySessionNone::CONSTRUCTOR_ID;
    client.wait_for::<tl::enums::DestroySessionRes>(id).await;

    client.service(&tl::functions::DestroyAuthKey {}).await;
    let id = tl::types::DestroyAuthKeyOk::CONSTRUCTOR_ID;
    client.wait_for::<tl::enums::DestroyAuthKeyRes>(id).await;
    assert!(client.receive_packet().await.is_none());
    client.reconnect().await;
    let message = client.message(NEAREST.to_bytes(), true);
    client.send(&message).await;
    assert_eq!(client.transport_error().await, -404);
}

#[tokio::test]
async fn updates_are_pushed_to_sessions_that_want_them() {
    let (servers, _) = start().await;
    let (mut wants, mut other, mut does_not) = (client(&servers).await, client(&servers).await, client(&servers).await);
    let mut sibling = Client::connect(address(&servers), Transport::Intermediate, false).await;
    (sibling.key, sibling.salt) = (other.key.clone(), other.salt);
    sibling.introduce().await;
    does_not.call(&tl::functions::InvokeWithoutUpdates { query: NEAREST }).await.unwrap();
    let key = |client: &Client| super::super::auth_key::AuthKey::new(client.key.as_ref().unwrap().to_bytes()).id();
    let keys = [key(&wants), key(&other), key(&does_not)];
    let update = tl::enums::Updates::TooLong;
    servers.hub.push(&keys, Some(keys[1]), &update);
    let id = tl::types::UpdatesTooLong::CONSTRUCTOR_ID;
    assert_eq!(wants.wait_for::<tl::enums::Updates>(id).await, update);
    for client in [&mut other, &mut sibling, &mut does_not] {
        client.service(&tl::functions::Ping { ping_id: 3 }).await;
        loop {
            let message = client.receive().await;
            assert_ne!(constructor(&message.body), id);
            if constructor(&message.body) == tl::types::Pong::CONSTRUCTOR_ID {
                break;
            }
        }
    }
    servers.hub.close(keys[0]);
    assert!(wants.receive_packet().await.is_none());
}

#[tokio::test]
async fn ping_delay_disconnect_closes_the_connection_without_pings() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    client.service(&tl::functions::PingDelayDisconnect { ping_id: 1, disconnect_delay: 1 }).await;
    client.wait_for::<tl::enums::Pong>(tl::types::Pong::CONSTRUCTOR_ID).await;
    assert!(client.receive_packet().await.is_none());
}

#[tokio::test]
async fn faults_affect_calls_and_calls_are_counted() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    servers.meter.reset();
    servers.faults.add(Fault::error("help.getNearestDc", "FLOOD_WAIT_7")).unwrap();
    let error = client.call(&NEAREST).await.unwrap_err();
    assert_eq!((error.code, error.name.as_str()), (420, "FLOOD_WAIT_7"));
    servers.faults.add(Fault::new("upload.getFile", Effect::Short)).unwrap();
    let tl::enums::upload::File::File(short) = client.call(&get_file()).await.unwrap() else { panic!() };
    assert_eq!(short.bytes.len(), 150_000);
    let panicked = client.call(&tl::functions::help::GetSupport {}).await.unwrap_err();
    assert_eq!((panicked.code, panicked.name.as_str()), (500, "INTERNAL"));
    let unknown = client.call(&tl::functions::help::GetTermsOfServiceUpdate {}).await.unwrap_err();
    assert_eq!(unknown.name, "INPUT_METHOD_INVALID");

    let torn = client.message(tl::functions::InitConnection::<Vec<u8>>::CONSTRUCTOR_ID.to_bytes(), true);
    client.send(&torn).await;
    assert_eq!(client.answer(torn.id).await.unwrap_err().name, "INPUT_FETCH_ERROR");

    servers.faults.add(Fault::new("*", Effect::Silence)).unwrap();
    let silent = client.message(NEAREST.to_bytes(), true);
    client.send(&silent).await;
    client.call(&NEAREST).await.unwrap();
    servers.faults.add(Fault::new("*", Effect::Drop)).unwrap();
    let dropped = client.message(NEAREST.to_bytes(), true);
    client.send(&dropped).await;
    assert!(client.receive_packet().await.is_none());

    let counters = servers.meter.read();
    let figures = |name: &str| (counters.methods[name].calls, counters.methods[name].errors);
    assert_eq!(figures("help.getNearestDc"), (4, 1));
    assert_eq!(figures("initConnection"), (1, 1), "a call whose wrapper cannot be read");
    assert_eq!(figures("upload.getFile"), (1, 0));
    assert_eq!(figures("help.getSupport"), (1, 1));
    assert_eq!(counters.unknown_methods.get("help.getTermsOfServiceUpdate"), Some(&1));
    assert!(counters.bytes_out > 150_000 && counters.bytes_in > 0);
}

#[tokio::test]
async fn a_call_whose_answer_is_dropped_is_executed() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let executed = || echo.callers.lock().unwrap().len();
    let before = executed();
    servers.faults.add(Fault::new("help.getNearestDc", Effect::DropAnswer)).unwrap();
    let message = client.message(NEAREST.to_bytes(), true);
    client.send(&message).await;
    assert!(client.receive_packet().await.is_none());
    assert_eq!(executed(), before + 1);
}

#[tokio::test]
async fn a_key_that_is_used_from_two_addresses_is_ended() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let key = super::super::auth_key::AuthKey::new(client.key.as_ref().unwrap().to_bytes()).id();
    let (auth_key, salt) = (client.key.clone(), client.salt);
    let same = async || {
        let mut same = Client::connect_from([127, 0, 0, 2], address(&servers)).await;
        (same.key, same.salt) = (auth_key.clone(), salt);
        same
    };
    let mut moved = same().await;
    assert_eq!(moved.call(&NEAREST).await.unwrap(), nearest(2), "nobody is signed in");
    drop(moved);
    while servers.meter.read().connections > 1 {
        tokio::task::yield_now().await;
    }
    echo.signed_in.lock().unwrap().insert(key);
    client.call(&NEAREST).await.unwrap();
    let mut other = same().await;
    for client in [&mut other, &mut client] {
        let error = client.call(&NEAREST).await.unwrap_err();
        assert_eq!((error.code, error.name.as_str()), (406, "AUTH_KEY_DUPLICATED"));
    }
    assert!(echo.signed_in.lock().unwrap().is_empty());
}
