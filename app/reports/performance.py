"""`/services/<id>/performance`: what everybody may know about how long a service really takes."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.reports.blueprint import bp
from app.usecases.reports import performance, report_export
from app.web.language import current_language
from app.web.permissions import requires
from app.web.session import utc_now


@bp.get("/services/<service_id>/performance")
@requires(Permission.PUBLIC)
def show_performance(service_id: str) -> ResponseReturnValue:
    """The last twelve months of a service."""
    found = performance.service_performance(service_id, utc_now())
    return render_template(
        "reports/performance.html",
        found=found,
        counted=found.figures.counted,
        period=report_export.period_words(found.period, current_language()),
    )
