//! For APIs whose documents were written for FastAPI: [`validation`] (422, item by item), [`other_form`] (a slash more or less at a path's end).

pub mod other_form;
pub mod validation;
