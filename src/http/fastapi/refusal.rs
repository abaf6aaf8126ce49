//! The body of a refusal: `{"detail": …}`.

use std::borrow::Cow;
use std::marker::PhantomData;

use rocket::serde::Serialize;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::validation::Item;

/// The names of an API's schemas in the OpenAPI document.
pub trait SchemaNames {
    /// What they begin with.
    const PREFIX: &'static str;
}

/// A refusal of the API whose error is `E`, in FastAPI's form. In the OpenAPI document it has a schema of that API's.
#[derive(Serialize)]
#[serde(transparent, bound = "")]
pub struct ErrorBody<E> {
    fields: Fields,
    #[serde(skip)]
    api: PhantomData<fn() -> E>,
}

/// A refusal, in FastAPI's form.
#[derive(Serialize, ToSchema)]
struct Fields {
    /// A sentence, or what was not understood, one by one.
    detail: Detail,
    /// Seconds to wait; with 429 alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 42)]
    retry_after: Option<u64>,
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

impl<E> ErrorBody<E> {
    /// A refusal; `retry_after` is in seconds.
    pub fn new(detail: Detail, retry_after: Option<u64>) -> Self {
        Self { fields: Fields { detail, retry_after }, api: PhantomData }
    }

    /// The sentence or the problems, as one text.
    pub fn sentence(&self) -> String {
        match &self.fields.detail {
            Detail::Text(text) => text.clone().into_owned(),
            Detail::Items(items) => items.iter().map(Item::sentence).collect::<Vec<_>>().join(", "),
        }
    }
}

impl<E: SchemaNames> ErrorBody<E> {
    fn detail_name() -> String {
        format!("{}Detail", E::PREFIX)
    }
}

impl<E: SchemaNames> ToSchema for ErrorBody<E> {
    fn name() -> Cow<'static, str> {
        format!("{}Error", E::PREFIX).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Self::detail_name(), Detail::schema()));
    }
}

impl<E: SchemaNames> PartialSchema for ErrorBody<E> {
    fn schema() -> RefOr<Schema> {
        let mut schema = Fields::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema
            && let Some(RefOr::Ref(detail)) = object.properties.get_mut("detail")
        {
            detail.ref_location = Ref::from_schema_name(Self::detail_name()).ref_location;
        }
        schema
    }
}

impl ToSchema for Detail {}

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
            .property(
                "input",
                ObjectBuilder::new().schema_type(SchemaType::AnyValue).description(Some("What came instead; anything")),
            )
            .property("ctx", ObjectBuilder::new().schema_type(Type::Object));
        OneOfBuilder::new().item(text()).item(ArrayBuilder::new().items(item)).into()
    }
}
