//! Contacts and dialogs.

use crate::harness::{DEMO, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contacts_and_dialogs_are_lists() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let contacts = service.get(&format!("/user/{}/contacts", DEMO.phone)).await.is(200).json();
    assert_eq!(
        (contacts["isSuccess"].as_bool(), contacts["message"].as_str()),
        (Some(true), Some("Contacts fetched."))
    );
    let contacts = contacts["data"].as_array().expect("a list");
    assert!(!contacts.is_empty());
    assert!(contacts.iter().all(|contact| contact["id"].is_i64() && contact["first_name"].is_string()), "{contacts:?}");

    let dialogs = service.get(&format!("/user/{}/dialogs", DEMO.phone)).await.is(200).json();
    let dialogs = dialogs["data"].as_array().expect("a list");
    let of_type = |kind: &str| dialogs.iter().filter(|dialog| dialog["type"] == kind).count();
    assert!(of_type("supergroup") >= 1 && of_type("channel") >= 1, "{dialogs:?}");
    assert!(dialogs.iter().all(|dialog| dialog["id"].is_i64() && dialog["title"].is_string()), "{dialogs:?}");
    let one = service.get(&format!("/user/{}/dialogs?limit=1", DEMO.phone)).await.is(200).json();
    assert_eq!(one["data"].as_array().map(Vec::len), Some(1));
    server.finish().await;
}
