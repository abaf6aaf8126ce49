//! Changes to the document of every API.

use utoipa::Modify;
use utoipa::openapi::path::{Operation, Parameter, PathItem};
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr};

/// The tag of operations whose path is another spelling of a described one.
pub const OTHER_SPELLINGS: &str = "Other spellings";

/// Removes `null` from optional parameters: they are missing, not null.
pub struct AbsentNotNull;

impl Modify for AbsentNotNull {
    fn modify(&self, document: &mut OpenApi) {
        let operations = document.paths.paths.values_mut().flat_map(operations);
        let parameters = operations.filter_map(|operation| operation.parameters.as_mut()).flatten();
        for parameter in parameters {
            if let RefOr::T(Parameter { schema: Some(schema), .. }) = parameter {
                *schema = without_null(schema.clone());
            }
        }
    }
}

fn without_null(schema: RefOr<Schema>) -> RefOr<Schema> {
    let null = SchemaType::new(Type::Null);
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            if let SchemaType::Array(types) = &mut object.schema_type {
                types.retain(|it| *it != Type::Null);
                if let [only] = types.as_slice() {
                    object.schema_type = SchemaType::new(only.clone());
                }
            }
            object.into()
        }
        RefOr::T(Schema::OneOf(mut one_of)) => {
            one_of.items.retain(|item| !matches!(item, RefOr::T(Schema::Object(it)) if it.schema_type == null));
            if one_of.items.len() == 1 { one_of.items.remove(0) } else { RefOr::T(Schema::OneOf(one_of)) }
        }
        other => other,
    }
}

/// The operations of a path.
pub fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, head, post, put, patch, delete, .. } = item;
    [get, head, post, put, patch, delete].into_iter().flatten()
}

/// Adds another spelling of a described path. `difference` is added to the descriptions.
///
/// # Panics
///
/// If the path is not described.
pub fn respell(document: &mut OpenApi, path: &str, spelling: &str, difference: &str) {
    let mut item = document.paths.paths.get(path).expect("the spellings are of described paths").clone();
    for operation in operations(&mut item) {
        operation.tags = Some(vec![OTHER_SPELLINGS.to_owned()]);
        operation.operation_id = operation.operation_id.take().map(|id| format!("{id}Respelled"));
        operation.summary = operation.summary.take().map(|summary| format!("{summary} (another spelling)"));
        operation.description = Some(format!("Another spelling of `{path}`.{difference}"));
    }
    document.paths.paths.insert(spelling.to_owned(), item);
}
