//! Who may call what of the stateless API: nobody without a string whose sign-in is done.

use reqwest::Method;

use super::script::{Script, detail, refuses, send};
use crate::harness::{DEMO, EMPTY, TestServer};
use crate::rights::For::{Anyone, Session};
use crate::rights::Row;

/// Method, the route as mounted without its query, and who it is for.
pub const RIGHTS: &[Row] = &[
    ("POST", "/auth/send_code", Anyone),
    ("POST", "/auth/verify_code", Anyone),
    ("POST", "/auth/verify_password", Anyone),
    ("DELETE", "/auth/logout", Anyone),
    ("POST", "/auth/import", Anyone),
    ("GET", "/chats", Session),
    ("GET", "/messages", Session),
    ("GET", "/messages/media/<message_id>", Session),
    ("HEAD", "/messages/media/<message_id>", Session),
    ("POST", "/messages/send", Session),
    ("POST", "/messages/send_with_file", Session),
    ("DELETE", "/messages/delete", Session),
    ("POST", "/messages/forward", Session),
    ("POST", "/messages/edit", Session),
    ("POST", "/groups/join", Session),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_in_without_a_string_that_is_done() {
    let server = TestServer::start().await;
    let nobody = Script::new(server.origin());
    let halfway = nobody.with_string_of(&nobody.send_code(EMPTY.phone).await.is(200));
    let ended = Script::signed_in(&server, DEMO).await;
    ended.delete_nothing("/auth/logout").await.is(200);
    for (method, path, _) in RIGHTS.iter().filter(|row| row.2 == Session) {
        let method: Method = method.parse().expect("a method");
        let path = path.replace("<message_id>", "1").replace("/messages?", "/messages/?");
        let path = if path == "/messages" { "/messages/".to_owned() } else { path };
        // Everything that any of them asks for.
        let everything = r#"{"chat_id":"me","text":"x","message_ids":[1],"from_chat_id":"me","to_chat_id":"me",
            "message_id":"1","new_text":"x","group_identifier":"@x_y_z"}"#;
        let path = format!("{path}?chat_id=me");
        for (who, script) in [("someone halfway in", &halfway), ("an ended session", &ended)] {
            let call = script.call(method.clone(), &path).header("content-type", "application/json").body(everything);
            let answer = send(call).await.is(401);
            assert!(method == Method::HEAD || detail(&answer) == "Invalid session", "{method} {path} for {who}");
        }
        let call = nobody.call(method.clone(), &path).header("content-type", "application/json").body(everything);
        let answer = send(call).await.is(422);
        if method != Method::HEAD {
            let told = &detail(&answer)[0];
            assert_eq!(told["loc"], serde_json::json!(["header", "X-Session-String"]), "{}", answer.asked);
        }
    }
    server.finish().await;
}

/// A browser's cookie opens nothing here, and a string nothing there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cookies_and_strings_are_kept_apart() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    browser.get("/chats").await.is(422);
    let cookie = browser.cookies().into_values().next().expect("a cookie");
    refuses(Script::new(server.origin()).with(&cookie).get("/chats").await, 401, "Invalid session");
    let script = Script::signed_in(&server, DEMO).await;
    script.get("/media-counts").await.is(401);
    server.finish().await;
}
