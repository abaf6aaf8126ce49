//! Who may call what of the accounts API: nobody without a key for it.

use heliograph::keys::Scope;
use reqwest::Method;

use crate::harness::{Service, TestServer, send};
use crate::rights::For::Key;
use crate::rights::Row;

/// Method, the route as mounted without its query, and who it is for.
pub const RIGHTS: &[Row] = &[
    ("GET", "/sendCode", Key),
    ("POST", "/signin", Key),
    ("GET", "/qrLogin", Key),
    ("DELETE", "/cleanSessions", Key),
    ("GET", "/user/<phone>/userInfo", Key),
    ("GET", "/user/<phone>/isAuthorized", Key),
    ("GET", "/user/<phone>/sessionValid", Key),
    ("DELETE", "/user/<phone>/logout", Key),
    ("GET", "/user/<phone>/contacts", Key),
    ("GET", "/user/<phone>/dialogs", Key),
    ("GET", "/user/<phone>/messages/getMessages", Key),
    ("GET", "/user/messages/<phone>/getMessages", Key),
    ("POST", "/user/<phone>/messages/deleteMessages", Key),
    ("POST", "/user/messages/<phone>/deleteMessages", Key),
    ("POST", "/user/<phone>/uploadFile", Key),
    ("GET", "/user/<phone>/downloadFile", Key),
    ("HEAD", "/user/<phone>/downloadFile", Key),
    ("GET", "/user/<phone>/downloadProfilePhoto", Key),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_in_without_a_key_for_this_api() {
    let server = TestServer::start().await;
    let service = server.service("right").await;
    let other_scope = Service::new(server.origin(), &server.make_key("events only", &[Scope::Events]).await);
    for (method, path, _) in RIGHTS {
        let path = path.replace("<phone>", "+9996620001");
        let method: Method = method.parse().expect("a method");
        for (who, request, status) in [
            ("no key", service.bare(method.clone(), &path), 401),
            ("a wrong key", service.bare(method.clone(), &path).header("x-api-key", "hg_nonsense"), 401),
            ("a key for another API", other_scope.call(method.clone(), &path), 403),
        ] {
            let answer = send(request).await;
            assert_eq!(answer.status, status, "{method} {path} with {who}");
            if method != Method::HEAD {
                answer.refuses();
            }
        }
    }
    server.finish().await;
}
