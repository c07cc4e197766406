-- What leaves the process is written here in the transaction that causes it and sent by a worker.
-- Recipient and bodies are wiped as soon as a mail is sent.
CREATE TABLE outbox (
    venue_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    recipient text,
    locale text NOT NULL,
    subject text,
    body_text text,
    body_html text,
    calendar_method text,
    calendar_ics text,
    sent_at timestamptz,
    failed text,
    CONSTRAINT outbox_pkey PRIMARY KEY (venue_id, id),
    CONSTRAINT outbox_venue_fkey FOREIGN KEY (venue_id) REFERENCES venues (id),
    CONSTRAINT outbox_whole_check CHECK (
        sent_at IS NOT NULL OR failed IS NOT NULL
        OR (recipient IS NOT NULL AND subject IS NOT NULL AND body_text IS NOT NULL AND body_html IS NOT NULL)
    ),
    CONSTRAINT outbox_calendar_check CHECK ((calendar_method IS NULL) = (calendar_ics IS NULL)),
    CONSTRAINT outbox_locale_check CHECK (locale IN ('de', 'en')),
    CONSTRAINT outbox_attempts_check CHECK (attempts >= 0)
);
CREATE INDEX outbox_due_idx ON outbox (due_at) WHERE sent_at IS NULL AND failed IS NULL;
