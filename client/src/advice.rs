//! Advice hours and appointments: what is free, take it, look, confirm, call it off.

use shared::advice::AdviceSlots;
use shared::appointments::{Appointment, NewAppointment};
use shared::bookings::Confirmation;
use shared::ids::AppointmentId;

use crate::{Answer, BOOKING_SECRET, Client, Method, QueryString, Reply, Request, encoded};

impl Client {
    /// A page of the slots of everything that is advised on an offer, free and taken, within the next two weeks.
    pub fn advice_slots(&self, offer: &str, cursor: Option<&str>) -> Reply<AdviceSlots> {
        let query = QueryString::default().with("limit", Some("200")).with("taken", Some(true)).with("cursor", cursor);
        self.get(format!("/api/v1/offers/{}/advice-slots{query}", encoded(offer)))
    }

    /// Takes a slot; it is held until the code from the mail is entered. The same key gives the same appointment.
    pub fn make_appointment(&self, wish: &NewAppointment, key: &str) -> Reply<Appointment> {
        let request = Request::new(Method::POST, "/api/v1/appointments").header("Idempotency-Key", key);
        self.ask(request.json(wish))
    }

    /// An appointment as it stands.
    pub fn appointment(&self, id: AppointmentId, secret: &str) -> Reply<Appointment> {
        self.ask(Ok(appointment(Method::GET, id, "", secret)))
    }

    /// Proves the address with the code from the mail.
    pub fn confirm_appointment(&self, id: AppointmentId, secret: &str, code: &Confirmation) -> Reply<Appointment> {
        self.ask(appointment(Method::POST, id, "/confirm", secret).json(code))
    }

    /// Keeps a held slot for longer.
    pub fn extend_appointment_hold(&self, id: AppointmentId, secret: &str) -> Reply<Appointment> {
        self.ask(Ok(appointment(Method::POST, id, "/extend-hold", secret)))
    }

    /// Calls an appointment off.
    pub fn cancel_appointment(&self, id: AppointmentId, secret: &str) -> Reply<Appointment> {
        self.ask(Ok(appointment(Method::POST, id, "/cancel", secret)))
    }

    /// Its calendar file.
    pub fn appointment_ics(&self, id: AppointmentId, secret: &str) -> Reply<String> {
        self.reply(Ok(appointment(Method::GET, id, ".ics", secret)), Answer::text)
    }
}

fn appointment(method: Method, id: AppointmentId, what: &str, secret: &str) -> Request {
    Request::new(method, format!("/api/v1/appointments/{id}{what}")).header(BOOKING_SECRET, secret)
}
