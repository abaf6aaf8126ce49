//! Who may call what of the drive API.

use reqwest::Method;

use super::client::{Program, refuses};
use crate::harness::{Answer, TestServer};
use crate::rights::For::{self, AccountOwner, Anyone, Operator, Person};
use crate::rights::Row;

/// Method, the route as mounted without its query, and who it is for.
pub const RIGHTS: &[Row] = &[
    ("POST", "/api/v1/register", Anyone),
    ("POST", "/api/v1/token", Anyone),
    ("GET", "/api/v1/me", Person),
    ("POST", "/api/v1/password", AccountOwner),
    ("GET", "/api/v1/sessions", AccountOwner),
    ("DELETE", "/api/v1/sessions", AccountOwner),
    ("DELETE", "/api/v1/sessions/<id>", AccountOwner),
    ("GET", "/api/v1/app-passwords", AccountOwner),
    ("POST", "/api/v1/app-passwords", AccountOwner),
    ("DELETE", "/api/v1/app-passwords/<id>", AccountOwner),
    ("GET", "/api/v1/totp", AccountOwner),
    ("POST", "/api/v1/totp", AccountOwner),
    ("POST", "/api/v1/totp/confirm", AccountOwner),
    ("DELETE", "/api/v1/totp", AccountOwner),
    ("GET", "/api/v1/users", Operator),
    ("PUT", "/api/v1/users/<username>/quota", Operator),
    ("POST", "/api/v1/tgcloud/auth/phone", Operator),
    ("POST", "/api/v1/tgcloud/auth/verify_code", Operator),
    ("POST", "/api/v1/tgcloud/auth/password", Operator),
    ("POST", "/api/v1/tgcloud/auth/qr", Operator),
    ("GET", "/api/v1/tgcloud/auth/status", Operator),
    ("GET", "/api/v1/folders", Person),
    ("POST", "/api/v1/folders", Person),
    ("PUT", "/api/v1/folders/<folder>/rename", Person),
    ("POST", "/api/v1/folders/<folder>/move", Person),
    ("DELETE", "/api/v1/folders/<folder>", Person),
    ("GET", "/api/v1/files", Person),
    ("GET", "/api/v1/folders/<folder>/files", Person),
    ("POST", "/api/v1/folders/<folder>/files", Person),
    ("GET", "/api/v1/folders/<folder>/files/<filename>", Person),
    ("GET", "/api/v1/folders/<folder>/files/<filename>/download", Person),
    ("HEAD", "/api/v1/folders/<folder>/files/<filename>/download", Person),
    ("PUT", "/api/v1/folders/<folder>/files/<filename>/rename", Person),
    ("POST", "/api/v1/folders/<folder>/files/<filename>/move", Person),
    ("POST", "/api/v1/folders/<folder>/files/<filename>/copy", Person),
    ("DELETE", "/api/v1/folders/<folder>/files/<filename>", Person),
    ("GET", "/api/v1/folders/<folder>/files/<filename>/versions", Person),
    ("POST", "/api/v1/folders/<folder>/files/<filename>/versions/<version>/restore", Person),
    ("GET", "/api/v1/trash", Person),
    ("DELETE", "/api/v1/trash", Person),
    ("POST", "/api/v1/trash/<id>/restore", Person),
    ("DELETE", "/api/v1/trash/<id>", Person),
    ("POST", "/api/v1/encryption/on", AccountOwner),
    ("POST", "/api/v1/encryption/off", AccountOwner),
    ("POST", "/api/v1/encryption/identity", AccountOwner),
    ("POST", "/api/v1/folders/<folder>/files/<filename>/share", Person),
    ("POST", "/api/v1/folders/<folder>/share", Person),
    ("GET", "/api/v1/shares", Person),
    ("POST", "/api/v1/access/revoke/<token>", Person),
    ("GET", "/api/v1/access/file/<token>", Anyone),
    ("GET", "/api/v1/access/file/<token>/download", Anyone),
    ("HEAD", "/api/v1/access/file/<token>/download", Anyone),
    ("GET", "/api/v1/access/folder/<token>", Anyone),
    ("GET", "/api/v1/access/folder/<token>/<filename>/download", Anyone),
    ("HEAD", "/api/v1/access/folder/<token>/<filename>/download", Anyone),
    ("GET", "/api/v1/stats", Person),
    ("GET", "/api/v1/search", Person),
    ("GET", "/api/v1/audit", AccountOwner),
    ("POST", "/api/v1/import", Operator),
];

