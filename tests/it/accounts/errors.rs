//! What no route answers: always JSON with `isSuccess`.

use reqwest::Method;

use crate::harness::{DEMO, TestServer, send};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_actions_and_wrong_methods_are_json() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    for path in ["/user/+9996620001/dance", "/user", "/user/+9996620001", "/user/a/b/c/d", "/sendCode/x"] {
        assert_eq!(service.get(path).await.is(404).refuses(), "There is no such action.", "{path}");
    }
    let wrong = service.delete("/user/+9996620001/userInfo").await.is(405);
    assert_eq!(wrong.header("allow"), "GET, HEAD, OPTIONS");
    assert_eq!(wrong.refuses(), "Method not allowed.");
    let body =
        service.call(Method::POST, "/signin").header("content-type", "application/json").body("{\"phoneNumber\": ");
    assert_eq!(send(body).await.is(400).refuses(), "The request is malformed: the body is not valid JSON.");
    let xml = service.call(Method::POST, "/signin").header("content-type", "text/xml").body("<a/>");
    assert_eq!(send(xml).await.is(415).refuses(), "Send JSON or a form.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_at_the_gate_has_this_apis_form() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let host = send(service.call(Method::GET, "/user/+9996620001/userInfo").header("host", "elsewhere.example")).await;
    assert_eq!(host.is(400).refuses(), "The request is for another host.");
    let page =
        service.bare(Method::POST, "/signin").header("origin", "https://elsewhere.example").header("cookie", "a=b");
    assert_eq!(send(page).await.is(403).refuses(), "Requests from this origin are not allowed.");
    server.finish().await;
}
