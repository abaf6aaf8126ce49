//! The errors of invalid requests as FastAPI has them: 422, with an item for each field that is missing or has another type.
//!
//! [`FieldReader`] reads the fields of a query, a form or a JSON body one by one and collects all errors, so that the client gets them in one
//! response. It accepts the same integers and strings as pydantic.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::digits;
use crate::http::dates::iso8601::{self, Moment};

/// An error: pydantic's `ErrorDetails`.
#[derive(Clone, Serialize)]
pub struct Item {
    /// pydantic's name of the error.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The location: `body`, `query`, `path` or `header`, then the field, then the index in a list.
    loc: Vec<Value>,
    /// The sentence, for people.
    msg: String,
    /// The invalid value.
    input: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    ctx: Option<Box<Context>>,
}

/// Details for some errors.
#[derive(Clone, Serialize)]
#[serde(rename_all = "lowercase")]
enum Context {
    Error(&'static str),
    Expected(String),
    Pattern(String),
    Ge(i64),
}

/// Without the value, which may be a secret.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item").field("kind", &self.kind).field("loc", &self.loc).finish_non_exhaustive()
    }
}

impl Item {
    /// A header that is required.
    pub fn missing_header(name: &'static str) -> Self {
        Self::new("missing", vec!["header".into(), name.into()], "Field required", Value::Null)
    }

    /// A body that is required.
    pub fn missing_body() -> Self {
        Self::new("missing", vec!["body".into()], "Field required", Value::Null)
    }

    /// A body that is not an object.
    pub fn not_an_object(input: Value) -> Self {
        let msg = "Input should be a valid dictionary or object to extract fields from";
        Self::new("model_attributes_type", vec!["body".into()], msg, input)
    }

    /// A body that is not JSON, with the position and the reason.
    pub fn no_json(text: &str, error: &serde_json::Error) -> Self {
        let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(|line| line.chars().count());
        let position = lines.sum::<usize>() + error.column().saturating_sub(1);
        Self {
            ctx: Some(Box::new(Context::Error(why_no_json(error)))),
            ..Self::new("json_invalid", vec!["body".into(), position.into()], "JSON decode error", json!({}))
        }
    }

    /// The sentence, for people.
    pub fn sentence(&self) -> &str {
        &self.msg
    }

    fn new(kind: &'static str, loc: Vec<Value>, msg: &str, input: Value) -> Self {
        Self { kind, loc, msg: msg.to_owned(), input, ctx: None }
    }
}

/// The reason in the words of Python's decoder, which clients may expect.
fn why_no_json(error: &serde_json::Error) -> &'static str {
    let text = error.to_string();
    let begins = |start: &str| text.starts_with(start);
    if begins("key must be a string") || begins("trailing comma") || begins("EOF while parsing an object") {
        "Expecting property name enclosed in double quotes"
    } else if begins("expected `:`") {
        "Expecting ':' delimiter"
    } else if begins("expected `,`") || begins("EOF while parsing a list") {
        "Expecting ',' delimiter"
    } else if begins("EOF while parsing a string") {
        "Unterminated string starting at"
    } else if begins("control character") {
        "Invalid control character at"
    } else if begins("trailing characters") {
        "Extra data"
    } else {
        "Expecting value"
    }
}

