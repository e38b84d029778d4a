"""Why another system wasn't reached, or what it answered."""

from datetime import timedelta


class GatewayError(Exception):
    """The other side did not do what was asked."""


class GatewayRefused(GatewayError):
    """The other side refused for good: trying again is of no use."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        #: error code for a boundary event of the diagram
        self.code = code


class GatewayBusy(GatewayError):
    """Nobody was asked: the other side failed too often lately and is left alone for a while."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(self.__doc__)
        #: how long from now asking makes sense again
        self.wait = wait
