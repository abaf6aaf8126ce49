//! What survives a lost connection, and a restart.

use grammers_tl_types::{self as tl, Serializable};

use super::*;
use crate::faults::{Effect, Fault};
use crate::rpc::Push;

const NEAREST: tl::functions::help::GetNearestDc = tl::functions::help::GetNearestDc {};

#[tokio::test]
async fn a_result_is_sent_on_the_next_connection() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let slow = client.message(tl::functions::help::GetSupportName {}.to_bytes(), true);
    client.send(&slow).await;
    client.call(&NEAREST).await.unwrap();
    client.reconnect().await;
    alone(&servers).await;
    echo.gate.notify_one();
    client.service(&tl::functions::Ping { ping_id: 1 }).await;
    assert_eq!(client.answer(slow.id).await.unwrap(), text("at last"));
}

#[tokio::test]
async fn a_closed_key_still_gets_running_results() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    let slow = client.message(tl::functions::help::GetSupportName {}.to_bytes(), true);
    client.send(&slow).await;
    client.call(&NEAREST).await.unwrap();
    let key = super::super::auth_key::AuthKey::new(client.key.as_ref().unwrap().to_bytes());
    servers.hub.close(key.id());
    echo.gate.notify_one();
    assert_eq!(client.answer(slow.id).await.unwrap(), text("at last"));
    assert!(client.receive_packet().await.is_none());
}

#[tokio::test]
async fn a_dropped_call_never_arrived_and_a_dropped_answer_is_kept() {
    let (servers, echo) = start().await;
    let executed = || echo.callers.lock().unwrap().len();
    for (effect, is_executed) in [(Effect::Drop, false), (Effect::DropAnswer, true)] {
        let mut client = client(&servers).await;
        let before = executed();
        servers.faults.add(Fault::new("help.getNearestDc", effect)).unwrap();
        let message = client.message(NEAREST.to_bytes(), true);
        client.send(&message).await;
        assert!(client.receive_packet().await.is_none());
        assert_eq!(executed() - before, usize::from(is_executed));

        client.reconnect().await;
        let status = client.status(&[message.id]).await[0];
        assert_eq!(status & 7, if is_executed { 4 } else { 2 }, "received, or not");
        if !is_executed {
            client.send(&message).await;
        }
        assert_eq!(client.answer(message.id).await.unwrap(), nearest(2).to_bytes());
        assert_eq!(executed() - before, 1);
    }
}

/// Waits until the server has noticed that all connections but the newest are gone.
async fn alone(servers: &DataCenters) {
    while servers.meter.read().connections > 1 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn unacknowledged_messages_are_sent_again() {
    let (servers, _) = start().await;
    let mut client = client(&servers).await;
    let first = client.message(NEAREST.to_bytes(), true);
    client.send(&first).await;
    let is_answer_to = |request: i64| {
        move |message: &super::super::message::Message| message.body.get(4..12) == Some(&request.to_le_bytes()[..])
    };
    let first_answer = client.wait(is_answer_to(first.id)).await;
    let second = client.message(NEAREST.to_bytes(), true);
    client.send(&second).await;
    let second_answer = client.wait(is_answer_to(second.id)).await;
    client.service(&tl::enums::MsgsAck::Ack(tl::types::MsgsAck { msg_ids: vec![first_answer.id] })).await;
    client.reconnect().await;
    client.service(&tl::functions::Ping { ping_id: 1 }).await;
    let again = client.wait(is_answer_to(second.id)).await;
    assert_eq!(again, second_answer, "the same message, by its old number");
    client.service(&tl::functions::Ping { ping_id: 2 }).await;
    let is_last_pong = |message: &super::super::message::Message| message.body.ends_with(&2_i64.to_le_bytes());
    loop {
        let message = client.receive().await;
        assert!(!is_answer_to(first.id)(&message), "acknowledged, so not sent again");
        if is_last_pong(&message) {
            break;
        }
    }
}

#[tokio::test]
async fn keys_survive_a_restart_and_belong_to_one_data_centre() {
    let (servers, echo) = start().await;
    let mut client = client(&servers).await;
    servers.stop().await;
    assert!(client.receive_packet().await.is_none());
    drop(servers);

    let servers = start_with(echo).await;
    for (index, is_right) in [(0, false), (1, true)] {
        let mut again = Client::connect(servers.list[index].address, Transport::Intermediate, false).await;
        again.key = client.key.clone();
        if is_right {
            let message = again.message(NEAREST.to_bytes(), true);
            again.send(&message).await;
            let id = tl::types::BadServerSalt::CONSTRUCTOR_ID;
            match again.wait_for::<tl::enums::BadMsgNotification>(id).await {
                tl::enums::BadMsgNotification::BadServerSalt(salt) => again.salt = salt.new_server_salt,
                other => panic!("{other:?}"),
            }
            assert_eq!(again.call(&NEAREST).await.unwrap(), nearest(2));
        } else {
            let message = again.message(NEAREST.to_bytes(), true);
            again.send(&message).await;
            assert_eq!(again.transport_error().await, -404);
        }
    }
}