/// The fields of a JSON body. A body without a content type counts as JSON.
pub fn read_json(content_type: Option<&str>, bytes: &[u8]) -> Result<Map<String, Value>, Item> {
    let text = String::from_utf8_lossy(bytes);
    if text.is_empty() {
        return Err(Item::missing_body());
    }
    let essence = content_type.map(|it| it.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    if essence.is_some_and(|it| it != "application/json" && !(it.starts_with("application/") && it.ends_with("+json")))
    {
        return Err(Item::not_an_object(text.into()));
    }
    match serde_json::from_str(&text).map_err(|error| Item::no_json(&text, &error))? {
        Value::Object(fields) => Ok(fields),
        Value::Null => Err(Item::missing_body()),
        other => Err(Item::not_an_object(other)),
    }
}

/// The fields of one part of a request.
pub struct FieldReader {
    location: &'static str,
    /// Whether the fields are a JSON object, which is then the `input` of errors about missing fields.
    is_json: bool,
    values: Map<String, Value>,
    problems: Vec<Item>,
}

impl FieldReader {
    /// The fields of a JSON body.
    pub fn of_body(values: Map<String, Value>) -> Self {
        Self { location: "body", is_json: true, values, problems: Vec::new() }
    }

    /// The fields of a query or a form. If a field occurs several times, the last one counts.
    pub fn of_texts<'a>(location: &'static str, fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let values = fields.map(|(name, value)| (name.to_owned(), value.into())).collect();
        Self { location, is_json: false, values, problems: Vec::new() }
    }

    /// Of a form's text fields. One without text is missing.
    pub fn of_form(mut values: Map<String, Value>) -> Self {
        values.retain(|_, value| value.as_str() != Some(""));
        Self { location: "body", is_json: false, values, problems: Vec::new() }
    }

    /// The errors of the fields that were read.
    pub fn into_problems(self) -> Vec<Item> {
        self.problems
    }

    /// A required string.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        match self.required(name)? {
            Value::String(text) => Some(text),
            other => self.wrong("string_type", name, "Input should be a valid string", other),
        }
    }

    /// A required string or number.
    pub fn text_or_number(&mut self, name: &'static str) -> Option<String> {
        match self.values.get(name).and_then(Value::as_i64) {
            Some(number) => Some(number.to_string()),
            None => self.text(name),
        }
    }

    /// An optional string.
    pub fn optional_text(&mut self, name: &'static str) -> Option<String> {
        self.given(name).then(|| self.text(name))?
    }

    /// A required integer.
    pub fn integer(&mut self, name: &'static str) -> Option<i64> {
        let value = self.required(name)?;
        match integer(&value) {
            Ok(number) => Some(number),
            Err((kind, msg)) => self.wrong(kind, name, msg, value),
        }
    }

    /// An optional integer.
    pub fn optional_integer(&mut self, name: &'static str) -> Option<i64> {
        self.given(name).then(|| self.integer(name))?
    }

    /// A size that has to be there: null for none, otherwise an integer that is not negative.
    pub fn size_or_null(&mut self, name: &'static str) -> Option<Option<u64>> {
        if self.values.get(name).is_some_and(Value::is_null) {
            return Some(None);
        }
        self.integer(name).and_then(|number| self.at_least(name, 0, number)).map(Some)
    }

    /// An optional integer that is not less than that.
    pub fn optional_at_least(&mut self, name: &'static str, least: i64) -> Option<u64> {
        self.optional_integer(name).and_then(|number| self.at_least(name, least, number))
    }

    /// `least` is not negative.
    fn at_least(&mut self, name: &'static str, least: i64, number: i64) -> Option<u64> {
        if number >= least {
            return u64::try_from(number).ok();
        }
        let input = self.values.get(name).cloned().unwrap_or_default();
        let msg = format!("Input should be greater than or equal to {least}");
        let item = Item::new("greater_than_equal", vec![self.location.into(), name.into()], &msg, input);
        self.problems.push(Item { ctx: Some(Box::new(Context::Ge(least))), ..item });
        None
    }

    /// A required list of integers.
    pub fn integers(&mut self, name: &'static str) -> Option<Vec<i64>> {
        let values = match self.required(name)? {
            Value::Array(values) => values,
            other => return self.wrong("list_type", name, "Input should be a valid list", other),
        };
        let mut integers = Some(Vec::new());
        for (index, value) in values.into_iter().enumerate() {
            match (integer(&value), &mut integers) {
                (Ok(number), Some(integers)) => integers.push(number),
                (Ok(_), None) => {}
                (Err((kind, msg)), _) => {
                    let loc = vec![self.location.into(), name.into(), index.into()];
                    self.problems.push(Item::new(kind, loc, msg, value));
                    integers = None;
                }
            }
        }
        integers
    }

    /// An optional string out of `choices`.
    pub fn optional_choice<T: Copy>(&mut self, name: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.optional_text(name)?;
        if let Some((_, chosen)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*chosen);
        }
        let words: Vec<_> = choices.iter().map(|(word, _)| format!("'{word}'")).collect();
        let expected = match words.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => words.concat(),
        };
        let loc = vec![self.location.into(), name.into()];
        let item = Item::new("literal_error", loc, &format!("Input should be {expected}"), text.into());
        self.problems.push(Item { ctx: Some(Box::new(Context::Expected(expected))), ..item });
        None
    }

    /// A text that may be missing, and otherwise has to be this one.
    pub fn constant_if_given(&mut self, name: &'static str, constant: &str) {
        let Some(text) = self.optional_text(name).filter(|text| text != constant) else { return };
        let pattern = format!("^{constant}$");
        let loc = vec![self.location.into(), name.into()];
        let msg = format!("String should match pattern '{pattern}'");
        let item = Item::new("string_pattern_mismatch", loc, &msg, text.into());
        self.problems.push(Item { ctx: Some(Box::new(Context::Pattern(pattern))), ..item });
    }

    /// An optional date, with or without a time.
    pub fn optional_moment(&mut self, name: &'static str) -> Option<Moment> {
        let text = self.optional_text(name)?;
        if let Some(moment) = iso8601::parse(&text) {
            return Some(moment);
        }
        let why = if text.len() < 10 { "input is too short" } else { "invalid character in year" };
        let item = Item {
            ctx: Some(Box::new(Context::Error(why))),
            ..Item::new(
                "datetime_from_date_parsing",
                vec![self.location.into(), name.into()],
                &format!("Input should be a valid datetime or date, {why}"),
                text.into(),
            )
        };
        self.problems.push(item);
        None
    }

    /// A truth value that may be missing: as JSON, or as pydantic reads it from a text.
    pub fn optional_truth(&mut self, name: &'static str) -> Option<bool> {
        let value = self.values.get(name).filter(|value| !value.is_null())?.clone();
        let text = value.as_str().map(str::to_ascii_lowercase);
        match (value.as_bool(), value.as_i64(), text.as_deref()) {
            (Some(truth), _, _) => Some(truth),
            (_, Some(1), _) | (_, _, Some("true" | "1" | "yes" | "on")) => Some(true),
            (_, Some(0), _) | (_, _, Some("false" | "0" | "no" | "off")) => Some(false),
            _ => {
                let msg = "Input should be a valid boolean, unable to interpret input";
                self.wrong("bool_parsing", name, msg, value)
            }
        }
    }

    /// A text that is none that this server gave out.
    pub fn unreadable<T>(&mut self, name: &'static str) -> Option<T> {
        let value = self.values.get(name).cloned().unwrap_or_default();
        self.wrong("value_error", name, "Value error, it is not one that was given out", value)
    }

    /// Whether a field is there, also if it is null.
    pub fn is_given(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Records that a required file is missing.
    pub fn missing_file(&mut self, name: &'static str) {
        self.problems.push(Item::new(
            "missing",
            vec![self.location.into(), name.into()],
            "Field required",
            Value::Null,
        ));
    }

    fn given(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(|value| !value.is_null())
    }

    fn required(&mut self, name: &'static str) -> Option<Value> {
        if let Some(value) = self.values.get(name) {
            return Some(value.clone());
        }
        let input = if self.is_json { Value::Object(self.values.clone()) } else { Value::Null };
        self.wrong("missing", name, "Field required", input)
    }

    fn wrong<T>(&mut self, kind: &'static str, name: &'static str, msg: &str, input: Value) -> Option<T> {
        self.problems.push(Item::new(kind, vec![self.location.into(), name.into()], msg, input));
        None
    }
}

