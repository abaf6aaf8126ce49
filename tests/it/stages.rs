//! What an API or a page needs of the server is looked for before the launch, not at the first request.

use heliograph::{api, pages};
use rocket::error::ErrorKind;
use rocket::fairing::Fairing;

/// The guards that keep a server from being launched which has nothing but that stage.
async fn aborts(stage: impl Fairing) -> String {
    let error = rocket::build().attach(stage).ignite().await.expect_err("it lacks everything");
    let ErrorKind::SentinelAborts(sentries) = error.kind() else { panic!("{error:?}") };
    sentries.iter().map(|sentry| sentry.type_name).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_server_without_what_its_guards_read_is_not_launched() {
    let gallery = aborts(api::gallery::stage()).await;
    for guard in ["guard::Visitor", "guard::SignedIn", "MediaRequest", "BrowserSignIn"] {
        assert!(gallery.contains(guard), "{guard} is no sentinel:\n{gallery}");
    }
    let accounts = aborts(api::accounts::stage()).await;
    assert!(accounts.contains("guard::Key"), "{accounts}");
    let stateless = aborts(api::stateless::stage()).await;
    for guard in ["call::Call", "FileCall", "MediaRequest"] {
        assert!(stateless.contains(guard), "{guard} is no sentinel:\n{stateless}");
    }
    let drive = aborts(api::drive::stage()).await;
    for guard in [
        "call::Call",
        "call::FormCall",
        "guard::Person",
        "guard::AccountOwner",
        "guard::Operator",
        "guard::StorageOperator",
    ] {
        assert!(drive.contains(guard), "{guard} is no sentinel:\n{drive}");
    }
    let events = aborts(api::events::stage()).await;
    assert!(events.contains("Services"), "{events}");
    let pages = aborts(pages::stage()).await;
    assert!(pages.contains("guard::Visitor") && pages.contains("guard::SignedIn"), "{pages}");
}
