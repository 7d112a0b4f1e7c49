//! Single values of a pack, each with its place.

use serde::Deserialize;
use serde::de::{self, Visitor};
use toml::Spanned;

pub(crate) type Day = Spanned<toml::value::Datetime>;

pub(crate) type Name = Spanned<String>;

/// A value: yes or no, a whole number, or a text (an option, a fraction such as `"3/4"`).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Truth(bool),
    Whole(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl Visitor<'_> for Seen {
            type Value = Literal;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("true, false, a whole number or a text")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Literal, E> {
                Ok(Literal::Truth(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Literal, E> {
                Ok(Literal::Whole(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Literal, E> {
                Ok(Literal::Text(value.to_owned()))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

/// An input of a step: the name of an earlier step, or a figure.
pub(crate) type Input = Spanned<Literal>;