/// An integer as pydantic accepts it: also as a string, as a float without a fraction, or as a boolean.
fn integer(value: &Value) -> Result<i64, (&'static str, &'static str)> {
    const PARSING: (&str, &str) =
        ("int_parsing", "Input should be a valid integer, unable to parse string as an integer");
    match value {
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Ok(integer),
            (None, Some(float)) if float.fract() == 0.0 && float.abs() < 9.0e15 => Ok(float as i64),
            (None, Some(float)) if float.fract() != 0.0 => {
                Err(("int_from_float", "Input should be a valid integer, got a number with a fractional part"))
            }
            _ => Err(("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")),
        },
        Value::String(text) => {
            let text = &*digits::plain(text);
            let whole = text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|digit| digit == b'0'));
            digits::number(whole.map_or(text, |(whole, _)| whole)).ok_or(PARSING)
        }
        Value::Bool(truth) => Ok(i64::from(*truth)),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(("int_type", "Input should be a valid integer")),
    }
}

/// A path's segment as an integer.
pub fn path_integer(name: &'static str, segment: &str) -> Result<i64, Item> {
    let value = Value::from(segment);
    integer(&value).map_err(|(kind, msg)| Item::new(kind, vec!["path".into(), name.into()], msg, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_json(items: Vec<Item>) -> Value {
        serde_json::to_value(items).unwrap()
    }

    fn body(value: Value) -> FieldReader {
        match value {
            Value::Object(fields) => FieldReader::of_body(fields),
            _ => unreachable!("the tests pass objects"),
        }
    }

    #[test]
    fn all_errors_are_collected() {
        let mut fields = body(json!({"code": 5, "limit": "many", "ids": [1, "x", 2.5], "when": null}));
        assert_eq!(fields.text("phone"), None);
        assert_eq!(fields.text("code"), None);
        assert_eq!(fields.integer("limit"), None);
        assert_eq!(fields.integers("ids"), None);
        assert_eq!(fields.optional_integer("when"), None);
        let whole = json!({"code": 5, "limit": "many", "ids": [1, "x", 2.5], "when": null});
        let parsing = "Input should be a valid integer, unable to parse string as an integer";
        let fraction = "Input should be a valid integer, got a number with a fractional part";
        assert_eq!(
            to_json(fields.into_problems()),
            json!([
                {"type": "missing", "loc": ["body", "phone"], "msg": "Field required", "input": whole},
                {"type": "string_type", "loc": ["body", "code"], "msg": "Input should be a valid string", "input": 5},
                {"type": "int_parsing", "loc": ["body", "limit"], "msg": parsing, "input": "many"},
                {"type": "int_parsing", "loc": ["body", "ids", 1], "msg": parsing, "input": "x"},
                {"type": "int_from_float", "loc": ["body", "ids", 2], "msg": fraction, "input": 2.5},
            ])
        );
    }

    #[test]
    fn values_are_accepted_as_by_pydantic() {
        let mut fields = body(json!({"a": "5", "b": 5.0, "c": true, "d": " -7 ", "e": "5.00", "f": -100, "g": "@x"}));
        let integers: Vec<_> =
            ["a", "b", "c", "d", "e"].map(|name| fields.integer(name)).into_iter().flatten().collect();
        assert_eq!(integers, [5, 5, 1, -7, 5]);
        assert_eq!(fields.text_or_number("f").as_deref(), Some("-100"));
        assert_eq!(fields.text_or_number("g").as_deref(), Some("@x"));
        assert_eq!((fields.optional_text("h"), fields.optional_integer("h")), (None, None));
        assert!(fields.into_problems().is_empty());
    }

    #[test]
    fn a_query_has_strings_only() {
        let mut fields = FieldReader::of_texts("query", [("limit", "3"), ("limit", "5")].into_iter());
        assert_eq!(fields.integer("limit"), Some(5));
        assert_eq!(fields.text("chat_id"), None);
        let missing = json!([{"type": "missing", "loc": ["query", "chat_id"], "msg": "Field required", "input": null}]);
        assert_eq!(to_json(fields.into_problems()), missing);
    }

    #[test]
    fn a_form_has_texts_alone_and_empty_ones_are_missing() {
        let form = json!({"username": "", "grant_type": "implicit", "otp": "1"});
        let Value::Object(form) = form else { unreachable!("it is an object") };
        let mut fields = FieldReader::of_form(form);
        assert_eq!((fields.text("username"), fields.optional_text("otp").as_deref()), (None, Some("1")));
        fields.constant_if_given("grant_type", "password");
        fields.constant_if_given("scope", "password");
        let pattern = "String should match pattern '^password$'";
        assert_eq!(
            to_json(fields.into_problems()),
            json!([
                {"type": "missing", "loc": ["body", "username"], "msg": "Field required", "input": null},
                {
                    "type": "string_pattern_mismatch", "loc": ["body", "grant_type"], "msg": pattern,
                    "input": "implicit", "ctx": {"pattern": "^password$"},
                },
            ])
        );
    }

    #[test]
    fn a_size_may_be_null_and_is_never_negative() {
        let mut fields = body(json!({"a": null, "b": 5, "c": -1}));
        assert_eq!((fields.size_or_null("a"), fields.size_or_null("b")), (Some(None), Some(Some(5))));
        assert_eq!((fields.size_or_null("c"), fields.size_or_null("d")), (None, None));
        let told = to_json(fields.into_problems());
        assert_eq!((&told[0]["type"], &told[0]["ctx"]), (&json!("greater_than_equal"), &json!({"ge": 0})));
        assert_eq!(told[1]["type"], "missing");
    }

    #[test]
    fn a_bound_is_told_with_the_value_as_it_came() {
        let mut fields = FieldReader::of_texts("query", [("limit", "0"), ("offset", "0"), ("size", "x")].into_iter());
        assert_eq!((fields.optional_at_least("limit", 1), fields.optional_at_least("offset", 0)), (None, Some(0)));
        assert_eq!((fields.optional_at_least("size", 0), fields.optional_at_least("none", 0)), (None, None));
        let told = to_json(fields.into_problems());
        let msg = "Input should be greater than or equal to 1";
        assert_eq!(
            told[0],
            json!({"type": "greater_than_equal", "loc": ["query", "limit"], "msg": msg, "input": "0", "ctx": {"ge": 1}})
        );
        assert_eq!((told.as_array().unwrap().len(), &told[1]["type"]), (2, &json!("int_parsing")));
    }

    #[test]
    fn a_body_that_is_not_an_object_is_an_error() {
        let error = |content_type, text: &str| {
            serde_json::to_value(read_json(content_type, text.as_bytes()).expect_err(text)).unwrap()
        };
        let json = Some("application/json");
        let missing = json!({"type": "missing", "loc": ["body"], "msg": "Field required", "input": null});
        assert_eq!(error(json, ""), missing);
        assert_eq!(error(None, "null"), missing);
        assert_eq!(error(json, "[1]")["type"], "model_attributes_type");
        assert_eq!(error(Some("text/plain"), "{}")["input"], "{}");
        for (text, position, why) in [
            ("{", 1, "Expecting property name enclosed in double quotes"),
            ("{a}", 1, "Expecting property name enclosed in double quotes"),
            ("{\"a\" 1}", 5, "Expecting ':' delimiter"),
            ("{\"a\":1 \"b\"}", 7, "Expecting ',' delimiter"),
            ("nope", 0, "Expecting value"),
            ("{} x", 3, "Extra data"),
        ] {
            let item = error(json, text);
            assert_eq!((&item["type"], &item["input"]), (&json!("json_invalid"), &json!({})), "{text}");
            assert_eq!(item["ctx"]["error"], why, "{text}");
            let actual = item["loc"][1].as_u64().expect("a position");
            assert!(actual.abs_diff(position) <= 1, "{text}: {actual}");
        }
        assert!(read_json(Some("application/problem+json; charset=utf-8"), b"{}").is_ok());
        assert!(read_json(None, b"{\"a\":1}").is_ok());
    }
}
