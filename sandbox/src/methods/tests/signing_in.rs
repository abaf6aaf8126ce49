use std::time::Duration;

use grammers_crypto::two_factor_auth::calculate_2fa;
use tl::enums::InputCheckPasswordSrp;
use tl::enums::auth::{LoginToken, SentCode, SentCodeType};

use super::*;
use crate::model::password::PASSWORD;

/// A number with a second factor.
const LOCKED: (&str, &str) = ("+9996621000", "22222");

#[tokio::test]
async fn the_right_code_signs_in_and_others_do_not() {
    let sandbox = Sandbox::start();
    let client = sandbox.client(2);
    let hash = client.send_code(DEMO.0).await.unwrap();
    assert_eq!(client.refused(&sign_in(DEMO.0, &hash, "11111")).await, "PHONE_CODE_INVALID");
    assert_eq!(client.refused(&sign_in(DEMO.0, &hash, "")).await, "PHONE_CODE_EMPTY");
    assert_eq!(client.refused(&sign_in(DEMO.0, "", "22222")).await, "PHONE_CODE_HASH_EMPTY");
    assert_eq!(client.refused(&sign_in(DEMO.0, "other", "22222")).await, "PHONE_CODE_EXPIRED");
    assert_eq!(client.refused(&sign_in(EMPTY.0, &hash, "22222")).await, "PHONE_CODE_EXPIRED");
    assert_eq!(client.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");

    let Authorization::Authorization(authorization) = client.call(&sign_in(DEMO.0, &hash, DEMO.1)).await.unwrap()
    else {
        panic!("signed in")
    };
    let tl::enums::User::User(user) = authorization.user else { panic!("a user") };
    assert!(user.is_self && user.phone.as_deref() == Some("9996620001"));
    assert!(client.call(&f::updates::GetState {}).await.is_ok());
    assert_eq!(client.refused(&sign_in(DEMO.0, &hash, DEMO.1)).await, "PHONE_CODE_EXPIRED", "a code is used once");
}

#[tokio::test]
async fn codes_expire_after_time_and_failures() {
    let sandbox = Sandbox::start();
    let client = sandbox.client(2);
    let hash = client.send_code(DEMO.0).await.unwrap();
    for _ in 0..5 {
        assert_eq!(client.refused(&sign_in(DEMO.0, &hash, "12345")).await, "PHONE_CODE_INVALID");
    }
    assert_eq!(client.refused(&sign_in(DEMO.0, &hash, DEMO.1)).await, "PHONE_CODE_EXPIRED");

    let hash = client.send_code(DEMO.0).await.unwrap();
    sandbox.world.clock().advance(Duration::from_secs(301));
    assert_eq!(client.refused(&sign_in(DEMO.0, &hash, DEMO.1)).await, "PHONE_CODE_EXPIRED");
}

#[tokio::test]
async fn codes_are_resent_and_cancelled() {
    let sandbox = Sandbox::start();
    let client = sandbox.client(2);
    let hash = client.send_code(DEMO.0).await.unwrap();
    let again = f::auth::ResendCode { phone_number: DEMO.0.into(), phone_code_hash: hash.clone(), reason: None };
    let SentCode::Code(sent) = client.call(&again).await.unwrap() else { panic!("sent") };
    assert!(matches!(sent.r#type, SentCodeType::Call(_)));
    assert_eq!(client.refused(&again).await, "SEND_CODE_UNAVAILABLE");
    assert!(
        client.call(&f::auth::CancelCode { phone_number: DEMO.0.into(), phone_code_hash: hash.clone() }).await.unwrap()
    );
    assert_eq!(client.refused(&sign_in(DEMO.0, &hash, DEMO.1)).await, "PHONE_CODE_EXPIRED");
}

#[tokio::test]
async fn numbers_determine_the_account_kind() {
    let sandbox = Sandbox::start();
    let client = sandbox.client(2);
    let refused = async |phone: &str| client.call(&send_code(phone)).await.unwrap_err();
    assert_eq!(refused("+15551234567").await, RpcError::new(400, "PHONE_NUMBER_INVALID"));
    assert_eq!(refused("+9996630001").await, RpcError::new(303, "PHONE_MIGRATE_3"));
    assert_eq!(refused("+9996624000").await, RpcError::new(400, "PHONE_NUMBER_BANNED"));
    assert_eq!(refused("+9996625000").await, RpcError::new(420, "FLOOD_WAIT_42"));

    let hash = client.send_code("+9996626000").await.unwrap();
    let answer = client.call(&sign_in("+9996626000", &hash, "22222")).await.unwrap();
    assert!(matches!(answer, Authorization::SignUpRequired(_)));
    assert_eq!(client.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");
    let sign_up = f::auth::SignUp {
        no_joined_notifications: true,
        phone_number: "+9996626000".into(),
        phone_code_hash: hash,
        first_name: "Ann".into(),
        last_name: String::new(),
    };
    assert!(matches!(client.call(&sign_up).await.unwrap(), Authorization::Authorization(_)));
    assert!(client.call(&f::updates::GetState {}).await.is_ok());
}

/// The answer to a challenge, as grammers' own client works it out.
async fn answer(client: &Client, password: &str) -> f::auth::CheckPassword {
    let tl::enums::account::Password::Password(asked) = client.call(&f::account::GetPassword {}).await.unwrap();
    assert!(asked.has_password && asked.hint.is_some());
    let Some(tl::enums::PasswordKdfAlgo::Sha256Sha256Pbkdf2Hmacsha512iter100000Sha256ModPow(kdf)) = asked.current_algo
    else {
        panic!("the algorithm of core.telegram.org/api/srp")
    };
    assert!(grammers_crypto::two_factor_auth::check_p_and_g(&kdf.p, &kdf.g));
    let secret = vec![7; 256];
    let (m1, a) = calculate_2fa(&kdf.salt1, &kdf.salt2, &kdf.p, &kdf.g, asked.srp_b.unwrap(), secret, password);
    let srp = tl::types::InputCheckPasswordSrp { srp_id: asked.srp_id.unwrap(), a: a.to_vec(), m1: m1.to_vec() };
    f::auth::CheckPassword { password: srp.into() }
}

#[tokio::test]
async fn the_password_is_checked_with_srp() {
    let sandbox = Sandbox::start();
    let client = sandbox.client(2);
    assert_eq!(client.refused(&f::account::GetPassword {}).await, "AUTH_KEY_UNREGISTERED");
    let missing = client.sign_in(LOCKED.0, LOCKED.1).await.unwrap_err();
    assert_eq!(missing, RpcError::new(401, "SESSION_PASSWORD_NEEDED"));
    assert_eq!(client.refused(&f::updates::GetState {}).await, "SESSION_PASSWORD_NEEDED");

    let wrong = answer(&client, "wrong").await;
    assert_eq!(client.refused(&wrong).await, "PASSWORD_HASH_INVALID");
    assert_eq!(client.refused(&wrong).await, "SRP_ID_INVALID", "a challenge is for one attempt");
    let late = answer(&client, PASSWORD).await;
    sandbox.world.clock().advance(Duration::from_secs(601));
    assert_eq!(client.refused(&late).await, "SRP_ID_INVALID");
    let empty = f::auth::CheckPassword { password: InputCheckPasswordSrp::InputCheckPasswordEmpty };
    assert_eq!(client.refused(&empty).await, "PASSWORD_HASH_INVALID");

    let right = answer(&client, PASSWORD).await;
    assert!(matches!(client.call(&right).await.unwrap(), Authorization::Authorization(_)));
    assert!(client.call(&f::updates::GetState {}).await.is_ok());
}

fn export_token() -> f::auth::ExportLoginToken {
    f::auth::ExportLoginToken { api_id: 1, api_hash: "hash".into(), except_ids: Vec::new() }
}

async fn shown_token(client: &Client) -> Vec<u8> {
    match client.call(&export_token()).await.unwrap() {
        LoginToken::Token(shown) => shown.token,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_accepted_login_token_signs_in_at_home() {
    let sandbox = Sandbox::start();
    let owner = sandbox.signed_in(DEMO).await;
    let waiting = sandbox.client(1);
    let token = shown_token(&waiting).await;
    owner.call(&f::auth::AcceptLoginToken { token: token.clone() }).await.unwrap();
    assert_eq!(owner.refused(&f::auth::AcceptLoginToken { token }).await, "AUTH_TOKEN_ALREADY_ACCEPTED");
    let pushed = sandbox.pushed_to(&waiting);
    assert!(
        matches!(&pushed[..], [tl::enums::Updates::UpdateShort(short)] if short.update == tl::enums::Update::LoginToken)
    );

    let LoginToken::MigrateTo(moved) = waiting.call(&export_token()).await.unwrap() else {
        panic!("home is elsewhere")
    };
    assert_eq!(moved.dc_id, 2);
    let at_home = sandbox.client(2);
    let entered = at_home.call(&f::auth::ImportLoginToken { token: moved.token.clone() }).await.unwrap();
    assert!(matches!(entered, LoginToken::Success(_)));
    assert_eq!(at_home.refused(&f::auth::ImportLoginToken { token: moved.token }).await, "AUTH_TOKEN_INVALID");
    assert!(at_home.call(&f::updates::GetState {}).await.is_ok());
}

#[tokio::test]
async fn login_tokens_expire_and_ask_for_the_password() {
    let sandbox = Sandbox::start();
    let owner = sandbox.signed_in(DEMO).await;
    let waiting = sandbox.client(2);
    let token = shown_token(&waiting).await;
    sandbox.world.clock().advance(Duration::from_secs(30));
    assert_eq!(owner.refused(&f::auth::AcceptLoginToken { token }).await, "AUTH_TOKEN_EXPIRED");
    assert_eq!(owner.refused(&f::auth::AcceptLoginToken { token: vec![1; 32] }).await, "AUTH_TOKEN_INVALID");

    let token = shown_token(&waiting).await;
    sandbox.world.accept_login(LOCKED.0, &token).unwrap();
    assert_eq!(waiting.refused(&export_token()).await, "SESSION_PASSWORD_NEEDED");
    let right = answer(&waiting, PASSWORD).await;
    assert!(waiting.call(&right).await.is_ok());
}

#[tokio::test]
async fn an_exported_authorization_is_imported_once() {
    let sandbox = Sandbox::start();
    let home = sandbox.signed_in(DEMO).await;
    assert_eq!(home.refused(&f::auth::ExportAuthorization { dc_id: 2 }).await, "DC_ID_INVALID");
    let exported = home.call(&f::auth::ExportAuthorization { dc_id: 3 }).await.unwrap();
    let tl::enums::auth::ExportedAuthorization::Authorization(exported) = exported;
    let import = f::auth::ImportAuthorization { id: exported.id, bytes: exported.bytes };
    assert_eq!(sandbox.client(1).refused(&import).await, "AUTH_BYTES_INVALID");
    let away = sandbox.client(3);
    assert!(away.call(&import).await.is_ok());
    assert_eq!(sandbox.client(3).refused(&import).await, "AUTH_BYTES_INVALID");
    assert_eq!(away.refused(&f::updates::GetState {}).await, "USER_MIGRATE_2");

    home.call(&f::auth::LogOut {}).await.unwrap();
    assert_eq!(home.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");
    assert_eq!(away.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");
    assert_eq!(*sandbox.pushed.closed.lock().unwrap(), [away.caller.key]);
}

#[tokio::test]
async fn authorizations_are_listed_and_ended_by_their_owner() {
    let sandbox = Sandbox::start();
    let (first, second) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(DEMO).await);
    let tl::enums::account::Authorizations::Authorizations(listed) =
        first.call(&f::account::GetAuthorizations {}).await.unwrap();
    let hashes: Vec<_> = listed
        .authorizations
        .into_iter()
        .map(|tl::enums::Authorization::Authorization(one)| (one.current, one.hash))
        .collect();
    assert_eq!(hashes.iter().filter(|(current, hash)| *current && *hash == 0).count(), 1);
    let other = hashes.iter().find(|(current, _)| !current).unwrap().1;
    assert_eq!(first.refused(&f::account::ResetAuthorization { hash: 1 }).await, "HASH_INVALID");
    assert!(first.call(&f::account::ResetAuthorization { hash: other }).await.unwrap());
    assert_eq!(second.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");

    sandbox.world.revoke(DEMO.0).unwrap();
    assert_eq!(first.call(&f::updates::GetState {}).await.unwrap_err(), RpcError::new(401, "SESSION_REVOKED"));
    assert_eq!(*sandbox.pushed.closed.lock().unwrap(), [second.caller.key, first.caller.key]);
    assert!(first.sign_in(DEMO.0, DEMO.1).await.is_ok(), "the key can sign in anew");
}

#[tokio::test]
async fn codes_and_authorizations_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let (client, half) = (sandbox.signed_in(DEMO).await, sandbox.client(2));
    let hash = half.send_code(EMPTY.0).await.unwrap();
    let id = client.say("kept", 1).await;
    drop(sandbox);

    let sandbox = Sandbox::start_in(Some(folder.path()));
    let again =
        |client: &Client| Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller.clone() };
    let messages = f::messages::GetMessages { id: vec![tl::types::InputMessageId { id }.into()] };
    let found = Found::of(again(&client).call(&messages).await.unwrap());
    assert_eq!(found.messages[0].message, "kept");
    assert_eq!(again(&client).refused(&text_message("kept", 1)).await, "RANDOM_ID_DUPLICATE");
    assert!(again(&half).call(&sign_in(EMPTY.0, &hash, EMPTY.1)).await.is_ok());
}

#[tokio::test]
async fn malformed_and_unknown_calls_have_different_errors() {
    let sandbox = Sandbox::start();
    let client = sandbox.client(2);
    let refused = async |body: &[u8]| client.methods.call(&client.caller, body).await.unwrap_err().name;
    assert_eq!(refused(&[1, 2, 3, 4]).await, "INPUT_METHOD_INVALID");
    assert_eq!(refused(&[1, 2]).await, "INPUT_FETCH_ERROR");
    let whole = tl::Serializable::to_bytes(&send_code(DEMO.0));
    assert_eq!(refused(&whole[..whole.len() - 4]).await, "INPUT_FETCH_ERROR");
    assert_eq!(refused(&[&whole[..], &[0; 4]].concat()).await, "INPUT_FETCH_ERROR");
}

#[tokio::test]
async fn a_destroyed_key_has_no_authorization() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(DEMO).await;
    let Caller { dc, key, .. } = client.caller;
    assert!(!client.methods.destroy_auth_key(dc, key), "a key that was never kept");
    client.methods.keep_auth_key(dc, key, [7; 256]);
    assert!(client.methods.destroy_auth_key(dc, key));
    assert_eq!(client.methods.auth_key(dc, key), None);
    assert_eq!(client.refused(&f::updates::GetState {}).await, "AUTH_KEY_UNREGISTERED");
}
