//! Frames from the client: `{"event":…,"data":{…}}`. They are read as leniently as in the original, and errors have its texts.

use serde_json::{Map, Value};
use zeroize::{Zeroize, Zeroizing};

/// The most groups in one request.
const MAX_GROUPS: usize = 100;

/// A well-formed request.
pub struct Request {
    /// The name of the event.
    pub event: String,
    /// The event's data.
    pub data: Data,
}

/// Why a request is malformed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It is not JSON. Has the parser's message, with the position.
    #[error("Error: {0}")]
    Json(String),
    /// A key is missing.
    #[error("Missing key: '{0}'")]
    Missing(&'static str),
    /// A key has an invalid value.
    #[error("Invalid value: '{0}'")]
    Invalid(&'static str),
}

/// The data of a request. Its texts are wiped when it is dropped, since codes and passwords are among them.
pub struct Data(Map<String, Value>);

/// A group in a request.
pub struct Group {
    /// The name that the client gave.
    pub name: String,
    /// Whether only what is new since the last time is requested; `None` for an invalid status.
    pub latest: Option<bool>,
}

impl Request {
    /// Reads a frame.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let frame = serde_json::from_str(text).map_err(|error| Malformed::Json(error.to_string()))?;
        let Value::Object(mut frame) = frame else { return Err(Malformed::Missing("event")) };
        let data = frame.remove("data");
        let event = match frame.remove("event") {
            Some(Value::String(event)) => event,
            Some(_) => return Err(Malformed::Invalid("event")),
            None => return Err(Malformed::Missing("event")),
        };
        match data {
            Some(Value::Object(data)) => Ok(Self { event, data: Data(data) }),
            Some(_) => Err(Malformed::Invalid("data")),
            None => Err(Malformed::Missing("data")),
        }
    }
}

impl Data {
    /// A text, or a number as text; `None` if it is missing or empty.
    pub fn text(&self, key: &'static str) -> Result<Option<Zeroizing<String>>, Malformed> {
        let text = match self.0.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return Err(Malformed::Invalid(key)),
        };
        Ok(Some(Zeroizing::new(text)).filter(|text| !text.trim().is_empty()))
    }

    /// A text that must be present, but may be empty.
    pub fn required(&self, key: &'static str) -> Result<&str, Malformed> {
        match self.0.get(key) {
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err(Malformed::Invalid(key)),
            None => Err(Malformed::Missing(key)),
        }
    }

    /// Whether a key is true.
    pub fn is_set(&self, key: &'static str) -> bool {
        self.0.get(key) == Some(&Value::Bool(true))
    }

    /// The names in `group`: a list, or a single name; `None` if there is no such key.
    pub fn names(&self) -> Result<Option<Vec<String>>, Malformed> {
        match self.0.get("group") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(names)) if names.len() <= MAX_GROUPS => names
                .iter()
                .map(|name| self::name(name).ok_or(Malformed::Invalid("group")))
                .collect::<Result<_, _>>()
                .map(Some),
            Some(single) => Ok(Some(vec![name(single).ok_or(Malformed::Invalid("group"))?])),
        }
    }

    /// The groups in `group`: a list of `{"name":…,"status":…}`.
    pub fn groups(&self) -> Result<Vec<Group>, Malformed> {
        match self.0.get("group") {
            None => Err(Malformed::Missing("group")),
            Some(Value::Array(groups)) if groups.len() <= MAX_GROUPS => groups.iter().map(Group::read).collect(),
            Some(_) => Err(Malformed::Invalid("group")),
        }
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        for (_, value) in &mut self.0 {
            if let Value::String(text) = value {
                text.zeroize();
            }
        }
    }
}

impl Group {
    fn read(value: &Value) -> Result<Self, Malformed> {
        let Value::Object(group) = value else { return Err(Malformed::Invalid("group")) };
        let name = name(group.get("name").ok_or(Malformed::Missing("name"))?).ok_or(Malformed::Invalid("name"))?;
        match group.get("status") {
            Some(Value::String(status)) => Ok(Self { name, latest: latest(status) }),
            Some(_) => Err(Malformed::Invalid("status")),
            None => Err(Malformed::Missing("status")),
        }
    }
}

/// Whether a status is `latest`; `None` for an invalid one.
pub fn latest(status: &str) -> Option<bool> {
    match status {
        "" => Some(false),
        "latest" => Some(true),
        _ => None,
    }
}

/// A name, or an id as a number.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Number(id) => id.as_i64().map(|id| id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn malformed(text: &str) -> String {
        Request::read(text).err().map(|malformed| malformed.to_string()).unwrap_or_default()
    }

    #[test]
    fn malformed_requests_are_described() {
        for (text, expected) in [
            ("", "Error: EOF while parsing a value at line 1 column 0"),
            ("{", "Error: EOF while parsing an object at line 1 column 1"),
            ("[]", "Missing key: 'event'"),
            ("7", "Missing key: 'event'"),
            ("null", "Missing key: 'event'"),
            ("{}", "Missing key: 'event'"),
            (r#"{"event":"login"}"#, "Missing key: 'data'"),
            (r#"{"data":{}}"#, "Missing key: 'event'"),
            (r#"{"event":7,"data":{}}"#, "Invalid value: 'event'"),
            (r#"{"event":"login","data":[]}"#, "Invalid value: 'data'"),
            (r#"{"event":"login","data":{}}"#, ""),
        ] {
            assert_eq!(malformed(text), expected, "{text}");
        }
        assert!(malformed(&"[".repeat(60_000)).starts_with("Error: recursion limit exceeded"));
    }

    #[test]
    fn groups_are_read() {
        let request = |data: &str| Request::read(&format!(r#"{{"event":"users","data":{data}}}"#)).unwrap().data;
        let names = request(r#"{"group":["a",-100],"status":""}"#).names();
        assert_eq!(names, Ok(Some(vec!["a".to_owned(), "-100".to_owned()])));
        assert_eq!(request(r#"{"group":"a"}"#).names(), Ok(Some(vec!["a".to_owned()])));
        assert_eq!(request("{}").names(), Ok(None));
        assert_eq!(request(r#"{"group":[{}]}"#).names(), Err(Malformed::Invalid("group")));
        let groups = request(r#"{"group":[{"name":"a","status":"latest"},{"name":5,"status":"x"}]}"#).groups().unwrap();
        let groups: Vec<_> = groups.iter().map(|group| (group.name.as_str(), group.latest)).collect();
        assert_eq!(groups, [("a", Some(true)), ("5", None)]);
        assert_eq!(request(r#"{"group":[{"name":"a"}]}"#).groups().err(), Some(Malformed::Missing("status")));
        assert_eq!(request(r#"{"group":[{"status":""}]}"#).groups().err(), Some(Malformed::Missing("name")));
        assert_eq!(request("{}").groups().err(), Some(Malformed::Missing("group")));
    }
}
