//! Faults: errors, missing and lost answers, closed connections and short answers on request, to test how clients handle them.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::counters::method_name;
use crate::rpc::RpcError;

/// The most faults set at once.
const MAXIMUM_FAULTS: usize = 1000;
/// The methods whose answers can be short.
const SHORTENED: [&str; 4] = ["upload.getFile", "messages.getHistory", "messages.search", "messages.getDialogs"];

/// Something that goes wrong with calls of a method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Json", into = "Json")]
pub struct Fault {
    /// The method, such as `upload.getFile`; `*` for all.
    pub method: String,
    /// What happens instead of the answer.
    pub effect: Effect,
    /// How many calls it affects; `None` for all from then on.
    pub times: Option<u64>,
    /// How many calls are answered normally first.
    pub after: u64,
}

impl Fault {
    /// Affects the next call of a method.
    pub fn new(method: impl Into<String>, effect: Effect) -> Self {
        Self { method: method.into(), effect, times: Some(1), after: 0 }
    }

    /// Answers the next call of a method with an error, such as `FLOOD_WAIT_5`.
    pub fn error(method: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new(method, Effect::Error(name.into()))
    }

    /// Affects this many calls.
    pub fn times(self, times: u64) -> Self {
        Self { times: Some(times), ..self }
    }

    /// Affects all calls until faults are cleared.
    pub fn forever(self) -> Self {
        Self { times: None, ..self }
    }

    /// Lets this many calls be answered normally first.
    pub fn after(self, after: u64) -> Self {
        Self { after, ..self }
    }
}

/// What happens to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// An `rpc_error` with this name; the name determines its code.
    Error(String),
    /// The connection is closed.
    Drop,
    /// The call is executed, and the connection is closed instead of the answer.
    DropAnswer,
    /// The call is never answered.
    Silence,
    /// `upload.getFile` returns half of the bytes, and a list a page with one item less.
    Short,
}

/// Why a fault can't be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Neither or both of `error` and `action` are given.
    #[error("a fault has either \"error\" or \"action\"")]
    Effect,
    /// Unknown `action`.
    #[error("unknown action {0:?}; there are \"drop\", \"drop_answer\", \"silence\" and \"short\"")]
    Action(String),
    /// `error` is not an error name.
    #[error("not an error name: {0:?}; error names look like FLOOD_WAIT_5")]
    Name(String),
    /// `short` for another method.
    #[error("\"short\" is for upload.getFile, messages.getHistory, messages.search and messages.getDialogs only")]
    Short,
    /// There are a thousand faults already.
    #[error("too many faults; clear them first")]
    TooMany,
}

/// A fault in JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Json {
    method: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    #[serde(default = "once")]
    times: Option<u64>,
    #[serde(default)]
    after: u64,
}

#[expect(clippy::unnecessary_wraps, reason = "serde needs the field's type")]
fn once() -> Option<u64> {
    Some(1)
}

impl TryFrom<Json> for Fault {
    type Error = Error;

    fn try_from(json: Json) -> Result<Self, Error> {
        let effect = match (json.error, json.action) {
            (Some(name), None) => Effect::Error(name),
            (None, Some(action)) => match action.as_str() {
                "drop" => Effect::Drop,
                "drop_answer" => Effect::DropAnswer,
                "silence" => Effect::Silence,
                "short" => Effect::Short,
                _ => return Err(Error::Action(action)),
            },
            _ => return Err(Error::Effect),
        };
        Ok(Self { method: json.method, effect, times: json.times, after: json.after })
    }
}

impl From<Fault> for Json {
    fn from(fault: Fault) -> Self {
        let action = |name: &str| (None, Some(name.to_owned()));
        let (error, action) = match fault.effect {
            Effect::Error(name) => (Some(name), None),
            Effect::Drop => action("drop"),
            Effect::DropAnswer => action("drop_answer"),
            Effect::Silence => action("silence"),
            Effect::Short => action("short"),
        };
        Self { method: fault.method, error, action, times: fault.times, after: fault.after }
    }
}

/// The faults that are set.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) -> Result<(), Error> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() <= 100
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        match &fault.effect {
            Effect::Error(name) if !is_name(name) => return Err(Error::Name(name.clone())),
            Effect::Short if !SHORTENED.contains(&fault.method.as_str()) => return Err(Error::Short),
            _ => {}
        }
        let mut faults = self.0.lock().expect("no holder panics");
        if faults.len() >= MAXIMUM_FAULTS {
            return Err(Error::TooMany);
        }
        faults.push(fault);
        Ok(())
    }

    pub(crate) fn clear(&self) {
        self.0.lock().expect("no holder panics").clear();
    }

    /// What happens to this call: the effect of the first fault that applies to it.
    pub(crate) fn next(&self, method: u32) -> Option<Effect> {
        let mut faults = self.0.lock().expect("no holder panics");
        if faults.is_empty() {
            return None;
        }
        let name = method_name(method);
        let mut hit = None;
        for (index, fault) in faults.iter_mut().enumerate() {
            if fault.method != "*" && fault.method != name {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
                continue;
            }
            if fault.times == Some(0) {
                continue;
            }
            fault.times = fault.times.map(|times| times - 1);
            hit = Some((index, fault.effect.clone()));
            break;
        }
        let (index, effect) = hit?;
        if faults[index].times == Some(0) {
            faults.remove(index);
        }
        Some(effect)
    }
}

