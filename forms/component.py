"""One form-js field component → `Field`: its labels, kind, limits and options, each checked.

English texts, kinds and profile fields come from the component's `properties`, which form-js leaves to its users."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from engine import PROFILE_FIELDS, Bilingual
from forms.definition import CHOICES, Field, FieldType, Json, Limits, Option
from forms.errors import BadComponent, BadKey, BadOptions, UnknownKind, UnknownProfile
from forms.templates import expression_of, is_expression
from forms.values.date_times import DAY_MINUTES, Serializing
from forms.values.digits import normalise_digits, persian_digits
from forms.values.kinds import DOCUMENT, KIND_NAMES
from forms.values.pattern import require_safe_pattern

MOST_DEPTH = 8
#: of a row, as in form-js
COLUMNS = 16
Component = Mapping[str, Json]
_NO_EXPRESSION = Bilingual(
    "عبارت FEEL آن خالی است؛ آن را در `expression` بنویسید", "its `expression` is empty; write it"
)

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{1,40})?(e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)
#: names that the desk itself puts into case data or into a page's form
_RESERVED = frozenset({"csrf_token", "tracking_code", "promised_on"})
#: which kinds a component type may carry; the first is the default
_KINDS_OF = {
    FieldType.NUMBER: ("number", "money"),
    FieldType.DATETIME: ("jalali-date", "time", "date-time"),
    FieldType.FILEPICKER: (DOCUMENT,),
    FieldType.TEXTAREA: ("text",),
    FieldType.CHECKBOX: ("yes-no",),
    FieldType.RADIO: ("choice",),
    FieldType.SELECT: ("choice",),
    FieldType.CHECKLIST: ("choices",),
    FieldType.EXPRESSION: ("number", "money", "text", "yes-no", "jalali-date", "date-time", "choices"),
}
#: form-js's own names of what Miz calls a kind
_VALIDATION_TYPES = {"email": "email", "phone": "phone"}
_KIND_OF_PROFILE = {
    "national_id": "national-id",
    "birth_date": "jalali-date",
    "mobile": "mobile",
    "phone": "phone",
    "postal_code": "postal-code",
    "email": "email",
}


def parse_field(component: Component, hides: tuple[str, ...], path: str = "") -> Field:
    """The field of a form-js component, in groups of that `path`. Raises FormError naming what is wrong with it."""
    key = joined(path, component.get("key"))
    properties = properties_of(component)
    disabled = _is_true(component.get("disabled"))
    readonly = disabled or any(_is_true(given.get("readonly")) for given in (component, properties))
    if key.partition(".")[0] in _RESERVED and not readonly:
        raise BadKey(key=key)
    kind_of_component = component["type"]
    type_ = FieldType.CHECKLIST if kind_of_component == "taglist" else FieldType(str(kind_of_component))
    profile = _profile(key, properties)
    source = _options_from(key, component) if type_ in CHOICES else None
    return Field(
        key=key,
        type=type_,
        kind=_kind(key, type_, component, profile),
        label=_label(component) or _no_label(key, type_),
        description=text_pair(component, "description"),
        required=_is_true(_mapping(component, "validate").get("required")),
        limits=_limits(key, component),
        options=_options(key, component) if type_ in CHOICES and not source else (),
        options_from=source,
        profile=profile,
        readonly=readonly or type_ is FieldType.EXPRESSION,
        disabled=disabled,
        hides=hides,
        multiple=type_ is FieldType.CHECKLIST
        or (type_ is FieldType.FILEPICKER and _is_true(component.get("multiple"))),
        serializing=_serializing(key, component) if type_ is FieldType.DATETIME else Serializing.NO_TIMEZONE,
        date_label=_part_label(component, "dateLabel"),
        time_label=_part_label(component, "timeLabel"),
        as_text=type_ is FieldType.NUMBER and _is_true(component.get("serializeToString")),
        searchable=_is_true(component.get("searchable")),
        accept=_accept(component),
        prefix=_adorner(component, "prefix"),
        suffix=_adorner(component, "suffix"),
        default=component.get("defaultValue"),
        expression=_expression(key, component) if type_ is FieldType.EXPRESSION else None,
        feel=tuple(_feel(component)),
    )


def _feel(component: Component) -> Iterator[tuple[str, str]]:
    """The properties of a field that are FEEL where they may also be values."""
    validate, properties = _mapping(component, "validate"), properties_of(component)
    for given, names in (
        (component, ("readonly", "disabled")),
        (properties, ("readonly",)),
        (validate, ("required", "min", "max", "minLength", "maxLength", "pattern")),
    ):
        for name in names:
            if is_expression(given.get(name)):
                yield name, expression_of(str(given[name]))


def _written(component: Component, name: str) -> Json:
    """A property that is a value; None where it is FEEL."""
    value = component.get(name)
    return None if is_expression(value) else value


def _label(component: Component) -> Bilingual | None:
    """The question; dates and times have a label of their own in form-js, both together two."""
    given = text_pair(component, "label")
    if given or component.get("subtype") != "datetime":
        own = "timeLabel" if component.get("subtype") == "time" else "dateLabel"
        return given or text_pair(component, own)
    parts = [part for name in ("dateLabel", "timeLabel") if (part := text_pair(component, name))]
    fa, en = " و ".join(part.fa for part in parts if part.fa), " and ".join(part.en for part in parts if part.en)
    return Bilingual(fa, en) if parts else None


def _part_label(component: Component, name: str) -> Bilingual | None:
    """What one half of a date with its time is called."""
    return text_pair(component, name) if component.get("subtype") == "datetime" else None


def _serializing(key: str, component: Component) -> Serializing:
    given = component.get("timeSerializingFormat") or Serializing.NO_TIMEZONE
    if given not in list(Serializing):
        raise BadComponent(where=key, reason=none_of("timeSerializingFormat", given, Serializing))
    return Serializing(str(given))


def _no_label(key: str, type_: FieldType) -> Bilingual:
    """What stands in for a label: the key, but nothing on what is computed silently."""
    return Bilingual("", "") if type_ is FieldType.EXPRESSION else Bilingual(key, key)


def _expression(key: str, component: Component) -> str:
    text = str(component.get("expression") or "").strip().removeprefix("=").strip()
    if not text:
        raise BadComponent(where=key, reason=_NO_EXPRESSION)
    return text


def text_pair(component: Component, name: str) -> Bilingual | None:
    """`name` of the component in Persian with `properties.<name>En` in English; None where both are empty."""
    fa, en = component.get(name), properties_of(component).get(f"{name}En")
    if not fa and name in ("title", "label"):
        fa = properties_of(component).get(name)
    pair = Bilingual(str(fa or "").strip(), str(en or "").strip())
    return pair if any(pair) else None


def read_hides(component: Component) -> tuple[str, ...]:
    """The FEEL condition that hides the component, without its leading `=`; none where it is always shown."""
    hide = _mapping(component, "conditional").get("hide")
    if hide is None or hide is False or hide == "":
        return ()
    return ("true",) if hide is True else (str(hide).strip().removeprefix("=").strip(),)


def layout_of(component: Component) -> tuple[str | None, int | None]:
    """The row that a component stands in, by its id, and its width in sixteenths; None where form-js chooses. Raises
    BadComponent."""
    layout = _mapping(component, "layout")
    row, columns = layout.get("row"), layout.get("columns")
    if columns is not None and (type(columns) is not int or not 1 <= columns <= COLUMNS):
        raise BadComponent(where=_where(component), reason=out_of_range("layout.columns", columns, 1, COLUMNS))
    return (str(row) if row else None), columns


def properties_of(component: Component) -> Component:
    """The custom properties of a component."""
    return _mapping(component, "properties")


def list_of(component: Component, name: str) -> list[Json]:
    """A list within a component, empty where absent. Raises BadComponent for anything else."""
    value = component.get(name, [])
    if not isinstance(value, list):
        raise BadComponent(where=_where(component), reason=unreadable(name))
    return value


def _mapping(component: Component, name: str) -> Component:
    value = component.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise BadComponent(where=_where(component), reason=unreadable(name))
    return value


def _where(component: Component) -> str:
    return str(component.get("key") or component.get("label") or component.get("id") or "?")


def _is_true(value: Json) -> bool:
    return value is True or str(value).strip().lower() == "true"


def _kind(key: str, type_: FieldType, component: Component, profile: str | None) -> str:
    named = properties_of(component).get("kind")
    if type_ is FieldType.TEXTFIELD:
        validation = str(_mapping(component, "validate").get("validationType") or "")
        guess = _KIND_OF_PROFILE.get(profile or "") or _VALIDATION_TYPES.get(validation, "text")
        kind, known = str(named or guess), KIND_NAMES
    else:
        known = frozenset(_KINDS_OF[type_])
        kind = str(named or _KINDS_OF[type_][0])
        if type_ is FieldType.DATETIME:
            kind = _kind_of_subtype(key, component, named)
    if kind not in known:
        raise UnknownKind(key=key, kind=kind, known=", ".join(sorted(known)))
    return kind


_SUBTYPES = {"date": "jalali-date", "time": "time", "datetime": "date-time"}


def _kind_of_subtype(key: str, component: Component, named: Json) -> str:
    """What a date or time is by its subtype, and by the kind that is named, which must be the same."""
    subtype = component.get("subtype") or ("date" if not named else None)
    if subtype is not None and str(subtype) not in _SUBTYPES:
        raise BadComponent(where=key, reason=none_of("subtype", subtype, _SUBTYPES))
    kind = _SUBTYPES[str(subtype)] if subtype else str(named)
    if named and named in _SUBTYPES.values() and named != kind:
        raise BadComponent(where=key, reason=_two_kinds(subtype, named))
    return str(named or kind)


def _profile(key: str, properties: Component) -> str | None:
    profile = properties.get("profile")
    if profile in (None, ""):
        return None
    if profile not in PROFILE_FIELDS:
        raise UnknownProfile(key=key, profile=profile, known=", ".join(PROFILE_FIELDS))
    return str(profile)


def _limits(key: str, component: Component) -> Limits:
    validate, properties = _mapping(component, "validate"), properties_of(component)
    pattern = _written(validate, "pattern")
    if pattern:
        require_safe_pattern(key, str(pattern))
    has_time = component.get("subtype") in ("time", "datetime")
    limit = _whole(key, properties.get("most") or properties.get("maxFiles"))
    return Limits(
        min_length=_whole(key, _written(validate, "minLength")),
        max_length=_whole(key, _written(validate, "maxLength")),
        minimum=_number(key, _written(validate, "min")),
        maximum=_number(key, _written(validate, "max")),
        pattern=str(pattern) if pattern else None,
        decimals=_whole(key, component.get("decimalDigits")),
        step=_interval(key, component) if has_time else _step(key, component.get("increment")),
        most_documents=limit or (10 if _is_true(component.get("multiple")) else 1),
        no_past=_is_true(component.get("disallowPassedDates")) or properties.get("when") == "future",
        no_future=properties.get("profile") == "birth_date" or properties.get("when") == "past",
    )


def _number(key: str, value: Json) -> Decimal | None:
    if value is None or value == "":
        return None
    text = normalise_digits(str(value)).strip()
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise BadComponent(where=key, reason=_no_number(value, "عدد", "number"))
    return Decimal(text)


def _no_number(value: Json, fa: str, en: str) -> Bilingual:
    return Bilingual(f"مقدار `{value!r}` {fa} نیست", f"`{value!r}` is no {en}")


def _one_of(names: list[str]) -> Bilingual:
    told = ", ".join(f"`{name}`" for name in names)
    return Bilingual(f"{told} با هم آمده‌اند؛ تنها یکی را نگه دارید", f"it has {told}; keep one of them")


def _two_kinds(subtype: Json, kind: Json) -> Bilingual:
    return Bilingual(
        f"`subtype` آن `{subtype}` است و `properties.kind` آن `{kind}`؛ یکی را بردارید",
        f"its `subtype` is `{subtype}` and its `properties.kind` is `{kind}`; remove one of them",
    )


def none_of(name: str, value: object, known: Iterable[str]) -> Bilingual:
    """What to say of a property whose value is none of the known ones."""
    told = ", ".join(f"`{one}`" for one in known)
    return Bilingual(
        f"`{name}` مقدار `{value}` دارد؛ یکی از این‌ها باشد: {told}", f"`{name}` is `{value}`; it must be one of {told}"
    )


def out_of_range(name: str, value: object, smallest: int, largest: int) -> Bilingual:
    """What to say of a property that is no whole number between two."""
    return Bilingual(
        f"`{name}` مقدار `{value}` دارد؛ عددی درست از {persian_digits(str(smallest))} تا "
        f"{persian_digits(str(largest))} باشد",
        f"`{name}` is `{value}`; it must be a whole number from {smallest} to {largest}",
    )


def lacking(name: str) -> Bilingual:
    """What to say of a property that must be there."""
    return Bilingual(f"`{name}` ندارد؛ آن را بنویسید", f"it has no `{name}`; write one")


def unreadable(name: str) -> Bilingual:
    """What to say of a property whose value is of another kind than form-js writes."""
    return Bilingual(f"مقدار `{name}` خوانده نمی‌شود", f"the value of `{name}` can't be read")


def _whole(key: str, value: Json) -> int | None:
    number = _number(key, value)
    if number is not None and (number < 0 or number != int(number)):
        raise BadComponent(where=key, reason=_no_number(value, "عدد صحیح", "whole number"))
    return None if number is None else int(number)


def _step(key: str, value: Json) -> Decimal | None:
    step = _number(key, value)
    if step is not None and step <= 0:
        raise BadComponent(where=key, reason=_no_number(value, "گام", "step"))
    return step


def _interval(key: str, component: Component) -> Decimal | None:
    """Minutes between the times that are taken; whole ones, and no more than a day has."""
    step = _step(key, component.get("timeInterval"))
    if step is not None and (step != int(step) or step > DAY_MINUTES):
        raise BadComponent(where=key, reason=out_of_range("timeInterval", step, 1, DAY_MINUTES))
    return step


def joined(path: str, key: Json) -> str:
    """The whole key of a component (or path of a group) within groups of that path. Raises BadKey."""
    parts = key.split(".") if isinstance(key, str) else []
    whole = f"{path}.{key}" if path else str(key)
    if not parts or not all(map(_KEY.fullmatch, parts)) or whole.count(".") >= MOST_DEPTH:
        raise BadKey(key=key)
    return whole


def _options_from(key: str, component: Component) -> str | None:
    """The FEEL that yields the options; a key of data is such an expression too."""
    given = [name for name in ("values", "valuesKey", "valuesExpression") if component.get(name)]
    if len(given) > 1:
        raise BadComponent(where=key, reason=_one_of(given))
    name, expression = component.get("valuesKey"), component.get("valuesExpression")
    if expression:
        return expression_of(str(expression)) or None
    return joined("", name) if name else None


def _options(key: str, component: Component) -> tuple[Option, ...]:
    options = tuple(_option(key, given) for given in list_of(component, "values"))
    if not options or len({o.posted for o in options}) != len(options):
        raise BadOptions(key=key)
    return options


def _option(key: str, given: Json) -> Option:
    value = given.get("value") if isinstance(given, Mapping) else None
    if not isinstance(given, Mapping) or not isinstance(value, str | int | float) or value == "":
        raise BadOptions(key=key)
    properties = properties_of(given)
    en = given.get("labelEn") or properties.get("labelEn") or ""
    label = Bilingual(str(given.get("label") or "").strip(), str(en).strip())
    if not any(label):
        raise BadOptions(key=key)
    return Option(value, label)


def _accept(component: Component) -> tuple[str, ...]:
    given = component.get("accept") or properties_of(component).get("accept") or ""
    return tuple(part.strip().lstrip(".").lower() for part in str(given).split(",") if part.strip())


def _adorner(component: Component, side: str) -> Bilingual | None:
    fa = _mapping(component, "appearance").get(f"{side}Adorner")
    pair = Bilingual(str(fa or "").strip(), str(properties_of(component).get(f"{side}En") or "").strip())
    return pair if any(pair) else None
