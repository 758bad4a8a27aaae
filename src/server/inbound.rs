//! What a body is before the framework may see it. The framework ends its session at the first message
//! that it cannot read, so only messages that it surely reads pass, written anew.

use serde_json::{Map, Value, json};

use super::surrogates;

/// What to do with a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Inbound {
    /// A message, in the framework's form.
    Pass { body: String, exit: bool },
    /// No message: this is the answer.
    Answer(Value),
}

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;

pub fn classify(body: &[u8]) -> Inbound {
    let Ok(text) = std::str::from_utf8(body) else { return malformed() };
    let Ok(value) = serde_json::from_str::<Value>(&surrogates::repair(text)) else { return malformed() };
    let Value::Object(message) = value else { return refuse(Value::Null) };
    let id = message.get("id").cloned();
    if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return refuse(answerable(id));
    }
    match (message.contains_key("method"), id) {
        (true, id) => call(message, id),
        (false, Some(id)) => response(message, id),
        (false, None) => refuse(Value::Null),
    }
}

/// The answer to bytes that are no message at all.
pub fn malformed() -> Inbound {
    Inbound::Answer(error(Value::Null, PARSE_ERROR, "parse error"))
}

fn refuse(id: Value) -> Inbound {
    Inbound::Answer(error(id, INVALID_REQUEST, "invalid request"))
}

fn error(id: Value, code: i64, message: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
}

/// A request or a notification.
fn call(mut message: Map<String, Value>, id: Option<Value>) -> Inbound {
    let Some(Value::String(method)) = message.remove("method") else { return refuse(answerable(id)) };
    if id.as_ref().is_some_and(|id| !is_id(id)) {
        return refuse(Value::Null);
    }
    let exit = method == "exit" && id.is_none();
    let mut passed = Map::new();
    passed.insert("jsonrpc".to_owned(), "2.0".into());
    passed.insert("method".to_owned(), method.into());
    passed.extend(id.map(|id| ("id".to_owned(), id)));
    match message.remove("params") {
        Some(Value::Null) | None => {}
        Some(params) if params.is_object() || params.is_array() => {
            passed.insert("params".to_owned(), params);
        }
        Some(_) => return refuse(answerable(passed.remove("id"))),
    }
    Inbound::Pass { body: Value::Object(passed).to_string(), exit }
}

fn response(mut message: Map<String, Value>, id: Value) -> Inbound {
    if !is_id(&id) {
        return refuse(Value::Null);
    }
    let body = match message.remove("error") {
        None | Some(Value::Null) => {
            json!({"jsonrpc": "2.0", "id": id, "result": message.remove("result").unwrap_or_default()})
        }
        Some(fault) => {
            let code = fault.get("code").and_then(Value::as_i64).unwrap_or_default();
            error(id, code, fault.get("message").and_then(Value::as_str).unwrap_or_default())
        }
    };
    Inbound::Pass { body: body.to_string(), exit: false }
}

fn is_id(id: &Value) -> bool {
    id.is_string() || id.is_i64()
}

fn answerable(id: Option<Value>) -> Value {
    id.filter(is_id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(body: &str) -> Option<i64> {
        match classify(body.as_bytes()) {
            Inbound::Answer(answer) => answer["error"]["code"].as_i64(),
            Inbound::Pass { .. } => None,
        }
    }

    #[test]
    fn what_is_no_message_is_answered() {
        let deep =
            format!("{{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{}{}}}", "[".repeat(999), "]".repeat(999));
        for (body, expected) in [
            ("{", PARSE_ERROR),
            ("", PARSE_ERROR),
            (deep.as_str(), PARSE_ERROR),
            ("[]", INVALID_REQUEST),
            ("7", INVALID_REQUEST),
            ("{}", INVALID_REQUEST),
            (r#"{"jsonrpc":"1.0","method":"a"}"#, INVALID_REQUEST),
            (r#"{"jsonrpc":"2.0","method":7,"id":1}"#, INVALID_REQUEST),
            (r#"{"jsonrpc":"2.0","method":"a","id":1.5}"#, INVALID_REQUEST),
            (r#"{"jsonrpc":"2.0","method":"a","id":1,"params":3}"#, INVALID_REQUEST),
        ] {
            assert_eq!(code(body), Some(expected), "{body}");
        }
        assert_eq!(classify(b"\xFF\xFE"), malformed());
    }

    #[test]
    fn messages_pass_in_one_form() {
        for (body, expected) in [
            (r#"{"method":"a","jsonrpc":"2.0","extra":1}"#, r#"{"jsonrpc":"2.0","method":"a"}"#),
            (r#"{"jsonrpc":"2.0","method":"a","params":null}"#, r#"{"jsonrpc":"2.0","method":"a"}"#),
            (r#"{"jsonrpc":"2.0","method":"a","method":"b"}"#, r#"{"jsonrpc":"2.0","method":"b"}"#),
            (r#"{"jsonrpc":"2.0","id":"x"}"#, r#"{"id":"x","jsonrpc":"2.0","result":null}"#),
            (
                r#"{"jsonrpc":"2.0","id":3,"error":{"code":1,"message":"no","more":[]}}"#,
                r#"{"error":{"code":1,"message":"no"},"id":3,"jsonrpc":"2.0"}"#,
            ),
        ] {
            assert_eq!(classify(body.as_bytes()), Inbound::Pass { body: expected.to_owned(), exit: false }, "{body}");
        }
        let exit = classify(br#"{"jsonrpc":"2.0","method":"exit"}"#);
        assert!(matches!(exit, Inbound::Pass { exit: true, .. }));
    }
}
