//! What calls are wrapped in: `invokeWithLayer`, `initConnection`, `invokeWithoutUpdates`, `invokeAfterMsg(s)`, `gzip_packed`.
//!
//! They are read in a loop instead of by the generated types, so that deep nesting by a hostile client uses no stack.

use grammers_tl_types::{Cursor, Deserializable, Identifiable, functions, types};

use super::message::{self, GZIP_PACKED};
use crate::rpc::{Device, RpcError};

/// The most wrappers of one call; real clients use three.
const MAXIMUM_WRAPPERS: usize = 8;
const MAXIMUM_PREDECESSORS: u32 = 100;
/// The deepest nesting of `initConnection`'s JSON.
const MAXIMUM_JSON_DEPTH: usize = 16;
const VECTOR: u32 = 0x1cb5c415;

/// A call, and the contents of its wrappers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) layer: Option<i32>,
    pub(crate) device: Option<Device>,
    pub(crate) without_updates: bool,
    /// The messages that must be answered first.
    pub(crate) after: Vec<i64>,
    /// Starts with the method's constructor id.
    pub(crate) body: Vec<u8>,
}

/// Removes a call's wrappers.
pub(crate) fn unwrap(mut body: Vec<u8>) -> Result<Call, RpcError> {
    let mut call = Call::default();
    for _ in 0..=MAXIMUM_WRAPPERS {
        let mut cursor = Cursor::from_slice(&body);
        match message::constructor(&body) {
            GZIP_PACKED => {
                body = message::decompress(&body).map_err(|_| fetch_error())?;
                continue;
            }
            id => {
                read_id(&mut cursor)?;
                if !unwrap_one(id, &mut cursor, &mut call)? {
                    call.body = body;
                    return Ok(call);
                }
            }
        }
        let read = cursor.pos();
        body.drain(..read);
    }
    Err(fetch_error())
}

/// Reads a wrapper's own fields. `false` if the object is no wrapper.
fn unwrap_one(id: u32, cursor: &mut Cursor<'_>, call: &mut Call) -> Result<bool, RpcError> {
    match id {
        functions::InvokeWithLayer::<Vec<u8>>::CONSTRUCTOR_ID => {
            let layer: i32 = read(cursor)?;
            if layer < 1 {
                return Err(RpcError::new(400, "CONNECTION_LAYER_INVALID"));
            }
            call.layer = Some(layer);
        }
        functions::InitConnection::<Vec<u8>>::CONSTRUCTOR_ID => call.device = Some(read_device(cursor)?),
        functions::InvokeWithoutUpdates::<Vec<u8>>::CONSTRUCTOR_ID => call.without_updates = true,
        functions::InvokeAfterMsg::<Vec<u8>>::CONSTRUCTOR_ID => call.after.push(read(cursor)?),
        functions::InvokeAfterMsgs::<Vec<u8>>::CONSTRUCTOR_ID => {
            for _ in 0..read_vector(cursor, MAXIMUM_PREDECESSORS)? {
                call.after.push(read(cursor)?);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn read_device(cursor: &mut Cursor<'_>) -> Result<Device, RpcError> {
    let flags: i32 = read(cursor)?;
    let api_id = read(cursor)?;
    let mut text = || read::<String>(cursor);
    let (model, system_version, app_version) = (text()?, text()?, text()?);
    for _unused in ["system_lang_code", "lang_pack", "lang_code"] {
        text()?;
    }
    if flags & 1 != 0 {
        read::<grammers_tl_types::enums::InputClientProxy>(cursor)?;
    }
    if flags & 2 != 0 {
        skip_json(cursor)?;
    }
    Ok(Device { api_id, model, system_version, app_version })
}

/// Skips a `JSONValue`.
fn skip_json(cursor: &mut Cursor<'_>) -> Result<(), RpcError> {
    // For each level: the number of values left, and whether they have names.
    let mut levels = vec![(1_u32, false)];
    while let Some((left, has_names)) = levels.last_mut() {
        if *left == 0 {
            levels.pop();
            continue;
        }
        *left -= 1;
        if *has_names {
            read_id(cursor)?;
            read::<String>(cursor)?;
        }
        match read_id(cursor)? {
            types::JsonNull::CONSTRUCTOR_ID => {}
            types::JsonBool::CONSTRUCTOR_ID => drop(read::<bool>(cursor)?),
            types::JsonNumber::CONSTRUCTOR_ID => drop(read::<f64>(cursor)?),
            types::JsonString::CONSTRUCTOR_ID => drop(read::<String>(cursor)?),
            types::JsonArray::CONSTRUCTOR_ID => levels.push((read_vector(cursor, u32::MAX)?, false)),
            types::JsonObject::CONSTRUCTOR_ID => levels.push((read_vector(cursor, u32::MAX)?, true)),
            _ => return Err(fetch_error()),
        }
        if levels.len() > MAXIMUM_JSON_DEPTH {
            return Err(fetch_error());
        }
    }
    Ok(())
}

fn read_vector(cursor: &mut Cursor<'_>, maximum: u32) -> Result<u32, RpcError> {
    if read_id(cursor)? != VECTOR {
        return Err(fetch_error());
    }
    let count = read_id(cursor)?;
    if count > maximum { Err(fetch_error()) } else { Ok(count) }
}

fn read_id(cursor: &mut Cursor<'_>) -> Result<u32, RpcError> {
    read(cursor)
}

fn read<T: Deserializable>(cursor: &mut Cursor<'_>) -> Result<T, RpcError> {
    T::deserialize(cursor).map_err(|_| fetch_error())
}

/// Telegram's error for a body that can't be parsed.
pub(crate) fn fetch_error() -> RpcError {
    RpcError::new(400, "INPUT_FETCH_ERROR")
}
