//! The tables as diesel sees them. A test compares this file with the migrated database.

diesel::table! {
    bookings (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        code -> Text,
        state -> Text,
        during -> Tstzrange,
        email -> Nullable<Text>,
        name -> Nullable<Text>,
        locale -> Text,
        secret_hash -> Binary,
        hold_expires_at -> Nullable<Timestamptz>,
        hold_extensions -> Int2,
        confirm_code_hash -> Nullable<Binary>,
        confirm_code_expires_at -> Nullable<Timestamptz>,
        confirm_code_tries -> Int2,
        revision -> Int8,
        created_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
        checked_in_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        erased_at -> Nullable<Timestamptz>,
        walk_in -> Bool,
        series_id -> Nullable<Uuid>,
        cancel_reason_de -> Nullable<Text>,
        cancel_reason_en -> Nullable<Text>,
        remind_at -> Nullable<Timestamptz>,
        app_id -> Nullable<Uuid>,
        hold_origin -> Nullable<Binary>,
    }
}

diesel::table! {
    booking_desks (venue_id, booking_id, desk_id) {
        venue_id -> Uuid,
        booking_id -> Uuid,
        desk_id -> Uuid,
        state -> Text,
        during -> Tstzrange,
    }
}

diesel::table! {
    changes (venue_id, revision) {
        venue_id -> Uuid,
        revision -> Int8,
        at -> Timestamptz,
        booking_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    closures (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        during -> Tstzrange,
        zone -> Nullable<Text>,
        reason_de -> Text,
        reason_en -> Text,
        plan_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    contingents (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        label_de -> Text,
        label_en -> Text,
        during -> Daterange,
        weekdays -> Array<Int2>,
        release_hours -> Nullable<Int4>,
        members -> Array<Text>,
        revision -> Int8,
        claims -> Array<Text>,
    }
}

diesel::table! {
    contingent_members (venue_id, contingent_id, email) {
        venue_id -> Uuid,
        contingent_id -> Uuid,
        email -> Text,
        until -> Timestamptz,
    }
}

diesel::table! {
    contingent_desks (venue_id, contingent_id, desk_id) {
        venue_id -> Uuid,
        contingent_id -> Uuid,
        desk_id -> Uuid,
    }
}

diesel::table! {
    desks (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        code -> Text,
        kind -> Text,
        zone -> Text,
        seats -> Int2,
        features -> Array<Text>,
        table_code -> Nullable<Text>,
        furniture_origin -> Nullable<Text>,
        out_of_service_de -> Nullable<Text>,
        out_of_service_en -> Nullable<Text>,
    }
}

diesel::table! {
    boards (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        slug -> Text,
        name -> Text,
        orientation -> Text,
        playlist -> Jsonb,
        emergency_de -> Nullable<Text>,
        emergency_en -> Nullable<Text>,
        emergency_at -> Nullable<Timestamptz>,
        revision -> Int8,
        created_at -> Timestamptz,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    exhibitions (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        title_de -> Text,
        title_en -> Text,
        summary_de -> Text,
        summary_en -> Text,
        during -> Tstzrange,
        example -> Bool,
        zone -> Nullable<Text>,
        plan_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    exhibition_desks (venue_id, exhibition_id, desk_id) {
        venue_id -> Uuid,
        exhibition_id -> Uuid,
        desk_id -> Uuid,
    }
}

diesel::table! {
    furniture_items (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        code -> Text,
        kind -> Text,
        origin -> Text,
        condition -> Text,
        note_de -> Nullable<Text>,
        note_en -> Nullable<Text>,
        desk_id -> Nullable<Uuid>,
        revision -> Int8,
    }
}

diesel::table! {
    holidays (venue_id, on_date) {
        venue_id -> Uuid,
        on_date -> Date,
        name_de -> Text,
        name_en -> Text,
    }
}

diesel::table! {
    idempotency_keys (venue_id, scope, key) {
        venue_id -> Uuid,
        scope -> Text,
        key -> Text,
        request_hash -> Binary,
        status -> Int2,
        answer -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    layout_desks (venue_id, layout_id, desk_id) {
        venue_id -> Uuid,
        layout_id -> Uuid,
        desk_id -> Uuid,
        x -> Double,
        y -> Double,
        width -> Double,
        depth -> Double,
        rotation -> Double,
        walk_in -> Bool,
    }
}

diesel::table! {
    layout_periods (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        layout_id -> Uuid,
        during -> Daterange,
        plan_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    layouts (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        slug -> Text,
        label -> Text,
        tables -> Jsonb,
        exhibition_areas -> Jsonb,
    }
}

diesel::table! {
    offer_texts (venue_id, offer_id, lang) {
        venue_id -> Uuid,
        offer_id -> Uuid,
        lang -> Text,
        title -> Text,
        summary -> Text,
        body -> Text,
        price_text -> Text,
        passes -> Jsonb,
        place -> Nullable<Jsonb>,
        links -> Jsonb,
        keywords -> Text,
    }
}

diesel::table! {
    offer_details (venue_id, offer_id) {
        venue_id -> Uuid,
        offer_id -> Uuid,
        prices -> Jsonb,
        pass_rules -> Jsonb,
        gives_pass -> Nullable<Text>,
        benefits -> Array<Text>,
        lat -> Nullable<Double>,
        lon -> Nullable<Double>,
        access -> Jsonb,
        employment -> Array<Text>,
        event_state -> Text,
        phase -> Nullable<Text>,
        closes_at -> Nullable<Timestamptz>,
        leika_key -> Nullable<Text>,
        ags -> Nullable<Text>,
        review_on -> Nullable<Date>,
        reviewer_email -> Nullable<Text>,
        images -> Jsonb,
        reminded_for -> Nullable<Date>,
    }
}

/// A transaction's number.
#[derive(Debug, Clone, Copy, diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = "xid8"))]
pub struct Xid8;

diesel::table! {
    offer_index (venue_id, offer_id) {
        venue_id -> Uuid,
        offer_id -> Uuid,
        slug -> Text,
        kind -> Text,
        category -> Text,
        audience -> Array<Text>,
        passes -> Array<Text>,
        languages -> Array<Text>,
        free -> Bool,
        step_free -> Bool,
        shown -> Tstzrange,
        sort -> Int4,
        words -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Uuid;
    use super::Xid8;

    offer_changes (venue_id, offer_id) {
        venue_id -> Uuid,
        offer_id -> Uuid,
        xact -> Xid8,
    }
}

diesel::table! {
    offer_schedules (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        offer_id -> Uuid,
        starts -> Timestamp,
        minutes -> Int4,
        all_day -> Bool,
        rrule -> Nullable<Text>,
        room -> Nullable<Text>,
        known_until -> Nullable<Timestamptz>,
        derived -> Bool,
    }
}

diesel::table! {
    offer_versions (venue_id, offer_id, version) {
        venue_id -> Uuid,
        offer_id -> Uuid,
        version -> Int4,
        content -> Jsonb,
        written_at -> Timestamptz,
        written_by -> Nullable<Uuid>,
        written_by_name -> Nullable<Text>,
        published_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    offer_work (venue_id, offer_id) {
        venue_id -> Uuid,
        offer_id -> Uuid,
        state -> Text,
        version -> Int4,
        public_version -> Nullable<Int4>,
        publish_at -> Nullable<Timestamptz>,
        changed_at -> Timestamptz,
        revision -> Int8,
    }
}

diesel::table! {
    offer_images (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        offer_id -> Uuid,
        width -> Int4,
        height -> Int4,
        widths -> Array<Int4>,
        sent_at -> Timestamptz,
    }
}

diesel::table! {
    offer_image_copies (venue_id, image_id, width) {
        venue_id -> Uuid,
        image_id -> Uuid,
        width -> Int4,
        bytes -> Binary,
    }
}

diesel::table! {
    offer_exceptions (venue_id, schedule_id, starts) {
        venue_id -> Uuid,
        schedule_id -> Uuid,
        starts -> Timestamp,
        outcome -> Text,
        moved_to -> Nullable<Timestamp>,
    }
}

diesel::table! {
    offer_dates (venue_id, schedule_id, starts) {
        venue_id -> Uuid,
        schedule_id -> Uuid,
        starts -> Timestamp,
        offer_id -> Uuid,
        during -> Tstzrange,
        state -> Text,
    }
}

diesel::table! {
    offers (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        slug -> Text,
        kind -> Text,
        category -> Text,
        audience -> Array<Text>,
        min_age -> Nullable<Int2>,
        max_age -> Nullable<Int2>,
        amount_cents -> Nullable<Int4>,
        free -> Bool,
        pass_keys -> Array<Text>,
        step_free -> Nullable<Bool>,
        languages -> Array<Text>,
        starts_at -> Nullable<Timestamptz>,
        ends_at -> Nullable<Timestamptz>,
        recurring -> Nullable<Jsonb>,
        contact -> Nullable<Jsonb>,
        source_url -> Nullable<Text>,
        source_as_of -> Nullable<Text>,
        verified -> Bool,
        example -> Bool,
        sort -> Int4,
        updated_at -> Timestamptz,
        state -> Text,
        published_at -> Nullable<Timestamptz>,
        valid_from -> Nullable<Timestamptz>,
        valid_to -> Nullable<Timestamptz>,
        app_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    opening_hours (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        weekday -> Int2,
        opens -> Int2,
        closes -> Int2,
    }
}

diesel::table! {
    outbox (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        created_at -> Timestamptz,
        due_at -> Timestamptz,
        attempts -> Int4,
        recipient -> Nullable<Text>,
        locale -> Text,
        subject -> Nullable<Text>,
        body_text -> Nullable<Text>,
        body_html -> Nullable<Text>,
        calendar_method -> Nullable<Text>,
        calendar_ics -> Nullable<Text>,
        sent_at -> Nullable<Timestamptz>,
        failed -> Nullable<Text>,
    }
}

diesel::table! {
    overrides (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        booking_id -> Uuid,
        staff_key_id -> Nullable<Uuid>,
        at -> Timestamptz,
        rules -> Array<Text>,
        reason -> Text,
        staff_id -> Nullable<Uuid>,
        staff_name -> Text,
    }
}

diesel::table! {
    plans (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        content -> Jsonb,
        during -> Tstzrange,
        replaced -> Jsonb,
        touched -> Jsonb,
        touched_by_undo -> Jsonb,
        applied_by -> Text,
        applied_at -> Timestamptz,
        undone_at -> Nullable<Timestamptz>,
        revision -> Int8,
    }
}

diesel::table! {
    staff_keys (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        name -> Text,
        role -> Text,
        secret_hash -> Binary,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    venue_revisions (venue_id) {
        venue_id -> Uuid,
        revision -> Int8,
    }
}

diesel::table! {
    venues (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        hall -> Text,
        street -> Text,
        postcode -> Text,
        city -> Text,
        country -> Text,
        lat -> Nullable<Double>,
        lon -> Nullable<Double>,
        phone -> Nullable<Text>,
        time_zone -> Text,
        rules -> Jsonb,
        room -> Jsonb,
        plan_notice_de -> Nullable<Text>,
        plan_notice_en -> Nullable<Text>,
        zones -> Jsonb,
        desk_kinds -> Jsonb,
        features -> Jsonb,
        accessibility -> Jsonb,
        demo -> Bool,
        facts_revision -> Int8,
    }
}

diesel::table! {
    advice_hours (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        title_de -> Text,
        title_en -> Text,
        office_de -> Text,
        office_en -> Text,
        about_de -> Text,
        about_en -> Text,
        place_de -> Text,
        place_en -> Text,
        slot_minutes -> Int2,
        seats -> Int2,
        languages -> Array<Text>,
        accessible -> Bool,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        example -> Bool,
        revision -> Int8,
        removed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    advice_times (venue_id, advice_id, number) {
        venue_id -> Uuid,
        advice_id -> Uuid,
        number -> Int2,
        weekday -> Nullable<Int2>,
        on_date -> Nullable<Date>,
        opens -> Int2,
        closes -> Int2,
    }
}

diesel::table! {
    advice_offers (venue_id, advice_id, offer_id) {
        venue_id -> Uuid,
        advice_id -> Uuid,
        offer_id -> Uuid,
    }
}

diesel::table! {
    advice_exceptions (venue_id, advice_id, on_date) {
        venue_id -> Uuid,
        advice_id -> Uuid,
        on_date -> Date,
        reason_de -> Text,
        reason_en -> Text,
    }
}

diesel::table! {
    advice_walk_ins (venue_id, advice_id, on_date) {
        venue_id -> Uuid,
        advice_id -> Uuid,
        on_date -> Date,
        count -> Int4,
    }
}

diesel::table! {
    embed_views (venue_id, day, host, kind) {
        venue_id -> Uuid,
        day -> Date,
        host -> Text,
        kind -> Text,
        views -> Int8,
    }
}

diesel::table! {
    appointments (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        advice_id -> Uuid,
        seat -> Int2,
        during -> Tstzrange,
        state -> Text,
        code -> Text,
        offer_id -> Nullable<Uuid>,
        email -> Nullable<Text>,
        name -> Nullable<Text>,
        locale -> Text,
        secret_hash -> Binary,
        hold_expires_at -> Nullable<Timestamptz>,
        hold_extensions -> Int2,
        hold_origin -> Nullable<Binary>,
        confirm_code_hash -> Nullable<Binary>,
        confirm_code_tries -> Int2,
        cancel_reason_de -> Nullable<Text>,
        cancel_reason_en -> Nullable<Text>,
        app_id -> Nullable<Uuid>,
        revision -> Int8,
        created_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        erased_at -> Nullable<Timestamptz>,
        language -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(contingent_desks, desks);
diesel::allow_tables_to_appear_in_same_query!(bookings, booking_desks, changes);
diesel::allow_tables_to_appear_in_same_query!(
    offers,
    offer_texts,
    offer_details,
    offer_versions,
    offer_work,
    offer_images,
    offer_image_copies,
    offer_schedules,
    offer_exceptions,
    offer_dates,
    offer_index
);
diesel::allow_tables_to_appear_in_same_query!(overrides, staff_keys);
diesel::allow_tables_to_appear_in_same_query!(desks, layout_desks, layouts, layout_periods);
diesel::allow_tables_to_appear_in_same_query!(desks, exhibition_desks, furniture_items);

diesel::table! {
    waiting_list (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        place -> Int8,
        state -> Text,
        during -> Tstzrange,
        party_size -> Int2,
        features -> Array<Text>,
        zone -> Nullable<Text>,
        kind -> Nullable<Text>,
        email -> Nullable<Text>,
        name -> Nullable<Text>,
        locale -> Text,
        secret_hash -> Binary,
        booking_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        erased_at -> Nullable<Timestamptz>,
        app_id -> Nullable<Uuid>,
        origin -> Nullable<Binary>,
    }
}

diesel::table! {
    token_keys (id) {
        id -> Uuid,
        public_key -> Binary,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    people (id) {
        id -> Uuid,
        email -> Text,
        created_at -> Timestamptz,
        signed_in_at -> Timestamptz,
    }
}

diesel::table! {
    sign_in_codes (id) {
        id -> Uuid,
        address_hash -> Binary,
        code_hash -> Nullable<Binary>,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        tries -> Int2,
        origin -> Nullable<Binary>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        person_id -> Nullable<Uuid>,
        salt -> Binary,
        generation -> Int4,
        remembered -> Bool,
        created_at -> Timestamptz,
        refreshed_at -> Timestamptz,
        expires_at -> Timestamptz,
        venue_id -> Nullable<Uuid>,
        staff_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    staff_accounts (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        login -> Text,
        name -> Text,
        role -> Text,
        issuer -> Nullable<Text>,
        subject -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        factor_salt -> Nullable<Binary>,
        factor_step -> Int8,
        invitation_hash -> Nullable<Binary>,
        invited_until -> Nullable<Timestamptz>,
        failures -> Int4,
        failed_at -> Nullable<Timestamptz>,
        suspended_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        signed_in_at -> Nullable<Timestamptz>,
        revision -> Int8,
    }
}

diesel::table! {
    staff_recovery_codes (venue_id, staff_id, code_hash) {
        venue_id -> Uuid,
        staff_id -> Uuid,
        code_hash -> Binary,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> Uuid,
        venue_id -> Nullable<Uuid>,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        actor_name -> Nullable<Text>,
        action -> Text,
        subject_id -> Nullable<Text>,
        reason -> Nullable<Text>,
        detail -> Jsonb,
    }
}

diesel::table! {
    apps (id) {
        id -> Uuid,
        name -> Text,
        scopes -> Array<Text>,
        created_at -> Timestamptz,
        suspended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    app_keys (id) {
        id -> Uuid,
        app_id -> Uuid,
        secret_hash -> Binary,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    webhooks (id) {
        id -> Uuid,
        app_id -> Uuid,
        url -> Text,
        events -> Array<Text>,
        generation -> Int4,
        rotated_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        disabled_because -> Nullable<Text>,
        failing_since -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    webhook_deliveries (id) {
        id -> Uuid,
        webhook_id -> Uuid,
        event -> Text,
        booking_id -> Nullable<Uuid>,
        body -> Text,
        created_at -> Timestamptz,
        status -> Text,
        due_at -> Timestamptz,
        attempts -> Int2,
        tried_at -> Nullable<Timestamptz>,
        status_code -> Nullable<Int2>,
        error -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(app_keys, apps);
diesel::allow_tables_to_appear_in_same_query!(sessions, people);
diesel::allow_tables_to_appear_in_same_query!(advice_hours, advice_offers, offers);

diesel::table! {
    feeds (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        name -> Text,
        url -> Nullable<Text>,
        format -> Text,
        every_minutes -> Int4,
        mapping -> Jsonb,
        office -> Text,
        email -> Text,
        publish -> Bool,
        enabled -> Bool,
        revision -> Int8,
        created_at -> Timestamptz,
        state -> Text,
        failing_since -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
        fetched_at -> Nullable<Timestamptz>,
        read_at -> Nullable<Timestamptz>,
        due_at -> Nullable<Timestamptz>,
        claim -> Nullable<Uuid>,
        claimed_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    feed_items (venue_id, feed_id, uid) {
        venue_id -> Uuid,
        feed_id -> Uuid,
        uid -> Text,
        offer_id -> Uuid,
        title -> Text,
        content -> Jsonb,
        written -> Binary,
        held -> Bool,
        released -> Bool,
        seen_at -> Timestamptz,
        gone_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    feed_runs (venue_id, id) {
        venue_id -> Uuid,
        id -> Uuid,
        feed_id -> Uuid,
        at -> Timestamptz,
        trigger -> Text,
        outcome -> Text,
        added -> Int4,
        changed -> Int4,
        removed -> Int4,
        held -> Int4,
        unchanged -> Int4,
        problems -> Jsonb,
        error -> Nullable<Text>,
    }
}
