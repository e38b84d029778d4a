"""Which attributes the readers of a file ask for, recorded while they read it."""

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

#: local name of an element and name of an attribute, with its namespace where it has one
Asked = set[tuple[str, str]]


@contextmanager
def asked() -> Iterator[Asked]:
    """The attributes that are asked for, whether they are there or not, of elements parsed meanwhile."""
    found: Asked = set()

    class Recorded(etree.ElementBase):
        def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
            found.add((etree.QName(self).localname, key))
            return super().get(key, default)

    etree.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Recorded))
    try:
        yield found
    finally:
        etree.set_element_class_lookup(None)
