//! A service: a program with an API key, and no cookies.

use std::sync::Arc;

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use super::{Answer, Part, Person, form};

/// A program that shows its key with every request. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    client: Client,
    origin: Arc<str>,
    key: Arc<str>,
}

impl Service {
    /// One at `http://host:port` with that key.
    pub fn new(origin: &str, key: &str) -> Self {
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        Self { client: client.expect("a client for plain HTTP needs nothing"), origin: origin.into(), key: key.into() }
    }

    /// The same at a server that may have moved to another port.
    pub fn at(&self, origin: &str) -> Self {
        Self { origin: origin.into(), ..self.clone() }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A call to be completed and sent, without the key.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.origin))
    }

    /// A call to be completed and sent.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).header("x-api-key", &*self.key)
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        send(self.call(Method::GET, path)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        send(self.call(Method::DELETE, path)).await
    }

    /// POST with JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.call(Method::POST, path).header("content-type", "application/json").body(body.to_string())).await
    }

    /// POST with a form as browsers and libraries send files.
    pub async fn post_form(&self, path: &str, parts: &[Part]) -> Answer {
        let (content_type, body) = form(parts);
        send(self.call(Method::POST, path).header("content-type", content_type).body(body)).await
    }

    /// Signs a person in through the accounts API, as its document tells.
    pub async fn sign_in(&self, person: Person) -> Answer {
        let sent = self.get(&format!("/sendCode?phoneNumber={}", person.phone)).await.is(200).json();
        let body = json!({
            "phoneNumber": person.phone,
            "phoneCode": person.code,
            "phoneCodeHash": sent["phoneCodeHash"],
            "password": person.password.unwrap_or_default(),
        });
        self.post("/signin", &body).await.is(200)
    }
}

/// Sends a request and reads the answer to its end.
pub async fn send(request: RequestBuilder) -> Answer {
    let (client, request) = request.build_split();
    let request = request.expect("a request that can be sent");
    let asked = format!("{} {}", request.method(), request.url().path());
    let response = client.execute(request).await.unwrap_or_else(|error| panic!("{asked}: {error:?}"));
    Answer::read(asked.clone(), response)
        .await
        .unwrap_or_else(|error| panic!("{asked}: the answer broke off: {error:?}"))
}
