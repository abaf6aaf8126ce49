//! Every route with names and numbers that exist for one user, called by others: nothing is done, and nothing tells that they exist.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::Program;
use super::rights::RIGHTS;
use super::stored::{self, upload};
use crate::harness::{Answer, TestServer, send};
use crate::rights::For::{AccountOwner, Person};

const FOLDER: &str = "alices-folder";
const FILE: &str = "alices-file.txt";
const BYTES: &[u8] = b"what only alice may read";

/// What a path names: as the owner has it, or as nobody has it.
struct Named {
    folder: &'static str,
    file: &'static str,
    trashed: i64,
    session: i64,
    app_password: i64,
    token: String,
}

impl Named {
    fn path(&self, route: &str) -> String {
        let id = match route {
            route if route.contains("/trash/") => self.trashed,
            route if route.contains("/sessions/") => self.session,
            _ => self.app_password,
        };
        let path = route.strip_prefix("/api/v1").expect("the base");
        let path = path.replace("<folder>", self.folder).replace("<filename>", self.file);
        let path = path.replace("<id>", &id.to_string()).replace("<token>", &self.token).replace("<version>", "1");
        // The only one of these routes whose documented form has a slash.
        if route == "/api/v1/folders/<folder>" || route == "/api/v1/folders/<folder>/files" { path + "/" } else { path }
    }

    /// Has what any of the routes reads.
    fn body(&self) -> Value {
        json!({ "folder": self.folder, "dest_folder": self.folder, "new_name": "taken.txt", "name": "mine" })
    }

    /// A text without what names it.
    fn hidden(&self, text: &str) -> String {
        [self.folder, self.file, self.token.as_str()].iter().fold(text.to_owned(), |text, name| text.replace(name, "…"))
    }
}

async fn call(program: &Program, method: &Method, route: &str, named: &Named) -> Answer {
    let call = program.call(method.clone(), &named.path(route));
    let call = if matches!(*method, Method::GET | Method::HEAD) || route.starts_with("/api/v1/access/") {
        call
    } else {
        call.header("content-type", "application/json").body(named.body().to_string())
    };
    send(call).await
}

/// Everything that differs between two answers but for the names: status, headers, body.
fn shape(answer: &Answer, named: &Named) -> String {
    let mut headers: Vec<_> = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.retain(|header| !header.starts_with("date") && !header.starts_with("x-request-id"));
    headers.sort();
    named.hidden(&format!("{} {headers:?} {}", answer.status, String::from_utf8_lossy(&answer.body)))
}

/// What a user sees of everything that is theirs, but for when it was used.
async fn everything(user: &Program) -> Vec<Value> {
    let mut seen = Vec::new();
    let (folder, file) = (format!("/folders/{FOLDER}/files/"), format!("/folders/{FOLDER}/files/{FILE}"));
    for path in
        ["/folders/", "/files/", "/trash/", "/shares/", "/stats/", "/sessions", "/app-passwords", "/totp", &folder]
            .into_iter()
            .chain([file.as_str(), &format!("{file}/versions")])
    {
        let mut answer = user.get(path).await.is(200).json();
        for entry in answer.as_array_mut().into_iter().flatten() {
            entry.as_object_mut().expect("an object").remove("used_at");
        }
        seen.push(answer);
    }
    seen.push(user.get(&format!("{file}/download")).await.is(200).body.to_vec().into());
    seen
}

