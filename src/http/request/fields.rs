//! Small request bodies: JSON or a form, read into a struct.

use futures_util::stream;
use rocket::Request;
use rocket::data::Data;
use rocket::http::RawStr;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio_util::bytes::Bytes;

use super::body::{self, BodyError};
use super::disposition::FormWriter;
use super::multipart;

/// The largest body, in bytes; real ones are much smaller.
pub const LIMIT: u64 = 32 << 10;

/// A body whose fields cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FieldsError {
    /// The body cannot be read.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The body is malformed: 400.
    #[error("{0}")]
    Malformed(&'static str),
    /// The body is neither JSON nor a form: 415.
    #[error("neither JSON nor a form")]
    UnsupportedMediaType,
}

/// Reads a body's fields. An empty body has none.
pub async fn read<T: DeserializeOwned>(request: &Request<'_>, data: Data<'_>) -> Result<T, FieldsError> {
    let bytes = body::read(request, data, LIMIT).await?;
    let content_type = request.headers().get_one("Content-Type").unwrap_or_default();
    let fields = match essence(content_type).as_str() {
        _ if bytes.is_empty() => Value::Object(Map::new()),
        "application/json" => parse_json(&bytes)?,
        "application/x-www-form-urlencoded" => Value::Object(parse_form(&bytes)?),
        "multipart/form-data" => Value::Object(parse_multipart(content_type, bytes).await?),
        _ => return Err(FieldsError::UnsupportedMediaType),
    };
    // serde's error may contain a value, so it is not returned.
    serde_json::from_value(fields).map_err(|_| FieldsError::Malformed("a field has the wrong type, or comes twice"))
}

/// Reads the text fields of a form in either encoding, of at most `limit` bytes. A body of another type has none.
pub async fn read_form(request: &Request<'_>, data: Data<'_>, limit: u64) -> Result<Map<String, Value>, FieldsError> {
    let bytes = body::read(request, data, limit).await?;
    let content_type = request.headers().get_one("Content-Type").unwrap_or_default();
    match essence(content_type).as_str() {
        "application/x-www-form-urlencoded" => parse_form(&bytes),
        "multipart/form-data" => parse_multipart(content_type, bytes).await,
        _ => Ok(Map::new()),
    }
}

/// A content type without its parameters.
fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn parse_json(bytes: &[u8]) -> Result<Value, FieldsError> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|_| FieldsError::Malformed("the body is not valid JSON"))?;
    if value.is_object() { Ok(value) } else { Err(FieldsError::Malformed("the body must be a JSON object")) }
}

fn parse_form(bytes: &[u8]) -> Result<Map<String, Value>, FieldsError> {
    let text = std::str::from_utf8(bytes).map_err(|_| FieldsError::Malformed("the form is not UTF-8"))?;
    let decoded = |text: &str| RawStr::new(text).url_decode_lossy().into_owned();
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Ok(pairs.map(|(name, value)| (decoded(name), decoded(value).into())).collect())
}

async fn parse_multipart(content_type: &str, bytes: Vec<u8>) -> Result<Map<String, Value>, FieldsError> {
    let malformed = || FieldsError::Malformed("the form is not put together as multipart/form-data should be");
    let boundary = multer::parse_boundary(content_type).map_err(|_| malformed())?;
    let whole = stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
    let mut parts = multer::Multipart::new(whole, &boundary);
    let mut fields = Map::new();
    while let Some(part) = parts.next_field().await.map_err(|_| malformed())? {
        let name = multipart::disposition(&part, FormWriter::of("", &boundary)).name;
        fields.insert(name, part.text().await.map_err(|_| malformed())?.into());
    }
    Ok(fields)
}
