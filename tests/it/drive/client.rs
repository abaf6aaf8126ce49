//! A program with a token, with an app password, or with nothing.

use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{Answer, TestServer, send};
pub use crate::stateless::script::{detail, refuses};

/// The password of users whose password is of no interest.
pub const PASSWORD: &str = "pass";

/// A program that calls the drive. Paths are those below `/api/v1`.
#[derive(Clone)]
pub struct Program {
    client: Client,
    origin: String,
    authorization: Option<String>,
}

impl Program {
    /// One that shows nothing, at `http://host:port`.
    pub fn new(origin: &str) -> Self {
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        let client = client.expect("a client for plain HTTP needs nothing");
        Self { client, origin: origin.to_owned(), authorization: None }
    }

    /// One that signs in as a new user. The first one is the operator.
    pub async fn registered(server: &TestServer, name: &str) -> Self {
        let program = Self::new(server.origin());
        program.register(name, PASSWORD).await.is(200);
        program.signed_in(name, PASSWORD).await
    }

    /// The same with what stands in `Authorization`.
    pub fn with(&self, authorization: &str) -> Self {
        Self { authorization: Some(authorization.to_owned()), ..self.clone() }
    }

    /// The same with a token.
    pub fn with_token(&self, token: &str) -> Self {
        self.with(&format!("Bearer {token}"))
    }

    /// The same with a name and an app password.
    pub fn with_app_password(&self, name: &str, password: &str) -> Self {
        self.with(&format!("Basic {}", STANDARD.encode(format!("{name}:{password}"))))
    }

    /// The same with the token of a new session.
    pub async fn signed_in(&self, name: &str, password: &str) -> Self {
        self.with_token(&token(&self.token(name, password).await.is(200)))
    }

    /// The same at another server.
    pub fn at(&self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self.clone() }
    }

    /// Its token.
    pub fn own_token(&self) -> &str {
        let authorization = self.authorization.as_deref().expect("it shows something");
        authorization.strip_prefix("Bearer ").expect("it shows a token")
    }

    /// A call to be completed and sent.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let call = self.client.request(method, format!("{}/api/v1{path}", self.origin));
        match &self.authorization {
            Some(authorization) => call.header("authorization", authorization),
            None => call,
        }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        send(self.call(Method::GET, path)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        send(self.call(Method::DELETE, path)).await
    }

    /// Any method with JSON.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        send(self.call(method, path).header("content-type", "application/json").body(body.to_string())).await
    }

    /// POST with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, &body).await
    }

    /// POST of a form as curl's `-d` sends it.
    pub async fn post_form(&self, path: &str, body: &str) -> Answer {
        let form = "application/x-www-form-urlencoded";
        send(self.call(Method::POST, path).header("content-type", form).body(body.to_owned())).await
    }

    /// Registers.
    pub async fn register(&self, name: &str, password: &str) -> Answer {
        self.post("/register", json!({ "username": name, "password": password })).await
    }

    /// Asks for a token, with a form as curl's `-F` sends it.
    pub async fn token(&self, name: &str, password: &str) -> Answer {
        self.token_with(&[("username", name), ("password", password)]).await
    }

    /// The same with these fields.
    pub async fn token_with(&self, fields: &[(&str, &str)]) -> Answer {
        let form = fields.iter().fold(reqwest::multipart::Form::new(), |form, (name, value)| {
            form.text((*name).to_owned(), (*value).to_owned())
        });
        send(self.call(Method::POST, "/token").multipart(form)).await
    }
}

/// The token in an answer.
pub fn token(answer: &Answer) -> String {
    answer.json()["access_token"].as_str().expect("a token in the answer").to_owned()
}

/// What a token says.
pub fn payload(token: &str) -> Value {
    let part = token.split('.').nth(1).expect("a token has three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}

/// Runs a shell's commands in that folder, as somebody types them; what they print.
pub fn shell(folder: &Path, commands: &str) -> String {
    let output = Command::new("sh").arg("-ec").arg(commands).current_dir(folder).output().expect("there is a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{commands}\n{}", text(&output.stderr));
    text(&output.stdout)
}