/// The routes whose path ends with a slash in the original's documentation.
const WITH_SLASH: [&str; 8] = [
    "/api/v1/folders",
    "/api/v1/folders/<folder>",
    "/api/v1/folders/<folder>/files",
    "/api/v1/files",
    "/api/v1/trash",
    "/api/v1/shares",
    "/api/v1/stats",
    "/api/v1/audit",
];

/// Whether somebody is let in, whatever is wrong with the request then.
fn is_let_in(answer: &Answer) -> bool {
    let told = [
        "Not authenticated",
        "Could not validate credentials",
        "App passwords are for files only",
        "Only an operator may do that",
    ];
    let text = String::from_utf8_lossy(&answer.body);
    !answer.status.is_redirection() && !told.iter().any(|sentence| text.contains(sentence))
}

/// Nobody gets past where they may not, whatever else is wrong with the request; and those who may do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_gets_as_far_as_they_may() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "root").await;
    let user = Program::registered(&server, "alice").await;
    let made = user.post("/app-passwords", serde_json::json!({ "name": "a" })).await.is(200).json();
    let app = user.with_app_password("alice", made["password"].as_str().expect("it is shown"));
    let ended = Program::registered(&server, "bob").await;
    let own = ended.get("/sessions").await.is(200).json()[0]["id"].clone();
    ended.delete(&format!("/sessions/{own}")).await.is(200);
    let nobody = Program::new(server.origin());
    let (invalid, files_only) = ("Could not validate credentials", "App passwords are for files only");
    for (method, route, whom) in RIGHTS {
        let method: Method = method.parse().expect("a method");
        let mut path = route.strip_prefix("/api/v1").expect("the base").to_owned();
        for parameter in ["<id>", "<username>", "<folder>", "<filename>", "<token>", "<version>"] {
            path = path.replace(parameter, "x");
        }
        // A path that ends with a slash in the document is redirected from its other form.
        if WITH_SLASH.contains(route) {
            path.push('/');
        }
        let call = async |program: &Program| program.json(method.clone(), &path, &serde_json::json!({})).await;
        // A body says why, but there is none with HEAD.
        if method == Method::HEAD {
            assert_eq!(call(&nobody).await.status, 401, "{method} {route}");
            continue;
        }
        if *whom != Anyone {
            refuses(call(&nobody).await, 401, "Not authenticated");
            refuses(call(&ended).await, 401, invalid);
        }
        match whom {
            Anyone => assert!(is_let_in(&call(&nobody).await), "{method} {route}"),
            Person => {
                assert!(is_let_in(&call(&app).await), "{method} {route}");
                assert!(is_let_in(&call(&user).await), "{method} {route}");
            }
            AccountOwner => {
                refuses(call(&app).await, 403, files_only);
                // Nothing of theirs is ended on the way: that has a test of its own.
                let ends = *route == "/api/v1/sessions" && method == Method::DELETE;
                assert!(ends || is_let_in(&call(&user).await), "{method} {route}");
            }
            Operator => {
                refuses(call(&app).await, 403, files_only);
                refuses(call(&user).await, 403, "Only an operator may do that");
                assert!(is_let_in(&call(&operator).await), "{method} {route}");
            }
            For::SignedIn | For::Key | For::Session | For::Socket | For::Page => unreachable!("no row is for them"),
        }
    }
    server.finish().await;
}

/// A browser's cookie and an API key open nothing here, and a token nothing there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_cookies_and_keys_are_kept_apart() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    let browser = server.sign_in(crate::harness::DEMO).await;
    refuses(browser.get("/api/v1/me").await, 401, "Not authenticated");
    let key = server.make_key("robot", &[]).await;
    refuses(alice.with_token(&key).get("/me").await, 401, "Could not validate credentials");
    let service = crate::harness::Service::new(server.origin(), alice.own_token());
    assert_eq!(service.get("/user/+9996620001/isAuthorized").await.is(401).refuses(), "The API key is not valid.");
    server.finish().await;
}
