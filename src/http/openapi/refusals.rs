//! Refusals in OpenAPI: one response for each status, with an example for each sentence.
//!
//! By `refusals!` an API makes a type of what a route may refuse, which is named in the route's `#[utoipa::path]`. Status, sentence, header and
//! example are asked of the API's own error, so the document cannot tell of other refusals than the server gives.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr};

/// Makes a type for each route's refusals: the errors behind its name, after those that every route may answer with (`always`). `schema` is the type of
/// the body. `example` makes a [`RefusalExample`] of an error; `None` for one without a body.
macro_rules! refusals {
    (
        schema: $schema:ty, example: $example:path, always: $always:expr;
        $($(#[$doc:meta])* $name:ident = $($errors:expr),+;)+
    ) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses()
            -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::response::Response>> {
                let errors = [$always, $($errors),+].into_iter().flatten();
                let schema = <$schema as utoipa::ToSchema>::name();
                $crate::http::openapi::refusal_responses(&schema, errors.filter_map(|error| $example(&error)))
            }
        }
    )+};
}

pub(crate) use refusals;

/// A refusal as the server gives it.
pub struct RefusalExample {
    status: u16,
    sentence: String,
    body: Value,
}

impl RefusalExample {
    /// The status, the sentence that a person reads, and the body.
    pub fn new(status: u16, sentence: impl Into<String>, body: &impl Serialize) -> Self {
        let body = serde_json::to_value(body).expect("a body of ours is JSON");
        Self { status, sentence: sentence.into(), body }
    }
}

/// The responses, one for each status, with an example for each refusal. `schema` is the name of the body's.
pub fn refusal_responses(
    schema: &str,
    refusals: impl Iterator<Item = RefusalExample>,
) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status = BTreeMap::<u16, Vec<RefusalExample>>::new();
    for refusal in refusals {
        by_status.entry(refusal.status).or_default().push(refusal);
    }
    by_status
        .into_iter()
        .map(|(status, refusals)| (status.to_string(), response(status, schema, &refusals).into()))
        .collect()
}

fn response(status: u16, schema: &str, refusals: &[RefusalExample]) -> Response {
    let mut sentences = Vec::new();
    let mut examples = BTreeMap::new();
    for RefusalExample { sentence, body, .. } in refusals {
        let text = format!("`{sentence}`");
        if !sentences.contains(&text) {
            sentences.push(text);
        }
        let example = ExampleBuilder::new().summary(sentence).value(Some(body.clone())).build();
        // One sentence may stand for several codes.
        let name = slug(sentence);
        let is_taken = examples.get(&name).is_some_and(|known| *known != example);
        let code = body["code"].as_str().filter(|_| is_taken);
        examples.insert(code.map_or(name, slug), example);
    }
    let content =
        ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).examples_from_iter(examples).build();
    let mut response = ResponseBuilder::new().description(sentences.join(", ")).content("application/json", content);
    if let Some((name, header)) = header(status) {
        response = response.header(name, header);
    }
    response.build()
}

/// The header that goes with a status.
fn header(status: u16) -> Option<(&'static str, Header)> {
    let header = |schema, description: &str| {
        HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(schema)))
            .description(Some(description))
            .build()
    };
    match status {
        429 => Some(("Retry-After", header(Type::Integer, "Seconds, as in `retry_after`."))),
        416 => Some(("Content-Range", header(Type::String, "`bytes */<the file's length>`"))),
        _ => None,
    }
}

/// A sentence as the name of an example: `phone-number-is-required`.
fn slug(sentence: &str) -> String {
    let words = sentence.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
