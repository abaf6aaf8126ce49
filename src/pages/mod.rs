//! The HTML pages: sign-in, the gallery, and the documentation of the APIs.
//!
//! A page is a template rendered on the server, and small JavaScript modules that extend it in the browser. The modules use the gallery API like
//! any other front end. Without scripts the essentials still work: signing in and out, paging, opening, downloading. Sessions and signing in
//! are [`crate::browser`]'s; of the API, only the JSON of its media items ([`crate::api::gallery::wire`]) is used here, which pages contain for
//! the modules to read.
//!
//! Templates and static files are compiled into the binary, so it runs from any directory. The URLs of static files are
//! `/static/<version>/…`, where the version is a hash over all of them: browsers cache them for ever, and a new build has new URLs, also for
//! relative imports between modules.
//!
//! All texts are in `static/words/`, one file for each language ([`words`]). The language and colours of a page are chosen by [`reader`].
//!
//! Left out on purpose: a build step, inline scripts and inline styles (the policy in [`page`] forbids both).

mod asset;
mod comments;
mod docs;
mod filter;
mod gallery;
mod gallery_query;
mod language;
mod manifest;
mod month;
mod page;
mod preferences;
mod reader;
mod see_other;
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

/// Mounts the pages and their static files. Needs the managed state of [`crate::api::gallery::stage`], and that it is attached as well.
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
