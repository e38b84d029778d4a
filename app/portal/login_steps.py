"""What members of staff show after the code by SMS: a password, the code of their app; and what they set up on the way.

What was shown so far stands in the browser's signed cookie. A copy of it opens nothing that wasn't shown: whether an
app or a password is wanted is asked of the database at each step."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.policy.errors import TooManyTries
from app.portal import enrolment
from app.portal.arrival import landing
from app.portal.blueprint import bp
from app.portal.schemas import FactorForm, NewPasswordForm, PasswordForm
from app.usecases.identity import credentials, login_steps, people
from app.usecases.identity import login as login_usecase
from app.usecases.identity.credentials import NOT_THE_CODE, Shown
from app.usecases.identity.login_steps import Step
from app.web.commits import commits
from app.web.fields import load_form
from app.web.known_device import mark_device
from app.web.permissions import requires
from app.web.session import current_token, login_rules, remember_login, session_limits, utc_now
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Person
    from app.usecases.identity.login import NewSession

#: of the browser's signed cookie
SHOWN = "shown_at_login"
#: so long after the code by SMS the rest is to be shown
LIFE: Final = timedelta(minutes=15)
WRONG_PASSWORD = Bilingual("گذرواژه درست نیست.", "The password isn't right.")
NOT_ALIKE = Bilingual("این دو گذرواژه یکی نیستند.", "The two passwords aren't the same.")
WRONG_CODE = Bilingual(
    "کد درست نیست، یا همین کد پیش‌تر به کار رفته است. کد بعدی برنامه را بنویسید.",
    "The code isn't right, or was used before. Enter the next one that the app shows.",
)


@dataclass(frozen=True, slots=True)
class ShownSoFar:
    """Whose login is under way, since when, and what they have shown beside the code by SMS."""

    person_id: UUID
    since: datetime
    keeps: bool
    next: str
    has_password: bool = False
    has_factor: bool = False

    def kept(self) -> dict[str, Any]:
        """As it stands in the cookie."""
        return asdict(self) | {"person_id": self.person_id.hex, "since": self.since.timestamp()}


def go_on(shown: ShownSoFar) -> ResponseReturnValue:
    """Ask for what is wanted next, or open the session."""
    person = people.get(shown.person_id)
    if _next_step(person, shown) is not None:
        session[SHOWN] = shown.kept()
        return redirect(url_for("portal.show_login_step"), 303)
    opened = _open(person, shown)
    return _arrived(make_response(redirect(landing(shown.next, opened.actor), 303)), opened, shown)


@bp.get("/login/step")
@requires(Permission.PUBLIC)
def show_login_step() -> ResponseReturnValue:
    """What is asked for next."""
    shown = _shown_so_far()
    if shown is None:
        return redirect(url_for("portal.login"), 303)
    person = people.get(shown.person_id)
    step = _next_step(person, shown)
    return PAGES[step](person, {}) if step else redirect(url_for("portal.login"), 303)


@bp.post("/login/step")
@requires(Permission.PUBLIC)
@commits
def confirm_login_step() -> ResponseReturnValue:
    """Show it, or set it up. Wrong tries are counted, so this commits either way."""
    shown = _shown_so_far()
    if shown is None:
        return redirect(url_for("portal.login"), 303)
    person = people.get(shown.person_id)
    step = _next_step(person, shown)
    return STEPS[step](person, shown) if step else redirect(url_for("portal.login"), 303)


def _confirm_password(person: "Person", shown: ShownSoFar) -> ResponseReturnValue:
    loaded, errors = load_form(PasswordForm())
    if errors:
        return _password_page(person, errors), 422
    found = credentials.show_password(person.id, loaded["password"], now=utc_now())
    if found is not Shown.RIGHT:
        return _refused(_password_page, person, found, {"password": WRONG_PASSWORD})
    return go_on(replace(shown, has_password=True))


def _confirm_factor(person: "Person", shown: ShownSoFar) -> ResponseReturnValue:
    loaded, errors = load_form(FactorForm())
    if errors:
        return _factor_page(person, errors), 422
    found = credentials.show_factor(person.id, loaded["code"], now=utc_now())
    if found is not Shown.RIGHT:
        return _refused(_factor_page, person, found, {"code": WRONG_CODE})
    return go_on(replace(shown, has_factor=True))


def _set_password(person: "Person", shown: ShownSoFar) -> ResponseReturnValue:
    loaded, errors = load_form(NewPasswordForm())
    if not errors and loaded["password"] != loaded["again"]:
        errors = {"again": NOT_ALIKE}
    fault = None if errors else credentials.set_password(person, loaded["password"], now=utc_now())
    if fault is not None:
        errors = {"password": fault}
    if errors:
        return _new_password_page(person, errors), 422
    return go_on(replace(shown, has_password=True))


def _enrol(person: "Person", shown: ShownSoFar) -> ResponseReturnValue:
    """The session is opened with the recovery codes on the page: nobody sees them again."""
    loaded, errors = load_form(FactorForm())
    codes = () if errors else enrolment.enrol(person.id, loaded["code"])
    if not codes:
        return _enrolment_page(person, errors or {"code": NOT_THE_CODE}), 422
    shown = replace(shown, has_factor=True)
    if _next_step(person, shown) is not None:
        session[SHOWN] = shown.kept()
        return enrolment.recovery_codes_page(codes, onward=url_for("portal.show_login_step"))
    opened = _open(person, shown)
    page = enrolment.recovery_codes_page(codes, onward=landing(shown.next, opened.actor))
    return _arrived(make_response(page), opened, shown)


def _refused(
    page: "Callable[[Person, dict[str, Bilingual]], str]",
    person: "Person",
    found: Shown,
    errors: dict[str, Bilingual],
) -> ResponseReturnValue:
    if found is Shown.TOO_MANY:
        return page(person, dict.fromkeys(errors, TooManyTries().message)), 429
    return page(person, errors), 422


def _next_step(person: "Person", shown: ShownSoFar) -> Step | None:
    actor = login_usecase.actor_for(person, now=utc_now())
    return login_steps.next_step(
        actor, has_password=shown.has_password, has_factor=shown.has_factor, rules=login_rules()
    )


def _shown_so_far() -> ShownSoFar | None:
    """What this browser has shown, if that isn't long ago."""
    kept = session.get(SHOWN)
    if kept is None:
        return None
    since = datetime.fromtimestamp(kept["since"], tz=UTC)
    if since + LIFE <= utc_now():
        session.pop(SHOWN)
        return None
    return ShownSoFar(**kept | {"person_id": UUID(kept["person_id"]), "since": since})


