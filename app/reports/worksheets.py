"""`/worksheets`: what the evaluator sees, remarks and takes away."""

from io import BytesIO
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.policy.reporting import Period
from app.reports.blueprint import bp
from app.reports.query import asked_period, jalali_text, quick_choices
from app.reports.reports import XLSX
from app.reports.schemas import RemarkForm
from app.usecases.evaluation import worksheet_export, worksheets
from app.usecases.evaluation.indicator_texts import TITLES, VERDICTS, IndicatorResult
from app.usecases.evaluation.worksheets import Sheet
from app.usecases.reports.report_export import period_words
from app.vocabulary import Indicator
from app.web.commits import commits
from app.web.fields import load_form
from app.web.language import current_language, in_language
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from engine import Bilingual

#: the drawing and the tone beside the words of a verdict
MARKS = {
    IndicatorResult.MET: ("good", "done"),
    IndicatorResult.PARTLY: ("wait", "wait"),
    IndicatorResult.NOT_MET: ("bad", "bad"),
    IndicatorResult.NOT_YET: ("quiet", "clock"),
}


@bp.get("/worksheets")
@requires(Permission.EVALUATE)
def list_worksheets() -> ResponseReturnValue:
    """The services with how many of the thirteen indicators are met by measurement."""
    period, errors = asked_period()
    sheets = [] if errors else worksheets.list_worksheets(period, by=current_actor(), now=utc_now())
    page = render_template(
        "reports/worksheets.html",
        sheets=sheets,
        whole=len(Indicator),
        IndicatorResult=IndicatorResult,
        **_frame(period, errors),
    )
    return page, 422 if errors else 200


@bp.get("/worksheets/<service_id>")
@requires(Permission.EVALUATE)
def show_worksheet(service_id: str) -> ResponseReturnValue:
    """One worksheet."""
    period, errors = asked_period()
    sheet = worksheets.worksheet_of(service_id, period, by=current_actor(), now=utc_now())
    page = render_template(
        "reports/worksheet.html",
        sheet=sheet,
        IndicatorResult=IndicatorResult,
        address=lambda endpoint: _address(endpoint, service_id, period),
        **_frame(period, errors, service_id=service_id),
    )
    return page, 422 if errors else 200


@bp.get("/worksheets/<service_id>/worksheet.pdf")
@requires(Permission.EVALUATE)
def download_worksheet_pdf(service_id: str) -> ResponseReturnValue:
    """The worksheet as PDF."""
    content = worksheet_export.worksheet_pdf(_asked_sheet(service_id), current_language())
    return _file(content, "application/pdf", f"worksheet-{service_id}.pdf")


@bp.get("/worksheets/<service_id>/worksheet.xlsx")
@requires(Permission.EVALUATE)
def download_worksheet_xlsx(service_id: str) -> ResponseReturnValue:
    """The worksheet as a workbook."""
    content = worksheet_export.worksheet_xlsx(_asked_sheet(service_id), current_language())
    return _file(content, XLSX, f"worksheet-{service_id}.xlsx")


@bp.get("/worksheets/<service_id>/remarks/<indicator>")
@requires(Permission.EVALUATE)
def edit_remark(service_id: str, indicator: str) -> ResponseReturnValue:
    """The form for a remark beside one indicator."""
    period, _ = asked_period()
    return _remark_page(service_id, _indicator(indicator), period, typed=None, errors={})


@bp.post("/worksheets/<service_id>/remarks/<indicator>")
@requires(Permission.EVALUATE)
@commits
def save_remark(service_id: str, indicator: str) -> ResponseReturnValue:
    """Write a remark; the measured fact stays as it is."""
    named = _indicator(indicator)
    period, _ = asked_period()
    loaded, errors = load_form(RemarkForm())
    if errors:
        return _remark_page(service_id, named, period, typed=request.form.get("text", ""), errors=errors), 422
    worksheets.remark(service_id=service_id, indicator=named, text=loaded["text"], by=current_actor(), now=utc_now())
    return redirect(_address("reports.show_worksheet", service_id, period) + f"#{named.value}", 303)


def _remark_page(
    service_id: str, indicator: Indicator, period: Period, *, typed: str | None, errors: dict[str, Bilingual]
) -> str:
    sheet = worksheets.worksheet_of(service_id, period, by=current_actor(), now=utc_now())
    line = next(one for one in sheet.lines if one.measured.indicator is indicator)
    return render_template(
        "reports/remark.html",
        sheet=sheet,
        line=line,
        typed=typed if typed is not None else (line.remark.text if line.remark else ""),
        errors=errors,
        faults=[(in_language(message), field) for field, message in errors.items()],
        back=_address("reports.show_worksheet", service_id, period) + f"#{indicator.value}",
        verdicts=VERDICTS,
    )


def _asked_sheet(service_id: str) -> Sheet:
    period, errors = asked_period()
    if errors:
        abort(404)
    return worksheets.worksheet_of(service_id, period, by=current_actor(), now=utc_now())


def _indicator(name: str) -> Indicator:
    try:
        return Indicator(name)
    except ValueError:
        abort(404)


def _frame(period: Period, errors: dict[str, Bilingual], *, service_id: str | None = None) -> dict[str, object]:
    """What both pages show around their table: the period and its boxes."""
    endpoint = "reports.show_worksheet" if service_id else "reports.list_worksheets"
    return {
        "period": period_words(period, current_language()),
        "typed": request.args,
        "errors": errors,
        "faults": [(in_language(message), field) for field, message in errors.items()],
        "first": jalali_text(period.first),
        "last": jalali_text(period.last),
        "quick": [
            (in_language(name), _address(endpoint, service_id, choice), choice == period)
            for name, choice in quick_choices()
        ],
        "chosen": {"from": jalali_text(period.first), "to": jalali_text(period.last)},
        "titles": TITLES,
        "verdicts": VERDICTS,
        "marks": MARKS,
    }


def _address(endpoint: str, service_id: str | None, period: Period) -> str:
    values: dict[str, Any] = {"from": jalali_text(period.first), "to": jalali_text(period.last)}
    if service_id:
        values["service_id"] = service_id
    return url_for(endpoint, **values)


def _file(content: bytes, kind: str, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name, max_age=0)
