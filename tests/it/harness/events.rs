//! Server-sent events, one after the other.

use std::pin::Pin;
use std::time::Duration;

use eventsource_stream::{Event, EventStreamError, Eventsource};
use futures_util::{Stream, StreamExt};
use reqwest::Response;
use serde_json::Value;
use tokio::time::timeout;

const DEADLINE: Duration = Duration::from_secs(20);

type Source = Pin<Box<dyn Stream<Item = Result<Event, EventStreamError<reqwest::Error>>> + Send>>;

/// An open stream of events.
pub struct Events {
    path: String,
    source: Source,
}

/// An event that was told: its name and data.
#[derive(Clone, Debug)]
pub struct Told {
    /// Such as `media_added`.
    pub name: String,
    /// Its data.
    pub data: Value,
}

impl Events {
    /// Fails unless the response is such a stream.
    #[track_caller]
    pub fn new(path: &str, response: Response) -> Self {
        assert_eq!(response.status().as_u16(), 200, "GET {path}");
        let content_type = response.headers()["content-type"].to_str().expect("text").to_owned();
        assert!(content_type.starts_with("text/event-stream"), "{path} is {content_type}");
        Self { path: path.to_owned(), source: Box::pin(response.bytes_stream().eventsource()) }
    }

    /// The next event, or `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Told> {
        let next = timeout(DEADLINE, self.source.next()).await;
        match next.unwrap_or_else(|_| panic!("no event from {} in time", self.path)) {
            Some(Ok(event)) => Some(Told {
                data: serde_json::from_str(&event.data)
                    .unwrap_or_else(|error| panic!("{error} in {} event {:?}", self.path, event.data)),
                name: event.event,
            }),
            Some(Err(EventStreamError::Transport(_))) | None => None,
            Some(Err(error)) => panic!("{} is no event stream: {error}", self.path),
        }
    }

    /// The next event's data; fails unless it has that name.
    pub async fn told(&mut self, name: &str) -> Value {
        let told = self.next().await.unwrap_or_else(|| panic!("{} ended before {name}", self.path));
        assert_eq!(told.name, name, "{} told {}", self.path, told.data);
        told.data
    }

    /// Fails unless the stream ends without another event.
    pub async fn ends(&mut self) {
        if let Some(told) = self.next().await {
            panic!("{} told {told:?} instead of ending", self.path);
        }
    }
}
