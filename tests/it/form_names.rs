//! The names of uploaded files, in every form in which clients write them, at every API that takes uploads.

use reqwest::Method;
use serde_json::Value;

use crate::drive::stored;
use crate::harness::{EMPTY, TestServer, ramp, send};
use crate::stateless::script::Script;

/// What a client writes: its name, its `User-Agent`, its boundary, the headers of the file's part, and the name that the person sees.
struct Form {
    client: &'static str,
    user_agent: &'static str,
    boundary: &'static str,
    headers: &'static [u8],
    name: &'static str,
}

const BROWSER: (&str, &str) = ("Mozilla/5.0 (X11; Linux x86_64)", "----WebKitFormBoundary7MA4YWxkTrZu0gW");
const PROGRAM: (&str, &str) = ("", "5f2c9e3a7d1b4c60");

const fn form(
    client: &'static str,
    (user_agent, boundary): (&'static str, &'static str),
    headers: &'static [u8],
    name: &'static str,
) -> Form {
    Form { client, user_agent, boundary, headers, name }
}

const FORMS: [Form; 19] = [
    form("Chromium", BROWSER, "Content-Disposition: form-data; name=\"file\"; filename=\"Größe 100% 写真.bin\"".as_bytes(), "Größe 100% 写真.bin"),
    form("Chromium, escapes in the name itself", BROWSER, b"Content-Disposition: form-data; name=\"file\"; filename=\"gr%C3%B6%20e.bin\"", "gr%C3%B6%20e.bin"),
    form("Firefox", ("Mozilla/5.0", "----geckoformboundary6b1f"), "Content-Disposition: form-data; name=\"file\"; filename=\"naïve.bin\"".as_bytes(), "naïve.bin"),
    form("a page in Windows-1252", BROWSER, b"Content-Disposition: form-data; name=\"file\"; filename=\"na\xefve \x96 1.bin\"", "naïve – 1.bin"),
    form("curl", ("curl/8.5.0", "------------------------d74496d66958873e"), "Content-Disposition: form-data; name=\"file\"; filename=\"naïve a%20b.bin\"".as_bytes(), "naïve a%20b.bin"),
    form("urllib3 1.24", ("python-requests/2.21.0", "9051914041544843365972754266"), b"Content-Disposition: form-data; name=\"file\"; filename*=utf-8''na%C3%AFve%20a.bin", "naïve a.bin"),
    form("filename* first", PROGRAM, b"Content-Disposition: form-data; filename*=UTF-8''na%C3%AFve.bin; filename=\"naive.bin\"; name=\"file\"", "naïve.bin"),
    form("filename* last, in Latin-1", PROGRAM, b"Content-Disposition: form-data; name=\"file\"; filename=\"naive.bin\"; filename*=iso-8859-1'en'na%EFve.bin", "naïve.bin"),
    form("filename* that is malformed", PROGRAM, b"Content-Disposition: form-data; name=\"file\"; filename=\"plain.bin\"; filename*=UTF-8''%zz", "plain.bin"),
    form("capitals", PROGRAM, "content-disposition: Form-Data; NAME=\"file\"; FileName=\"naïve.bin\"".as_bytes(), "naïve.bin"),
    form(".NET", ("", "2f1c7c8e-8c5d-4b7f-9a51-0c1e2d3f4a5b"), b"Content-Disposition: form-data; name=file; filename=\"=?utf-8?B?bmHDr3ZlLmJpbg==?=\"; filename*=utf-8''na%C3%AFve.bin", "naïve.bin"),
    form(".NET without filename*", PROGRAM, b"Content-Disposition: form-data; name=file; filename=\"=?utf-8?B?bmHDr3ZlLmJpbg==?=\"", "naïve.bin"),
    form("RFC 2047, Q", PROGRAM, b"Content-Disposition: form-data; name=\"file\"; filename=\"=?utf-8?Q?na=C3=AFve_1.bin?=\"", "naïve 1.bin"),
    form("aiohttp", ("Python/3.13 aiohttp/3.12.1", "0f9e8d7c6b5a49382716"), b"Content-Type: application/octet-stream\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my%20file%20100%25.bin\"", "my file 100%.bin"),
    form("aiohttp under another name", PROGRAM, b"Content-Type: application/octet-stream\r\nContent-Disposition: form-data; name=\"file\"; filename=\"na%C3%AFve%20a.bin\"", "naïve a.bin"),
    form("Go", ("Go-http-client/1.1", "8e1b0c"), "Content-Disposition: form-data; name=\"file\"; filename=\"naïve (1).bin\"".as_bytes(), "naïve (1).bin"),
    form("without quotes", PROGRAM, b"Content-Disposition: form-data; name=file; filename=plain.bin", "plain.bin"),
    form("a name in a name", PROGRAM, b"Content-Disposition: form-data; name=\"file\"; filename=\"a; name=b; filename=c.bin\"", "a; name=b; filename=c.bin"),
    form("spaces around the signs", PROGRAM, b"Content-Disposition: form-data ; name = \"file\" ; filename = \"plain.bin\"", "plain.bin"),
];

