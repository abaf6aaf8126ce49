//! Faults: errors, missing and lost answers, closed connections and short answers on request, to test how clients handle them.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::counters::method_name;
use crate::error_codes::code_of;
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
    /// The error's code; `None` for the one that Telegram uses for its name.
    pub code: Option<i32>,
}

impl Fault {
    /// Affects the next call of a method.
    pub fn new(method: impl Into<String>, effect: Effect) -> Self {
        Self { method: method.into(), effect, times: Some(1), after: 0, code: None }
    }

    /// Answers the next call of a method with an error, such as `FLOOD_WAIT_5`.
    pub fn error(method: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new(method, Effect::Error(name.into()))
    }

    /// Closes the connection of the next call of a method with a transport error, such as −404. Key exchange steps such as `req_pq_multi` are
    /// methods too, but not part of `*`.
    pub fn transport_error(method: impl Into<String>, code: i32, form: TransportErrorForm) -> Self {
        Self::new(method, Effect::TransportError { code, form })
    }

    /// Gives the error this code.
    pub fn code(self, code: i32) -> Self {
        Self { code: Some(code), ..self }
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
    /// The connection is closed before the call has arrived: sent again, it is executed.
    Drop,
    /// The call is executed, and the connection is closed instead of the answer, which the session's next connection gets.
    DropAnswer,
    /// The call is never answered.
    Silence,
    /// `upload.getFile` returns half of the bytes, and a list a page with one item less.
    Short,
    /// The connection is closed with a transport error before the call has arrived.
    TransportError {
        /// −404, −429, −444 and the like.
        code: i32,
        /// How it is sent.
        form: TransportErrorForm,
    },
}

/// How a transport error is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TransportErrorForm {
    /// Bare in the full transport, as a packet in the others.
    #[default]
    Usual,
    /// Its four bytes alone, where a length is expected.
    Bare,
    /// As a packet with four bytes in it.
    Packet,
}

/// Why a fault can't be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Neither or both of `error` and `action` are given.
    #[error("a fault has either \"error\" or \"action\"")]
    Effect,
    /// Unknown `action`.
    #[error(
        "unknown action {0:?}; there are \"drop\", \"drop_answer\", \"silence\", \"short\" and \"transport_error\""
    )]
    Action(String),
    /// `error` is not an error name.
    #[error("not an error name: {0:?}; error names look like FLOOD_WAIT_5")]
    Name(String),
    /// `short` for another method.
    #[error("\"short\" is for upload.getFile, messages.getHistory, messages.search and messages.getDialogs only")]
    Short,
    /// A `code` for an action that has none, no code for a transport error, or one that can't be.
    #[error(
        "\"code\" is an error's code: of an \"error\" any but 0, of a \"transport_error\" a negative one, and nothing else has one"
    )]
    Code,
    /// A `form` without a transport error.
    #[error("\"form\" is for \"transport_error\" only")]
    Form,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    form: Option<TransportErrorForm>,
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
        let mut code = json.code;
        let effect = match (json.error, json.action) {
            (Some(name), None) => Effect::Error(name),
            (None, Some(action)) => match action.as_str() {
                "drop" => Effect::Drop,
                "drop_answer" => Effect::DropAnswer,
                "silence" => Effect::Silence,
                "short" => Effect::Short,
                "transport_error" => {
                    let code = code.take().ok_or(Error::Code)?;
                    Effect::TransportError { code, form: json.form.unwrap_or_default() }
                }
                _ => return Err(Error::Action(action)),
            },
            _ => return Err(Error::Effect),
        };
        if json.form.is_some() && !matches!(effect, Effect::TransportError { .. }) {
            return Err(Error::Form);
        }
        Ok(Self { method: json.method, effect, times: json.times, after: json.after, code })
    }
}

impl From<Fault> for Json {
    fn from(fault: Fault) -> Self {
        let mut json = Self {
            method: fault.method,
            error: None,
            action: None,
            code: fault.code,
            form: None,
            times: fault.times,
            after: fault.after,
        };
        let action = match fault.effect {
            Effect::Error(name) => return Self { error: Some(name), ..json },
            Effect::Drop => "drop",
            Effect::DropAnswer => "drop_answer",
            Effect::Silence => "silence",
            Effect::Short => "short",
            Effect::TransportError { code, form } => {
                (json.code, json.form) = (Some(code), Some(form));
                "transport_error"
            }
        };
        json.action = Some(action.to_owned());
        json
    }
}

