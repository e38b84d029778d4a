"""Why a service can't be had."""

from app.usecases.errors import CaseworkError


class ServiceNotOffered(CaseworkError):
    """This service isn't offered at the moment."""

    code = "service_not_offered"
    fa = "این خدمت در حال حاضر ارائه نمی‌شود."
