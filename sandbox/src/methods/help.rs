//! `help.*`: configuration.

use grammers_tl_types as tl;
use tl::functions::help as f;

use super::messages::forward::MAXIMUM_FORWARDED;
use super::messages::text::{MAXIMUM_CAPTION, MAXIMUM_CAPTION_PREMIUM, MAXIMUM_TEXT};
use crate::model::upload::{MAXIMUM_PARTS, MAXIMUM_PARTS_PREMIUM};
use crate::rpc::{Caller, RpcError};
use crate::world::World;
use crate::world::sending::EDIT_TIME_LIMIT;

/// How long clients may keep the configuration, in seconds.
const CONFIG_LIFETIME: i32 = 3600;

pub(super) fn config(world: &World, caller: &Caller, _: f::GetConfig) -> Result<tl::enums::Config, RpcError> {
    let dc_options = world.data_centers().iter().map(|(id, address)| {
        let option = tl::types::DcOption {
            ipv6: address.is_ipv6(),
            media_only: false,
            tcpo_only: false,
            cdn: false,
            r#static: true,
            this_port_only: true,
            id: *id,
            ip_address: address.ip().to_string(),
            port: i32::from(address.port()),
            secret: None,
        };
        option.into()
    });
    let now = world.clock().now();
    let config = tl::types::Config {
        default_p2p_contacts: false,
        preload_featured_stickers: false,
        revoke_pm_inbox: true,
        blocked_mode: false,
        force_try_ipv6: false,
        date: now,
        expires: now + CONFIG_LIFETIME,
        test_mode: false,
        this_dc: caller.dc,
        dc_options: dc_options.collect(),
        dc_txt_domain_name: "localhost".to_owned(),
        chat_size_max: 200,
        megagroup_size_max: 200_000,
        forwarded_count_max: small(MAXIMUM_FORWARDED),
        online_update_period_ms: 210_000,
        offline_blur_timeout_ms: 5_000,
        offline_idle_timeout_ms: 30_000,
        online_cloud_timeout_ms: 300_000,
        notify_cloud_delay_ms: 30_000,
        notify_default_delay_ms: 1_500,
        push_chat_period_ms: 60_000,
        push_chat_limit: 2,
        edit_time_limit: EDIT_TIME_LIMIT,
        revoke_time_limit: i32::MAX,
        revoke_pm_time_limit: i32::MAX,
        rating_e_decay: 2_419_200,
        stickers_recent_limit: 200,
        channels_read_media_period: 604_800,
        tmp_sessions: None,
        call_receive_timeout_ms: 20_000,
        call_ring_timeout_ms: 90_000,
        call_connect_timeout_ms: 30_000,
        call_packet_timeout_ms: 10_000,
        me_url_prefix: "https://t.me/".to_owned(),
        autoupdate_url_prefix: None,
        gif_search_username: None,
        venue_search_username: None,
        img_search_username: None,
        static_maps_provider: None,
        caption_length_max: small(MAXIMUM_CAPTION),
        message_length_max: small(MAXIMUM_TEXT),
        webfile_dc_id: 2,
        suggested_lang_code: None,
        lang_pack_version: None,
        base_lang_pack_version: None,
        reactions_default: None,
        autologin_token: None,
    };
    Ok(config.into())
}

pub(super) fn nearest_dc(_: &World, caller: &Caller, _: f::GetNearestDc) -> Result<tl::enums::NearestDc, RpcError> {
    Ok(tl::types::NearestDc { country: "NL".to_owned(), this_dc: caller.dc, nearest_dc: 2 }.into())
}

/// Those of the limits (<https://core.telegram.org/api/config#client-configuration>) that the sandbox has.
pub(super) fn app_config(_: &World, _: &Caller, _: f::GetAppConfig) -> Result<tl::enums::help::AppConfig, RpcError> {
    let limits = [
        ("caption_length_limit_default", small(MAXIMUM_CAPTION)),
        ("caption_length_limit_premium", small(MAXIMUM_CAPTION_PREMIUM)),
        ("upload_max_fileparts_default", MAXIMUM_PARTS),
        ("upload_max_fileparts_premium", MAXIMUM_PARTS_PREMIUM),
    ];
    let limit = |(key, value): (&str, i32)| {
        let value = tl::types::JsonNumber { value: f64::from(value) }.into();
        tl::types::JsonObjectValue { key: key.to_owned(), value }.into()
    };
    let config = tl::types::JsonObject { value: limits.into_iter().map(limit).collect() };
    Ok(tl::types::help::AppConfig { hash: 0, config: config.into() }.into())
}

fn small(limit: usize) -> i32 {
    i32::try_from(limit).expect("limits of texts are some thousands")
}

pub(super) fn cdn_config(_: &World, _: &Caller, _: f::GetCdnConfig) -> Result<tl::enums::CdnConfig, RpcError> {
    Ok(tl::types::CdnConfig { public_keys: Vec::new() }.into())
}
