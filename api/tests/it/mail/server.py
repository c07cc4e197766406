"""A real SMTP server for the tests of the mails, and a second reader of what they say.

Prints its port, then one JSON object a mail: what a mail program would show of it. Wants a user and a
password; refuses the mailbox "unknown" for good and "busy" at its first try.
"""

import asyncio
import email
import email.policy
import json
import logging
import warnings

import icalendar
from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    tries = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        box = address.split("@")[0]
        if box == "unknown":
            return f"550 5.1.1 <{address}>: no such mailbox"
        if box == "busy" and not self.tries.setdefault(address, 0):
            self.tries[address] += 1
            return f"451 4.3.0 <{address}>: try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(
            {
                "to": envelope.rcpt_tos,
                "headers": {name.lower(): str(value) for name, value in mail.items()},
                "parts": [
                    {"type": part.get_content_type(), "method": part.get_param("method"), "text": part.get_content()}
                    for part in mail.walk()
                    if not part.is_multipart()
                ],
                "events": [event for part in mail.walk() for event in events(part)],
            }
        )
        return "250 taken"


def events(part):
    if part.get_content_type() != "text/calendar":
        return []
    calendar = icalendar.Calendar.from_ical(part.get_content())
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def authenticate(server, session, envelope, mechanism, data):
    known = data.login == b"rathaus" and data.password == b"geheim/1"
    # Not handled: the server itself is to answer with 535.
    return AuthResult(success=known, handled=known)


def say(what):
    print(json.dumps(what), flush=True)


async def main():
    def session():
        return SMTP(
            Handler(), hostname="localhost", authenticator=authenticate, auth_required=True, auth_require_tls=False
        )

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    say({"port": server.sockets[0].getsockname()[1]})
    await server.serve_forever()


# A password without TLS is what the test is about, and it stays on this machine.
warnings.simplefilter("ignore")
logging.disable(logging.ERROR)
asyncio.run(main())
