"""Schemas of the desk's own small forms: marshmallow fields that read as the forms of services do, faults in both
languages, unknown input refused."""

from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import RAISE, Schema, ValidationError, fields, pre_load

from forms import KINDS, Bilingual, Refusal, normalise_text

NEEDED = Bilingual("این را پر کنید.", "Fill this in.")
TOO_LONG = Bilingual("این متن بیش از اندازه بلند است.", "This text is too long.")
NOT_A_CHOICE = Bilingual("یکی از گزینه‌ها را برگزینید.", "Choose one of the options.")
NOT_A_NUMBER = Bilingual("یک عدد بنویسید.", "Write a whole number.")
#: no password is longer; hashing a longer one would only cost time
LONGEST_SECRET = 1000
UNREADABLE = Bilingual("این مقدار خوانده نشد.", "This could not be read.")


class FormSchema(Schema):
    """A posted form of the desk. Blank boxes count as absent; the token and what the page says of itself aren't part of
    it."""

    class Meta:
        """Nothing that the page doesn't ask gets in."""

        unknown = RAISE

    @pre_load
    def drop_blanks(self, data: Mapping[str, Any], **_: object) -> dict[str, Any]:
        """An empty box is no answer."""
        given = {k: v for k, v in data.items() if k != "csrf_token" and not k.startswith("_page")}
        return {k: v for k, v in given.items() if not isinstance(v, str) or v.strip()}


class KindField(fields.Field[Any]):
    """A value of one of the kinds of forms: national-id, mobile, …"""

    def __init__(self, kind: str, *, label: Bilingual | None = None, **options: Any) -> None:
        super().__init__(error_messages=needed(label), **options)
        self._read = KINDS[kind].read

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> Any:
        try:
            return self._read(value)
        except Refusal as refusal:
            raise ValidationError([refusal.problem.text]) from refusal


class TextField(fields.Field[str]):
    """A text, normalised as stored: Persian letters, ASCII digits, trimmed."""

    def __init__(
        self, *, label: Bilingual | None = None, limit: int = 300, lines: bool = False, **options: Any
    ) -> None:
        super().__init__(error_messages=needed(label), **options)
        self._most, self._lines = limit, lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> str:
        if not isinstance(value, str):
            raise ValidationError([UNREADABLE])
        text = normalise_text(value, lines=self._lines)
        if len(text) > self._most:
            raise ValidationError([TOO_LONG])
        return text


class SecretField(fields.Field[str]):
    """A password: exactly as it was typed."""

    def __init__(self, *, label: Bilingual, **options: Any) -> None:
        super().__init__(error_messages=needed(label), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> str:
        if not isinstance(value, str):
            raise ValidationError([UNREADABLE])
        if len(value) > LONGEST_SECRET:
            raise ValidationError([TOO_LONG])
        return value


class ChoiceField(TextField):
    """One of the options of a list; whether there is such an option, the use case knows."""

    def __init__(self, *, label: Bilingual, **options: Any) -> None:
        super().__init__(limit=200, **options)
        self.error_messages["required"] = [Bilingual(f"{label.fa} را انتخاب کنید.", f"Choose the {label.en}.")]


class CountField(fields.Field[int]):
    """A whole number of at most four digits, Persian or Latin."""

    def __init__(self, *, label: Bilingual | None = None, **options: Any) -> None:
        super().__init__(error_messages=needed(label), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> int:
        text = normalise_text(value) if isinstance(value, str) else ""
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise ValidationError([NOT_A_NUMBER])
        return int(text)


class ScoreField(fields.Field[int]):
    """A mark from 1 to 5."""

    def __init__(self, *, label: Bilingual | None = None, **options: Any) -> None:
        super().__init__(error_messages=needed(label), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: object) -> int:
        if value not in ("1", "2", "3", "4", "5"):
            raise ValidationError([NOT_A_CHOICE])
        return int(value)


def needed(label: Bilingual | None = None) -> dict[str, Any]:
    """The message of a required field left blank; it names the field, so that the summary reads alone."""
    if label is None:
        return {"required": [NEEDED]}
    return {"required": [Bilingual(f"{label.fa} را بنویسید.", f"Enter the {label.en}.")]}


def load_form(schema: FormSchema) -> tuple[dict[str, Any], dict[str, Bilingual]]:
    """What the posted form says, and what has to be put right by field, in the order of the fields.

    Where something has, the first is what was typed."""
    typed = request.form.to_dict()
    try:
        loaded: dict[str, Any] = schema.load(typed)
    except ValidationError as error:
        found = error.messages_dict
        order = [
            *(name for name in schema.fields if name in found),
            *(name for name in found if name not in schema.fields),
        ]
        return typed, {name: _first(found[name]) for name in order}
    return loaded, {}


def _first(found: Any) -> Bilingual:
    text = found[0] if isinstance(found, list) and found else found
    return text if isinstance(text, Bilingual) else UNREADABLE
