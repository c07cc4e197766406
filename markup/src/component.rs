//! A component in the markup: a function that was made one by `#[component]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rstml::Infallible;
use rstml::node::NodeElement;
use syn::Error;
use syn::spanned::Spanned as _;

use super::element::keyed;
use super::{all, site};

/// The call of the component.
pub(crate) fn expand(element: &NodeElement<Infallible>) -> Result<TokenStream, Error> {
    let component = element.name();
    let mut arguments = TokenStream::new();
    let mut given = Vec::new();
    for attribute in element.attributes() {
        let attribute = keyed(attribute)?;
        let name = attribute.key.to_string();
        if let Some(binding) = name.strip_prefix("let:") {
            given.push(format_ident!("{binding}", span = attribute.key.span()));
            continue;
        }
        if name.contains([':', '-']) {
            return Err(Error::new(attribute.key.span(), format!("`{name}`: a component takes its arguments only")));
        }
        let name = format_ident!("{name}", span = attribute.key.span());
        let value = attribute.value().map_or_else(|| quote! { #name }, |value| quote! { #value });
        arguments.extend(quote! { .#name(#value) });
    }
    if !element.children.is_empty() {
        let inside = all(&element.children, site(&quote! { #element }))?;
        arguments.extend(if given.is_empty() {
            quote! { .children(::std::boxed::Box::new(move || #inside)) }
        } else {
            quote! { .children(::std::boxed::Box::new(move |#(#given),*| #inside)) }
        });
    }
    Ok(quote! { #component(crate::view::arguments(#component) #arguments.build()) })
}