def _open(person: "Person", shown: ShownSoFar) -> "NewSession":
    if current_token():
        login_usecase.log_out(current_token())  # nobody could end it any more
    session.pop(SHOWN, None)
    return login_usecase.open_session(
        person,
        user_agent=request.user_agent.string,
        now=utc_now(),
        life=session_limits().life,
        has_factor=shown.has_factor,
    )


def _arrived(response: Any, opened: "NewSession", shown: ShownSoFar) -> ResponseReturnValue:
    remember_login(response, opened, keeps=shown.keeps)
    mark_device(response, opened.actor.person_id, keeps=shown.keeps)
    answer: ResponseReturnValue = response
    return answer


def _password_page(_person: "Person", errors: dict[str, Bilingual]) -> str:
    return render_template("portal/login-password.html", errors=errors)


def _new_password_page(_person: "Person", errors: dict[str, Bilingual]) -> str:
    return render_template("portal/new-password.html", errors=errors, in_login=True, has_password=False)


def _factor_page(_person: "Person", errors: dict[str, Bilingual]) -> str:
    return render_template("portal/login-factor.html", errors=errors)


def _enrolment_page(person: "Person", errors: dict[str, Bilingual]) -> str:
    return enrolment.enrolment_page(person.name, errors, in_login=True)


PAGES: Final = {
    Step.PASSWORD: _password_page,
    Step.FACTOR: _factor_page,
    Step.NEW_PASSWORD: _new_password_page,
    Step.ENROLMENT: _enrolment_page,
}
STEPS: Final = {
    Step.PASSWORD: _confirm_password,
    Step.FACTOR: _confirm_factor,
    Step.NEW_PASSWORD: _set_password,
    Step.ENROLMENT: _enrol,
}
