//! The form below the times: one button, then the address, and what came of it.

use crate::router::{NavigateOptions, use_navigate};
use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset};
use client::Error;
use shared::appointments::NewAppointment;
use shared::desks::Alternative;
use shared::ids::AdviceHourId;
use shared::problem::ProblemKind;

use super::slots::clock;
use crate::browser::next_frame;
use crate::dates::date_short;
use crate::lang::{Lang, use_lang};
use crate::session::{Keys, appointment_href, use_client};
use crate::signed_in::{SignedIn, asker, is_remembered};
use crate::texts::advice::{Texts, texts};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, classes};
use crate::ui::email::{Email, EmailField};
use crate::ui::headline::focus_on;
use crate::ui::notice::Failed;

/// The slot that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Of which hours.
    pub(super) hour: AdviceHourId,
    /// When it begins.
    pub(super) from: DateTime<FixedOffset>,
}

/// Everything the form works with.
#[derive(Clone, Copy)]
struct Form {
    chosen: RwSignal<Option<Chosen>>,
    slug: StoredValue<String>,
    /// What can be spoken there.
    languages: StoredValue<Vec<String>>,
    /// What she would like to speak.
    language: RwSignal<Option<String>>,
    /// Whether the address is asked for.
    asking: RwSignal<bool>,
    /// Whether who is signed in books in her own name.
    own: RwSignal<bool>,
    email: Email,
    send: Action<NewAppointment, Option<Error>>,
}

impl Form {
    /// Sends the wish, unless one is on its way or the address is not complete.
    fn send(self, lang: Lang) {
        let own = self.own.get_untracked();
        let email = if own { None } else { self.email.complete() };
        let (Some(chosen), false) = (self.chosen.get_untracked(), untrack(|| self.send.pending())) else { return };
        if own || email.is_some() {
            self.send.dispatch(NewAppointment {
                advice_hour: chosen.hour,
                from: chosen.from,
                offer: Some(self.slug.get_value()),
                email,
                name: None,
                locale: Some(lang),
                language: self.language.get_untracked(),
            });
        }
    }
}

/// The form; nothing before a time is chosen.
#[component]
pub(super) fn Reserve(
    chosen: RwSignal<Option<Chosen>>,
    lost: RwSignal<Vec<DateTime<FixedOffset>>>,
    slug: StoredValue<String>,
    languages: Vec<String>,
    number: usize,
    again: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    // Who reads German is likely to speak it; where there is but one language nothing is asked.
    let language = RwSignal::new(languages.iter().find(|tag| *tag == lang.tag() && languages.len() > 1).cloned());
    let languages = StoredValue::new(languages);
    let own = RwSignal::new(is_remembered());
    let send = sending(own);
    let asking = RwSignal::new(false);
    let form = Form { chosen, slug, languages, language, asking, own, email: Email::new(), send };
    effect(move || {
        let refused = send.value().flatten().and_then(|error| error.kind()) == Some(ProblemKind::SlotTaken);
        if let Some(one) = chosen.get_untracked().filter(|_| refused) {
            lost.update(|lost| lost.push(one.from));
        }
    });
    move || {
        let chosen = chosen.get()?;
        Some(if form.asking.get() { address(form, lang, number, again) } else { begin(form, lang, chosen, number) })
    }
}

/// Where the form of the hours with this number is; two offices on one page have two.
fn place(number: usize) -> String {
    format!("advice-form-{number}")
}

/// Asks for the address, or does not; the focus goes along, as the button that had it is gone.
fn ask(form: Form, number: usize, asking: bool) {
    form.asking.set(asking);
    next_frame(move || {
        focus_on(&format!("#{0} input, #{0} [type=submit], #{0} .kern-btn--primary", place(number)));
    });
}

/// One button.
fn begin(form: Form, lang: Lang, chosen: Chosen, number: usize) -> View {
    let t = texts(lang);
    view! {
        <div class="stack gap-14" id=place(number)>
            {speaking(form, t)}
            <Button size="lg" block=true on_press=move |_| ask(form, number, true)>{(t.take)(&clock(chosen.from))}</Button>
            <p class="tiny">{t.hint}</p>
        </div>
    }
}

/// The languages to choose from, where there are several.
fn speaking(form: Form, t: &'static Texts) -> Option<View> {
    let languages = form.languages.get_value();
    let chip = move |tag: String| {
        let name = (t.language)(&tag).map_or_else(|| tag.clone(), str::to_owned);
        let is = StoredValue::new(tag);
        let on = move || form.language.get() == Some(is.get_value());
        let press = move |_| form.language.set(Some(is.get_value()).filter(|_| !untrack(on)));
        view! {
            <button type="button" class="chip" aria-pressed=move || if on() { "true" } else { "false" } on:click=press>{name}</button>
        }
    };
    (languages.len() > 1).then(|| {
        view! {
            <fieldset>
                <legend class="h4 mb-10">{t.speak}</legend>
                <div class="wishes">{languages.into_iter().map(chip).collect_view()}</div>
            </fieldset>
        }
    })
}

