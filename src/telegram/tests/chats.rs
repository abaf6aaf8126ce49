use std::collections::HashSet;
use std::time::Duration;

use futures_util::StreamExt;
use sandbox::content::ramp;
use sandbox::faults::{Effect, Fault};
use tokio::time::timeout;

use super::bench::{Bench, DEMO, EMPTY, all_items};
use crate::stream::ByteRange;
use crate::telegram::{
    Account, ChatEvent, ChatKind, ChatMessage, ChatRef, ChatRefusal, Error, HistoryQuery, MemberRole, MessageId,
    Rejected, SendOptions, TextEntityKind, TextFormat, ThumbnailSize, UploadHints,
};

const KEEPERS: &str = "@lighthouse_keepers";
const OTHER: &str = "+9996622001";

fn chat(name: &str) -> ChatRef {
    ChatRef::parse(name).expect("a name")
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> ChatRefusal {
    match result {
        Err(Error::Rejected(Rejected::Chat(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn newest(account: &Account, chat: &ChatRef, limit: u32) -> Vec<ChatMessage> {
    account.history(chat, &HistoryQuery { limit, ..HistoryQuery::default() }).await.expect("a page").messages
}

async fn send(account: &Account, chat: &ChatRef, text: &str) -> MessageId {
    account.send_message(chat, text, &SendOptions::default()).await.expect("sent").id
}

#[tokio::test(flavor = "multi_thread")]
async fn chats_are_listed_and_found_by_any_name() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let chats = account.chats(100).await.expect("the list");
    let kinds: Vec<_> = chats.iter().map(|chat| (chat.name.as_str(), chat.kind)).collect();
    for expected in [
        ("Lighthouse keepers", ChatKind::Supergroup),
        ("Harbour notices", ChatKind::Channel),
        ("Stair painters", ChatKind::Group),
        ("Ines Faro", ChatKind::Private),
        ("Helio Graph", ChatKind::Private),
    ] {
        assert!(kinds.contains(&expected), "{kinds:?}");
    }
    assert!(chats.is_sorted_by(|newer, older| newer.last_message >= older.last_message));
    assert_eq!(account.chats(2).await.expect("the list").len(), 2);
    let keepers = chats.iter().find(|chat| chat.name == "Lighthouse keepers").expect("it exists");
    assert_eq!((keepers.members, keepers.username.as_deref()), (Some(7), Some("lighthouse_keepers")));

    let id = keepers.id.to_string();
    for name in [KEEPERS, "t.me/lighthouse_keepers", "https://t.me/+LampRoom217Steps", &id] {
        assert_eq!(account.find_chat(&chat(name)).await.expect("a chat"), keepers.id, "{name}");
    }
    // A fresh session knows no access hash, so the list of chats is fetched first.
    let fresh = bench.sign_in(DEMO).await;
    assert_eq!(newest(&fresh, &chat(&id), 1).await.len(), 1);
    for unknown in ["@nobody_is_this", "-1001234567890", "1234567", "+KeyUnderTheDoormat"] {
        assert!(matches!(account.find_chat(&chat(unknown)).await, Err(Error::NotFound)), "{unknown}");
    }
    let contacts = account.contacts().await.expect("contacts");
    assert!(contacts.iter().any(|user| user.username.as_deref() == Some("ines_faro") && user.phone.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn history_has_pages_searches_and_date_limits() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let keepers = chat(KEEPERS);
    let all = newest(&account, &keepers, 100).await;
    assert_eq!(all.len(), 12);
    assert!(all.is_sorted_by(|newer, older| newer.id > older.id));
    let query = HistoryQuery { limit: 3, before: Some(all[4].id), ..HistoryQuery::default() };
    let page = account.history(&keepers, &query).await.expect("a page");
    let ids: Vec<_> = page.messages.iter().map(|message| message.id).collect();
    assert_eq!((ids, page.total), (all[5..8].iter().map(|message| message.id).collect(), 12));
    let query = HistoryQuery { limit: 10, text: Some("tea".to_owned()), ..HistoryQuery::default() };
    let found = account.history(&keepers, &query).await.expect("a page").messages;
    assert_eq!((found.len(), found[0].id), (1, MessageId(4)));
    let middle = all[8].date;
    let query = HistoryQuery { limit: 100, to: Some(middle), ..HistoryQuery::default() };
    let older = account.history(&keepers, &query).await.expect("a page").messages;
    assert_eq!(older.len(), all.iter().filter(|message| message.date <= middle).count());
    let query = HistoryQuery { limit: 100, from: Some(middle), ..HistoryQuery::default() };
    let newer = account.history(&keepers, &query).await.expect("a page").messages;
    assert_eq!(newer.len(), all.iter().filter(|message| message.date >= middle).count());

    let by = |id: i32| all.iter().find(|message| message.id == MessageId(id)).expect("it exists");
    assert_eq!(by(7).sender.as_ref().map(|party| party.name.as_str()), Some("Lighthouse keepers"), "as the chat");
    assert!(by(7).sender.as_ref().is_some_and(|party| party.person.is_none()));
    assert_eq!(by(8).via_bot_id, Some(6_900_000_005));
    assert_eq!(by(9).reply_to, Some(MessageId(6)));
    assert!(by(9).media.is_some() && by(1).is_pinned);
    assert_eq!(by(11).forwarded_from.as_ref().and_then(|from| from.name.as_deref()), Some("Harbour notices"));
    let odile = by(12).sender.as_ref().and_then(|party| party.person.clone()).expect("a person");
    assert_eq!(odile.usernames.len(), 3);
    assert_eq!(format!("{odile:?}"), "Person { id: 6900000006, .. }");
    let notices = newest(&account, &chat("@harbour_notices"), 10).await;
    assert!(notices.iter().all(|notice| notice.sender.is_none() && notice.post && notice.views.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_chat_is_read_from_its_beginning() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let harbour = chat("@endless_harbour");
    let first = account.history_after(&harbour, None).await.expect("a stretch");
    assert_eq!((first.messages.len(), first.total, first.messages[0].id), (100, 100_000, MessageId(1)));
    assert!(first.messages.is_sorted_by(|older, newer| older.id < newer.id));
    let second = account.history_after(&harbour, first.next).await.expect("a stretch");
    assert_eq!(second.messages[0].id, MessageId(101));
    let last = account.history_after(&harbour, Some(MessageId(99_950))).await.expect("a stretch");
    assert_eq!((last.messages.len(), last.messages[0].id), (50, MessageId(99_951)));
    assert_eq!(last.next, Some(MessageId(100_000)), "a page that is not full is not the last one");
    assert!(last.messages[0].sender.as_ref().is_some_and(|party| party.person.is_some()));
    let none = account.history_after(&harbour, Some(MessageId(100_000))).await.expect("a stretch");
    assert!(none.messages.is_empty() && none.next.is_none());
    let whole = account.history_after(&chat(KEEPERS), None).await.expect("a stretch");
    assert_eq!((whole.messages.len(), whole.next), (12, Some(MessageId(12))));
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_sent_edited_forwarded_and_deleted() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let keepers = chat(KEEPERS);
    assert_eq!(
        refusal(account.send_message(&keepers, "hi", &SendOptions::default()).await),
        ChatRefusal::WriteForbidden
    );
    account.join(&keepers).await.expect("joined");
    let first = send(&account, &keepers, "hello").await;
    let options = SendOptions { reply_to: Some(first), format: TextFormat::Markdown, ..SendOptions::default() };
    let second =
        account.send_message(&keepers, "🌄 **bold** [here](https://example.org/)", &options).await.expect("sent");
    let message = account.message(&keepers, second.id).await.expect("it exists");
    assert_eq!((message.text.as_str(), message.reply_to, message.date), ("🌄 bold here", Some(first), second.date));
    let bold = message.entities.iter().find(|entity| entity.kind == TextEntityKind::Bold).expect("bold");
    assert_eq!((bold.offset, bold.length), (3, 4));
    assert!(message.is_outgoing);

    account.edit_message(&keepers, first, "<i>hello</i> again", TextFormat::Html).await.expect("edited");
    let edited = account.message(&keepers, first).await.expect("it exists");
    assert!(edited.text == "hello again" && edited.edited.is_some());
    let again = account.edit_message(&keepers, first, "<i>hello</i> again", TextFormat::Html).await;
    assert!(matches!(again, Err(Error::Rejected(Rejected::NotModified))));
    let edit = async |id: i32, text: &str| {
        refusal(account.edit_message(&keepers, MessageId(id), text, TextFormat::Plain).await)
    };
    assert_eq!(edit(2, "mine").await, ChatRefusal::NotAuthor);
    assert_eq!(edit(9999, "what?").await, ChatRefusal::MessageInvalid);
    assert_eq!(edit(first.0, " ").await, ChatRefusal::TextEmpty);
    assert_eq!(edit(first.0, &"🌄".repeat(2049)).await, ChatRefusal::TextTooLong);
    let send = async |text: &str, options| refusal(account.send_message(&keepers, text, &options).await);
    assert_eq!(send(&"x".repeat(4097), SendOptions::default()).await, ChatRefusal::TextTooLong);
    assert_eq!(send("", SendOptions::default()).await, ChatRefusal::TextEmpty);
    let nowhere = SendOptions { reply_to: Some(MessageId(9999)), ..SendOptions::default() };
    assert_eq!(send("who?", nowhere).await, ChatRefusal::ReplyInvalid);

    let kept = account.forward_message(&keepers, &ChatRef::Saved, MessageId(9)).await.expect("forwarded");
    let kept = account.message(&ChatRef::Saved, kept.id).await.expect("it exists");
    assert!(kept.forwarded_from.is_some() && kept.media.is_some());
    assert_eq!(
        refusal(account.forward_message(&keepers, &ChatRef::Saved, MessageId(9999)).await),
        ChatRefusal::MessageInvalid
    );
    account.pin_message(&ChatRef::Saved, kept.id, true).await.expect("pinned");
    account.pin_message(&ChatRef::Saved, kept.id, true).await.expect("pinned already");
    assert!(account.message(&ChatRef::Saved, kept.id).await.expect("it exists").is_pinned);
    assert_eq!(refusal(account.pin_message(&keepers, first, true).await), ChatRefusal::AdminRequired);

    let ids = [first, MessageId(2), second.id, MessageId(9999), first];
    assert_eq!(account.delete_messages(&keepers, &ids).await.expect("deleted"), [first, second.id]);
    assert_eq!(refusal(account.delete_messages(&keepers, &[MessageId(2)]).await), ChatRefusal::DeleteForbidden);
    assert!(account.delete_messages(&keepers, &[first]).await.expect("nothing").is_empty());
    assert!(matches!(account.message(&keepers, first).await, Err(Error::NotFound)));
    // Ids of private chats are shared: a message of another chat is not deleted.
    assert!(account.delete_messages(&chat("@ines_faro"), &[kept.id]).await.expect("nothing").is_empty());
    assert_eq!(account.delete_messages(&ChatRef::Saved, &[kept.id]).await.expect("deleted"), [kept.id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_response_does_not_post_twice() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let keepers = chat(KEEPERS);
    account.join(&keepers).await.expect("joined");
    // The message is posted, but the connection is lost before the response: the sandbox then knows the random id.
    let once = send(&account, &keepers, "only once").await;
    bench.sandbox().add_fault(Fault::error("messages.sendMessage", "RANDOM_ID_DUPLICATE")).expect("a fault");
    let received = account.send_message(&keepers, "only once", &SendOptions::default()).await.expect("found again");
    assert_eq!(received.id, once);
    bench.sandbox().add_fault(Fault::new("messages.sendMessage", Effect::Drop)).expect("a fault");
    let id = send(&account, &keepers, "over a lost connection").await;
    let posted = newest(&account, &keepers, 5).await;
    let same: Vec<_> = posted.iter().filter(|message| message.text == "over a lost connection").collect();
    assert_eq!((same.len(), same[0].id), (1, id));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_of_a_chat_has_its_error() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let send = async |name: &str| account.send_message(&chat(name), "hi", &SendOptions::default()).await;
    for name in ["@harbour_notices", "@silent_bell", "@old_guard", "@slow_tide"] {
        account.join(&chat(name)).await.expect("joined");
        account.join(&chat(name)).await.expect("a second time changes nothing");
    }
    assert_eq!(refusal(send("@harbour_notices").await), ChatRefusal::AdminRequired);
    assert_eq!(refusal(send("@silent_bell").await), ChatRefusal::WriteForbidden);
    assert_eq!(refusal(send("@old_guard").await), ChatRefusal::Banned);
    send("@slow_tide").await.expect("the first one");
    let wait = send("@slow_tide").await;
    assert!(matches!(wait, Err(Error::Wait(wait)) if wait <= Duration::from_secs(60)), "{wait:?}");
    let forward = account.forward_message(&chat("@old_guard"), &ChatRef::Saved, MessageId(1)).await;
    assert_eq!(refusal(forward), ChatRefusal::ForwardsRestricted);
    assert_eq!(refusal(account.members(&chat("@harbour_notices"), 0).await), ChatRefusal::IsChannel);
    assert_eq!(refusal(account.members(&chat("@silent_bell"), 0).await), ChatRefusal::AdminRequired);
    assert_eq!(refusal(account.members(&chat("@ines_faro"), 0).await), ChatRefusal::NotAGroup);
    assert_eq!(refusal(account.join(&chat("@ines_faro")).await), ChatRefusal::NotAGroup);
    assert_eq!(refusal(account.join(&chat("t.me/+KeyUnderTheDoormat")).await), ChatRefusal::InviteExpired);
    assert_eq!(refusal(account.join(&chat("t.me/+AskTheKeeperFirst")).await), ChatRefusal::JoinRequested);
    assert!(matches!(account.join(&chat("@nobody_is_this")).await, Err(Error::NotFound)));
    let joined = account.join(&chat("t.me/joinchat/LampRoom217Steps")).await.expect("joined");
    assert_eq!((joined.title.as_str(), joined.username.as_deref()), ("Lighthouse keepers", Some("lighthouse_keepers")));
    assert!(joined.has_photo && joined.about.contains("lamp") && joined.members.is_some());
    assert_eq!(account.join(&chat("t.me/joinchat/LampRoom217Steps")).await.expect("a member already").id, joined.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_listed_in_pages() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let (mut seen, mut offset) = (HashSet::new(), Some(0));
    while let Some(from) = offset {
        let page = account.members(&chat("@endless_harbour"), from).await.expect("a page");
        assert_eq!(page.total, 3000);
        seen.extend(page.members.iter().map(|member| member.person.id));
        offset = page.next;
    }
    assert_eq!(seen.len(), 3000);
    let keepers = account.members(&chat(KEEPERS), 0).await.expect("a page");
    assert_eq!((keepers.members.len(), keepers.next), (7, None));
    assert!(keepers.members.iter().any(|member| member.person.bot));
    assert!(keepers.members.iter().any(|member| member.role == MemberRole::Creator && member.joined.is_none()));
    assert!(keepers.members.iter().filter(|member| member.role == MemberRole::Member).all(|it| it.joined.is_some()));
    let chats = account.chats(100).await.expect("the list");
    let stairs = chats.iter().find(|chat| chat.kind == ChatKind::Group).expect("a basic group");
    let page = account.members(&ChatRef::Id(stairs.id), 0).await.expect("a page");
    assert_eq!((page.members.len(), page.total, page.next), (3, 3, None));
    assert_eq!(account.chat_details(&ChatRef::Id(stairs.id)).await.expect("details").title, "Stair painters");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_sent_to_and_read_from_any_chat() {
    let bench = Bench::start().await;
    let (account, other) = (bench.sign_in(EMPTY).await, bench.sign_in(DEMO).await);
    let keepers = chat(KEEPERS);
    account.join(&keepers).await.expect("joined");
    let hints = UploadHints { name: "log.bin".to_owned(), ..UploadHints::default() };
    let mut upload = account.upload(hints);
    upload.write(ramp(0, 3_000_000).into()).await.expect("taken");
    let file = upload.finish().await.expect("complete");
    let options = SendOptions { reply_to: Some(MessageId(6)), format: TextFormat::Markdown, ..SendOptions::default() };
    let sent = account.send_file(&keepers, file, "the **log**", &options).await.expect("sent");
    for reader in [&account, &other] {
        let message = reader.message(&keepers, sent.id).await.expect("it exists");
        assert_eq!((message.text.as_str(), message.reply_to), ("the log", Some(MessageId(6))));
        let media = message.media.expect("a file");
        assert_eq!((media.name.as_str(), media.size), ("log.bin", 3_000_000));
        let range = ByteRange::new(999_999..2_500_001).expect("not empty");
        let mut download = reader.download_from(&keepers, sent.id, range).await.expect("a stream");
        let mut bytes = Vec::new();
        while let Some(chunk) = download.next().await {
            bytes.extend_from_slice(&chunk.expect("bytes"));
        }
        assert!(bytes == ramp(999_999, 1_500_002));
    }
    // A file reference that expires during a download is renewed through its message.
    let range = ByteRange::new(0..4 << 20).expect("not empty");
    let mut download = other.download_from(&keepers, MessageId(10), range).await.expect("a stream");
    let mut bytes = download.next().await.expect("a chunk").expect("bytes").to_vec();
    bench.sandbox().expire_file_references();
    while let Some(chunk) = download.next().await {
        bytes.extend_from_slice(&chunk.expect("bytes"));
    }
    assert!(bytes == ramp(0, 4 << 20));
    let thumbnail = other.thumbnail_from(&keepers, MessageId(9), ThumbnailSize::M).await.expect("a picture");
    assert_eq!(thumbnail.mime_type, "image/jpeg");
    let nothing = other.download_from(&keepers, MessageId(1), ByteRange::new(0..1).expect("not empty")).await;
    assert!(matches!(nothing.err(), Some(Error::NotFound)));
    let mut upload = account.upload(UploadHints { name: "a.txt".to_owned(), ..UploadHints::default() });
    upload.write(vec![7; 10].into()).await.expect("taken");
    let file = upload.finish().await.expect("complete");
    let long = account.send_file(&keepers, file, &"x".repeat(1025), &SendOptions::default()).await;
    assert!(matches!(long, Err(Error::Rejected(Rejected::CaptionTooLong))));
}

#[tokio::test(flavor = "multi_thread")]
async fn profile_photos_are_jpegs() {
    let bench = Bench::start().await;
    let (account, faceless) = (bench.sign_in(DEMO).await, bench.sign_in(EMPTY).await);
    for who in ["me", KEEPERS] {
        let photo = account.profile_photo(&chat(who)).await.expect("a result").expect("a photo");
        assert!(photo.starts_with(&[0xff, 0xd8, 0xff]), "{who}");
    }
    assert!(faceless.profile_photo(&ChatRef::Saved).await.expect("a result").is_none());
    assert!(account.profile_photo(&chat("@harbour_notices")).await.expect("a result").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn new_messages_of_all_chats_are_events() {
    let bench = Bench::start().await;
    let (watcher, writer) = (bench.sign_in(DEMO).await, bench.sign_in(OTHER).await);
    let keepers = chat(KEEPERS);
    writer.join(&keepers).await.expect("joined");
    let mut events = watcher.chat_events().await;
    let mut next =
        async || match timeout(Duration::from_secs(20), events.recv()).await.expect("in time").expect("an event") {
            ChatEvent::Message(message) => message,
            ChatEvent::SignedOut | ChatEvent::Missed => panic!("still signed in, and nothing is missed"),
        };
    let id = send(&writer, &keepers, "to the group").await;
    let received = next().await;
    assert_eq!((received.id, received.text.as_str(), received.is_outgoing), (id, "to the group", false));
    assert!(received.sender.as_ref().is_some_and(|party| party.person.is_some()));
    send(&writer, &chat("@helio_graph_2"), "in private").await;
    assert_eq!(next().await.text, "in private");
    // Messages that are sent while the connection is lost are fetched afterwards.
    bench.sandbox().add_fault(Fault::new("users.getUsers", Effect::Drop)).expect("a fault");
    let broken = watcher.profile_photo(&ChatRef::Saved).await;
    assert!(broken.is_ok(), "the call is repeated");
    send(&writer, &keepers, "after the break").await;
    assert_eq!(next().await.text, "after the break");
    bench.sandbox().revoke(DEMO).expect("a known number");
    let end = timeout(Duration::from_secs(20), events.recv()).await.expect("in time").expect("an event");
    assert!(matches!(end, ChatEvent::SignedOut), "{end:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_one_item_less_ends_no_list() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let keepers = chat(KEEPERS);
    let ids = |messages: Vec<ChatMessage>| messages.into_iter().map(|message| message.id).collect::<Vec<_>>();
    let all = ids(newest(&account, &keepers, 1000).await);
    assert!(all.len() > 3, "{all:?}");
    let short = |method: &str| bench.sandbox().add_fault(Fault::new(method, Effect::Short)).expect("a fault");

    short("messages.getHistory");
    assert_eq!(ids(newest(&account, &keepers, 1000).await), all);
    short("messages.getHistory");
    let (mut forwards, mut after) = (Vec::new(), None);
    loop {
        let stretch = account.history_after(&keepers, after).await.expect("a page");
        forwards.extend(ids(stretch.messages));
        after = stretch.next;
        if after.is_none() {
            break;
        }
    }
    forwards.reverse();
    assert_eq!(forwards, all);

    let id = account.find_chat(&keepers).await.expect("a chat");
    short("messages.getHistory");
    let (mut posts, mut after) = (Vec::new(), None);
    loop {
        let page = account.posts_after(id, after).await.expect("a page");
        posts.extend(page.posts.iter().map(|post| post.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    posts.reverse();
    assert_eq!(posts, all);

    let chats = account.chats(1000).await.expect("the list");
    short("messages.getDialogs");
    assert_eq!(account.chats(1000).await.expect("the list"), chats);

    let media = all_items(&account).await.len();
    short("messages.search");
    assert_eq!(all_items(&account).await.len(), media);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_wait_after_an_upload_does_not_waste_it() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let mut upload = account.upload(UploadHints { name: "a.txt".to_owned(), ..UploadHints::default() });
    upload.write(vec![7; 10].into()).await.expect("taken");
    let file = upload.finish().await.expect("complete");
    bench.sandbox().add_fault(Fault::error("messages.sendMedia", "FLOOD_WAIT_1")).expect("a fault");
    account.send_file(&chat(KEEPERS), file, "", &SendOptions::default()).await.expect("sent");
    assert_eq!(bench.calls("messages.sendMedia"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_account_is_told_so_at_once() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    bench.sandbox().add_fault(Fault::error("*", "FROZEN_METHOD_INVALID").forever()).expect("a fault");
    let sent = account.send_message(&chat("me"), "hello", &SendOptions::default()).await;
    assert!(matches!(sent, Err(Error::Rejected(Rejected::AccountFrozen))), "{:?}", sent.err());
    let listed = account.media_counts().await;
    assert!(matches!(listed, Err(Error::Rejected(Rejected::AccountFrozen))), "{:?}", listed.err());
}
