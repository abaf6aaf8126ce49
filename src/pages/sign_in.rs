//! The sign-in page: number, code, password, or a QR code.
//!
//! Scripts send each step to the API and show the next one in place. Without scripts the forms are sent to these routes, which respond with the
//! page for the next step. Both use [`BrowserSignIn`].

use rocket::form::Form;
use rocket::http::{Header, Status};
use rocket::response::Responder;
use rocket::{FromForm, Request, Response, State, get, post, response};
use serde::Serialize;

use super::page::Page;
use super::reader::Reader;
use super::see_other::SeeOther;
use super::words::Words;
use crate::browser::{BrowserSignIn, Error, NewSession, Visitor};
use crate::config::Config;
use crate::telegram::{CodeDelivery, CodeSent, PhoneNumber};

/// The next step of a sign-in.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Number,
    Code,
    Password,
}

/// The context of the template.
#[derive(Serialize)]
struct SignInView<'a> {
    #[serde(flatten)]
    reader: Reader<'a>,
    /// Whether the sandbox's demo account can sign in.
    demo: bool,
    step: Step,
    phone: &'a str,
    /// Where the code went.
    sent: String,
    /// The hint for the password.
    hint: Option<String>,
    /// Why the last step failed.
    error: String,
}

/// The page at a step.
pub(super) struct SignInPage {
    status: Status,
    page: Page,
    cookie: Option<Header<'static>>,
}

/// The page, or a redirect to the gallery.
#[derive(Responder)]
pub(super) enum SignInResponse {
    Step(Box<SignInPage>),
    Gallery(SeeOther),
}

#[derive(FromForm)]
pub(super) struct NumberForm<'r> {
    phone: Option<&'r str>,
}

#[derive(FromForm)]
pub(super) struct CodeForm<'r> {
    phone: Option<&'r str>,
    code: Option<&'r str>,
}

#[derive(FromForm)]
pub(super) struct PasswordForm<'r> {
    password: Option<&'r str>,
}

/// The page at its first step, or a redirect if somebody is signed in.
#[get("/sign-in")]
pub(super) fn sign_in(visitor: Result<Visitor, ()>, reader: Reader<'_>, config: &State<Config>) -> SignInResponse {
    let view = SignInView::new(Step::Number, reader, config);
    match visitor {
        Ok(Visitor { browser: Some(browser), .. }) if browser.is_signed_in() => {
            SignInResponse::Gallery(SeeOther::new("/"))
        }
        Ok(_) => SignInResponse::step(view),
        Err(()) => SignInResponse::step(SignInView { error: reader.words.text("failure.session").into(), ..view }),
    }
}

/// Requests a code.
#[post("/sign-in/number", data = "<form>")]
pub(super) async fn number(
    browser: BrowserSignIn<'_>,
    form: Form<NumberForm<'_>>,
    reader: Reader<'_>,
    config: &State<Config>,
) -> SignInResponse {
    let phone = form.phone.unwrap_or_default().trim();
    let at = |step| SignInView { phone, ..SignInView::new(step, reader, config) };
    let sent = if phone.is_empty() { Err(Error::PhoneRequired) } else { browser.send_code(phone).await };
    match sent {
        Ok((sent, cookie)) => {
            let view = at(Step::Code);
            let sent = where_it_went(view.reader.words, &sent);
            SignInResponse::Step(Box::new(SignInPage { cookie, ..SignInPage::new(SignInView { sent, ..view }) }))
        }
        Err(error) => SignInResponse::refused(&error, at(Step::Number)),
    }
}

/// Checks the code.
#[post("/sign-in/code", data = "<form>")]
pub(super) async fn code(
    browser: BrowserSignIn<'_>,
    form: Form<CodeForm<'_>>,
    reader: Reader<'_>,
    config: &State<Config>,
) -> SignInResponse {
    let phone = form.phone.unwrap_or_default().trim();
    let at = |step| SignInView { phone, ..SignInView::new(step, reader, config) };
    match try_code(browser, phone, form.code.unwrap_or_default().trim()).await {
        Ok(session) => SignInResponse::signed_in(session),
        Err(Error::PasswordRequired { hint }) => SignInResponse::step(SignInView { hint, ..at(Step::Password) }),
        Err(error) if matches!(error, Error::PhoneInvalid | Error::NotAuthenticated) || error.is_session_ended() => {
            SignInResponse::refused(&error, at(Step::Number))
        }
        Err(error) => SignInResponse::refused(&error, at(Step::Code)),
    }
}

async fn try_code(browser: BrowserSignIn<'_>, phone: &str, code: &str) -> Result<NewSession, Error> {
    if phone.is_empty() || code.is_empty() {
        return Err(Error::PhoneAndCodeRequired);
    }
    browser.sign_in(&PhoneNumber::parse(phone).ok_or(Error::PhoneInvalid)?, code, None).await
}

/// Checks the second factor.
#[post("/sign-in/password", data = "<form>")]
pub(super) async fn password(
    browser: BrowserSignIn<'_>,
    form: Form<PasswordForm<'_>>,
    reader: Reader<'_>,
    config: &State<Config>,
) -> SignInResponse {
    let password = form.password.unwrap_or_default();
    let tried = if password.is_empty() { Err(Error::PasswordMissing) } else { browser.check_password(password).await };
    match tried {
        Ok(session) => SignInResponse::signed_in(session),
        Err(error) => SignInResponse::refused(&error, SignInView::new(Step::Password, reader, config)),
    }
}

/// Where a code went, in the reader's language.
fn where_it_went(words: &Words, sent: &CodeSent) -> String {
    let pattern = sent.pattern.as_deref().unwrap_or("…");
    let with_pattern = |key| words.fill(key, &[("pattern", pattern)]);
    match sent.via {
        CodeDelivery::App => words.text("sign_in.sent_app").to_owned(),
        CodeDelivery::Sms => words.text("sign_in.sent_sms").to_owned(),
        CodeDelivery::SmsWord | CodeDelivery::SmsPhrase => with_pattern("sign_in.sent_words"),
        CodeDelivery::Call => words.text("sign_in.sent_call").to_owned(),
        CodeDelivery::FlashCall | CodeDelivery::MissedCall => with_pattern("sign_in.sent_missed_call"),
        CodeDelivery::Email => with_pattern("sign_in.sent_email"),
        CodeDelivery::Fragment => words.text("sign_in.sent_fragment").to_owned(),
    }
}

impl<'a> SignInView<'a> {
    fn new(step: Step, reader: Reader<'a>, config: &Config) -> Self {
        Self {
            reader,
            demo: config.is_sandbox(),
            step,
            phone: "",
            sent: String::new(),
            hint: None,
            error: String::new(),
        }
    }
}

impl SignInPage {
    fn new(view: SignInView<'_>) -> Self {
        Self { status: Status::Ok, page: Page::new("sign-in.html", view), cookie: None }
    }
}

impl SignInResponse {
    fn step(view: SignInView<'_>) -> Self {
        Self::Step(Box::new(SignInPage::new(view)))
    }

    fn refused(error: &Error, view: SignInView<'_>) -> Self {
        let view = SignInView { error: view.reader.words.refusal(error), ..view };
        Self::Step(Box::new(SignInPage { status: error.status(), ..SignInPage::new(view) }))
    }

    fn signed_in(session: NewSession) -> Self {
        Self::Gallery(SeeOther::new("/").with(session.cookie))
    }
}

impl<'r> Responder<'r, 'static> for SignInPage {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build_from(self.page.respond_to(request)?);
        response.status(self.status);
        if let Some(cookie) = self.cookie {
            response.header(cookie);
        }
        response.ok()
    }
}
