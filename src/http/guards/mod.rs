//! Guards that every API uses: small bodies ([`fields`]), forms with files ([`upload_form`]), and requests for a file ([`media_request`]).

pub mod fields;
pub mod media_request;
pub mod upload_form;
