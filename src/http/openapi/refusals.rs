//! Refusals in OpenAPI: one response for each status, with an example for each sentence.
//!
//! An API declares a type for the refusals of a route with `refusals!`, and names it in the route's `#[utoipa::path]`. Statuses, sentences,
//! headers and examples come from the API's error, so the document cannot differ from the server.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr};

/// Declares a type for the refusals of each route: the errors after its name, and those of every route (`always`). `schema` is the type of the
/// body. `example` makes a [`RefusalExample`] of an error; `None` for an error without a body.
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

/// A refusal as an example.
pub struct RefusalExample {
    status: u16,
    sentence: String,
    body: Value,
}

impl RefusalExample {
    /// A refusal with its status, its sentence and its body.
    pub fn new(status: u16, sentence: impl Into<String>, body: &impl Serialize) -> Self {
        let body = serde_json::to_value(body).expect("a body of ours is JSON");
        Self { status, sentence: sentence.into(), body }
    }
}

/// A response for each status, with an example for each refusal. `schema` is the name of the body's schema.
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
        // Several codes may have the same sentence.
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

/// The header of a status.
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
