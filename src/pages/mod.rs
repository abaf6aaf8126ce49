//! The HTML pages: sign-in, the gallery, and the documentation of the APIs.
//!
//! A page is a template rendered on the server plus small JavaScript modules that take over what is there. The modules talk to the gallery
//! API as any other front end would. Without scripts, what matters still works: signing in and out, paging, opening, downloading. Who asks, and how
//! a browser signs in, is in [`crate::browser`]; of the API itself only the JSON of its media items ([`crate::api::gallery::wire`]) is used here,
//! which a page has in it for the modules to read.
//!
//! Templates and static files are compiled into the binary, so it runs from any directory. Static files are asked for under
//! `/static/<version>/…`, where the version is a hash over all of them: browsers keep them for ever, and a new build is a new address, for
//! relative imports between modules too.
//!
//! Every text stands in `static/words/`, one file for each language ([`words`]); for whom a page is rendered, and in which colours, is
//! [`reader`]'s to know.
//!
//! Left out on purpose: a build step, inline scripts and inline styles (the pages' policy in [`page`] forbids both).

mod asset;
mod comments;
mod docs;
mod filter;
mod find;
mod gallery;
mod go_to;
mod language;
mod manifest;
mod month;
mod page;
mod preferences;
mod reader;
mod sign_in;
mod sign_out;
mod static_file;
mod templates;
#[cfg(test)]
mod tests;
mod theme;
mod words;

use rocket::fairing::AdHoc;
use rocket::routes;

use asset::Assets;
use words::Dictionary;

/// Mounts the pages and their static files. Needs what [`crate::api::gallery::stage`] needs, and that it is attached as well.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("pages", |rocket| async {
        rocket
            .manage(Assets::embedded())
            .manage(Dictionary::embedded())
            .attach(templates::stage())
            .mount("/", routes![gallery::gallery, sign_out::sign_out, static_file::static_file])
            .mount("/", routes![preferences::preferences, manifest::manifest])
            .mount("/", routes![docs::page, docs::file])
            .mount("/", routes![sign_in::sign_in, sign_in::number, sign_in::code, sign_in::password])
    })
}