/// The address, or that none is needed.
fn address(form: Form, lang: Lang, number: usize, again: Callback<()>) -> View {
    let t = texts(lang);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.send(lang);
    };
    let field = if number == 0 { "advice-email" } else { "advice-email-more" };
    let label = move || match (form.send.pending(), form.own.get()) {
        (true, _) => t.sending,
        (false, true) => t.book_now,
        (false, false) => t.send,
    };
    let who = move || {
        if !form.own.get() {
            return view! { <EmailField email=form.email id=field hint=t.email_hint.to_owned()/> };
        }
        view! {
            <p>{t.signed_in}</p>
            <div class="row">
                <Button kind="tertiary" size="sm" icon="edit" on_press=move |_| form.own.set(false)>{t.other_address}</Button>
            </div>
        }
    };
    let when = move || form.chosen.get().map(|one| moment(lang, one.from));
    view! {
        <form class="stack gap-14" id=place(number) novalidate on:submit=submit>
            <p class="h4">{when}</p>
            {move || trouble(form, lang, number, again)}
            {who}
            <div class="row">
                <button type="submit" class=classes("primary", "lg", false)
                    aria-disabled=move || form.send.pending().then_some("true")>
                    <span class="kern-label">{label}</span>
                </button>
                <Button kind="tertiary" on_press=move |_| { form.send.clear(); ask(form, number, false); }>{t.back}</Button>
            </div>
        </form>
    }
}

/// What became of the last try, if it did not work.
fn trouble(form: Form, lang: Lang, number: usize, again: Callback<()>) -> Option<View> {
    let t = texts(lang);
    let error = form.send.value().flatten().filter(|_| !form.send.pending())?;
    let rule = error.problem().and_then(|problem| problem.rule);
    Some(match (error.kind(), rule) {
        (Some(ProblemKind::SlotTaken), _) => {
            let others = error.problem().and_then(|problem| problem.alternatives.clone()).unwrap_or_default();
            taken(form, t, (lang, number), others, again)
        }
        (_, Some(rule)) => view! {
            <Alert kind=AlertKind::Danger title=t.refused><p class="small">{(t.rule)(rule)}</p></Alert>
        },
        // The session has ended meanwhile; an address does as well.
        (Some(ProblemKind::Unauthorized), _) => view! { <Alert kind=AlertKind::Warning title=t.signed_out/> },
        _ => view! { <Failed error retry=move |()| form.send(lang)/> },
    })
}

/// Somebody was faster: what else is free, one press away. Nothing typed is lost.
fn taken(
    form: Form,
    t: &'static Texts,
    (lang, number): (Lang, usize),
    others: Vec<Alternative>,
    again: Callback<()>,
) -> View {
    if others.is_empty() {
        return view! { <Alert kind=AlertKind::Warning title=t.taken><p class="small">{t.taken_nothing}</p></Alert> };
    }
    let other = move |other: Alternative| {
        let press = move |_| {
            form.chosen.set(form.chosen.get_untracked().map(|one| Chosen { from: other.from, ..one }));
            form.send.clear();
            ask(form, number, true);
        };
        view! { <Button kind="secondary" size="sm" on_press=press>{moment(lang, other.from)}</Button> }
    };
    view! {
        <Alert kind=AlertKind::Warning title=t.taken>
            <div class="stack gap-10">
                <p class="small">{t.taken_others}</p>
                <div class="row gap-8">{others.into_iter().map(other).collect_view()}</div>
                <div class="row"><Button kind="tertiary" size="sm" icon="refresh" on_press=move |_| again.run(())>{t.again}</Button></div>
            </div>
        </Alert>
    }
}

/// "Di, 24. November, 15:00".
fn moment(lang: Lang, at: DateTime<FixedOffset>) -> String {
    format!("{}, {}", date_short(lang, at.date_naive()), clock(at))
}

/// Asks for the appointment and goes to its page. The same wish after a lost answer is the same appointment.
fn sending(own: RwSignal<bool>) -> Action<NewAppointment, Option<Error>> {
    let (client, navigate, lang) = (use_client(), use_navigate(), use_lang());
    let (keys, signed_in) = (Keys::new(), SignedIn::new());
    Action::new(move |wish: &NewAppointment| {
        let (client, wish, key) = (client.clone(), wish.clone(), keys.of(wish));
        async move {
            let asked = match asker(signed_in, client, wish.email.as_ref()).await {
                Ok(client) => client.make_appointment(&wish, &key).await,
                Err(error) => Err(error),
            };
            match asked {
                Ok(made) => {
                    keys.forget();
                    let secret = made.secret.as_deref().unwrap_or_default();
                    navigate(&appointment_href(lang, made.id, secret), NavigateOptions::default());
                    None
                }
                Err(error) => {
                    if !is_remembered() {
                        own.set(false);
                    }
                    Some(error)
                }
            }
        }
    })
}