async fn server() -> (TestServer, Program, Program, Program) {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "root").await;
    stored::sign_storage_in(&operator).await;
    let (alice, bob) = (Program::registered(&server, "alice").await, Program::registered(&server, "bob").await);
    (server, operator, alice, bob)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reaches_what_is_anothers_and_nothing_tells_that_it_is_there() {
    let (server, operator, alice, bob) = server().await;
    upload(&alice, FOLDER, FILE, BYTES).await.is(200);
    upload(&alice, FOLDER, "gone.txt", b"in the trash").await.is(200);
    alice.delete(&format!("/folders/{FOLDER}/files/gone.txt")).await.is(200);
    alice.post("/app-passwords", json!({ "name": "laptop" })).await.is(200);
    let shared = alice.post(&format!("/folders/{FOLDER}/files/{FILE}/share"), json!({})).await.is(200).json();
    let link = shared["message"].as_str().expect("a link").to_owned();
    let before = everything(&alice).await;
    let id = |list: &Value| list[0]["id"].as_i64().expect("a number");
    let own = Named {
        folder: FOLDER,
        file: FILE,
        trashed: id(&before[2]),
        session: id(&before[5]),
        app_password: id(&before[6]),
        token: link.rsplit('/').next().expect("a token").to_owned(),
    };
    let nobodys = Named {
        folder: "nobody-folder",
        file: "nobody-file.txt",
        trashed: 4711,
        session: 4711,
        app_password: 4711,
        token: "x".repeat(own.token.len()),
    };
    let mut asked = 0;
    for (method, route, whom) in RIGHTS {
        // A file that is sent to a folder of that name goes to the caller's own, which this makes.
        let is_upload = (*method, *route) == ("POST", "/api/v1/folders/<folder>/files");
        if !matches!(whom, Person | AccountOwner) || !route.contains('<') || is_upload {
            continue;
        }
        let method: Method = method.parse().expect("a method");
        for caller in [&bob, &operator] {
            let (theirs, none) =
                (call(caller, &method, route, &own).await, call(caller, &method, route, &nobodys).await);
            assert_eq!(shape(&theirs, &own), shape(&none, &nobodys), "{method} {route}");
            // A folder that is not there has no files, as in the original.
            let expected = match *route {
                "/api/v1/folders/<folder>/files" => 200,
                _ => 404,
            };
            theirs.is(expected);
            asked += 1;
        }
        let nobody = call(&Program::new(server.origin()), &method, route, &own).await;
        assert_eq!(nobody.status, 401, "{method} {route}");
    }
    assert!(asked >= 40, "{asked}");
    assert_eq!(everything(&alice).await, before, "nothing of alice's has changed");
    server.finish().await;
}

/// Names are each user's own: the same ones can be taken by another, and lists, searches and sums are the caller's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_names_of_two_users_are_two_things() {
    let (server, operator, alice, bob) = server().await;
    upload(&alice, FOLDER, FILE, BYTES).await.is(200);
    alice.delete(&format!("/folders/{FOLDER}/files/{FILE}")).await.is(200);
    upload(&alice, FOLDER, FILE, BYTES).await.is(200);
    for other in [&bob, &operator] {
        for path in ["/folders/", "/files/", "/trash/", "/shares/"] {
            assert_eq!(other.get(path).await.is(200).json(), json!([]), "{path}");
        }
        let found = other.get("/search?q=alices").await.is(200).json();
        assert_eq!(found, json!({ "files": [], "next_cursor": null }));
        let stats = other.get("/stats/").await.is(200).json();
        assert_eq!((&stats["total_files"], &stats["stored_bytes"]), (&json!(0), &json!(0)));
        other.post("/folders/", json!({ "folder": FOLDER })).await.is(200);
        let file = upload(other, FOLDER, FILE, BYTES).await.is(200).json();
        assert_eq!(file["filename"], FILE, "the name is free");
        other.delete("/trash/").await.says("0 deleted for good");
        other.delete(&format!("/folders/{FOLDER}/")).await.is(200);
        other.delete("/trash/").await.says("1 deleted for good");
    }
    stored::settled(&server).await;
    assert_eq!(alice.get(&format!("/folders/{FOLDER}/files/{FILE}/download")).await.is(200).body, BYTES);
    assert_eq!(alice.get("/trash/").await.is(200).json().as_array().map(Vec::len), Some(1));
    assert_eq!(stored::documents(&server), 1, "the same bytes of another user were theirs, and went with them");
    server.finish().await;
}
