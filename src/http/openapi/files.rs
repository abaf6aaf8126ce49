//! Files in OpenAPI: what may be asked of one, and what is answered besides refusals. These are the requests and answers of
//! [`crate::http::response::file`], the same in every API. And the bytes of a file in a form.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{ContentBuilder, RefOr, Required};
use utoipa::{IntoParams, IntoResponses, PartialSchema, ToSchema};

/// The headers with which a `GET` asks for a part.
pub struct RangeHeaders;

/// The headers with which a `GET` or a `HEAD` is made conditional.
pub struct ConditionHeaders;

/// The answers of a `GET`. `D` says how the route names the file in `Content-Disposition`.
pub struct FileResponses<D>(PhantomData<D>);

/// The answers of a `HEAD`.
pub struct FileHeadResponses<D>(PhantomData<D>);

/// What a route may say in `Content-Disposition`.
pub trait Disposition {
    /// The description of the header.
    const DESCRIPTION: &'static str;
}

/// A browser may show the file, where its type is safe and nothing else was asked for.
pub struct InlineOrAttachment;

/// A browser always saves the file.
pub struct Attachment;

/// The bytes of a file in a form.
pub struct FileBytes;

impl ToSchema for FileBytes {}

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        // OpenAPI 3.1 has the media type; the format is what most generators still go by.
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
            (200, file("The whole file; also where several ranges are asked for.")),
            (206, part),
            (304, not_modified()),
        ])
    }
}

impl<D: Disposition> IntoResponses for FileHeadResponses<D> {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        by_status([(200, described::<D>("There is such a file.")), (304, not_modified())])
    }
}

/// A response with the headers that describe the file.
fn described<D: Disposition>(description: &str) -> ResponseBuilder {
    ResponseBuilder::new()
        .description(description)
        .header("Accept-Ranges", header::<String>("`bytes`"))
        .header("Content-Disposition", header::<String>(D::DESCRIPTION))
        .header("Content-Length", header::<u64>("Exact: fewer bytes are a file that is not whole"))
        .header("ETag", header::<String>("Strong; the same for the same bytes"))
        .header("Last-Modified", header::<String>("When the message was sent or edited"))
}

fn not_modified() -> ResponseBuilder {
    ResponseBuilder::new().description("The client has it already.")
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
