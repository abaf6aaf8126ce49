//! The HTML pages: sign-in and the gallery.
//!
//! A page is a template rendered on the server plus small JavaScript modules that take over what is there. The modules talk to the gallery
//! API as any other front end would: no page has a private way to Telegram.
//!
//! Templates and static files are compiled into the binary, so it runs from any directory. Static files are asked for under
//! `/static/<version>/…`, where the version is a hash over all of them: browsers keep them for ever, and a new build is a new address, for
//! relative imports between modules too.
//!
//! Left out on purpose: a build step, inline scripts and inline styles (the pages' policy in [`page`] forbids both).

mod asset;
mod filter;
mod gallery;
mod page;
mod sign_in;
mod static_file;
mod templates;
#[cfg(test)]
mod tests;

use rocket::fairing::AdHoc;
use rocket::routes;

use asset::Assets;

/// Mounts the pages and their static files.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("pages", |rocket| async {
        rocket
            .manage(Assets::embedded())
            .attach(templates::stage())
            .mount("/", routes![gallery::gallery, sign_in::sign_in, static_file::static_file])
    })
}
