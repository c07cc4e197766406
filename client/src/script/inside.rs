//! What is inside of a value: items of a list, fields of a type, pairs of an object, the name of a variant.

use js_sys::{Array, Object, Reflect};
use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};
use wasm_bindgen::JsValue;

use super::Value;
use crate::unreadable::{Unreadable, unreadable};

/// A list, one after the other.
pub(super) struct Items {
    pub(super) list: Array,
    pub(super) next: u32,
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

/// One value again and again.
pub(super) struct Same {
    pub(super) whole: JsValue,
    pub(super) left: usize,
}

impl<'de> SeqAccess<'de> for Same {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unreadable> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(Value(self.whole.clone())).map(Some)
    }
}

/// The fields of a type as an object has them, in the type's order.
pub(super) struct Fields {
    pub(super) object: Object,
    pub(super) names: std::slice::Iter<'static, &'static str>,
}

impl Fields {
    /// What the next field holds; `undefined` if it is not there.
    #[inline(never)]
    fn field(&mut self) -> Value {
        let name = self.names.next().copied().unwrap_or_default();
        Value(Reflect::get(&self.object, &JsValue::from_str(name)).unwrap_or_default())
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unreadable> {
        seed.deserialize(self.field()).map(Some)
    }
}

/// What an object holds that is no type of ours: names and values, in its own order.
pub(super) struct Pairs {
    pub(super) pairs: Array,
    pub(super) next: u32,
}

impl Pairs {
    /// Name or value of the next pair.
    #[inline(never)]
    fn half(&self, place: u32) -> Value {
        Value(Array::from(&self.pairs.get(self.next)).get(place))
    }
}

impl<'de> MapAccess<'de> for Pairs {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        if self.next >= self.pairs.length() {
            return Ok(None);
        }
        seed.deserialize(self.half(0)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        let value = self.half(1);
        self.next += 1;
        seed.deserialize(value)
    }
}

/// A word that stands for a variant; variants of the api hold nothing.
pub(super) struct Name(pub(super) String);

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
        unreadable()
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, _visitor: V) -> Result<V::Value, Unreadable> {
        unreadable()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Unreadable> {
        unreadable()
    }
}
