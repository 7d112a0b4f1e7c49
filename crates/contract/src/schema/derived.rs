//! The schemas of the documents, derived from their types. The files in `schema/` are what this gives.
//!
//! schemars describes the types. What is the same for all our documents is said once, in [`tidy`]: what may be absent is
//! never null; in what comes out it is never empty either, and a text that is there says something; what comes in has no
//! other keys than those that are named.

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::DateId;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::reading::Reading;
use crate::{Application, Assessment, Brief, Draft, Summary};

type Object = Map<String, Value>;

/// The schemas with the names of their files.
#[must_use]
pub fn all() -> [(&'static str, String); 6] {
    let in_quotes = ["figure", "tax", "row", "line", "sum", "question", "byTax", "totals"];
    [
        ("application", document::<Application>("application", Way::In, &["answers", "answer", "item"])),
        ("draft", document::<Draft>("draft", Way::In, &[])),
        ("assessment", document::<Assessment<'_>>("assessment", Way::Out, &["amount"])),
        ("amount", document::<Brief<'_>>("amount", Way::Out, &["amount"])),
        ("summary", document::<Summary<'_>>("summary", Way::Out, &["amount"])),
        ("quote", document::<Reading>("quote", Way::Out, &in_quotes)),
    ]
}

/// The dates of a grant.
pub(crate) fn dates(generator: &mut SchemaGenerator) -> Schema {
    let mut date = |id: DateId| (id.id().to_owned(), generator.subschema_for::<Date>().to_value());
    let dates: Object = DateId::ALL.into_iter().map(&mut date).collect();
    json_schema!({ "type": "object", "properties": dates })
}

/// An application within another document.
pub(crate) fn application(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "$ref": id("application") })
}

fn id(name: &str) -> String {
    format!("urn:kaigo-hojo:{name}:1")
}

/// Whether a document is read or written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Out,
}

// `named`: the definitions that stay; all others are written where they are used.
fn document<T: JsonSchema>(name: &str, way: Way, named: &[&str]) -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut whole = generator.into_root_schema_for::<T>().to_value();
    let defs = whole.as_object_mut().and_then(|whole| whole.remove("$defs"));
    let defs = defs.and_then(|defs| defs.as_object().cloned()).unwrap_or_default();
    let ready = |mut schema: Value| {
        place(&mut schema, &defs, named);
        tidy(&mut schema, way);
        schema
    };
    let kept: Object = (named.iter())
        .map(|name| ((*name).to_owned(), ready(defs.get(&capital(name)).cloned().unwrap_or_default())))
        .collect();
    let mut root = Object::new();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("$id".to_owned(), json!(id(name)));
    root.insert("title".to_owned(), json!(format!("kaigo-hojo/{name}/1")));
    if let Value::Object(mut parts) = ready(whole) {
        if way == Way::In || parts["properties"].get("schema").is_some() {
            put_schema(&mut parts, name);
        }
        root.extend(parts.into_iter().filter(|(key, _)| !["$schema", "title"].contains(&key.as_str())));
    }
    if !kept.is_empty() {
        root.insert("$defs".to_owned(), Value::Object(kept));
    }
    serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default() + "\n"
}

// The version that a document says of itself, as its first property.
fn put_schema(parts: &mut Object, name: &str) {
    let mut first = Object::new();
    first.insert("schema".to_owned(), json!({ "const": format!("kaigo-hojo/{name}/1") }));
    if let Some(properties) = parts.get_mut("properties").and_then(Value::as_object_mut) {
        properties.shift_remove("schema");
        first.extend(std::mem::take(properties));
        *properties = first;
    }
    if let Some(required) = parts.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|key| key != "schema");
        required.insert(0, json!("schema"));
    }
}

// A type's name, from that of a definition.
fn capital(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

// Writes the definitions without a public name where they are used, under what is said there.
fn place(schema: &mut Value, defs: &Object, named: &[&str]) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|one| place(one, defs, named)),
        Value::Object(object) => {
            let name = object.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
            if let Some(name) = name {
                if let Some(kept) = named.iter().find(|kept| capital(kept) == name) {
                    object.insert("$ref".to_owned(), json!(format!("#/$defs/{kept}")));
                } else {
                    let there = defs.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
                    object.remove("$ref");
                    put_under(object, there);
                }
            }
            object.values_mut().for_each(|one| place(one, defs, named));
        }
        _ => {}
    }
}

// Adds what is not said yet.
fn put_under(object: &mut Object, mut below: Object) {
    below.extend(std::mem::take(object));
    *object = below;
}

fn tidy(schema: &mut Value, way: Way) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|one| tidy(one, way)),
        Value::Object(object) => {
            object.remove("format");
            if let Some(Value::String(text)) = object.get_mut("description") {
                *text = text.replace("`None`", "null").replace('\n', " ");
            }
            maybe_absent(object, way);
            if let Some(either) = object.remove("anyOf") {
                object.insert("oneOf".to_owned(), either);
            }
            as_words(object);
            match way {
                Way::In if object.contains_key("properties") => {
                    object.insert("additionalProperties".to_owned(), json!(false));
                }
                Way::Out => says_something(object),
                Way::In => {}
            }
            object.values_mut().for_each(|one| tidy(one, way));
        }
        _ => {}
    }
}

// The words of an enum as one list.
fn as_words(object: &mut Object) {
    let of = |one: &Value| one.get("const").filter(|word| word.is_string()).cloned();
    let words = object.get("oneOf").and_then(Value::as_array).and_then(|list| list.iter().map(of).collect());
    if let Some(words) = words {
        let words: Vec<Value> = words;
        object.remove("oneOf");
        match words.as_slice() {
            [only] => object.entry("const").or_insert(only.clone()),
            _ => object.entry("enum").or_insert(Value::Array(words)),
        };
    }
    if object.contains_key("enum") || object.contains_key("const") {
        for said in ["type", "minimum", "maximum"] {
            object.remove(said);
        }
    }
}

// A text, unless it is said of it that it may be empty.
fn says_something(object: &mut Object) {
    let types = object.get("type").cloned().unwrap_or_default();
    let is_text = types == "string" || types.as_array().is_some_and(|types| types.contains(&json!("string")));
    if is_text && !object.contains_key("pattern") && !object.contains_key("enum") {
        let least = object.remove("minLength").unwrap_or(json!(1));
        if least != 0 {
            object.insert("minLength".to_owned(), least);
        }
    }
}

// What may be absent.
fn maybe_absent(object: &mut Object, way: Way) {
    let required = object.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (_, property) in properties.iter_mut().filter(|(key, _)| !required.contains(&json!(key))) {
        let Some(property) = property.as_object_mut() else { continue };
        if let Some([one, _]) = property.get("type").and_then(Value::as_array).map(Vec::as_slice) {
            let one = one.clone();
            property.insert("type".to_owned(), one);
        }
        if let Some([Value::Object(one), _]) = property.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
            let one = one.clone();
            property.remove("anyOf");
            put_under(property, one);
        }
        if way == Way::Out && property.get("type") == Some(&json!("array")) {
            property.entry("minItems").or_insert(json!(1));
        }
    }
}
