//! A response, read to its end.

use heliograph::http::errors::code::Code;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;
use tokio_util::bytes::Bytes;

use super::schema;

/// Status, headers and the whole body. Its checks say what came instead, and give the answer back, so that they chain.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked, for messages.
    pub asked: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Answer {
    /// Reads a response to its end; a body that breaks off is an error. Fails unless it has the form that the OpenAPI document tells.
    pub async fn read(asked: String, response: reqwest::Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await?;
        schema::check(&asked, status, &body);
        Ok(Self { asked, status, headers, body })
    }

    /// The header's only value; fails on none, on several, and on one that is not text.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.header_if_any(name).unwrap_or_else(|| panic!("{}: no {name} in {:?}", self.asked, self.headers))
    }

    /// The header's value, if there is one.
    #[track_caller]
    pub fn header_if_any(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?;
        assert!(values.next().is_none(), "{}: several {name}", self.asked);
        Some(value.to_str().unwrap_or_else(|_| panic!("{}: {name} is not text: {value:?}", self.asked)))
    }

    /// Fails unless that is the status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(600)]).into_owned();
        assert_eq!(self.status.as_u16(), status, "{} answered {text:?}, {:?}", self.asked, self.headers);
        self
    }

    /// Fails unless it is a success with that message.
    #[track_caller]
    pub fn says(self, message: &str) -> Self {
        let answer = self.is(200);
        assert_eq!(answer.json()["message"], message, "{}", answer.asked);
        answer
    }

    /// Fails unless it is that error, in the API's own form, with nothing in it that is not in the contract.
    #[track_caller]
    pub fn fails(self, status: u16, error: &str) -> Self {
        let answer = self.fails_with(status);
        assert_eq!(answer.json()["error"], error, "{}", answer.asked);
        answer
    }

    /// What the accounts API says as it refuses; fails unless the answer has that API's form.
    #[track_caller]
    pub fn refuses(&self) -> String {
        let json = self.json();
        assert_eq!(self.header("cache-control"), "no-store", "{}", self.asked);
        assert_eq!(json["isSuccess"], false, "{}: {json}", self.asked);
        self.has_code(&json);
        let known = ["isSuccess", "message", "code", "data", "retryAfter"];
        let fields = json.as_object().expect("an object");
        assert!(fields.keys().all(|key| known.contains(&key.as_str())), "{}: {json}", self.asked);
        json["message"].as_str().expect("a sentence").to_owned()
    }

    /// Fails unless it is an error in the API's own form: JSON with a sentence, never cached.
    #[track_caller]
    pub fn fails_with(self, status: u16) -> Self {
        let answer = self.is(status);
        let json = answer.json();
        let text = json["error"].as_str().unwrap_or_else(|| panic!("{}: no error text in {json}", answer.asked));
        assert!(!text.is_empty(), "{}: empty error", answer.asked);
        answer.has_code(&json);
        let known =
            ["error", "code", "details", "retry_after", "password_required", "password_hint", "limit", "success"];
        for key in json.as_object().expect("an object").keys() {
            assert!(known.contains(&key.as_str()), "{}: {key} in an error: {json}", answer.asked);
        }
        assert_eq!(answer.header("cache-control"), "no-store", "{}", answer.asked);
        answer
    }

    /// Fails unless it is a refusal with that code.
    #[track_caller]
    pub fn with_code(self, code: Code) -> Self {
        assert_eq!(self.json()["code"], code.as_str(), "{}", self.asked);
        self
    }

    /// Fails unless the refusal has a code, one of those that are listed.
    #[track_caller]
    fn has_code(&self, json: &Value) {
        let code = json["code"].as_str().unwrap_or_else(|| panic!("{}: no code in {json}", self.asked));
        assert!(Code::ALL.iter().any(|known| known.as_str() == code), "{}: {code} is no code", self.asked);
    }

    /// Fails unless it is the API's 429, whose body and header tell the same number of seconds, one of `seconds`.
    #[track_caller]
    pub fn asks_to_wait(self, seconds: std::ops::RangeInclusive<u64>) -> Self {
        let answer = self.fails(429, "Too many requests. Please try again later.");
        let told = answer.json()["retry_after"].as_u64().expect("an integer retry_after");
        assert!(seconds.contains(&told), "{}: wait {told}, not one of {seconds:?}", answer.asked);
        assert_eq!(answer.header("retry-after"), told.to_string());
        answer
    }

    /// The body as JSON; fails when it is not, or isn't said to be.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json", "{}: {:?}", self.asked, self.body);
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error} in {:?}", self.asked, self.body))
    }

    /// Every `Set-Cookie` as written.
    pub fn cookies_set(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("a cookie is ASCII")).collect()
    }
}
