//! Reads an answer's JSON by the browser's own parser, from its values into our types.
//!
//! A type that `serde_json` reads costs a few kilobytes of machine code each, most of it for what the
//! api never sends: structs as lists, fields by their bytes, words for every kind of mistake. This
//! asks an object for the fields of the type and gives them by number, so the same derived code
//! comes to a third (docs/adr/0011). Fields nobody asks for are left alone, as everywhere.
//!
//! What always holds: what is read here equals what `serde_json` reads outside of the browser. What
//! does not fit is an error, and which one is of no use to a visitor.

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::value::{StringDeserializer, U64Deserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, Visitor};
use serde::de::{MapAccess, SeqAccess, VariantAccess};
use wasm_bindgen::{JsCast as _, JsValue};

/// JSON as a `T`; `None` if it is neither.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    T::deserialize(Value(parsed(body)?)).ok()
}

fn parsed(body: &[u8]) -> Option<JsValue> {
    JSON::parse(std::str::from_utf8(body).ok()?).ok()
}

/// It does not fit.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("unreadable")]
pub(crate) struct Unreadable;

impl serde::de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(_words: T) -> Self {
        Self
    }

    fn invalid_type(_found: serde::de::Unexpected<'_>, _wanted: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_found: serde::de::Unexpected<'_>, _wanted: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_length(_found: usize, _wanted: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_found: &str, _wanted: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_found: &str, _wanted: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_wanted: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_found: &'static str) -> Self {
        Self
    }
}

/// A value of the browser.
struct Value(JsValue);

impl Value {
    /// A whole number, as far as JavaScript's numbers are exact.
    #[inline(never)]
    fn whole(&self) -> Result<i64, Unreadable> {
        const EXACT: f64 = 9_007_199_254_740_991.0;
        let number =
            self.0.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= EXACT).ok_or(Unreadable)?;
        #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        let whole = number as i64;
        Ok(whole)
    }

    #[inline(never)]
    fn list(self) -> Result<Array, Unreadable> {
        self.0.dyn_into().map_err(|_other| Unreadable)
    }

    #[inline(never)]
    fn object(self) -> Result<Object, Unreadable> {
        if self.0.is_object() && !Array::is_array(&self.0) { Ok(self.0.unchecked_into()) } else { Err(Unreadable) }
    }

    #[inline(never)]
    fn text(&self) -> Result<String, Unreadable> {
        self.0.as_string().ok_or(Unreadable)
    }
}

macro_rules! whole_numbers {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            visitor.visit_i64(self.whole()?)
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
        Err(Unreadable)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.as_bool().ok_or(Unreadable)?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_f64(self.0.as_f64().ok_or(Unreadable)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let list = self.list()?;
        visitor.visit_seq(Items { list, next: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        let list = self.list()?;
        if usize::try_from(list.length()) != Ok(length) {
            return Err(Unreadable);
        }
        visitor.visit_seq(Items { list, next: 0 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_map(Fields { object: self.object()?, names: fields, next: 0, value: JsValue::UNDEFINED })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(Name(self.text()?))
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple_struct map identifier ignored_any
    }
}

/// A list, one after the other.
struct Items {
    list: Array,
    next: u32,
}

impl Items {
    /// The next item.
    #[inline(never)]
    fn item(&mut self) -> Option<Value> {
        let item = (self.next < self.list.length()).then(|| Value(self.list.get(self.next)));
        self.next += 1;
        item
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unreadable> {
        let Some(item) = self.item() else { return Ok(None) };
        seed.deserialize(item).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.list.length()).ok()
    }
}

/// The fields of a type that an object has.
struct Fields {
    object: Object,
    names: &'static [&'static str],
    /// How many of them were looked for.
    next: usize,
    /// What the last one found holds.
    value: JsValue,
}

impl Fields {
    /// The number of the next field that is there; derived code counts its fields in this order.
    #[inline(never)]
    fn find(&mut self) -> Option<u64> {
        while let Some(name) = self.names.get(self.next) {
            let place = u64::try_from(self.next).ok();
            self.next += 1;
            self.value = Reflect::get(&self.object, &JsValue::from_str(name)).unwrap_or_default();
            if !self.value.is_undefined() {
                return place;
            }
        }
        None
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some(place) = self.find() else { return Ok(None) };
        let place: U64Deserializer<Unreadable> = place.into_deserializer();
        seed.deserialize(place).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

/// A word that stands for a variant; variants of the api hold nothing.
struct Name(String);

impl<'de> EnumAccess<'de> for Name {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unreadable> {
        let name: StringDeserializer<Unreadable> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, Self(String::new())))
    }
}

impl<'de> VariantAccess<'de> for Name {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, Unreadable> {
        Err(Unreadable)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, _visitor: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }
}
