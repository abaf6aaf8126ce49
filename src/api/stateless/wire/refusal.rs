//! Refusals.

use std::borrow::Cow;

use rocket::serde::Serialize;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::http::fastapi::validation::Item;

/// A refusal, in FastAPI's form.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessError)]
pub struct ErrorBody {
    /// A sentence, or what was not understood, one by one.
    pub detail: Detail,
    /// Seconds to wait; with 429 alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 42)]
    pub retry_after: Option<u64>,
}

impl ErrorBody {
    /// What a person reads of it.
    pub(in crate::api::stateless) fn sentence(&self) -> String {
        match &self.detail {
            Detail::Text(text) => text.clone().into_owned(),
            Detail::Items(items) => items.iter().map(Item::sentence).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What a refusal says.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Detail {
    /// A sentence.
    Text(Cow<'static, str>),
    /// What was not understood.
    Items(Vec<Item>),
}

impl ToSchema for Detail {
    fn name() -> Cow<'static, str> {
        "StatelessDetail".into()
    }
}

impl PartialSchema for Detail {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let place = ArrayBuilder::new()
            .items(OneOfBuilder::new().item(text()).item(ObjectBuilder::new().schema_type(Type::Integer)));
        let item = ObjectBuilder::new()
            .schema_type(Type::Object)
            .property("type", text())
            .required("type")
            .property("loc", place)
            .required("loc")
            .property("msg", text())
            .required("msg")
            .property("input", ObjectBuilder::new().description(Some("What came instead; anything")))
            .property("ctx", ObjectBuilder::new().schema_type(Type::Object));
        OneOfBuilder::new().item(text()).item(ArrayBuilder::new().items(item)).into()
    }
}
