"""A published version as the desk uses it: definition, forms, package, letters and notices, read once per version.

Pure: from the files of a bundle to frozen values; nothing here touches the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

import engine
from app.data.services.bundle_pictures import Picture, is_picture, picture_of
from app.usecases.errors import BundleUnreadable
from engine import Bilingual
from forms.model import Form, parse_form
from forms.shown.pictures import with_addresses

_FORM = re.compile(r"(?:called/(?P<service>[^/]+)/)?forms/(?P<name>.+)\.form")
_NOTICES = re.compile(r"(?:called/(?P<service>[^/]+)/)?notices\.yaml")
#: characters of one YAML file
LONGEST_YAML = 64_000
#: mappings and lists in each other
DEEPEST_YAML = 20
#: digits of a number in YAML
LONGEST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class ServiceLetter:
    """The template of an answer: `{{ FEEL }}` is filled in when the case ends."""

    title: Bilingual
    body: Bilingual
    signer: Bilingual


@dataclass(frozen=True)
class ServiceContent:
    """Everything that a version's bundle says."""

    definition: engine.Definition
    forms: Mapping[str, Form]
    package: Mapping[str, Any]
    letters: Mapping[str, ServiceLetter]
    notices: Mapping[str, Bilingual]
    #: by path, also of services that are called
    pictures: Mapping[str, Picture]
    #: how long a case is kept after its end; None: for ever
    retention: engine.Duration | None = None

    @property
    def facts(self) -> engine.Facts:
        """What the diagram says."""
        return self.definition.facts

    @cached_property
    def title(self) -> Bilingual:
        """The service's title."""
        return bilingual(self.package.get("title"))

    @property
    def start_form(self) -> Form:
        """The form by which the service is applied for. Raises BundleUnreadable if the bundle has none."""
        return self.form(self.facts.start_form)

    def form(self, form_id: str | None) -> Form:
        """The form of this id. Raises BundleUnreadable if the bundle has none (lint would have said so)."""
        if form_id is None or form_id not in self.forms:
            file = f"forms/{form_id}.form"
            raise BundleUnreadable(what=file, file=file)
        return self.forms[form_id]

    @cached_property
    def element_names(self) -> Mapping[str, engine.Bilingual]:
        """What people call the elements of the diagram, gateways too; those without a name are left out."""
        return engine.names_of(self.definition)

    @cached_property
    def activities(self) -> Mapping[str, engine.Activity]:
        """What the diagram says of its elements, by their ids."""
        return {a.id: a for a in self.facts.activities}


def read_content(files: Mapping[str, str], version: str = "") -> ServiceContent:
    """The content of a bundle, which pictures of its forms name as that `version`.

    Raises BundleUnreadable, engine.DefinitionError or forms.model.FormError."""
    definition = engine.parse({path: text.encode() for path, text in files.items()})
    pictures = {path: picture for path, text in files.items() if is_picture(path) and (picture := picture_of(text))}
    found = {
        _prefix(match) + match["name"]: _with_pictures(parse_form(text), path, pictures, version)
        for path, text in files.items()
        if (match := _FORM.fullmatch(path))
    }
    letters = {
        path.removeprefix("letters/").removesuffix(".yaml"): _read_letter(path, text)
        for path, text in files.items()
        if path.startswith("letters/") and path.endswith(".yaml")
    }
    notices = {
        _prefix(match) + name: bilingual(said)
        for path, text in files.items()
        if (match := _NOTICES.fullmatch(path))
        for name, said in _read_yaml(path, text).items()
    }
    package = _read_yaml("package.yaml", files.get("package.yaml", "{}"))
    return ServiceContent(
        definition=definition,
        forms=found,
        package=package,
        letters=letters,
        notices=notices,
        pictures=pictures,
        retention=_retention(package.get("retention")),
    )


def _with_pictures(form: Form, path: str, pictures: Mapping[str, Picture], version: str) -> Form:
    """The form with its pictures found beside it in the bundle."""
    folder = path.rpartition("forms/")[0]

    def address(source: str) -> str:
        picture = pictures.get(f"{folder}{source}")
        return f"{version}/{picture.digest}/{folder}{source}" if picture else ""

    return with_addresses(form, address)


def agency_in(files: Mapping[str, str]) -> str:
    """The agency that the package names; "" where that can't be read."""
    try:
        return str(_read_yaml("package.yaml", files.get("package.yaml", "{}")).get("agency") or "")
    except BundleUnreadable:
        return ""


def _prefix(match: re.Match[str]) -> str:
    """What the engine puts before the names of a called service, so that no two services' names meet."""
    return f"{match['service']}." if match["service"] else ""


def missing_headings(package: Mapping[str, Any]) -> tuple[str, ...]:
    """Mandatory headings (I8) that the package leaves empty."""
    return tuple(name for name in engine.PACKAGE_HEADINGS if not package.get(name))


def bilingual(value: object) -> Bilingual:
    """A text of a YAML file: `{fa, en}`, or one text for both languages."""
    if isinstance(value, Mapping):
        return Bilingual(str(value.get("fa") or ""), str(value.get("en") or ""))
    text = "" if value is None else str(value)
    return Bilingual(text, text)


def _retention(written: object) -> engine.Duration | None:
    try:
        return engine.Duration.parse(str(written)) if written is not None else None
    except engine.CalendarError as bad:
        raise BundleUnreadable(what=f"package.yaml: retention: {bad}", file="package.yaml") from bad


def _read_letter(path: str, text: str) -> ServiceLetter:
    raw = _read_yaml(path, text)
    return ServiceLetter(
        title=bilingual(raw.get("title")), body=bilingual(raw.get("body")), signer=bilingual(raw.get("signer"))
    )


def _read_yaml(path: str, text: str) -> Mapping[str, Any]:
    if len(text) > LONGEST_YAML:
        raise BundleUnreadable(what=f"{path}: > {LONGEST_YAML // 1000} kB", file=path)
    try:
        _check_plain(text)
        raw = yaml.CSafeLoader(text).get_single_data()
    except (yaml.YAMLError, ValueError) as error:  # a date such as 1405-13-40 is no YAMLError
        raise BundleUnreadable(what=f"{path}: {error}", file=path) from error
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise BundleUnreadable(what=path, file=path)
    return raw


def _is_endless_number(event: yaml.ScalarEvent) -> bool:
    """Whether it is a number that Python refuses to write down: in hexadecimal or seconds, YAML reads any length."""
    return bool(event.implicit[0]) and len(event.value) > LONGEST_NUMBER and event.value[0] in "+-0123456789"


def _check_plain(text: str) -> None:
    """Refuse aliases, a few lines of which could unfold to gigabytes, numbers without end, and what is so deep that
    building it would exhaust the stack. Raises YAMLError at the first event that breaks a rule."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and _is_endless_number(event):
            raise yaml.YAMLError(f"a number of more than {LONGEST_NUMBER} digits")
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*) are not taken")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_YAML:
            raise yaml.YAMLError(f"more than {DEEPEST_YAML} mappings and lists in each other")
