use std::time::Instant;

use tl::enums::MessagesFilter as Filter;

use super::own_channels::updates_in;
use super::*;

/// An account with 100,000 messages.
const ENDLESS: (&str, &str) = ("+9996623000", "22222");

#[tokio::test]
async fn texts_are_sent_found_edited_and_deleted() {
    let sandbox = Sandbox::start();
    let (client, other) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(EMPTY).await);
    let before = client.call(&f::updates::GetState {}).await.unwrap();
    let id = client.say("the lighthouse at https://example.org/", 1).await;
    client.say("something else", 2).await;
    assert_eq!(client.refused(&text_message("again", 1)).await, "RANDOM_ID_DUPLICATE");
    assert_eq!(client.refused(&text_message(" ", 3)).await, "MESSAGE_EMPTY");

    let words = f::messages::Search { q: "Light".into(), ..search(Filter::InputMessagesFilterEmpty) };
    assert_eq!(client.search(words).await.ids(), [id]);
    assert_eq!(client.search(search(Filter::InputMessagesFilterUrl)).await.ids(), [id]);

    let sent = client.call(&text_message("to myself", 4)).await.unwrap();
    let [tl::enums::Update::MessageId(given), tl::enums::Update::NewMessage(new)] = updates_in(&sent) else {
        panic!("{sent:?}")
    };
    let tl::enums::Message::Message(new) = &new.message else { panic!("{sent:?}") };
    assert_eq!((given.id, new.message.as_str()), (new.id, "to myself"));
    let me = client.me().await;
    assert_eq!((new.out, new.from_id.as_ref()), (false, Some(&tl::types::PeerUser { user_id: me }.into())));

    let edit = |message: &str| edit(&tl::enums::InputPeer::PeerSelf, id, message);
    client.call(&edit("the harbour")).await.unwrap();
    assert_eq!(client.refused(&edit("the harbour")).await, "MESSAGE_NOT_MODIFIED");
    assert_eq!(client.refused(&f::messages::EditMessage { id: 99, ..edit("x") }).await, "MESSAGE_ID_INVALID");
    let delete = f::messages::DeleteMessages { revoke: true, id: vec![id, 99] };
    let tl::enums::messages::AffectedMessages::Messages(affected) = client.call(&delete).await.unwrap();
    assert_eq!(affected.pts_count, 1);
    assert_eq!(client.search(search(Filter::InputMessagesFilterEmpty)).await.count, 2);

    assert_eq!(sandbox.pushed_to(&other).len(), 5, "three new, one edited, one deleted");
    assert!(sandbox.pushed_to(&client).is_empty(), "the sender knows already");

    let tl::enums::updates::State::State(before) = before;
    let tl::enums::updates::Difference::Difference(missed) = other.call(&missed_since(&before)).await.unwrap() else {
        panic!("missed")
    };
    assert_eq!(missed.new_messages.len(), 2, "the other one is deleted again");
    assert_eq!(missed.other_updates.len(), 1);
    let tl::enums::updates::State::State(after) = missed.state;
    assert_eq!(after.pts, before.pts + 5);
    let total = |total| f::updates::GetDifference { pts_total_limit: Some(total), ..missed_since(&before) };
    let answer = other.call(&total(4)).await.unwrap();
    assert!(matches!(answer, tl::enums::updates::Difference::TooLong(_)), "{answer:?}");
    let answer = other.call(&total(5)).await.unwrap();
    assert!(matches!(answer, tl::enums::updates::Difference::Difference(_)), "{answer:?}");
    let future = f::updates::GetDifference { pts: after.pts + 100, ..missed_since(&before) };
    let answer = other.call(&future).await.unwrap();
    assert!(matches!(answer, tl::enums::updates::Difference::Empty(_)), "{answer:?}");
}

/// The updates after a state.
pub(super) fn missed_since(state: &tl::types::updates::State) -> f::updates::GetDifference {
    f::updates::GetDifference {
        pts: state.pts,
        pts_limit: None,
        pts_total_limit: None,
        date: state.date,
        qts: 0,
        qts_limit: None,
    }
}

