//! Who may call what: every route that is mounted has its row in its API's table, and a new one without a row fails. What the rights mean,
//! each API tests for itself.

use std::collections::BTreeSet;

use crate::harness::TestServer;
use crate::{accounts, drive, events, gallery, stateless};

/// Who a route is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Browsers that are signed in: 401 for strangers, for those who are halfway in, and for those whose session has ended.
    SignedIn,
    /// Services with an API key: 401 without one, 403 with one for another API.
    Key,
    /// Scripts with a session string whose sign-in is done: 422 without one, 401 with any other.
    Session,
    /// The drive's users with a token or an app password: 401 without.
    Person,
    /// The drive's users with a token: 401 without, 403 with an app password.
    AccountOwner,
    /// The drive's operators with a token: 401 without, 403 with another user's.
    Operator,
    /// Services with an API key, which they show in a WebSocket's first frame; OpenAPI has no words for that.
    Socket,
    /// Anyone: it says nothing about an account, or is how one gets in.
    Anyone,
    /// Anyone, and no API: pages, what they need, and answers about the APIs.
    Page,
}

/// Method, the route as mounted without its query, and who it is for.
pub type Row = (&'static str, &'static str, For);

/// All tables.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    let tables = [
        gallery::rights::RIGHTS,
        accounts::rights::RIGHTS,
        stateless::rights::RIGHTS,
        drive::rights::RIGHTS,
        events::RIGHTS,
    ];
    tables.into_iter().flatten()
}

/// Files that come with the pages.
pub fn is_static(path: &str) -> bool {
    path.starts_with("/static/") || path.starts_with("/favicon")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_has_its_row() {
    let server = TestServer::start().await;
    let mounted: BTreeSet<_> = server.routes().iter().map(|(method, path)| (method.as_str(), path.as_str())).collect();
    let known: BTreeSet<_> = rows().map(|(method, path, _)| (*method, *path)).collect();
    let new: Vec<_> = mounted.difference(&known).filter(|(_, path)| !is_static(path)).collect();
    let gone: Vec<_> = known.difference(&mounted).collect();
    assert!(new.is_empty() && gone.is_empty(), "without a row: {new:?}; without a route: {gone:?}");
    server.finish().await;
}
