"""A person's own account: how the desk knows them, and where they are logged in; citizens and staff alike."""

from flask import flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.portal.blueprint import bp
from app.usecases.identity import assurance, sessions
from app.vocabulary import Assurance
from app.web.commits import commits
from app.web.devices import device_words
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, current_token, forget_login, session_limits, utc_now


@bp.get("/account/identity")
@requires(Permission.CITIZEN)
def show_identity() -> ResponseReturnValue:
    """How far the desk knows this person, how it came to that, and what would raise it."""
    standing = assurance.own_standing(by=current_actor())
    return render_template(
        "portal/identity.html",
        person=standing.person,
        level=standing.level,
        reached=standing.reached,
        is_seen=standing.level.reaches(Assurance.SEEN),
    )


@bp.get("/account/sessions")
@requires(Permission.CITIZEN)
def list_sessions() -> ResponseReturnValue:
    """The browsers in which this person is logged in."""
    limits, by = session_limits(), current_actor()
    found = sessions.list_open(token=current_token(), limits=limits, by=by, now=utc_now())
    return render_template(
        "portal/sessions.html",
        sessions=[(one, device_words(one.user_agent)) for one in found],
        idle=limits.idle_of(by),
        life=limits.life,
    )


@bp.post("/account/sessions/<mark>/end")
@requires(Permission.CITIZEN)
@commits
def end_session(mark: str) -> ResponseReturnValue:
    """Log out in another browser."""
    sessions.end(mark, by=current_actor())
    flash(t("آن نشست پایان یافت.", "That session has ended."), "good")
    return redirect(url_for("portal.list_sessions"), 303)


@bp.post("/account/sessions/end-all")
@requires(Permission.CITIZEN)
@commits
def end_all_sessions() -> ResponseReturnValue:
    """Log out everywhere, here too."""
    sessions.end_all(by=current_actor())
    session.clear()
    flash(t("از همهٔ مرورگرها خارج شدید.", "You are signed out everywhere."), "good")
    response = make_response(redirect(url_for("portal.home"), 303))
    forget_login(response)
    return response
