//! For APIs whose documents were written for FastAPI: its errors for invalid requests ([`validation`]), and its redirects for a trailing slash
//! ([`other_form`]).

pub mod other_form;
pub mod validation;