#[tokio::test]
async fn the_demo_account_has_something_for_every_filter() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    let all = client.search(search(Filter::InputMessagesFilterEmpty)).await;
    assert_eq!(all.count, crate::content::demo().len());
    assert!(all.messages.windows(2).all(|pair| pair[0].id > pair[1].id && pair[0].date >= pair[1].date));
    let filters = vec![
        Filter::InputMessagesFilterPhotos,
        Filter::InputMessagesFilterVideo,
        Filter::InputMessagesFilterPhotoVideo,
        Filter::InputMessagesFilterDocument,
        Filter::InputMessagesFilterPinned,
    ];
    let peer = tl::enums::InputPeer::PeerSelf;
    let counters =
        f::messages::GetSearchCounters { peer, saved_peer_id: None, top_msg_id: None, filters: filters.clone() };
    for (filter, counter) in filters.into_iter().zip(client.call(&counters).await.unwrap()) {
        let tl::enums::messages::SearchCounter::Counter(counter) = counter;
        assert_eq!(counter.filter, filter);
        assert_eq!(client.search(search(filter)).await.count, usize::try_from(counter.count).unwrap());
    }
}

#[tokio::test]
async fn other_peoples_chats_are_closed() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    let stranger = tl::types::InputPeerUser { user_id: 7_000_022_001, access_hash: 5 };
    let request = f::messages::Search { peer: stranger.into(), ..search(Filter::InputMessagesFilterEmpty) };
    assert_eq!(client.refused(&request).await, "PEER_ID_INVALID");
    let channel = tl::types::InputPeerChannel { channel_id: 5, access_hash: 5 };
    let request = f::messages::Search { peer: channel.into(), ..search(Filter::InputMessagesFilterEmpty) };
    assert_eq!(client.refused(&request).await, "CHANNEL_INVALID");
}

#[tokio::test]
async fn a_hundred_thousand_messages_are_paged_counted_and_dated() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(ENDLESS).await;
    let page = |offset_id| f::messages::Search { offset_id, limit: 3, ..search(Filter::InputMessagesFilterDocument) };
    let begun = Instant::now();
    let first = client.search(page(0)).await;
    assert_eq!((first.count, first.offset), (12_500, Some(0)));
    let second = client.search(page(first.ids()[2])).await;
    assert_eq!(second.offset, Some(3));
    assert!(second.ids()[0] < first.ids()[2]);
    println!("two pages of 100,000 messages: {:?}", begun.elapsed());

    let begun = Instant::now();
    let calendar = |offset_id| f::messages::GetSearchResultsCalendar {
        peer: tl::enums::InputPeer::PeerSelf,
        saved_peer_id: None,
        filter: Filter::InputMessagesFilterDocument,
        offset_id,
        offset_date: 0,
    };
    let (mut offset_id, mut counted) = (0, 0);
    loop {
        let answer = client.call(&calendar(offset_id)).await.unwrap();
        let tl::enums::messages::SearchResultsCalendar::Calendar(answer) = answer;
        assert_eq!(answer.count, 12_500);
        let periods = answer.periods.into_iter();
        let days: Vec<_> = periods.map(|tl::enums::SearchResultsCalendarPeriod::Period(day)| day).collect();
        let Some(last) = days.last() else { break };
        assert!(days.iter().all(|day| day.date % 86_400 == 0));
        counted += days.iter().map(|day| day.count).sum::<i32>();
        offset_id = last.min_msg_id;
    }
    assert_eq!(counted, 12_500);
    println!("the whole calendar: {:?}", begun.elapsed());

    let saved = calendar(0);
    let ann = sandbox.signed_in(DEMO).await;
    let keepers = ann.find("lighthouse_keepers").await;
    let of_group = f::messages::GetSearchResultsCalendar { peer: keepers.peer, ..saved };
    let tl::enums::messages::SearchResultsCalendar::Calendar(days) = ann.call(&of_group).await.unwrap();
    assert_eq!(
        (days.count, days.periods.len(), days.messages.len(), days.chats.len()),
        (1, 1, 1, 1),
        "its largest file"
    );

    let deleted = second.ids();
    client.call(&f::messages::DeleteMessages { revoke: true, id: deleted }).await.unwrap();
    assert_eq!(client.search(page(0)).await.count, 12_497);
    let id = client.say("after all of them", 1).await;
    assert_eq!(id, 100_001);
}

