//! Reads an answer's JSON by the browser's own parser, from its values into our types.
//!
//! A type that `serde_json` reads costs a few kilobytes of machine code each, most of it for what the
//! api never sends: fields in any order or twice, fields by their bytes, words for every kind of
//! mistake. This asks an object for one field of the type after the other and hands them over as a
//! list, which derived code also reads, so it comes to a quarter (docs/adr/0011). Fields nobody asks
//! for are left alone, as everywhere. A list that may be absent is marked with `shared::absent`.
//!
//! What does not fit is thrown to the browser and caught in [`read`]: nothing here returns an error,
//! so the compiler leaves out of the derived code all that would hand one on and tidy up before. What
//! was read by then is not given back, which costs some bytes for each answer that makes no sense.
//!
//! What always holds: what is read here equals what `serde_json` reads outside of the browser. What
//! does not fit is an error, and which one is of no use to a visitor.

mod inside;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, JSON, Object};
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use wasm_bindgen::{JsCast as _, JsValue};

use inside::{Fields, Items, Name, Pairs, Same};

use crate::unreadable::{Unreadable, caught, unreadable};

/// JSON as a `T`; `None` if it is neither.
pub(crate) fn read<T: DeserializeOwned + 'static>(body: &[u8]) -> Option<T> {
    let value = parsed(body)?;
    let found = Rc::new(Cell::new(None));
    let place = Rc::clone(&found);
    caught(Box::new(move || place.set(T::deserialize(Value(value.clone())).ok())));
    found.take()
}

fn parsed(body: &[u8]) -> Option<JsValue> {
    JSON::parse(std::str::from_utf8(body).ok()?).ok()
}

/// A value of the browser.
struct Value(JsValue);

impl Value {
    /// A whole number, as far as JavaScript's numbers are exact.
    #[inline(never)]
    fn whole(&self) -> i64 {
        const EXACT: f64 = 9_007_199_254_740_991.0;
        let number = self.number();
        if number.fract() != 0.0 || number.abs() > EXACT {
            unreadable()
        }
        #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        let whole = number as i64;
        whole
    }

    #[inline(never)]
    fn number(&self) -> f64 {
        self.0.as_f64().unwrap_or_else(|| unreadable())
    }

    #[inline(never)]
    fn list(self) -> Array {
        self.0.dyn_into().unwrap_or_else(|_other| unreadable())
    }

    #[inline(never)]
    fn object(self) -> Object {
        if self.0.is_object() && !Array::is_array(&self.0) { self.0.unchecked_into() } else { unreadable() }
    }

    #[inline(never)]
    fn text(&self) -> String {
        self.0.as_string().unwrap_or_else(|| unreadable())
    }
}

macro_rules! whole_numbers {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            visitor.visit_i64(self.whole())
        }
    )*};
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unreadable;

    whole_numbers!(
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64
    );

    /// Types that take whatever comes are not in the api.
    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Unreadable> {
        unreadable()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.as_bool().unwrap_or_else(|| unreadable()))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_f64(self.number())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(&self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() || self.0.is_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let list = self.list();
        visitor.visit_seq(Items { list, next: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        let list = self.list();
        if usize::try_from(list.length()) != Ok(length) {
            unreadable()
        }
        visitor.visit_seq(Items { list, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(Fields { object: self.object(), names: fields.iter() })
    }

    /// Types that an object is at the same time: each of them looks into it for its own fields.
    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        types: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(Same { whole: self.0, left: types })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_map(Pairs { pairs: Object::entries(&self.object()), next: 0 })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(Name(self.text()))
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct identifier ignored_any
    }
}
