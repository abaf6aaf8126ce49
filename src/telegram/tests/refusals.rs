//! The errors that Telegram documents: each is told as what it is.

use grammers_mtsender::RpcError;

use super::super::calls::call_error::CallError;
use super::super::error::Error;
use super::super::peers::refusal;

/// The codes and names of the errors that Telegram's documentation lists for the methods that are called here, with 42 as their number.
const LISTED: &str = include_str!("../refusals/listed.txt");

/// An error as grammers reads it: without its number.
fn read(line: &str) -> RpcError {
    let (code, name) = line.split_once(' ').expect("a code and a name");
    let (name, value) = match name.contains("_42") {
        true => (name.replace("_42", ""), Some(42)),
        false => (name.to_owned(), None),
    };
    RpcError { code: code.parse().expect("a number"), name, value, caused_by: None }
}

#[test]
fn no_listed_error_is_a_failure_of_this_server() {
    assert!(LISTED.lines().count() > 280);
    for line in LISTED.lines() {
        for error in [Error::from_rpc(&read(line)), refusal::refused(CallError::Rpc(read(line)))] {
            let is_known = match &error {
                Error::Rpc { .. } => error.refusal().is_some(),
                Error::Protocol(_) | Error::Store(_) => false,
                _ => true,
            };
            assert!(is_known, "{line}: {error}");
        }
    }
}
