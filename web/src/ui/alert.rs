//! KERN's alert: one thing happened, and what to do about it.

use crate::view::prelude::*;

/// How grave it is. Brick and honey never mean an error; only `Danger` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AlertKind {
    /// Something to know.
    Info,
    /// Something may go wrong.
    Warning,
    /// It went wrong.
    Danger,
}

impl AlertKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// An alert with a title and, if there is more to say, a body.
#[component]
pub(crate) fn Alert(
    /// How grave it is.
    kind: AlertKind,
    /// What happened, one sentence.
    #[prop(into)]
    title: Signal<String>,
    /// What stays and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = kind.name();
    let role = if kind == AlertKind::Danger { "alert" } else { "status" };
    view! {
        <div class=format!("kern-alert kern-alert--{name}") role=role>
            <div class="kern-alert__header">
                <span class=format!("kern-icon kern-icon--{name}") aria-hidden="true"></span>
                <span class="kern-title kern-title--small">{move || title.get()}</span>
            </div>
            {children.map(|children| view! { <div class="kern-alert__body">{children()}</div> })}
        </div>
    }
}
