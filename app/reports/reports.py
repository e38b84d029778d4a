"""`/reports`: the manager's report as a page, a spreadsheet and CSV, all of the same criteria."""

from io import BytesIO

from flask import Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.reports.blueprint import bp
from app.reports.query import RequestedReport, jalali_text, quick_choices, requested_report
from app.usecases.reports import performance, report_export
from app.usecases.reports.performance import Choices, GroupBy, Report, SortBy
from app.web.language import current_language, in_language, t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from engine import Bilingual

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: more bars than this say nothing
MOST_BARS = 24


@bp.get("/reports")
@requires(Permission.REPORT)
def show_report() -> ResponseReturnValue:
    """The report, or what is wrong with the filters."""
    by = current_actor()
    choices = performance.choices_for(by)
    requested = requested_report(by, choices)
    report = None if requested.errors else performance.make_report(requested.query, by=by, now=utc_now())
    page = _page(requested, choices, report)
    return page, 422 if requested.errors else 200


@bp.get("/reports/report.xlsx")
@requires(Permission.REPORT)
def download_xlsx() -> ResponseReturnValue:
    """The report as a workbook."""
    by = current_actor()
    choices = performance.choices_for(by)
    requested = requested_report(by, choices)
    if requested.errors:
        return _page(requested, choices, None), 422
    report = performance.make_report(requested.query, by=by, now=utc_now())
    content = report_export.report_xlsx(report, current_language(), narrowed=_narrowed(report, choices))
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name="report.xlsx", max_age=0)


@bp.get("/reports/report.csv")
@requires(Permission.REPORT)
def download_csv() -> ResponseReturnValue:
    """The report as CSV."""
    by = current_actor()
    choices = performance.choices_for(by)
    requested = requested_report(by, choices)
    if requested.errors:
        return _page(requested, choices, None), 422
    report = performance.make_report(requested.query, by=by, now=utc_now())
    lines = b"".join(report_export.report_csv(report, current_language()))
    headers = {"Content-Disposition": "attachment; filename=report.csv", "Cache-Control": "no-store"}
    return Response(lines, mimetype="text/csv; charset=utf-8", headers=headers)


def _page(requested: RequestedReport, choices: Choices, report: Report | None) -> str:
    kept = {name: value for name, value in request.args.items() if name not in ("from", "to", "lang")}
    quick = [
        (in_language(name), _address(kept, period.first, period.last), period == requested.query.period)
        for name, period in quick_choices()
    ]
    known = report.known if report else None
    return render_template(
        "reports/report.html",
        requested=requested,
        faults=[(in_language(message), field) for field, message in requested.errors.items()],
        choices=choices,
        service_options=[(s.id, Bilingual(s.title_fa, s.title_en)) for s in choices.services],
        unit_options=[(u.id, Bilingual(u.name_fa, u.name_en)) for u in choices.units],
        report=report,
        quick=quick,
        group_names=report_export.GROUP_NAMES,
        levels=performance.LEVELS,
        channels=performance.CHANNELS,
        first=jalali_text(requested.query.period.first),
        last=jalali_text(requested.query.period.last),
        period=report_export.period_words(requested.query.period, current_language()),
        period_before=report_export.period_words(requested.query.period.before(), current_language()),
        narrowed=_narrowed(report, choices) if report else "",
        known_url=_address(kept, *known) if known else None,
        downloads={k: v for k, v in request.args.items() if k != "lang"},
        columns=_columns(requested),
        chart=_chart(report) if report else None,
    )


def _columns(requested: RequestedReport) -> dict[str, tuple[str, str | None]]:
    """For each column the address that sorts by it (or turns the order round), and how it is sorted now."""
    query = requested.query
    sorted_by = query.sort or (SortBy.NAME if query.by is GroupBy.MONTH else SortBy.ACCEPTED)
    ascending = query.ascending or (query.sort is None and sorted_by is SortBy.NAME)
    kept = {name: value for name, value in request.args.items() if name not in ("sort", "order", "lang")}
    columns: dict[str, tuple[str, str | None]] = {}
    for column in SortBy:
        here = column is sorted_by
        # names begin with the first letter, measures with the largest
        upwards = not ascending if here else column is SortBy.NAME
        address = url_for("reports.show_report", **kept, sort=column.value, order="asc" if upwards else None)  # type: ignore[arg-type]  # url_for's own keywords are never among them
        columns[column.value] = address, ("ascending" if ascending else "descending") if here else None
    return columns


def _address(kept: dict[str, str], first: object, last: object) -> str:
    return url_for("reports.show_report", **{**kept, "from": jalali_text(first), "to": jalali_text(last)})  # type: ignore[arg-type]  # both are days; url_for takes any


def _narrowed(report: Report, choices: Choices) -> str:
    query = report.query
    names = [Bilingual(s.title_fa, s.title_en) for s in choices.services if s.id == query.service_id]
    names += [Bilingual(u.name_fa, u.name_en) for u in choices.units if u.id == query.unit_id]
    names += [name for slug, name in choices.provinces if slug == query.province]
    return report_export.narrowed_words(report, current_language(), names)


def _chart(report: Report) -> dict[str, object]:
    rows = report.rows[-MOST_BARS:] if report.query.by is GroupBy.MONTH else report.rows[:MOST_BARS]
    return {
        "type": "bar",
        "labels": [in_language(row.label) for row in rows],
        "series": [
            {"label": t("پذیرفته در دوره", "Accepted"), "values": [r.figures.counted.accepted for r in rows]},
            {"label": t("پاسخ‌داده در دوره", "Answered"), "values": [r.figures.answered_in_period for r in rows]},
        ],
        "stacked": False,
    }
