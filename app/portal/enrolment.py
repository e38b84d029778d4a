"""Setting up an authenticator app: the secret that is offered, and the recovery codes, which are shown once."""

from uuid import UUID, uuid4

import segno
from flask import render_template, session

from app.policy import totp
from app.usecases.identity import credentials
from app.web.session import utc_now
from engine import Bilingual

#: of the browser's signed cookie: the id of the secret that is offered. The secret itself takes the desk's key too
OFFERED = "offered_app"


def offered_secret() -> UUID:
    """The secret that this browser is offered, the same until it is taken."""
    if OFFERED not in session:
        session[OFFERED] = uuid4().hex
    return UUID(session[OFFERED])


def enrol(person_id: UUID, code: str) -> tuple[str, ...]:
    """Take the app that holds the offered secret; the recovery codes, or nothing where the code is wrong."""
    made = credentials.enrol(person_id, secret_id=offered_secret(), code=code, now=utc_now())
    if made:
        session.pop(OFFERED)
    return made


def enrolment_page(name: str, errors: dict[str, Bilingual], *, in_login: bool) -> str:
    """The QR code and the box for the first code. `name`: of the person, as the app lists it."""
    address = credentials.app_address(offered_secret(), name=name)
    return render_template(
        "portal/enrolment.html",
        errors=errors,
        picture=segno.make_qr(address, error="m").svg_data_uri(border=2, scale=5, light="white"),
        address=address,
        secret=totp.shown(credentials.secret_of(offered_secret())),
        in_login=in_login,
    )


def recovery_codes_page(codes: tuple[str, ...], *, onward: str) -> str:
    """The recovery codes, the only time that they are shown; `onward`: where to go when they are kept."""
    return render_template("portal/recovery-codes.html", codes=codes, onward=onward)
