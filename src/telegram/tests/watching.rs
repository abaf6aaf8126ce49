use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;

use super::bench::{Bench, EMPTY};
use crate::telegram::{Event, UploadHints};

/// The next event, which comes within moments.
async fn next(events: &mut Receiver<Event>) -> Event {
    timeout(Duration::from_secs(20), events.recv()).await.expect("in time").expect("an event")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_told() {
    let bench = Bench::start().await;
    let watcher = bench.sign_in(EMPTY).await;
    let actor = bench.sign_in(EMPTY).await;
    let mut events = watcher.events().await;
    let mut upload = actor.upload(UploadHints { name: "file.bin".to_owned(), ..UploadHints::default() });
    upload.write(vec![1; 5000].into()).await.expect("taken");
    let file = upload.finish().await.expect("complete");
    let ids = actor.send_files(vec![file], "").await.expect("sent");
    assert!(matches!(next(&mut events).await, Event::MediaAdded(media) if media.id == ids[0]));
    actor.edit_caption(ids[0], "words").await.expect("edited");
    assert!(matches!(next(&mut events).await, Event::MediaChanged(media) if media.caption == "words"));
    actor.delete(&ids).await.expect("deleted");
    assert!(matches!(next(&mut events).await, Event::MediaRemoved(removed) if removed == ids));
    bench.sandbox().revoke(EMPTY).expect("a known number");
    assert!(matches!(next(&mut events).await, Event::SignedOut));
}
