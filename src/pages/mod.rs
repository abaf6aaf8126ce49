//! The HTML pages.
