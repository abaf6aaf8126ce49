//! The OpenAPI document, and whether answers have the form that it tells. Every answer that a test reads is checked.

use std::sync::LazyLock;

use reqwest::StatusCode;
use serde_json::Value;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(heliograph::openapi()).expect("a document of ours is JSON"));

/// Fails unless the body of an answer has the form that the document tells for the operation and the status. `asked` is the method and the path.
/// What the document does not describe, such as pages and sockets, has no form; neither have refusals that no operation of its own has.
pub fn check(asked: &str, status: StatusCode, body: &[u8]) {
    let mut words = asked.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return };
    let path = target.split('?').next().unwrap_or_default();
    let Some(operation) = operation(&method.to_ascii_lowercase(), path) else { return };
    let told = &operation["responses"][status.as_str()];
    assert!(told.is_object() || !status.is_success(), "{asked}: {status} is not in the OpenAPI document");
    let schema = &told["content"]["application/json"]["schema"];
    let (Ok(value), true) = (serde_json::from_slice(body), schema.is_object()) else { return };
    if let Err(problem) = fits(&DOCUMENT, schema, &value, "answer") {
        panic!("{asked} {status}: {problem}\n{value}");
    }
}

/// The description of what is asked for: of several templates that match, the one with the most words of its own.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let segments = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let asked = segments(path);
    let matching = DOCUMENT["paths"].as_object()?.iter().filter_map(|(template, item)| {
        let template = segments(template);
        let is_parameter = |segment: &String| segment.starts_with('{');
        let matches = template.len() == asked.len()
            && template.iter().zip(&asked).all(|(told, asked)| is_parameter(told) || told == asked);
        let literals = template.iter().filter(|segment| !is_parameter(segment)).count();
        matches.then_some((literals, item.get(method)?))
    });
    matching.max_by_key(|(literals, _)| *literals).map(|(_, operation)| operation)
}

/// Whether a value has the form of a schema, as far as ours use JSON Schema: references, types, enumerations, patterns, properties (no others), items.
pub fn fits(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let pointer = reference.trim_start_matches('#');
        return fits(document, document.pointer(pointer).expect("checked elsewhere"), value, at);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().filter(|choice| fits(document, choice, value, at).is_ok()).count();
        return if fitting == 1 { Ok(()) } else { Err(format!("{at}: {fitting} of the forms fit {value}")) };
    }
    let types: Vec<_> = match &schema["type"] {
        // Anything.
        Value::Null => return Ok(()),
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !(types.contains(&is) || is == "integer" && types.contains(&"number")) {
        return Err(format!("{at}: {value} is {is}, not {types:?}"));
    }
    if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
        return Err(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str()) {
        let pattern = regex::Regex::new(pattern).unwrap_or_else(|error| panic!("{at}: {error}"));
        if !pattern.is_match(text) {
            return Err(format!("{at}: {text:?} does not match {pattern}"));
        }
    }
    for (bound, is_beyond) in
        [("minimum", f64::lt as fn(&f64, &f64) -> bool), ("maximum", f64::gt as fn(&f64, &f64) -> bool)]
    {
        if let (Some(number), Some(limit)) = (value.as_f64(), schema[bound].as_f64())
            && is_beyond(&number, &limit)
        {
            return Err(format!("{at}: {number} is beyond the {bound} of {limit}"));
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(document, &schema["items"], item, &format!("{at}[{index}]"))?;
    }
    let Some(fields) = value.as_object() else { return Ok(()) };
    for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        fields.get(required).ok_or(format!("{at}: no {required}"))?;
    }
    // Telegram's own objects are told as objects of any form.
    let Some(properties) = schema["properties"].as_object() else { return Ok(()) };
    for (name, field) in fields {
        let told = properties.get(name).ok_or(format!("{at}: {name} is not told"))?;
        fits(document, told, field, &format!("{at}.{name}"))?;
    }
    Ok(())
}
