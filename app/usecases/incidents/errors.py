"""Why an incident can't be settled or a token moved."""

from app.usecases.errors import CaseworkError


class IncidentClosed(CaseworkError):
    """Somebody has already settled this; nothing was changed."""

    code = "incident_closed"
    fa = "پیش‌تر به این رخداد رسیدگی شده است؛ چیزی تغییر نکرد."


class CaseMovedOn(CaseworkError):
    """The case has moved on since you looked at it; look again before you change anything."""

    code = "case_moved_on"
    fa = "پرونده پس از آنکه آن را دیدید پیش رفته است؛ پیش از هر تغییر دوباره نگاه کنید."


class SendsInside(CaseworkError):
    """This text seems to send the applicant to an inside unit; applicants are received at front desks only."""

    code = "sends_inside"
    fa = "این متن گویا متقاضی را به داخل اداره می‌فرستد؛ متقاضی فقط در میز خدمت پذیرفته می‌شود."
