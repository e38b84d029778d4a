"""What the rules are tried with."""

from dataclasses import dataclass

from engine.desk import Desk


@dataclass(frozen=True)
class Case:
    """`bad` breaks the rule, `good` doesn't; both are bundles or single diagrams, and both are for `desk`."""

    bad: bytes | dict[str, bytes]
    good: bytes | dict[str, bytes]
    publishing: bool = False
    desk: Desk | None = None
    #: `bad` is looked at without any desk
    bad_without_desk: bool = False

    @property
    def desk_of_bad(self) -> Desk | None:
        """Where `bad` is to run."""
        return None if self.bad_without_desk else self.desk
