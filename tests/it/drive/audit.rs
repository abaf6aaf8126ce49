//! The audit: what each call leaves there, and who reads it.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{PASSWORD, Program, refuses, token};
use super::shares::share;
use super::stored::{self, multipart, names, upload};
use crate::harness::{Answer, TestServer, send};

/// Whom an entry is about, who did it, what, on what, and how it ended.
type Entry<'a> = (Option<&'a str>, &'a str, Option<&'a str>, &'a str, Option<&'a str>, &'a str);

/// Follows the audit as its operator sees it.
struct Watch {
    operator: Program,
    last: i64,
    told: String,
}

impl Watch {
    async fn start(operator: &Program) -> Self {
        let mut watch = Self { operator: operator.clone(), last: 0, told: String::new() };
        watch.news().await;
        watch
    }

    /// What was added since the last look, in order.
    async fn news(&mut self) -> Vec<Value> {
        let entries = self.operator.get("/audit/?limit=1000").await.is(200).json();
        let mut news: Vec<_> = entries.as_array().expect("a list").clone();
        news.retain(|entry| entry["id"].as_i64().expect("a number") > self.last);
        news.reverse();
        for entry in &news {
            self.last = entry["id"].as_i64().expect("a number");
            self.told.push_str(&entry.to_string());
        }
        news
    }

    /// Fails unless exactly that was added.
    #[track_caller]
    fn has_noted<'a>(&mut self, what: Answer, expected: Entry<'a>) -> impl Future<Output = Answer> {
        let caller = std::panic::Location::caller();
        async move {
            let news = self.news().await;
            assert_eq!(news.len(), 1, "{caller}: {} left {news:?}", what.asked);
            let entry = &news[0];
            let text = |key: &str| entry[key].as_str();
            let noted = (
                text("username"),
                text("actor_kind").expect("a kind"),
                text("actor"),
                text("action").expect("an action"),
                text("name"),
                text("outcome").expect("an outcome"),
            );
            assert_eq!(noted, expected, "{caller}: {}", what.asked);
            assert_eq!(entry["address"], "127.0.0.1");
            let about_node =
                noted.3.split('.').next().is_some_and(|kind| ["file", "folder", "trash", "share"].contains(&kind));
            assert_eq!(entry["node_id"].is_i64(), about_node && noted.5 != "quota", "{caller}: {entry}");
            what
        }
    }

    /// Fails unless nothing was added.
    #[track_caller]
    fn has_noted_nothing(&mut self, what: Answer) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            let news = self.news().await;
            assert!(news.is_empty(), "{caller}: {} left {news:?}", what.asked);
        }
    }
}

fn user<'a>(name: &'a str, action: &'a str, what: Option<&'a str>, outcome: &'a str) -> Entry<'a> {
    (Some(name), "user", Some(name), action, what, outcome)
}