/// What happens to one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hit {
    Error(RpcError),
    Drop,
    DropAnswer,
    Silence,
    Short,
    TransportError { code: i32, form: TransportErrorForm },
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
            Effect::Error(_) if fault.code == Some(0) => return Err(Error::Code),
            Effect::TransportError { code: 0.., .. } => return Err(Error::Code),
            Effect::Short if !SHORTENED.contains(&fault.method.as_str()) => return Err(Error::Short),
            Effect::Error(_) => {}
            _ if fault.code.is_some() => return Err(Error::Code),
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
    pub(crate) fn next(&self, method: u32) -> Option<Hit> {
        self.first(|fault, name| fault.method == "*" || fault.method == name, method)
    }

    /// What happens to this step of a key exchange.
    pub(crate) fn next_of_exchange(&self, step: u32) -> Option<Hit> {
        self.first(|fault, name| fault.method == name, step)
    }

    fn first(&self, is_meant: impl Fn(&Fault, &str) -> bool, method: u32) -> Option<Hit> {
        let mut faults = self.0.lock().expect("no holder panics");
        if faults.is_empty() {
            return None;
        }
        let name = method_name(method);
        let mut hit = None;
        for (index, fault) in faults.iter_mut().enumerate() {
            if !is_meant(fault, &name) {
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
            hit = Some((index, fault.hit()));
            break;
        }
        let (index, hit) = hit?;
        if faults[index].times == Some(0) {
            faults.remove(index);
        }
        Some(hit)
    }
}

impl Fault {
    fn hit(&self) -> Hit {
        match &self.effect {
            Effect::Error(name) => {
                let code = self.code.unwrap_or_else(|| code_of(name));
                Hit::Error(RpcError::new(code, name.clone()))
            }
            Effect::Drop => Hit::Drop,
            Effect::DropAnswer => Hit::DropAnswer,
            Effect::Silence => Hit::Silence,
            Effect::Short => Hit::Short,
            Effect::TransportError { code, form } => Hit::TransportError { code: *code, form: *form },
        }
    }
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
        assert_eq!(faults.next_of_exchange(GET_STATE), None);
        assert_eq!(faults.next(GET_STATE), Some(Hit::Drop));
        assert_eq!(faults.next(GET_STATE), None);
        assert_eq!(faults.next(GET_FILE), Some(Hit::Silence));
        faults.clear();
        assert_eq!(faults.next(GET_FILE), None);
    }

    #[test]
    fn a_code_can_be_given() {
        let faults = Faults::default();
        faults.add(Fault::error("updates.getState", "CHAT_ADMIN_REQUIRED").code(403)).unwrap();
        assert_eq!(faults.next(GET_STATE), Some(Hit::Error(RpcError::new(403, "CHAT_ADMIN_REQUIRED"))));
        for wrong in [
            Fault::error("*", "A").code(0),
            Fault::new("*", Effect::Drop).code(1),
            Fault::transport_error("*", 404, TransportErrorForm::Usual),
        ] {
            assert_eq!(faults.add(wrong), Err(Error::Code));
        }
    }

    #[test]
    fn faults_in_json() {
        let fault: Fault =
            serde_json::from_str(r#"{"method":"upload.getFile","error":"FLOOD_WAIT_5","times":2,"after":10}"#).unwrap();
        assert_eq!(fault, Fault::error("upload.getFile", "FLOOD_WAIT_5").times(2).after(10));
        let fault: Fault = serde_json::from_str(r#"{"method":"*","action":"drop","times":null}"#).unwrap();
        assert_eq!(fault, Fault::new("*", Effect::Drop).forever());
        let fault: Fault = serde_json::from_str(r#"{"method":"*","error":"Timeout","code":-503}"#).unwrap();
        assert_eq!(fault, Fault::error("*", "Timeout").code(-503));
        let fault: Fault =
            serde_json::from_str(r#"{"method":"req_pq_multi","action":"transport_error","code":-429}"#).unwrap();
        assert_eq!(fault, Fault::transport_error("req_pq_multi", -429, TransportErrorForm::Usual));
        for effect in [
            Effect::Drop,
            Effect::DropAnswer,
            Effect::Silence,
            Effect::Short,
            Effect::Error("A".to_owned()),
            Effect::TransportError { code: -404, form: TransportErrorForm::Packet },
        ] {
            let fault = Fault::new("upload.getFile", effect);
            let json = serde_json::to_string(&fault).unwrap();
            assert_eq!(serde_json::from_str::<Fault>(&json).unwrap(), fault, "{json}");
        }
        for wrong in [
            r#"{"method":"*"}"#,
            r#"{"method":"*","action":"explode"}"#,
            r#"{"method":"*","error":"A","action":"drop"}"#,
            r#"{"method":"*","action":"transport_error"}"#,
            r#"{"method":"*","action":"drop","form":"bare"}"#,
        ] {
            assert!(serde_json::from_str::<Fault>(wrong).is_err());
        }
    }
}
