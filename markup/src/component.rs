//! A component: a function with named arguments, as Leptos' `#[component]` makes it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rstml::Infallible;
use rstml::node::NodeElement;
use syn::spanned::Spanned as _;
use syn::{Error, Expr};

use super::all;
use super::element::keyed;

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
        let value = attribute.value().map_or_else(|| quote! { #name }, inner);
        arguments.extend(quote! { .#name(#value) });
    }
    if !element.children.is_empty() {
        let inside = all(&element.children, None)?;
        arguments.extend(if given.is_empty() {
            quote! { .children(::std::boxed::Box::new(move || #inside)) }
        } else {
            quote! { .children(move |#(#given),*| #inside) }
        });
    }
    Ok(quote! {
        crate::view::IntoView::into_view(::leptos::component::component_view(
            #component,
            ::leptos::component::component_props_builder(&#component) #arguments.build(),
        ))
    })
}

/// An argument; braces around it are not written again.
fn inner(value: &Expr) -> TokenStream {
    quote! { #value }
}
