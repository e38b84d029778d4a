"""Following a request without logging in, and proving a letter genuine."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.policy.errors import TooManyTries
from app.portal.blueprint import bp
from app.portal.schemas import TrackForm, VerifyForm
from app.usecases.answers import verification
from app.usecases.cases import case_file, tracking
from app.usecases.cases.errors import TrackingFailed
from app.usecases.promises import explanation
from app.web.commits import commits, only_reads
from app.web.fields import load_form
from app.web.permissions import requires
from app.web.session import client_address, utc_now
from forms import Bilingual


@bp.get("/track")
@requires(Permission.PUBLIC)
def track() -> ResponseReturnValue:
    """Ask for the code and the second factor."""
    return _track_page({"code": request.args.get("code", "")}, {})


@bp.post("/track")
@requires(Permission.PUBLIC)
@commits
def show_tracked() -> ResponseReturnValue:
    """The stages and dates of a request, and nothing else. Tries are counted, so this commits either way."""
    loaded, errors = load_form(TrackForm())
    if errors:
        return _track_page(request.form, errors), 422
    try:
        case = tracking.track(
            code=loaded["code"], last_digits=loaded["last_digits"], address=client_address(), now=utc_now()
        )
    except TooManyTries as refused:
        return _track_page(request.form, {"code": refused.message}), 429
    except TrackingFailed as failed:
        return _track_page(request.form, {"code": failed.message}), 404
    stages, waiting = case_file.stages_of(case), case_file.waiting_stages(case)
    left = explanation.days_left(case, now=utc_now())
    return render_template("portal/tracked.html", case=case, stages=stages, waiting=waiting, days_left=left)


@bp.get("/verify")
@requires(Permission.PUBLIC)
def verify() -> ResponseReturnValue:
    """Ask for the verification code that stands on a letter."""
    typed = request.args.get("code", "")
    if typed and not VerifyForm().validate({"code": typed}):
        return redirect(url_for("portal.show_verified", code=verification.normalised(typed)), 303)
    return render_template("portal/verify.html", typed=typed)


@bp.get("/verify/<code>")
@requires(Permission.PUBLIC)
def show_verified(code: str) -> ResponseReturnValue:
    """Whether a letter of this code was issued, and what it says at its head."""
    letter = verification.find_letter(code)
    return render_template("portal/verified.html", letter=letter, code=code), 200 if letter else 404


@bp.post("/verify/file")
@only_reads
@requires(Permission.PUBLIC)
def verify_file() -> ResponseReturnValue:
    """Whether an uploaded PDF is a letter of this desk, unchanged."""
    sent = request.files.get("letter")
    if sent is None or not sent.filename:
        return render_template("portal/verify.html", typed="", fault=CHOOSE_FILE), 422
    verdict = verification.verify_file(sent.stream.read(verification.LARGEST + 1))
    return render_template("portal/verified-file.html", verdict=verdict, name=sent.filename)


CHOOSE_FILE = Bilingual("فایل PDF نامه را انتخاب کنید.", "Choose the PDF file of the letter.")


def _track_page(typed: object, errors: dict[str, Bilingual]) -> str:
    return render_template("portal/track.html", typed=typed, errors=errors)
