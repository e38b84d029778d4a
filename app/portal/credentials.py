"""A member of staff's own authenticator app, recovery codes and password. Whoever has an app shows its code before
anything is changed."""

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.policy.errors import NotPermitted, TooManyTries
from app.portal import enrolment
from app.portal.blueprint import bp
from app.portal.login_steps import NOT_ALIKE, WRONG_CODE, WRONG_PASSWORD
from app.portal.schemas import FactorForm, NewPasswordForm
from app.usecases.identity import credentials, people
from app.usecases.identity import login as login_usecase
from app.usecases.identity.credentials import NOT_THE_CODE, Shown
from app.vocabulary import StaffLogin
from app.web.commits import commits
from app.web.fields import load_form
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, current_token, find_login_factor, lacks_factor, login_rules, utc_now
from engine import Bilingual

if TYPE_CHECKING:
    from app.data.models import Person


@bp.get("/account/security")
@requires(Permission.CITIZEN)
def show_security() -> ResponseReturnValue:
    """What is set up."""
    return _security_page(_member_of_staff(), {})


@bp.post("/account/security/factor")
@requires(Permission.CITIZEN)
@commits
def show_factor() -> ResponseReturnValue:
    """Show the code of the app in this session: what wants it is open from now on."""
    person = _member_of_staff()
    errors = _factor_faults(person)
    if errors:
        return _security_page(person, errors), 422
    flash(t("کد درست بود.", "The code was right."), "good")
    return redirect(url_for("portal.show_security"), 303)


@bp.get("/account/security/app")
@requires(Permission.CITIZEN)
def show_enrolment() -> ResponseReturnValue:
    """Set up an app."""
    person = _member_of_staff()
    if _has_to_show(person):
        return redirect(url_for("portal.show_security"), 303)
    return enrolment.enrolment_page(person.name, {}, in_login=False)


@bp.post("/account/security/app")
@requires(Permission.CITIZEN)
@commits
def enrol_app() -> ResponseReturnValue:
    """Take the app, in place of any other."""
    person = _member_of_staff()
    if _has_to_show(person):
        return redirect(url_for("portal.show_security"), 303)
    loaded, errors = load_form(FactorForm())
    codes = () if errors else enrolment.enrol(person.id, loaded["code"])
    if not codes:
        return enrolment.enrolment_page(person.name, errors or {"code": NOT_THE_CODE}, in_login=False), 422
    credentials.note_factor_shown(current_token(), now=utc_now())
    return enrolment.recovery_codes_page(codes, onward=url_for("portal.show_security"))


@bp.post("/account/security/recovery-codes")
@requires(Permission.CITIZEN)
@commits
def renew_recovery_codes() -> ResponseReturnValue:
    """New recovery codes."""
    person = _member_of_staff()
    if _has_to_show(person) or credentials.credentials_of(person.id).app_since is None:
        return redirect(url_for("portal.show_security"), 303)
    codes = credentials.renew_recovery_codes(person.id)
    return enrolment.recovery_codes_page(codes, onward=url_for("portal.show_security"))


@bp.get("/account/security/password")
@requires(Permission.CITIZEN)
def show_password() -> ResponseReturnValue:
    """Choose a password."""
    return _password_page(_member_of_staff(), {})


@bp.post("/account/security/password")
@requires(Permission.CITIZEN)
@commits
def change_password() -> ResponseReturnValue:
    """Have another password."""
    person = _member_of_staff()
    if _has_to_show(person):
        return redirect(url_for("portal.show_security"), 303)
    loaded, errors = load_form(NewPasswordForm())
    errors = errors or _password_faults(person, loaded["current"], loaded["password"], loaded["again"])
    if errors:
        return _password_page(person, errors), 422
    flash(t("گذرواژه عوض شد.", "The password was changed."), "good")
    return redirect(url_for("portal.show_security"), 303)


def _password_faults(person: "Person", current: str, password: str, again: str) -> dict[str, Bilingual]:
    if password != again:
        return {"again": NOT_ALIKE}
    if credentials.credentials_of(person.id).password_since is not None:
        found = credentials.show_password(person.id, current, now=utc_now())
        if found is not Shown.RIGHT:
            return {"current": TooManyTries().message if found is Shown.TOO_MANY else WRONG_PASSWORD}
    fault = credentials.set_password(person, password, now=utc_now())
    return {"password": fault} if fault else {}


def _factor_faults(person: "Person") -> dict[str, Bilingual]:
    loaded, errors = load_form(FactorForm())
    if errors:
        return errors
    found = credentials.show_factor(person.id, loaded["code"], now=utc_now())
    if found is Shown.RIGHT:
        credentials.note_factor_shown(current_token(), now=utc_now())
        return {}
    return {"code": TooManyTries().message if found is Shown.TOO_MANY else WRONG_CODE}


def _member_of_staff() -> "Person":
    """The person who is logged in, with whatever of their seats is held back until they have shown a second factor.
    Raises NotPermitted for whoever holds none: a citizen who lost their app could be helped by nobody."""
    person = people.get(current_actor().person_id)
    if not login_usecase.actor_for(person, now=utc_now()).seats:
        raise NotPermitted
    return person


def _has_to_show(person: "Person") -> bool:
    """Whether the person has an app and hasn't shown its code in this session for a while."""
    shown_at = find_login_factor()
    is_fresh = shown_at is not None and shown_at + credentials.FRESH > utc_now()
    return not is_fresh and credentials.credentials_of(person.id).app_since is not None


def _security_page(person: "Person", errors: dict[str, Bilingual]) -> str:
    return render_template(
        "portal/security.html",
        errors=errors,
        found=credentials.credentials_of(person.id),
        has_to_show=_has_to_show(person),
        lacks_factor=lacks_factor(),
        has_passwords=login_rules().login is StaffLogin.PASSWORD,
    )


def _password_page(person: "Person", errors: dict[str, Bilingual]) -> str:
    has_password = credentials.credentials_of(person.id).password_since is not None
    return render_template("portal/new-password.html", errors=errors, in_login=False, has_password=has_password)
