//! Files in OpenAPI: the headers of requests and the responses of [`crate::http::response::file`], which are the same in every API, and a file
//! in a form.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{ContentBuilder, RefOr, Required};
use utoipa::{IntoParams, IntoResponses, PartialSchema, ToSchema};

/// The headers that ask for a range of a file.
pub struct RangeHeaders;

/// The headers that make a `GET` or `HEAD` conditional.
pub struct ConditionHeaders;

/// The responses to a `GET`. `D` describes `Content-Disposition`.
pub struct FileResponses<D>(PhantomData<D>);

/// The responses to a `HEAD`.
pub struct FileHeadResponses<D>(PhantomData<D>);

/// The `Content-Disposition` of a route.
pub trait Disposition {
    /// The description of the header.
    const DESCRIPTION: &'static str;
}

/// A browser may show the file if its type is safe and the request does not ask for an attachment.
pub struct InlineOrAttachment;

/// A browser always saves the file.
pub struct Attachment;

/// A file in a form.
pub struct FileBytes;

impl ToSchema for FileBytes {}

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        // `content_media_type` is OpenAPI 3.1; most generators still use the format.
        let format = Some(SchemaFormat::KnownFormat(KnownFormat::Binary));
        ObjectBuilder::new()
            .schema_type(Type::String)
            .content_media_type("application/octet-stream")
            .format(format)
            .into()
    }
}

impl Disposition for InlineOrAttachment {
    const DESCRIPTION: &'static str = "`inline` or `attachment`, and the name";
}

impl Disposition for Attachment {
    const DESCRIPTION: &'static str = "`attachment`, and the name";
}

impl IntoParams for RangeHeaders {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            request_header("Range", "One range: `bytes=0-1023`, `bytes=1024-`, `bytes=-1024`"),
            request_header("If-Range", "The range only if this ETag or date still holds"),
        ]
    }
}

impl IntoParams for ConditionHeaders {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            request_header("If-None-Match", "304 if the file still has one of these ETags"),
            request_header("If-Modified-Since", "304 if the file is no newer"),
            request_header("If-Match", "412 unless the file has one of these ETags"),
            request_header("If-Unmodified-Since", "412 if the file is newer"),
        ]
    }
}

impl<D: Disposition> IntoResponses for FileResponses<D> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let file = |description| described::<D>(description).content("*/*", ContentBuilder::new().build());
        let part = file("A part of it.").header("Content-Range", header::<String>("`bytes <first>-<last>/<length>`"));
        by_status([
            (200, file("The whole file; also if several ranges are requested.")),
            (206, part),
            (304, not_modified()),
        ])
    }
}

impl<D: Disposition> IntoResponses for FileHeadResponses<D> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        by_status([(200, described::<D>("The file exists.")), (304, not_modified())])
    }
}

/// A response with the headers that describe the file.
fn described<D: Disposition>(description: &str) -> ResponseBuilder {
    ResponseBuilder::new()
        .description(description)
        .header("Accept-Ranges", header::<String>("`bytes`"))
        .header("Content-Disposition", header::<String>(D::DESCRIPTION))
        .header("Content-Length", header::<u64>("Exact: with fewer bytes the file is incomplete"))
        .header("ETag", header::<String>("Strong; the same for the same bytes"))
        .header("Last-Modified", header::<String>("When the message was sent or edited"))
}

fn not_modified() -> ResponseBuilder {
    ResponseBuilder::new().description("The client has the current file.")
}

fn by_status<const N: usize>(responses: [(u16, ResponseBuilder); N]) -> BTreeMap<String, RefOr<Response>> {
    responses.into_iter().map(|(status, response)| (status.to_string(), response.build().into())).collect()
}

fn header<T: PartialSchema>(description: &str) -> Header {
    HeaderBuilder::new().schema(Some(T::schema())).description(Some(description)).build()
}

fn request_header(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(String::schema()))
        .build()
}
