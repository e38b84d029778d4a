"""What each paper says, as plain values in one language. The texts are data: they are laid out, never evaluated.

Moments are aware; they are shown in words in the desk's zone, and they alone date the file (same value, same bytes)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.vocabulary import CaseResult

Language = Literal["fa", "en"]


@dataclass(frozen=True, kw_only=True)
class DeskIntake:
    """Who took the request in, when the applicant came to a front desk: both names are kept."""

    front_desk: str
    operator: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Proof that a request was accepted, and when it will be answered (I3, I4)."""

    agency: str
    service_title: str
    applicant: str
    #: complete; the paper shows it with its middle masked
    national_id: str
    tracking_code: str
    accepted_at: datetime
    #: None where the service is given on the spot
    promised_at: datetime | None
    #: how the promise is counted, such as «۱۰ روز کاری از پذیرش»
    clock: str
    tracking_url: str
    #: None when the applicant sent the request through the portal
    intake: DeskIntake | None = None
    documents: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    contact: str = ""
    complaint: str = ""


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """In whose name a letter is given."""

    name: str
    position: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The answer to a request (I6); `verification_url` leads to the page that proves it genuine."""

    agency: str
    number: str
    date: date
    addressee: str
    title: str
    paragraphs: tuple[str, ...]
    outcome: CaseResult
    signatory: Signatory
    case_code: str
    verification_code: str
    verification_url: str


@dataclass(frozen=True, kw_only=True)
class WorksheetRow:
    """One indicator of the circular: what was measured, by what evidence, and what headquarters adds (E1, E3)."""

    indicator: str
    title: str
    value: str
    evidence: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """The evaluation of one service in one period, in the order of the circular."""

    agency: str
    service_title: str
    #: in words, such as «بهار ۱۴۰۵»
    period: str
    prepared_at: datetime
    rows: tuple[WorksheetRow, ...]
    #: the national identifier of the service; empty until it has one
    service_id: str = ""
