"""What each property of a form's components means at the desk, for the gate and for `forms`.

The names are those of form-js's schema, version 16 to 19, and of the custom `properties` that the desk has; a dot parts
a property from one within it."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Use(StrEnum):
    """How a property is read."""

    #: as it is written
    VALUE = "value"
    #: as a text that may be FEEL (`=…`) or hold some (`{{ … }}`)
    TEXT = "text"
    #: as it is written, or as FEEL where it begins with `=`
    SWITCH = "switch"
    #: as FEEL, with or without `=`
    FEEL = "feel"
    #: not at all: it means nothing on a page of the desk
    NOTHING = "nothing"


class Expression(NamedTuple):
    """FEEL in a component: the property that holds it, and its text without `=` or braces."""

    path: str
    text: str


_EVERYWHERE = {
    "type": Use.VALUE,
    "id": Use.NOTHING,
    "conditional.hide": Use.FEEL,
    "layout.row": Use.VALUE,
    "layout.columns": Use.VALUE,
}
_ASKED = {
    "key": Use.VALUE,
    "label": Use.TEXT,
    "description": Use.TEXT,
    "readonly": Use.SWITCH,
    "disabled": Use.SWITCH,
    "defaultValue": Use.TEXT,
    "validate.required": Use.SWITCH,
    "properties.label": Use.TEXT,
    "properties.labelEn": Use.TEXT,
    "properties.descriptionEn": Use.TEXT,
    "properties.kind": Use.VALUE,
    "properties.profile": Use.VALUE,
    "properties.readonly": Use.SWITCH,
}
_LENGTH = {"validate.minLength": Use.SWITCH, "validate.maxLength": Use.SWITCH}
_RANGE = {"validate.min": Use.SWITCH, "validate.max": Use.SWITCH}
_ADORNED = {
    "appearance.prefixAdorner": Use.TEXT,
    "appearance.suffixAdorner": Use.TEXT,
    "properties.prefixEn": Use.TEXT,
    "properties.suffixEn": Use.TEXT,
}
_CHOICE = {"values": Use.VALUE, "valuesKey": Use.VALUE, "valuesExpression": Use.FEEL}

#: type of component → its properties and how each is read
PROPERTIES: Mapping[str, Mapping[str, Use]] = {
    type_: _EVERYWHERE | more
    for type_, more in {
        "textfield": _ASKED
        | _LENGTH
        | _RANGE
        | _ADORNED
        | {"validate.pattern": Use.SWITCH, "validate.validationType": Use.VALUE, "properties.when": Use.VALUE},
        "textarea": _ASKED | _LENGTH | {"validate.pattern": Use.SWITCH},
        "number": _ASKED
        | _RANGE
        | _ADORNED
        | {"decimalDigits": Use.VALUE, "increment": Use.VALUE, "serializeToString": Use.VALUE},
        "checkbox": _ASKED,
        "radio": _ASKED | _CHOICE,
        "select": _ASKED | _CHOICE | {"searchable": Use.VALUE},
        "checklist": _ASKED | _CHOICE,
        "taglist": _ASKED | _CHOICE,
        "datetime": _ASKED
        | {
            "subtype": Use.VALUE,
            "dateLabel": Use.TEXT,
            "timeLabel": Use.TEXT,
            "properties.dateLabelEn": Use.TEXT,
            "properties.timeLabelEn": Use.TEXT,
            "properties.when": Use.VALUE,
            "disallowPassedDates": Use.VALUE,
            "timeInterval": Use.VALUE,
            "timeSerializingFormat": Use.VALUE,
            "use24h": Use.NOTHING,
        },
        "filepicker": _ASKED
        | {
            "accept": Use.VALUE,
            "multiple": Use.VALUE,
            "properties.accept": Use.VALUE,
            "properties.most": Use.VALUE,
            "properties.maxFiles": Use.VALUE,
        },
        "expression": {
            "key": Use.VALUE,
            "label": Use.TEXT,
            "properties.label": Use.TEXT,
            "properties.labelEn": Use.TEXT,
            "properties.kind": Use.VALUE,
            "appearance.prefixAdorner": Use.TEXT,
            "appearance.suffixAdorner": Use.TEXT,
            "properties.prefixEn": Use.TEXT,
            "properties.suffixEn": Use.TEXT,
            "expression": Use.FEEL,
            "computeOn": Use.NOTHING,
        },
        "text": {"text": Use.TEXT, "properties.textEn": Use.TEXT, "label": Use.NOTHING},
        "html": {"content": Use.TEXT, "properties.contentEn": Use.TEXT, "label": Use.NOTHING},
        "image": {
            "source": Use.VALUE,
            "alt": Use.TEXT,
            "properties.altEn": Use.TEXT,
            "label": Use.NOTHING,
        },
        "documentPreview": {
            "title": Use.TEXT,
            "properties.title": Use.TEXT,
            "properties.titleEn": Use.TEXT,
            "dataSource": Use.FEEL,
            "endpointKey": Use.VALUE,
            "maxHeight": Use.NOTHING,
            "label": Use.NOTHING,
        },
        "table": {
            "label": Use.TEXT,
            "properties.label": Use.TEXT,
            "properties.labelEn": Use.TEXT,
            "dataSource": Use.FEEL,
            "columns": Use.VALUE,
            "columnsExpression": Use.FEEL,
            "rowCount": Use.NOTHING,
        },
        "separator": {},
        "spacer": {"height": Use.VALUE},
        "button": dict.fromkeys(("label", "action", "conditional.hide", "layout.row", "layout.columns"), Use.NOTHING),
        "dynamiclist": {
            "label": Use.TEXT,
            "properties.label": Use.TEXT,
            "properties.labelEn": Use.TEXT,
            "properties.entry": Use.VALUE,
            "properties.entryEn": Use.VALUE,
            "properties.least": Use.VALUE,
            "properties.most": Use.VALUE,
            "path": Use.VALUE,
            "components": Use.VALUE,
            "isRepeating": Use.VALUE,
            "allowAddRemove": Use.VALUE,
            "defaultRepetitions": Use.VALUE,
            "disableCollapse": Use.VALUE,
            "nonCollapsedItems": Use.VALUE,
            "showOutline": Use.VALUE,
            "verticalAlignment": Use.NOTHING,
        },
        "group": {
            "label": Use.TEXT,
            "properties.label": Use.TEXT,
            "properties.labelEn": Use.TEXT,
            "path": Use.VALUE,
            "components": Use.VALUE,
            "showOutline": Use.VALUE,
            "verticalAlignment": Use.NOTHING,
        },
    }.items()
}
#: of the form itself
FORM_PROPERTIES: Mapping[str, Use] = {
    "type": Use.NOTHING,
    "id": Use.VALUE,
    "title": Use.VALUE,
    "label": Use.VALUE,
    "properties.title": Use.VALUE,
    "properties.titleEn": Use.VALUE,
    "properties.label": Use.VALUE,
    "properties.labelEn": Use.VALUE,
    "components": Use.VALUE,
    **dict.fromkeys(
        ("schemaVersion", "exporter", "executionPlatform", "executionPlatformVersion", "versionTag", "$schema"),
        Use.NOTHING,
    ),
}
#: mappings within a component, whose own names are parted by a dot
_PARTS = frozenset({"validate", "appearance", "conditional", "layout", "properties"})
_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def properties_in(component: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Every property that a component has, with its value; those that say nothing (null, empty) are left out."""
    for name, value in component.items():
        if name in _PARTS and isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items() if one not in (None, ""))
        elif value not in (None, ""):
            yield name, value


def expressions_in(component: Mapping[str, Any]) -> Iterator[Expression]:
    """All FEEL of a component, those within it left out."""
    uses = PROPERTIES.get(str(component.get("type")), {})
    for path, value in properties_in(component):
        use = uses.get(path)
        if not isinstance(value, str) or use in (None, Use.VALUE, Use.NOTHING):
            continue
        if use is Use.FEEL or value.lstrip().startswith("="):
            yield Expression(path, value.strip().removeprefix("=").strip())
        elif use is Use.TEXT:
            yield from (Expression(path, hole.strip()) for hole in _HOLE.findall(value))