/// Forms whose names have quotes, which not every API takes as they are.
const QUOTED: [Form; 3] = [
    form(
        "Chromium",
        BROWSER,
        b"Content-Disposition: form-data; name=\"file\"; filename=\"say %22hi%22.bin\"",
        "say \"hi\".bin",
    ),
    form(
        "old curl",
        PROGRAM,
        b"Content-Disposition: form-data; name=\"file\"; filename=\"say \\\"hi\\\" \\\\.bin\"",
        "say \"hi\" \\.bin",
    ),
    form(
        "aiohttp",
        ("Python/3.13 aiohttp/3.12.1", "0f9e8d7c"),
        b"Content-Disposition: form-data; name=\"file\"; filename=\"say%20%22hi%22.bin\"",
        "say \"hi\".bin",
    ),
];

impl Form {
    /// The content type and the body of a form with text fields and this file.
    fn write(&self, fields: &[(&str, &str)], bytes: &[u8]) -> (String, Vec<u8>) {
        let boundary = self.boundary;
        let mut body = Vec::new();
        for (name, text) in fields {
            let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        body.extend_from_slice(self.headers);
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }

    fn request(&self, call: reqwest::RequestBuilder, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let (content_type, body) = self.write(fields, &ramp(33));
        call.header("content-type", content_type).header("user-agent", self.user_agent).body(body)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_gallery() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for form in &FORMS {
        let (content_type, body) = form.write(&[], &ramp(33));
        let call = browser.call(Method::POST, "/upload_file").header("content-type", &content_type);
        call.header("user-agent", form.user_agent).body(body).send().await.is(200);
        assert_eq!(browser.items("?limit=1").await[0].name(), form.name, "{}", form.client);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_accounts_api() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(EMPTY).await;
    let path = format!("/user/{}/uploadFile", EMPTY.phone);
    for form in FORMS.iter().chain(&QUOTED) {
        let sent = send(form.request(service.call(Method::POST, &path), &[])).await.is(200).json();
        let attributes = sent["data"]["media"]["document"]["attributes"].as_array().expect("attributes").clone();
        let named = |attribute: &Value| attribute["file_name"].as_str().map(str::to_owned);
        assert_eq!(attributes.iter().find_map(named).as_deref(), Some(form.name), "{}", form.client);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_stateless_api() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let browser = server.sign_in(EMPTY).await;
    for form in &FORMS {
        let call = script.call(Method::POST, "/messages/send_with_file");
        send(form.request(call, &[("chat_id", "me")])).await.is(200);
        // This API's messages have no names.
        assert_eq!(browser.items("?limit=1").await[0].name(), form.name, "{}", form.client);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_drive() {
    let (server, alice) = stored::server().await;
    for (number, form) in FORMS.iter().enumerate() {
        let call = alice.call(Method::POST, &format!("/folders/f{number}/files/"));
        let stored = send(form.request(call, &[])).await.is(200).json();
        assert_eq!(stored["original_name"], form.name, "{}", form.client);
    }
    // What is before a backslash is a folder to the drive.
    for form in QUOTED.iter().filter(|form| !form.name.contains('\\')) {
        let refused = send(form.request(alice.call(Method::POST, "/folders/f/files/"), &[])).await;
        assert_eq!(refused.status, 400, "{}: the drive has no quotes in names", form.client);
    }
    server.finish().await;
}
