//! The forms of texts that have the same names in all APIs: phone numbers, times, and the markup of a text. They are described in one place, because
//! a field that is described without its form is easily added.

use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{Object, Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

use super::modify::operations;

/// A phone number as it is best written; other forms are accepted as well.
const PHONE: &str = "^\\+?[0-9]{5,15}$";
/// A time as it is sent: RFC 3339, or without an offset, which means UTC.
const TIME: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$";
/// A date, or a date with a time.
const MOMENT: &str =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$";
/// The markups of a text.
const MARKUPS: [&str; 2] = ["markdown", "html"];

/// Adds the forms to all fields and parameters of those names.
pub fn describe(document: &mut OpenApi) {
    let operations = document.paths.paths.values_mut().flat_map(operations);
    let parameters = operations.filter_map(|operation| operation.parameters.as_mut()).flatten();
    for parameter in parameters {
        if let RefOr::T(Parameter { name, schema: Some(RefOr::T(Schema::Object(object))), .. }) = parameter {
            let pattern = match name.as_str() {
                "phone" | "phoneNumber" => Some(PHONE),
                "from" | "to" | "from_date" | "to_date" => Some(MOMENT),
                _ => None,
            };
            set_pattern(object, pattern);
        }
    }
    for schema in document.components.iter_mut().flat_map(|components| components.schemas.values_mut()) {
        if let RefOr::T(Schema::Object(object)) = schema {
            describe_fields(object);
        }
    }
}

fn describe_fields(object: &mut Object) {
    for (name, field) in &mut object.properties {
        let RefOr::T(Schema::Object(field)) = field else { continue };
        match name.as_str() {
            "phone" | "phoneNumber" | "phone_number" => set_pattern(field, Some(PHONE)),
            // Of days and of times.
            "date" | "edit_date" => set_pattern(field, Some(MOMENT)),
            "parse_mode" => {
                let null = is_nullable(field).then_some(serde_json::Value::Null);
                field.enum_values = Some(MARKUPS.into_iter().map(Into::into).chain(null).collect());
            }
            name if name.ends_with("_at") => set_pattern(field, Some(TIME)),
            _ => {}
        }
        describe_fields(field);
    }
}

/// Sets the pattern of a text that has none.
fn set_pattern(object: &mut Object, pattern: Option<&str>) {
    let is_text = match &object.schema_type {
        SchemaType::Type(kind) => *kind == Type::String,
        SchemaType::Array(kinds) => kinds.contains(&Type::String),
        SchemaType::AnyValue => false,
    };
    if is_text && object.pattern.is_none() && object.enum_values.is_none() {
        object.pattern = pattern.map(str::to_owned);
    }
}

fn is_nullable(object: &Object) -> bool {
    matches!(&object.schema_type, SchemaType::Array(kinds) if kinds.contains(&Type::Null))
}
