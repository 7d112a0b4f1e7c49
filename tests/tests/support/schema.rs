//! A validator for the part of JSON Schema (draft 2020-12) that our schemas use. A keyword that it does not know is a
//! mistake of the schema, so that nothing is silently not checked.

use serde_json::Value;

/// Whether keys that a schema does not name are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// As the schema says.
    AsWritten,
    /// Never: for what we write ourselves, every key must be described.
    Described,
}

/// What of a value a schema does not allow, each with its place.
pub(crate) fn validate(schema: &Value, value: &Value, extra: Extra) -> Vec<String> {
    let mut wrong = Vec::new();
    Validator { root: schema, extra }.check(schema, value, "", &mut wrong);
    wrong
}

struct Validator<'s> {
    root: &'s Value,
    extra: Extra,
}

const NOTES: &[&str] = &["$schema", "$id", "$defs", "title", "description", "default"];

impl Validator<'_> {
    fn check(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        let keywords = match schema {
            Value::Bool(true) => return,
            Value::Object(keywords) => keywords,
            _ => return wrong.push(format!("{at}: nothing is allowed here")),
        };
        for (keyword, rule) in keywords {
            let mut told = Vec::new();
            let holds = self.keyword(keywords, keyword, rule, value, at, &mut told);
            if !holds {
                wrong.push(format!("{at}: {keyword} {} does not hold for {}", short(rule), short(value)));
            }
            wrong.append(&mut told);
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each keyword")]
    fn keyword(
        &self,
        all: &serde_json::Map<String, Value>,
        keyword: &str,
        rule: &Value,
        value: &Value,
        at: &str,
        told: &mut Vec<String>,
    ) -> bool {
        let count = |rule: &Value| usize::try_from(rule.as_u64().expect("a count")).expect("a count");
        match keyword {
            "type" => match rule {
                Value::Array(types) => types.iter().any(|one| is_type(value, one.as_str().expect("a type"))),
                one => is_type(value, one.as_str().expect("a type")),
            },
            "const" => value == rule,
            // 10 and 10.0 are one number.
            "enum" => {
                rule.as_array().expect("a list").iter().any(|one| {
                    one == value || one.as_f64().zip(value.as_f64()).is_some_and(|(one, value)| one == value)
                })
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("a number")),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= count(rule)),
            "pattern" => value.as_str().is_none_or(|text| fits(rule.as_str().expect("a pattern"), text)),
            "minItems" => value.as_array().is_none_or(|list| list.len() >= count(rule)),
            "maxItems" => value.as_array().is_none_or(|list| list.len() <= count(rule)),
            "uniqueItems" => {
                value.as_array().is_none_or(|list| (1..list.len()).all(|ix| !list[..ix].contains(&list[ix])))
            }
            "prefixItems" => {
                for (ix, (rule, item)) in
                    rule.as_array().expect("a list").iter().zip(value.as_array().into_iter().flatten()).enumerate()
                {
                    self.check(rule, item, &format!("{at}[{ix}]"), told);
                }
                true
            }
            "items" => {
                let before = all.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                for (ix, item) in value.as_array().into_iter().flatten().enumerate().skip(before) {
                    self.check(rule, item, &format!("{at}[{ix}]"), told);
                }
                true
            }
            "properties" => {
                for (key, rule) in rule.as_object().expect("properties") {
                    if let Some(part) = value.get(key) {
                        self.check(rule, part, &format!("{at}.{key}"), told);
                    }
                }
                if self.extra == Extra::Described && !all.contains_key("additionalProperties") {
                    self.additional(all, &Value::Bool(false), value, at, told);
                }
                true
            }
            "additionalProperties" => {
                self.additional(all, rule, value, at, told);
                true
            }
            "required" => {
                let missing = |key: &&Value| value.is_object() && value.get(key.as_str().expect("a key")).is_none();
                rule.as_array()
                    .expect("a list")
                    .iter()
                    .filter(missing)
                    .for_each(|key| told.push(format!("{at}: {key} is missing")));
                true
            }
            "$ref" => {
                let there = rule.as_str().expect("a place");
                if let Some(path) = there.strip_prefix('#') {
                    let schema = self.root.pointer(path).unwrap_or_else(|| panic!("{rule} is not there"));
                    self.check(schema, value, at, told);
                } else {
                    // A schema of its own, bundled under the one at hand.
                    let mut bundled = self.root["$defs"].as_object().into_iter().flatten().map(|(_, schema)| schema);
                    let root = bundled.find(|schema| schema["$id"] == there).expect("it is bundled");
                    Validator { root, extra: self.extra }.check(root, value, at, told);
                }
                true
            }
            "oneOf" => {
                let told: Vec<Vec<String>> = rule
                    .as_array()
                    .expect("a list")
                    .iter()
                    .map(|one| {
                        let mut told = Vec::new();
                        self.check(one, value, at, &mut told);
                        told
                    })
                    .collect();
                told.iter().filter(|told| told.is_empty()).count() == 1
            }
            note if NOTES.contains(&note) => true,
            unknown => panic!("the validator does not know `{unknown}`"),
        }
    }

    fn additional(
        &self,
        all: &serde_json::Map<String, Value>,
        rule: &Value,
        value: &Value,
        at: &str,
        told: &mut Vec<String>,
    ) {
        let named = all.get("properties").and_then(Value::as_object);
        for (key, part) in value.as_object().into_iter().flatten() {
            if named.is_none_or(|named| !named.contains_key(key)) {
                self.check(rule, part, &format!("{at}.{key}"), told);
            }
        }
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("there is no type `{unknown}`"),
    }
}

/// The patterns of our schemas, each by hand.
fn fits(pattern: &str, text: &str) -> bool {
    let name = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match pattern {
        "^[a-z0-9_-]+$" => name(text),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            let parts: Vec<&str> = text.split('-').collect();
            parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.iter().all(|part| digits(part))
        }
        "^([a-z0-9_-]+|[0-9]+/[0-9]+)$" => {
            name(text) || text.split_once('/').is_some_and(|(num, den)| digits(num) && digits(den))
        }
        "^[0-9]{1,9}(\\.[0-9]{1,9})?$" => kaigo_hojo_contract::decimal::decimal(text).is_some(),
        "^([0-9]{1,9}/[0-9]{1,9}|[0-9]{1,9}(\\.[0-9]{1,9})?)$" => {
            let few = |text: &str| digits(text) && text.len() <= 9;
            text.split_once('/').map_or_else(
                || kaigo_hojo_contract::decimal::decimal(text).is_some(),
                |(num, den)| few(num) && few(den),
            )
        }
        "^items\\[[0-9]+\\]\\.(unitPriceYen|quantity|tax|months\\.inYear)$" => {
            let parts = text.strip_prefix("items[").and_then(|rest| rest.split_once("]."));
            parts.is_some_and(|(line, part)| {
                digits(line) && ["unitPriceYen", "quantity", "tax", "months.inYear"].contains(&part)
            })
        }
        "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" => {
            let between = |text: &str, most: u8| text.parse().is_ok_and(|number| (1..=most).contains(&number));
            text.len() == 5 && text.split_once('-').is_some_and(|(month, day)| between(month, 12) && between(day, 31))
        }
        "^[a-z0-9-]+(\\.[a-z0-9-]+)+$" => {
            let part = |part: &str| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            text.contains('.') && text.split('.').all(part)
        }
        "^sha256:[0-9a-f]{64}$" => text.strip_prefix("sha256:").is_some_and(|hex| {
            hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        }),
        "すると$" => text.ends_with("すると"),
        unknown => panic!("the validator does not know the pattern `{unknown}`"),
    }
}
