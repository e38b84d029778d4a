"""Outside production only: the local outbox that shows the SMS nobody sends, and the other agency that the desk plays
itself, so that inquiries go over real HTTP. Never registered in production."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.usecases.notices import code_messages
from app.web.commits import only_reads
from app.web.permissions import requires

bp = Blueprint("development", __name__, template_folder="templates", url_prefix="/development")
agency = Blueprint("agency", __name__, url_prefix="/development/agency")


@bp.get("/outbox")
@requires(Permission.PUBLIC)
def outbox() -> ResponseReturnValue:
    """The latest messages, newest first."""
    return render_template("portal/outbox.html", notices=code_messages.latest())


@agency.post("/identity")
@only_reads
@requires(Permission.PUBLIC)
def answer_identity() -> ResponseReturnValue:
    """What a registry would say: numbers of national ids that end in 9 belong to somebody else, others match. It knows
    everybody by the same names."""
    asked = request.get_json(silent=True)
    national_id = str(asked.get("national_id") or "") if isinstance(asked, dict) else ""
    if len(national_id) != 10:
        return jsonify(error="national_id is missing"), 422
    if national_id.endswith("9"):
        return jsonify(matches=False)
    names = {"first_name": "نمونه", "last_name": f"شهروند {national_id[-4:]}", "father_name": "حسین"}
    return jsonify(matches=True, birth_date="1990-05-14", **names)


@agency.post("/inquiry")
@only_reads
@requires(Permission.PUBLIC)
def answer_inquiry() -> ResponseReturnValue:
    """What another agency would answer: people whose national id ends in 9 owe taxes, the others don't."""
    asked = request.get_json(silent=True)
    national_id = str(asked.get("national_id") or "") if isinstance(asked, dict) else ""
    if len(national_id) != 10:
        return jsonify(error="national_id is missing"), 422
    status = "debt" if national_id.endswith("9") else "clear"
    return jsonify(status=status, reference=f"TAX-{request.headers.get('Idempotency-Key', '')[-8:].upper()}")
