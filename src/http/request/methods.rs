//! The methods of a path. Rocket responds to a wrong method with 404; with them, catchers can respond with 405.

use rocket::Request;
use rocket::http::Method;

/// The methods of the request's path, with `HEAD` where there is `GET`, and `OPTIONS`; empty for an unknown path.
pub fn of(request: &Request<'_>) -> Vec<Method> {
    let path: Vec<_> = request.uri().path().segments().map(ToOwned::to_owned).collect();
    let routes = request.rocket().routes().filter(|route| route.method != Method::Options);
    let mut methods: Vec<_> =
        routes.filter(|route| matches(route.uri.path(), &path)).map(|route| route.method).collect();
    if methods.contains(&Method::Get) {
        methods.push(Method::Head);
    }
    if !methods.is_empty() {
        methods.push(Method::Options);
    }
    methods.sort_by_key(|method| method.as_str());
    methods.dedup();
    methods
}

/// The value of an `Allow` header for these methods.
pub fn allow_header(methods: &[Method]) -> String {
    methods.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether a route's template (`/media/<id>`, `/files/<name..>`) matches the path.
fn matches(template: &str, path: &[impl AsRef<str>]) -> bool {
    let template: Vec<_> = template.split('/').filter(|segment| !segment.is_empty()).collect();
    let trailing = template.last().is_some_and(|segment| segment.ends_with("..>"));
    let fixed = template.len() - usize::from(trailing);
    let long_enough = if trailing { path.len() >= fixed } else { path.len() == fixed };
    long_enough && template[..fixed].iter().zip(path).all(|(own, given)| own.starts_with('<') || *own == given.as_ref())
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn templates_match_their_paths() {
        assert!(matches("/send-code", &["send-code"]));
        assert!(matches("/media/<id>", &["media", "1"]));
        assert!(matches("/stream_media/<id>/<name..>", &["stream_media", "1"]));
        assert!(matches("/stream_media/<id>/<name..>", &["stream_media", "1", "a", "b"]));
        assert!(matches("/", &[""; 0]));
        assert!(!matches("/", &["media"]));
        assert!(!matches("/media/<id>", &["media"]));
        assert!(!matches("/media/<id>", &["media", "1", "2"]));
        assert!(!matches("/stream_media/<id>/<name..>", &["stream_media"]));
    }
}
