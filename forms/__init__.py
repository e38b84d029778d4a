"""Form definitions (form-js JSON, data) → accessible questions and strict marshmallow schemas.

This module is the package's whole public face. Pure: no clock, no web, no database; FEEL comes in as a callable."""

from engine import PROFILE_FIELDS, Bilingual
from forms.compile import Checked, compile_form, validate
from forms.definition import Field, FieldType, Form, Group, Json, Limits, Option, Separator, TextBlock, document_fields
from forms.describe import Line, describe, show_answer
from forms.differences import Difference, differing
from forms.errors import FormError
from forms.faults import find_faults
from forms.lists.buttons import with_entry, without_entry
from forms.lists.entries import with_entries, with_one_entry
from forms.lists.numbered import fold
from forms.lists.opened import TOO_MANY, opened, typed_from, without_asked
from forms.lists.scopes import as_written
from forms.model import parse_form
from forms.page import Page, build_page
from forms.paths import answer_to, flatten, keys_of, nest, value_at
from forms.posted import Posted, newly_asked, read_post
from forms.problems import Problem, Refusal
from forms.profile import fixed_by, prefill, profile_values, shown_only
from forms.resolve import resolve
from forms.settle import Compute, Hidden, Seen, settle
from forms.shown.previews import has_previews, previewed
from forms.texts import BilingualError
from forms.values.dates import date_words, read_date
from forms.values.digits import fold_persian, normalise_digits, normalise_text, persian_digits
from forms.values.kinds import KINDS, Kind

__all__ = [
    "KINDS",
    "PROFILE_FIELDS",
    "TOO_MANY",
    "Bilingual",
    "BilingualError",
    "Checked",
    "Compute",
    "Difference",
    "Field",
    "FieldType",
    "Form",
    "FormError",
    "Group",
    "Hidden",
    "Json",
    "Kind",
    "Limits",
    "Line",
    "Option",
    "Page",
    "Posted",
    "Problem",
    "Refusal",
    "Seen",
    "Separator",
    "TextBlock",
    "answer_to",
    "as_written",
    "build_page",
    "compile_form",
    "date_words",
    "describe",
    "differing",
    "document_fields",
    "find_faults",
    "fixed_by",
    "flatten",
    "fold",
    "fold_persian",
    "has_previews",
    "keys_of",
    "nest",
    "newly_asked",
    "normalise_digits",
    "normalise_text",
    "opened",
    "parse_form",
    "persian_digits",
    "prefill",
    "previewed",
    "profile_values",
    "read_date",
    "read_post",
    "resolve",
    "settle",
    "show_answer",
    "shown_only",
    "typed_from",
    "validate",
    "value_at",
    "with_entries",
    "with_entry",
    "with_one_entry",
    "without_asked",
    "without_entry",
]
