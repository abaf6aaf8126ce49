//! The body of a refusal.

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
    /// A sentence, or a list of problems with the request.
    pub detail: Detail,
    /// Seconds to wait; only with 429.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 42)]
    pub retry_after: Option<u64>,
}

impl ErrorBody {
    /// The sentence or the problems, as one text.
    pub(in crate::api::stateless) fn sentence(&self) -> String {
        match &self.detail {
            Detail::Text(text) => text.clone().into_owned(),
            Detail::Items(items) => items.iter().map(Item::sentence).collect::<Vec<_>>().join(", "),
        }
    }
}

/// The content of a refusal.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Detail {
    /// A sentence.
    Text(Cow<'static, str>),
    /// The problems with the request.
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
            .property("input", ObjectBuilder::new().description(Some("The invalid value; anything")))
            .property("ctx", ObjectBuilder::new().schema_type(Type::Object));
        OneOfBuilder::new().item(text()).item(ArrayBuilder::new().items(item)).into()
    }
}
