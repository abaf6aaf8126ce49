//! Listing and joining chats.

use serde_json::{Value, json};

use super::script::{Script, refuses};
use crate::harness::{DEMO, EMPTY, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chats_are_listed() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let answer = script.get("/chats").await.is(200).json();
    let chats = answer["chats"].as_array().expect("an array");
    assert_eq!(answer["total_count"], chats.len());
    let named = |name: &str| chats.iter().find(|chat| chat["name"] == name).expect("it is there");
    assert_eq!(
        *named("Lighthouse keepers"),
        json!({
            "name": "Lighthouse keepers", "id": -1_002_900_000_001_i64, "type": "supergroup",
            "members_count": 7, "is_private": false, "username": "lighthouse_keepers",
        })
    );
    for (name, kind, is_private) in
        [("Harbour notices", "channel", false), ("Stair painters", "group", true), ("Ines Faro", "private", false)]
    {
        let chat = named(name);
        assert_eq!((&chat["type"], &chat["is_private"]), (&json!(kind), &json!(is_private)), "{chat}");
    }
    assert_eq!(
        (&named("Stair painters")["username"], &named("Ines Faro")["members_count"]),
        (&Value::Null, &Value::Null)
    );
    let one = script.get("/chats?limit=1").await.is(200).json();
    assert_eq!((one["chats"].as_array().map(Vec::len), &one["total_count"]), (Some(1), &json!(1)));
    assert_eq!(script.get("/chats?limit=0").await.is(200).json(), json!({ "chats": [], "total_count": 0 }));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_are_joined_by_name_link_and_invite() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let join = async |name: &str| script.post("/groups/join", json!({ "group_identifier": name })).await;
    for name in [
        "@lighthouse_keepers",
        " lighthouse_keepers ",
        "https://t.me/lighthouse_keepers",
        "t.me/lighthouse_keepers",
        "+LampRoom217Steps",
        "https://t.me/+LampRoom217Steps",
        "t.me/joinchat/LampRoom217Steps",
    ] {
        assert_eq!(
            join(name).await.is(200).json(),
            json!({
                "success": true, "message": "Successfully joined", "id": 2_900_000_001_i64,
                "title": "Lighthouse keepers", "username": "lighthouse_keepers",
                "description": "For whoever keeps a lamp. Everybody who joins may write.", "photo_url": null,
            }),
            "{name}"
        );
    }
    script.get("/messages/?chat_id=-1002900000001&limit=1").await.is(200);
    for name in ["+", "https://t.me/+", "t.me/joinchat/"] {
        refuses(join(name).await, 400, "Invalid invitation link - hash is empty");
    }
    refuses(join("t.me/+KeyUnderTheDoormat").await, 400, "This invitation link has expired");
    for name in ["t.me/+a b", "+short", "https://t.me/joinchat/a.b"] {
        refuses(join(name).await, 400, "Invalid invitation link");
    }
    refuses(join("t.me/+AskTheKeeperFirst").await, 403, "The admins of the chat have been asked to let you in");
    refuses(join("nobody_of_that_name").await, 404, "Could not find group: nobody_of_that_name");
    refuses(join("no name").await, 404, "Could not find group: no name");
    refuses(join("@ines_faro").await, 400, "This is no group or channel that can be joined");
    server.finish().await;
}
