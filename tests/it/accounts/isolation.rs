//! Two keys cannot reach each other's accounts, nor a key a browser's.

use crate::harness::{DEMO, EMPTY, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_reaches_what_it_signed_in_and_nothing_else() {
    let server = TestServer::start().await;
    let (one, two) = (server.service("one").await, server.service("two").await);
    one.sign_in(DEMO).await;
    two.sign_in(EMPTY).await;
    let browser = server.sign_in(DEMO).await;
    for path in ["userInfo", "isAuthorized", "sessionValid", "contacts", "dialogs", "messages/getMessages"] {
        let message = two.get(&format!("/user/{}/{path}", DEMO.phone)).await.is(401).refuses();
        assert_eq!(message, "The user trying to access telegram features is not authorized.", "{path}");
        one.get(&format!("/user/{}/{path}", EMPTY.phone)).await.is(401);
    }
    two.delete(&format!("/user/{}/logout", DEMO.phone)).await.is(401);
    one.get(&format!("/user/{}/sessionValid", DEMO.phone)).await.is(200);

    // The same account once more is a session of its own: neither ends the other.
    two.sign_in(DEMO).await;
    two.delete(&format!("/user/{}/logout", DEMO.phone)).await.is(200);
    one.get(&format!("/user/{}/sessionValid", DEMO.phone)).await.is(200);
    assert!(browser.is_authenticated().await);
    let with_cookie = browser.get(&format!("/user/{}/userInfo", DEMO.phone)).await;
    assert_eq!(with_cookie.is(401).refuses(), "An API key is required.", "a cookie is no key");
    server.finish().await;
}
