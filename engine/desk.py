"""What there is at the desk where a service is to run: a plain value that the gate is handed, as no file tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

#: a desk speaks these unless it is said otherwise
LANGUAGES = frozenset({"fa", "en"})


@dataclass(frozen=True, slots=True)
class Desk:
    """The names by which a diagram may mean what is outside of its bundle. `held` are those roles and groups that
    somebody has now; what is known but not held is only a warning."""

    #: roles that have a worklist (`miz:role`)
    roles: frozenset[str] = frozenset()
    #: what `miz:candidates` may name in addition to roles and persons
    groups: frozenset[str] = frozenset()
    #: ids of the members of staff, as `miz:candidates` names them
    persons: frozenset[str] = frozenset()
    #: systems that a service task may ask (`miz:connector`)
    connectors: frozenset[str] = frozenset()
    #: in which the desk shows every text: `fa`, `en`
    languages: frozenset[str] = LANGUAGES
    held: frozenset[str] = frozenset()

    @property
    def bodies(self) -> frozenset[str]:
        """The names that stand for several people: roles are groups as well."""
        return self.roles | self.groups

    @classmethod
    def of(cls, written: object) -> "Desk":
        """The desk of a JSON object with lists of names by the names of the fields; `held` absent means that all roles
        and groups are. Raises ValueError, which names what is wrong."""
        if not isinstance(written, Mapping):
            raise ValueError("a desk is an object of lists of names")
        unknown = sorted(set(written) - {field.name for field in fields(cls)})
        if unknown:
            raise ValueError(f"a desk has no “{unknown[0]}”")
        given = {str(name): _names(str(name), value) for name, value in written.items()}
        if given.get("languages", LANGUAGES) - LANGUAGES or not given.get("languages", LANGUAGES):
            raise ValueError("the languages of a desk are “fa”, “en” or both")
        given.setdefault("held", given.get("roles", frozenset()) | given.get("groups", frozenset()))
        return cls(**given)


def _names(field: str, value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ValueError(f"“{field}” of a desk is a list of names")
    return frozenset(value)