#[tokio::test]
async fn dialogs_and_users_are_listed() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    let all = f::messages::GetDialogs {
        exclude_pinned: false,
        folder_id: None,
        offset_date: 0,
        offset_id: 0,
        offset_peer: tl::enums::InputPeer::Empty,
        limit: 100,
        hash: 0,
    };
    assert!(
        matches!(client.call(&all).await.unwrap(), tl::enums::messages::Dialogs::Dialogs(all) if all.dialogs.len() == 5)
    );
    let users = f::users::GetUsers { id: vec![tl::enums::InputUser::UserSelf] };
    assert!(matches!(&client.call(&users).await.unwrap()[..], [tl::enums::User::User(user)] if user.is_self));
    let full = f::users::GetFullUser { id: tl::enums::InputUser::UserSelf };
    assert!(client.call(&full).await.is_ok());
    let resolve = |name: &str| f::contacts::ResolveUsername { username: name.to_owned(), referer: None };
    assert!(client.call(&resolve("helio_graph_2")).await.is_ok());
    assert_eq!(client.refused(&resolve("nobody_is_this")).await, "USERNAME_NOT_OCCUPIED");
    assert_eq!(client.refused(&resolve("no")).await, "USERNAME_INVALID");
    assert!(client.call(&f::help::GetConfig {}).await.is_ok());
}

#[tokio::test]
async fn groups_and_channels_are_found_and_read() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    let resolve = f::contacts::ResolveUsername { username: "Lighthouse_Keepers".into(), referer: None };
    let tl::enums::contacts::ResolvedPeer::Peer(resolved) = client.call(&resolve).await.unwrap();
    let [tl::enums::Chat::Channel(group)] = &resolved.chats[..] else { panic!("a group") };
    assert!(group.megagroup && !group.left);
    let access_hash = group.access_hash.unwrap();
    let peer = tl::enums::InputPeer::from(tl::types::InputPeerChannel { channel_id: group.id, access_hash });
    let history = f::messages::GetHistory {
        peer: peer.clone(),
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 3,
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let tl::enums::messages::Messages::ChannelMessages(page) = client.call(&history).await.unwrap() else {
        panic!("a page")
    };
    assert_eq!((page.messages.len(), page.count), (3, 12));
    let words = f::messages::Search { peer: peer.clone(), q: "tea".into(), ..search(Filter::InputMessagesFilterEmpty) };
    let tl::enums::messages::Messages::ChannelMessages(page) = client.call(&words).await.unwrap() else {
        panic!("a page")
    };
    assert_eq!(page.count, 1);
    let channel = tl::types::InputChannel { channel_id: group.id, access_hash }.into();
    let missed = f::updates::GetChannelDifference {
        force: false,
        channel,
        filter: tl::enums::ChannelMessagesFilter::Empty,
        pts: 1,
        limit: 100,
    };
    assert!(client.call(&missed).await.is_ok());

    let other = sandbox.signed_in(EMPTY).await;
    let stolen = tl::types::InputChannel { channel_id: group.id, access_hash }.into();
    assert_eq!(other.refused(&f::channels::GetChannels { id: vec![stolen] }).await, "CHANNEL_INVALID");
    assert!(other.call(&resolve).await.is_ok());
}

#[tokio::test]
async fn an_invite_link_describes_its_chat() {
    let sandbox = Sandbox::start();
    let (member, stranger) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(EMPTY).await);
    let link = |hash: &str| f::messages::CheckChatInvite { hash: hash.to_owned() };
    let hash = "LampRoom217Steps";
    let tl::enums::ChatInvite::Already(joined) = member.call(&link(hash)).await.unwrap() else { panic!("a member") };
    assert!(matches!(joined.chat, tl::enums::Chat::Channel(chat) if chat.title == "Lighthouse keepers"));
    let tl::enums::ChatInvite::Invite(invite) = stranger.call(&link(hash)).await.unwrap() else { panic!("a stranger") };
    assert_eq!((invite.title.as_str(), invite.megagroup, invite.participants_count), ("Lighthouse keepers", true, 7));
    assert_eq!(stranger.refused(&link("")).await, "INVITE_HASH_EMPTY");
    assert_eq!(stranger.refused(&link("a b")).await, "INVITE_HASH_INVALID");
    assert_eq!(stranger.refused(&link("SomewhereElse")).await, "INVITE_HASH_EXPIRED");
}