/// An error with the code that Telegram uses for this name.
pub(crate) fn error_by_name(name: String) -> RpcError {
    let code = match name.as_str() {
        name if name.starts_with("FLOOD") || name.starts_with("SLOWMODE") => 420,
        name if name.starts_with("FROZEN_")
            || name.starts_with("PREMIUM_SUB_ACTIVE_UNTIL_")
            || name.starts_with("STORY_SEND_FLOOD_") =>
        {
            420
        }
        name if name.contains("_MIGRATE_") => 303,
        "AUTH_KEY_DUPLICATED" => 406,
        name if name.starts_with("AUTH_KEY_")
            || name.starts_with("SESSION_")
            || name.starts_with("USER_DEACTIVATED") =>
        {
            401
        }
        "UPDATE_APP_TO_LOGIN" | "USERPIC_UPLOAD_REQUIRED" => 406,
        "TIMEOUT" => -503,
        name if name.starts_with("INTERNAL") || name == "RANDOM_ID_DUPLICATE" => 500,
        _ => 400,
    };
    RpcError::new(code, name)
}

#[cfg(test)]
mod tests {
    use grammers_tl_types::{Identifiable, functions};

    use super::*;

    const GET_FILE: u32 = functions::upload::GetFile::CONSTRUCTOR_ID;
    const GET_STATE: u32 = functions::updates::GetState::CONSTRUCTOR_ID;

    #[test]
    fn a_fault_affects_its_method_after_some_calls_and_as_often_as_set() {
        let faults = Faults::default();
        faults.add(Fault::error("upload.getFile", "FLOOD_WAIT_5").times(2).after(1)).unwrap();
        let hits: Vec<bool> = (0..5).map(|_| faults.next(GET_FILE).is_some()).collect();
        assert_eq!(hits, [false, true, true, false, false]);
    }

    #[test]
    fn other_methods_are_affected_by_a_star_only() {
        let faults = Faults::default();
        faults.add(Fault::new("upload.getFile", Effect::Silence).forever()).unwrap();
        assert_eq!(faults.next(GET_STATE), None);
        faults.add(Fault::new("*", Effect::Drop)).unwrap();
        assert_eq!(faults.next(GET_STATE), Some(Effect::Drop));
        assert_eq!(faults.next(GET_STATE), None);
        assert_eq!(faults.next(GET_FILE), Some(Effect::Silence));
        faults.clear();
        assert_eq!(faults.next(GET_FILE), None);
    }

    #[test]
    fn names_determine_codes() {
        for (name, code) in [
            ("FLOOD_WAIT_5", 420),
            ("FLOOD_PREMIUM_WAIT_3", 420),
            ("SLOWMODE_WAIT_9", 420),
            ("FILE_MIGRATE_2", 303),
            ("AUTH_KEY_UNREGISTERED", 401),
            ("AUTH_KEY_DUPLICATED", 406),
            ("SESSION_REVOKED", 401),
            ("USER_DEACTIVATED_BAN", 401),
            ("INTERNAL", 500),
            ("FROZEN_METHOD_INVALID", 420),
            ("UPDATE_APP_TO_LOGIN", 406),
            ("FILE_REFERENCE_EXPIRED", 400),
        ] {
            assert_eq!(error_by_name(name.to_owned()).code, code, "{name}");
        }
    }

    #[test]
    fn faults_in_json() {
        let fault: Fault =
            serde_json::from_str(r#"{"method":"upload.getFile","error":"FLOOD_WAIT_5","times":2,"after":10}"#).unwrap();
        assert_eq!(fault, Fault::error("upload.getFile", "FLOOD_WAIT_5").times(2).after(10));
        let fault: Fault = serde_json::from_str(r#"{"method":"*","action":"drop","times":null}"#).unwrap();
        assert_eq!(fault, Fault::new("*", Effect::Drop).forever());
        for effect in [Effect::Drop, Effect::DropAnswer, Effect::Silence, Effect::Short, Effect::Error("A".to_owned())]
        {
            let fault = Fault::new("upload.getFile", effect);
            let json = serde_json::to_string(&fault).unwrap();
            assert_eq!(serde_json::from_str::<Fault>(&json).unwrap(), fault, "{json}");
        }
        for wrong in [
            r#"{"method":"*"}"#,
            r#"{"method":"*","action":"explode"}"#,
            r#"{"method":"*","error":"A","action":"drop"}"#,
        ] {
            assert!(serde_json::from_str::<Fault>(wrong).is_err());
        }
    }
}
