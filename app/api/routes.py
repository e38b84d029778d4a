"""The routes of the API that only read. What other systems send is in `messages`."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from werkzeug.exceptions import UnprocessableEntity

from app.api.schemas import PackageSchema, ServiceSummary, StageSchema, TrackedSchema, TrackQuery
from app.policy.access import Permission
from app.usecases.background import health
from app.usecases.cases import case_file, tracking
from app.usecases.cases.errors import TrackingFailed
from app.usecases.services import catalogue
from app.web.commits import commits
from app.web.permissions import requires
from app.web.session import client_address, utc_now

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.get("/health")
@requires(Permission.PUBLIC)
def show_health() -> ResponseReturnValue:
    """Whether the desk works: the database answers, and nothing that is due has waited too long. Broken histories
    and wrong tallies don't take it out of service, but somebody must look."""
    state = health.check(now=utc_now())
    return jsonify(
        database=state.database,
        oldest_due_seconds=state.oldest_due_seconds,
        broken_histories=state.broken_histories,
        wrong_tallies=state.wrong_tallies,
        ok=state.ok,
    ), (200 if state.ok else 503)


@bp.get("/services")
@requires(Permission.PUBLIC)
def list_services() -> ResponseReturnValue:
    """The catalogue; `q` searches it."""
    found = catalogue.search(request.args.get("q", ""))
    return jsonify(services=ServiceSummary(many=True).dump(found))


@bp.get("/services/<service_id>")
@requires(Permission.PUBLIC)
def show_service(service_id: str) -> ResponseReturnValue:
    """The information package of a service."""
    return jsonify(PackageSchema().dump(catalogue.package_of(service_id)))


@bp.post("/track")
@requires(Permission.PUBLIC)
@commits
def track() -> ResponseReturnValue:
    """The state of a request by tracking code and second factor. Tries are counted, so this commits either way."""
    try:
        query = TrackQuery().load(request.get_json(silent=True) or {})
    except ValidationError as error:
        raise UnprocessableEntity("code and last_digits are needed, and nothing else") from error
    try:
        case = tracking.track(**query, address=client_address(), now=utc_now())
    except TrackingFailed as failed:
        return jsonify(type="about:blank", title=failed.message.en, status=404, code=failed.code), 404
    stages = StageSchema(many=True).dump(case_file.stages_of(case))
    return jsonify({**TrackedSchema().dump(case), "stages": stages})
