//! `#[component]`: a function becomes one that takes its arguments by name.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, Expr, FnArg, ItemFn, Pat, PathArguments, Token, Type};

/// How an argument may be given: `#[prop(optional, into, default = …)]`.
#[derive(Default)]
struct Manner {
    optional: bool,
    into: bool,
    default: Option<Expr>,
}

impl Manner {
    fn of(attributes: &[Attribute]) -> Result<Self, Error> {
        let mut manner = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("prop")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("optional") {
                    manner.optional = true;
                } else if meta.path.is_ident("into") {
                    manner.into = true;
                } else if meta.path.is_ident("default") {
                    meta.input.parse::<Token![=]>()?;
                    manner.default = Some(meta.input.parse()?);
                } else {
                    return Err(meta.error("there is optional, into and default"));
                }
                Ok(())
            })?;
        }
        Ok(manner)
    }

    /// What the builder is told.
    fn builder(&self, kind: &Type) -> TokenStream {
        let default = match &self.default {
            Some(value) => quote! { default = #value, },
            None if self.optional => quote! { default, },
            None => TokenStream::new(),
        };
        let strip = (self.optional && is_option(kind)).then(|| quote! { strip_option, });
        let into = self.into.then(|| quote! { into, });
        let setter = (strip.is_some() || into.is_some()).then(|| quote! { setter(#strip #into) });
        if default.is_empty() && setter.is_none() {
            default
        } else {
            quote! { #[builder(#default #setter)] }
        }
    }
}

fn is_option(kind: &Type) -> bool {
    let Type::Path(path) = kind else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Option" && matches!(last.arguments, PathArguments::AngleBracketed(_)))
}

/// The component and the type of its arguments.
pub(crate) fn expand(function: &ItemFn) -> Result<TokenStream, Error> {
    let (visible, name, body) = (&function.vis, &function.sig.ident, &function.block);
    if !function.sig.generics.params.is_empty() {
        return Err(Error::new(function.sig.generics.span(), "a component has one type: box what differs"));
    }
    let props = format_ident!("{name}Props");
    let builder = format_ident!("{name}PropsBuilder");
    let (mut fields, mut names) = (TokenStream::new(), Vec::new());
    for argument in &function.sig.inputs {
        let FnArg::Typed(argument) = argument else {
            return Err(Error::new(argument.span(), "a component is no method"));
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return Err(Error::new(argument.pat.span(), "an argument has a name"));
        };
        let (field, kind) = (&pattern.ident, &argument.ty);
        let manner = Manner::of(&argument.attrs)?.builder(kind);
        let docs = argument.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
        fields.extend(quote! { #(#docs)* #manner #visible #field: #kind, });
        names.push(pattern);
    }
    let fields_only = names.iter().map(|pattern| {
        let (mutable, field) = (&pattern.mutability, &pattern.ident);
        quote! { #mutable #field }
    });
    let docs: Vec<_> = function.attrs.iter().collect();
    Ok(quote! {
        #(#docs)*
        #[derive(::typed_builder::TypedBuilder)]
        #visible struct #props { #fields }

        impl crate::view::Arguments for #props {
            type Builder = #builder;

            fn builder() -> Self::Builder {
                Self::builder()
            }
        }

        #(#docs)*
        #[expect(non_snake_case, reason = "components are written like elements")]
        #visible fn #name(arguments: #props) -> crate::view::View {
            let #props { #(#fields_only),* } = arguments;
            crate::view::run(move || #body)
        }
    })
}