async fn server() -> (TestServer, Program, Program, Watch) {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "root").await;
    stored::sign_storage_in(&operator).await;
    let alice = Program::registered(&server, "alice").await;
    let watch = Watch::start(&operator).await;
    (server, operator, alice, watch)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_call_about_files_leaves_one_entry() {
    let (server, _, alice, mut watch) = server().await;
    let made = alice.post("/app-passwords", json!({ "name": "laptop" })).await.is(200);
    let secret = made.json()["password"].as_str().expect("it is shown").to_owned();
    watch.has_noted(made, user("alice", "app_password.create", Some("laptop"), "ok")).await;
    let laptop = alice.with_app_password("alice", &secret);
    let put = async |path: &str, body: Value| alice.json(Method::PUT, path, &body).await.is(200);
    let to = |folder: &str| json!({ "dest_folder": folder });

    let answer = alice.post("/folders/", json!({ "folder": "f" })).await.is(200);
    watch.has_noted(answer, user("alice", "folder.create", Some("f"), "ok")).await;
    let answer = upload(&alice, "f", "a.txt", b"one").await.is(200);
    watch.has_noted(answer, user("alice", "file.upload", Some("f/a.txt"), "ok")).await;
    let answer = upload(&laptop, "f", "a.txt", b"one").await.is(200);
    let by_laptop = (Some("alice"), "app_password", Some("alice/laptop"), "file.upload", Some("f/(1).a.txt"), "ok");
    watch.has_noted(answer, by_laptop).await;
    let answer = upload(&alice, "new%2Fbelow", "b.txt", b"two").await.is(200);
    watch.has_noted(answer, user("alice", "file.upload", Some("new/below/b.txt"), "ok")).await;
    let answer = put("/folders/f/files/a.txt/rename", json!({ "new_name": "c.txt" })).await;
    watch.has_noted(answer, user("alice", "file.rename", Some("f/a.txt → f/c.txt"), "ok")).await;
    let answer = alice.post("/folders/f/files/c.txt/move", to("new")).await.is(200);
    watch.has_noted(answer, user("alice", "file.move", Some("f/c.txt → new/c.txt"), "ok")).await;
    let answer = alice.post("/folders/new/files/c.txt/copy", to("f")).await.is(200);
    watch.has_noted(answer, user("alice", "file.copy", Some("new/c.txt → f/c.txt"), "ok")).await;
    let answer = alice.post("/folders/f/files/c.txt/versions/1/restore", json!({})).await.is(200);
    watch.has_noted(answer, user("alice", "file.restore_version", Some("f/c.txt, version 1"), "ok")).await;
    let answer = put("/folders/new/rename", json!({ "new_name": "g" })).await;
    watch.has_noted(answer, user("alice", "folder.rename", Some("new → g"), "ok")).await;
    let answer = alice.post("/folders/g/move", to("f")).await.is(200);
    watch.has_noted(answer, user("alice", "folder.move", Some("g → f/g"), "ok")).await;

    let download = "/folders/f/files/c.txt/download";
    let answer = alice.get(download).await.is(200);
    let etag = answer.header("etag").to_owned();
    watch.has_noted(answer, user("alice", "file.download", Some("f/c.txt"), "ok")).await;
    let answer = send(laptop.call(Method::GET, download).header("range", "bytes=1-")).await.is(206);
    let by_laptop = (Some("alice"), "app_password", Some("alice/laptop"), "file.download", Some("f/c.txt"), "ok");
    watch.has_noted(answer, by_laptop).await;
    upload(&alice, "f", "empty.txt", b"").await.is(200);
    watch.news().await;
    let answer = alice.get("/folders/f/files/empty.txt/download").await.is(200);
    watch.has_noted(answer, user("alice", "file.download", Some("f/empty.txt"), "ok")).await;
    // Nothing was read, or only what the caller knows.
    let call = alice.call(Method::GET, download).header("if-none-match", etag);
    watch.has_noted_nothing(send(call).await.is(304)).await;
    watch.has_noted_nothing(send(alice.call(Method::HEAD, download)).await.is(200)).await;
    for path in ["/files/", "/folders/", "/folders/f/files/c.txt", "/search?q=c", "/stats/", "/trash/", "/shares/"] {
        watch.has_noted_nothing(alice.get(path).await.is(200)).await;
    }
    watch.has_noted_nothing(alice.get("/folders/f/files/none/download").await.is(404)).await;
    watch.has_noted_nothing(alice.post("/folders/", json!({ "folder": "f" })).await.is(409)).await;

    let answer = alice.delete("/folders/f/files/c.txt").await.is(200);
    watch.has_noted(answer, user("alice", "file.delete", Some("f/c.txt"), "ok")).await;
    let id = alice.get("/trash/").await.is(200).json()[0]["id"].clone();
    let bob = Program::registered(&server, "bob").await;
    watch.news().await;
    for (method, path, action) in [
        (Method::POST, format!("/trash/{id}/restore"), "trash.restore"),
        (Method::DELETE, format!("/trash/{id}"), "trash.delete"),
    ] {
        let answer = send(bob.call(method, &path)).await.is(404);
        let tried = (Some("alice"), "user", Some("bob"), action, Some("f/c.txt"), "not_theirs");
        watch.has_noted(answer, tried).await;
    }
    watch.has_noted_nothing(bob.delete("/trash/4711").await.is(404)).await;
    let answer = alice.post(&format!("/trash/{id}/restore"), json!({})).await.is(200);
    watch.has_noted(answer, user("alice", "trash.restore", Some("f/c.txt"), "ok")).await;
    let answer = alice.delete("/folders/f/").await.is(200);
    watch.has_noted(answer, user("alice", "folder.delete", Some("f"), "ok")).await;
    let id = alice.get("/trash/").await.is(200).json()[0]["id"].clone();
    let answer = alice.delete(&format!("/trash/{id}")).await.is(200);
    watch.has_noted(answer, user("alice", "trash.delete", Some("f"), "ok")).await;
    assert!(!watch.told.contains(&secret));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_use_of_a_share_is_in_its_owners_audit() {
    let (server, _, alice, mut watch) = server().await;
    let (visitor, bob) = (Program::new(server.origin()), Program::registered(&server, "bob").await);
    alice.post("/encryption/on", json!({})).await.is(200);
    upload(&alice, "f", "secret.txt", b"secret").await.is(200);
    alice.post("/encryption/off", json!({})).await.is(200);
    upload(&alice, "f", "a.txt", b"hello").await.is(200);
    watch.news().await;
    let (file, path) = ("/folders/f/files/a.txt", Some("f/a.txt"));
    let answer = alice.post(&format!("{file}/share"), json!({ "password": "open sesame" })).await.is(200);
    let link = answer.json()["message"].as_str().expect("a link").strip_prefix("/api/v1").expect("a path").to_owned();
    watch.has_noted(answer, user("alice", "share.create", path, "ok")).await;
    let number = alice.get("/shares/").await.is(200).json()[0]["id"].to_string();
    let by = |number: &str| format!("share {number}");
    let who = by(&number);
    let used = |action, outcome| (Some("alice"), "share", Some(who.as_str()), action, path, outcome);
    let visit = async |path: &str, password: &str| {
        send(visitor.call(Method::GET, path).header("x-share-password", password)).await
    };
    let download = format!("{link}/download");
    watch.has_noted(visitor.get(&link).await.is(401), used("share.open", "no_password")).await;
    watch.has_noted(visit(&link, "wrong").await.is(401), used("share.open", "wrong_password")).await;
    watch.has_noted(visit(&download, "wrong").await.is(401), used("share.open", "wrong_password")).await;
    watch.has_noted(visit(&link, "open sesame").await.is(200), used("share.view", "ok")).await;
    watch.has_noted(visit(&download, "open sesame").await.is(200), used("share.download", "ok")).await;
    let other = link.replace("/file/", "/folder/");
    watch.has_noted(visit(&other, "open sesame").await.is(400), used("share.open", "other_kind")).await;
    let revoke = link.replace("/access/file/", "/access/revoke/");
    let answer = bob.post(&revoke, json!({})).await.is(404);
    watch.has_noted(answer, (Some("alice"), "user", Some("bob"), "share.revoke", path, "not_theirs")).await;
    let answer = alice.post(&revoke, json!({})).await.is(200);
    watch.has_noted(answer, user("alice", "share.revoke", path, "ok")).await;
    watch.has_noted_nothing(alice.post(&revoke, json!({})).await.is(200)).await;
    watch.has_noted(visit(&link, "open sesame").await.is(401), used("share.open", "revoked")).await;
    watch.has_noted_nothing(visitor.get("/access/file/bogus").await.is(401)).await;

    let link = share(&alice, file, json!({ "max_downloads": 1 })).await;
    let who = by(&alice.get("/shares/").await.is(200).json()[0]["id"].to_string());
    let used = |action, outcome| (Some("alice"), "share", Some(who.as_str()), action, path, outcome);
    watch.news().await;
    watch.has_noted(visitor.get(&format!("{link}/download")).await.is(200), used("share.download", "ok")).await;
    watch.has_noted(visitor.get(&format!("{link}/download")).await.is(401), used("share.open", "used_up")).await;
    let link = share(&alice, file, json!({ "expires_in": 0 })).await;
    watch.news().await;
    let answer = visitor.get(&link).await.is(401);
    let noted = watch.news().await;
    assert_eq!((noted.len(), &noted[0]["outcome"]), (1, &json!("expired")), "{}", answer.asked);

    let link = share(&alice, "/folders/f", json!({})).await;
    let who = by(&alice.get("/shares/").await.is(200).json()[0]["id"].to_string());
    let used = |action, path, outcome| (Some("alice"), "share", Some(who.as_str()), action, Some(path), outcome);
    watch.news().await;
    watch.has_noted(visitor.get(&link).await.is(200), used("share.view", "f", "ok")).await;
    let download = format!("{link}/a.txt/download");
    watch.has_noted(visitor.get(&download).await.is(200), used("share.download", "f/a.txt", "ok")).await;
    let sealed = format!("{link}/secret.txt/download");
    watch.has_noted(visitor.get(&sealed).await.is(403), used("share.download", "f/secret.txt", "encrypted")).await;
    alice.delete("/folders/f/").await.is(200);
    watch.news().await;
    watch.has_noted(visitor.get(&link).await.is(401), used("share.open", "f", "deleted")).await;
    for secret in ["sesame", "wrong\"", link.rsplit('/').next().expect("a token")] {
        assert!(!watch.told.contains(secret), "{secret} in {}", watch.told);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_change_of_an_account_leaves_one_entry_and_no_secret() {
    let (server, operator, alice, mut watch) = server().await;
    let nobody = Program::new(server.origin());
    let ok = |action, name| user("alice", action, name, "ok");
    let wrong = |action| user("alice", action, None, "wrong_password");
    let refused = |kind, name| (name, kind, name, "sign_in", None, "wrong_password");
    watch.has_noted(nobody.register("carol", "canary").await.is(200), user("carol", "user.register", None, "ok")).await;
    watch.has_noted_nothing(nobody.register("carol", "canary").await.is(400)).await;
    let signed_in = nobody.token("alice", PASSWORD).await.is(200);
    let second = token(&signed_in);
    watch.has_noted(signed_in, ok("sign_in", None)).await;
    watch.has_noted(nobody.token("alice", "canary").await.is(401), refused("user", Some("alice"))).await;
    // Somebody may have typed a password there.
    watch.has_noted(nobody.token("canary", "canary").await.is(401), refused("user", None)).await;
    watch.has_noted(nobody.token("alice", &"canary".repeat(200)).await.is(401), refused("user", Some("alice"))).await;
    let basic = nobody.with_app_password("alice", "hga_canary").get("/me").await.is(401);
    watch.has_noted(basic, refused("app_password", Some("alice"))).await;
    watch.has_noted_nothing(nobody.with_token("canary").get("/me").await.is(401)).await;

    for (path, action) in
        [("/password", "password.change"), ("/totp", "totp.enrol"), ("/encryption/identity", "encryption.identity")]
    {
        let body = json!({ "password": "canary", "old_password": "canary", "new_password": "canary" });
        watch.has_noted(alice.post(path, body).await.is(401), wrong(action)).await;
    }
    watch.has_noted(alice.post("/encryption/on", json!({})).await.is(200), ok("encryption.on", None)).await;
    let identity = alice.post("/encryption/identity", json!({ "password": PASSWORD })).await.is(200);
    watch.has_noted(identity, ok("encryption.identity", None)).await;
    watch.has_noted(alice.post("/encryption/off", json!({})).await.is(200), ok("encryption.off", None)).await;
    let made = alice.post("/app-passwords", json!({ "name": "laptop" })).await.is(200);
    let id = made.json()["id"].clone();
    watch.has_noted(made, ok("app_password.create", Some("laptop"))).await;
    let revoked = alice.delete(&format!("/app-passwords/{id}")).await.is(200);
    watch.has_noted(revoked, ok("app_password.revoke", Some("laptop"))).await;
    let body = json!({ "password": PASSWORD });
    watch.has_noted(alice.post("/totp", body.clone()).await.is(200), ok("totp.enrol", None)).await;
    let confirmed = alice.post("/totp/confirm", json!({ "otp": "000000" })).await.is(401);
    watch.has_noted(confirmed, user("alice", "totp.confirm", None, "wrong_one_time_password")).await;
    watch.has_noted(alice.json(Method::DELETE, "/totp", &body).await.is(200), ok("totp.off", None)).await;
    let sessions = alice.get("/sessions").await.is(200).json();
    let other = sessions.as_array().expect("a list").iter().find(|it| it["is_current"] == false).expect("another");
    let number = other["id"].to_string();
    let ended = alice.delete(&format!("/sessions/{number}")).await.is(200);
    watch.has_noted(ended, ok("session.end", Some(&number))).await;
    watch.has_noted_nothing(nobody.with_token(&second).get("/me").await.is(401)).await;
    watch.has_noted(alice.delete("/sessions").await.is(200), ok("session.end_others", None)).await;
    let change = json!({ "old_password": PASSWORD, "new_password": "canary" });
    watch.has_noted(alice.post("/password", change).await.is(200), ok("password.change", None)).await;

    let limited = operator.json(Method::PUT, "/users/alice/quota", &json!({ "quota": 10 })).await.is(200);
    let by_root = |action, name| (Some("alice"), "user", Some("root"), action, name, "ok");
    watch.has_noted(limited, by_root("user.quota", Some("10"))).await;
    let too_much = upload(&alice, "f", "a.txt", b"more than ten bytes").await.is(507);
    watch.has_noted(too_much, user("alice", "file.upload", Some("f/a.txt"), "quota")).await;
    assert!(!watch.told.contains("canary") && !watch.told.contains("AGE-SECRET-KEY"), "{}", watch.told);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_reads_their_own_and_operators_all_by_pages() {
    let (server, operator, alice, _) = server().await;
    let bob = Program::registered(&server, "bob").await;
    for (program, folder) in [(&alice, "alices"), (&bob, "bobs"), (&operator, "roots")] {
        for number in 0..4 {
            program.post("/folders/", json!({ "folder": format!("{folder}{number}") })).await.is(200);
        }
    }
    let all = operator.get("/audit/?limit=1000").await.is(200).json();
    for (program, name, others) in [(&alice, "alice", ["bobs", "roots"]), (&bob, "bob", ["alices", "roots"])] {
        let own = program.get("/audit/").await.is(200);
        let told = String::from_utf8_lossy(&own.body).into_owned();
        assert!(others.iter().all(|other| !told.contains(other)), "{told}");
        assert!(names(&own.json(), "username").iter().all(|username| username == name));
        let of = |entry: &&Value| entry["username"] == name;
        let theirs: Vec<_> = all.as_array().expect("a list").iter().filter(of).cloned().collect();
        assert_eq!(own.json(), Value::Array(theirs), "the operator sees the same");
    }
    let mut pages = Vec::new();
    loop {
        let before = pages.last().map_or(String::new(), |entry: &Value| format!("&before={}", entry["id"]));
        let page = operator.get(&format!("/audit/?limit=5{before}")).await.is(200).json();
        let page = page.as_array().expect("a list").clone();
        assert!(page.len() <= 5);
        if page.is_empty() {
            break;
        }
        pages.extend(page);
    }
    assert_eq!(Value::Array(pages), all);
    for (query, kind) in [("limit=0", "greater_than_equal"), ("limit=x", "int_parsing"), ("before=x", "int_parsing")] {
        let told = alice.get(&format!("/audit/?{query}")).await.is(422).json();
        assert_eq!(told["detail"][0]["type"], kind, "{query}");
    }
    refuses(Program::new(server.origin()).get("/audit/").await, 401, "Not authenticated");
    // Those of a user whom an operator imported files for, too.
    let (content_type, body) = multipart("x.txt", b"x");
    let call = alice.call(Method::POST, "/folders/alices0/files/").header("content-type", content_type).body(body);
    send(call).await.is(200);
    assert_eq!(alice.get("/audit/?limit=1").await.is(200).json()[0]["name"], "alices0/x.txt");
    server.finish().await;
}

/// What the server deletes by itself is noted as its own doing, and old entries go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn housekeeping_is_noted_and_clears_the_audit() {
    let (server, _, alice, mut watch) = server().await;
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    alice.delete("/folders/f/files/a.txt").await.is(200);
    watch.news().await;
    server.execute("UPDATE drive_nodes SET trashed_at = trashed_at - 31 * 86400 WHERE trashed_at IS NOT NULL").await;
    server.drive(|_| {}).clear_away().await.expect("a round");
    let news = watch.news().await;
    assert_eq!(news.len(), 1, "{news:?}");
    assert_eq!(
        (&news[0]["username"], &news[0]["actor_kind"], &news[0]["action"], &news[0]["name"], &news[0]["address"]),
        (&json!("alice"), &json!("server"), &json!("trash.delete"), &json!("f/a.txt"), &Value::Null)
    );
    server.execute("UPDATE drive_audit SET at = at - 91 * 86400 WHERE action = 'trash.delete'").await;
    server.drive(|_| {}).clear_away().await.expect("a round");
    let left = alice.get("/audit/").await.is(200).json();
    assert!(
        !names(&left, "action").contains(&"trash.delete".to_owned()) && !left.as_array().expect("a list").is_empty()
    );
    server.finish().await;
}
