//! A script: a program that keeps a session string and nothing else.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

pub use crate::harness::send;
use crate::harness::{Answer, Part, Person, TestServer, form};

/// The application that scripts say they are.
pub const API_ID: i64 = 24_681_357;
/// Its secret.
pub const API_HASH: &str = "5ca1ab1e0ddba11decade0fc0ffee123";

/// A program with a string, or without one yet.
#[derive(Clone)]
pub struct Script {
    client: Client,
    origin: String,
    string: Option<String>,
}

impl Script {
    /// One without a string, at `http://host:port`.
    pub fn new(origin: &str) -> Self {
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        let client = client.expect("a client for plain HTTP needs nothing");
        Self { client, origin: origin.to_owned(), string: None }
    }

    /// One that this person has signed in with.
    pub async fn signed_in(server: &TestServer, person: Person) -> Self {
        Self::new(server.origin()).sign_in(person).await
    }

    /// The same string at another server.
    pub fn at(&self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self.clone() }
    }

    /// With that string.
    pub fn with(&self, string: &str) -> Self {
        Self { string: Some(string.to_owned()), ..self.clone() }
    }

    /// With the string that an answer brought.
    pub fn with_string_of(&self, answer: &Answer) -> Self {
        self.with(answer.json()["session_string"].as_str().expect("a string in the answer"))
    }

    /// The string.
    pub fn string(&self) -> &str {
        self.string.as_deref().expect("it has one")
    }

    /// A call to be completed and sent.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let call = self.client.request(method, format!("{}{path}", self.origin));
        match &self.string {
            Some(string) => call.header("x-session-string", string),
            None => call,
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        send(self.call(Method::GET, path)).await
    }

    /// POST with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        send(self.call(Method::POST, path).header("content-type", "application/json").body(body.to_string())).await
    }

    /// DELETE with JSON.
    pub async fn delete(&self, path: &str, body: Value) -> Answer {
        send(self.call(Method::DELETE, path).header("content-type", "application/json").body(body.to_string())).await
    }

    /// DELETE without a body.
    pub async fn delete_nothing(&self, path: &str) -> Answer {
        send(self.call(Method::DELETE, path)).await
    }

    /// POST of a form with a file.
    pub async fn upload(&self, parts: &[Part]) -> Answer {
        let (content_type, body) = form(parts);
        send(self.call(Method::POST, "/messages/send_with_file").header("content-type", content_type).body(body)).await
    }

    /// Asks for a code.
    pub async fn send_code(&self, phone: &str) -> Answer {
        self.post("/auth/send_code", json!({ "phone": phone, "api_id": API_ID, "api_hash": API_HASH })).await
    }

    /// Tries a code.
    pub async fn verify_code(&self, code: &str) -> Answer {
        self.post("/auth/verify_code", json!({ "code": code })).await
    }

    /// Tries a password.
    pub async fn verify_password(&self, password: &str) -> Answer {
        self.post("/auth/verify_password", json!({ "password": password })).await
    }

    /// Signs in, through all the steps that the account needs.
    pub async fn sign_in(&self, person: Person) -> Self {
        let begun = self.with_string_of(&self.send_code(person.phone).await.is(200));
        let tried = begun.verify_code(person.code).await.is(200);
        match person.password {
            Some(password) => {
                let begun = begun.with_string_of(&tried);
                begun.with_string_of(&begun.verify_password(password).await.is(200))
            }
            None => begun.with_string_of(&tried),
        }
    }
}

/// What is said by an answer that refuses; fails unless it has the API's own form.
#[track_caller]
pub fn detail(answer: &Answer) -> Value {
    let json = answer.json();
    let fields = json.as_object().expect("an object");
    assert!(fields.keys().all(|key| matches!(key.as_str(), "detail" | "retry_after")), "{}: {json}", answer.asked);
    // A 503 has it when it is known how long to wait.
    let (has_wait, status) = (fields.contains_key("retry_after"), answer.status.as_u16());
    assert!(has_wait == (status == 429) || status == 503, "{}: {json}", answer.asked);
    assert_eq!(answer.header("cache-control"), "no-store", "{}", answer.asked);
    json["detail"].clone()
}

/// Fails unless the answer refuses with that status and sentence.
#[track_caller]
pub fn refuses(answer: Answer, status: u16, text: &str) {
    let answer = answer.is(status);
    assert_eq!(detail(&answer), text, "{}", answer.asked);
}
