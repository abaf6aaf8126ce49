//! A browser: cookies, and the headers that say where a request comes from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use reqwest::header::{HeaderName, HeaderValue, SET_COOKIE};
use reqwest::{Body, Client, Method, Response};
use serde_json::{Value, json};

use super::{Answer, Events, Item, Part, Person, form};

/// A browser of its own, with a page of the server open: it keeps cookies and says `same-origin`. Cheap to clone (a second tab).
#[derive(Clone)]
pub struct Browser {
    client: Client,
    origin: Arc<str>,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Browser {
    /// A browser without cookies, at `http://host:port`.
    pub fn new(origin: &str) -> Self {
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client for plain HTTP needs nothing");
        Self { client, origin: origin.into(), cookies: Arc::default() }
    }

    /// The same cookies at a server that may have moved to another port.
    pub fn at(&self, origin: &str) -> Self {
        Self { cookies: Arc::clone(&self.cookies), ..Self::new(origin) }
    }

    /// `http://host:port`
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The cookies kept, by name.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().expect("nothing panics with it").clone()
    }

    /// Replaces all cookies.
    pub fn set_cookies(&self, cookies: BTreeMap<String, String>) {
        *self.cookies.lock().expect("nothing panics with it") = cookies;
    }

    /// The `Cookie` header that it sends.
    pub fn cookie_header(&self) -> Option<String> {
        let cookies = self.cookies();
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// A call to be completed and sent.
    pub fn call(&self, method: Method, path: &str) -> Call<'_> {
        let mut call = Call {
            browser: self,
            asked: format!("{method} {path}"),
            request: reqwest::Request::new(
                method.clone(),
                format!("{}{path}", self.origin).parse().expect("a path that can be asked for"),
            ),
        };
        call = call.header("sec-fetch-site", "same-origin");
        if method != Method::GET && method != Method::HEAD {
            call = call.header("origin", &self.origin);
        }
        if let Some(cookies) = self.cookie_header() {
            call = call.header("cookie", &cookies);
        }
        call
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    /// GET with a `Range`.
    pub async fn get_range(&self, path: &str, range: &str) -> Answer {
        self.call(Method::GET, path).header("range", range).send().await
    }

    /// HEAD.
    pub async fn head(&self, path: &str) -> Answer {
        self.call(Method::HEAD, path).send().await
    }

    /// POST without a body.
    pub async fn post_nothing(&self, path: &str) -> Answer {
        self.call(Method::POST, path).send().await
    }

    /// POST with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path).json(&body).send().await
    }

    /// PATCH with JSON.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path).json(&body).send().await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path).send().await
    }

    /// Asks for a code.
    pub async fn send_code(&self, phone: &str) -> Answer {
        self.post("/send-code", json!({ "phone": phone })).await
    }

    /// Signs in with a code.
    pub async fn sign_in_with(&self, phone: &str, code: &str) -> Answer {
        self.post("/sign-in", json!({ "phone": phone, "code": code })).await
    }

    /// Signs in, through all the steps that the account needs.
    pub async fn sign_in(&self, person: Person) {
        self.send_code(person.phone).await.says("Code sent successfully.");
        let answer = self.sign_in_with(person.phone, person.code).await;
        match person.password {
            None => answer.says("Signed in successfully."),
            Some(password) => {
                answer.fails_with(401);
                self.post("/check-password", json!({ "password": password })).await.says("Signed in successfully.")
            }
        };
    }

    /// What `/is-authenticated` says.
    pub async fn is_authenticated(&self) -> bool {
        let answer = self.get("/is-authenticated").await.is(200);
        answer.json()["authenticated"].as_bool().expect("a bool")
    }

    /// The media list; `query` is what stands behind the path, such as `?limit=3`.
    pub async fn items(&self, query: &str) -> Vec<Item> {
        let answer = self.get(&format!("/get-saved-messages-media{query}")).await.is(200);
        let items: Vec<Value> = serde_json::from_value(answer.json()).expect("an array");
        items.into_iter().map(Item).collect()
    }

    /// The item of that name, wherever in the list it stands.
    pub async fn item_named(&self, name: &str) -> Item {
        let items = self.items("?limit=500").await;
        let names: Vec<_> = items.iter().map(|item| item.name().to_owned()).collect();
        items
            .into_iter()
            .find(|item| item.name() == name)
            .unwrap_or_else(|| panic!("no item named {name:?} among {names:?}"))
    }

    /// Uploads parts as a multipart form.
    pub async fn upload(&self, parts: &[Part]) -> Answer {
        let (content_type, body) = form(parts);
        self.call(Method::POST, "/upload_file").header("content-type", &content_type).body(body).send().await
    }

    /// Uploads one file as a document and tells its message's id.
    pub async fn upload_document(&self, name: &str, bytes: Vec<u8>) -> i64 {
        let answer = self.upload(&[Part::file(name, "application/octet-stream", bytes)]).await;
        answer.says("File uploaded successfully.").json()["message_id"].as_i64().expect("an integer message_id")
    }

    /// Opens `/events`.
    pub async fn events(&self) -> Events {
        self.open_events("/events").await
    }

    /// Opens a stream of server-sent events.
    pub async fn open_events(&self, path: &str) -> Events {
        let response = self.call(Method::GET, path).header("accept", "text/event-stream").open().await;
        Events::new(path, response)
    }

    fn keep_cookies(&self, response: &Response) {
        let mut cookies = self.cookies.lock().expect("nothing panics with it");
        for written in response.headers().get_all(SET_COOKIE) {
            let written = written.to_str().expect("a cookie is ASCII");
            let (pair, attributes) = written.split_once(';').unwrap_or((written, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            let attributes = attributes.to_ascii_lowercase();
            if value.is_empty() || attributes.contains("max-age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Browser").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// A call on its way to be sent.
pub struct Call<'a> {
    browser: &'a Browser,
    asked: String,
    request: reqwest::Request,
}

impl Call<'_> {
    /// Sets a header, in place of what the browser would send.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        let value: HeaderValue = value.parse().expect("a header's value");
        self.asked =
            format!("{} [{name}: {}]", self.asked, if name == "cookie" { "…" } else { value.to_str().unwrap_or("…") });
        self.request.headers_mut().insert(name, value);
        self
    }

    /// Leaves a header out that the browser would send.
    pub fn without(mut self, name: &str) -> Self {
        self.request.headers_mut().remove(name);
        self
    }

    /// Adds a body.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        *self.request.body_mut() = Some(body.into());
        self
    }

    /// Adds a JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    /// Adds a form as a browser would send it without JavaScript.
    pub fn form(self, body: &str) -> Self {
        self.header("content-type", "application/x-www-form-urlencoded").body(body.to_owned())
    }

    /// Sends it and reads the answer's head; the body is still to come.
    pub async fn open(self) -> Response {
        let response = self.browser.client.execute(self.request).await;
        let response = response.unwrap_or_else(|error| panic!("{}: {error:?}", self.asked));
        self.browser.keep_cookies(&response);
        response
    }

    /// Sends it and reads the answer to its end.
    pub async fn send(self) -> Answer {
        let asked = self.asked.clone();
        self.send_and_see().await.unwrap_or_else(|error| panic!("{asked}: the answer broke off: {error:?}"))
    }

    /// Sends it and reads the answer, which may break off.
    pub async fn send_and_see(self) -> reqwest::Result<Answer> {
        let asked = self.asked.clone();
        Answer::read(asked, self.open().await).await
    }
}
