"""Nothing is asked twice (I1): answers that are already known go into a form, and new ones come out of it.

Values travel as the forms store them: ISO dates, E.164 numbers, ASCII digits."""

from collections.abc import Mapping

from forms.answers import is_blank, read_answer
from forms.definition import Form, Json
from forms.problems import Refusal


def prefill(form: Form, known: Mapping[str, object]) -> dict[str, Json]:
    """First answers of a form: what the profile knows (profile field → value), else the form's own defaults.

    A known value that the question wouldn't take is left out: the citizen is asked instead."""
    filled: dict[str, Json] = {}
    for question in form.fields:
        for value in (known.get(question.profile) if question.profile else None, question.default):
            if is_blank(value):
                continue
            try:
                filled[question.key] = read_answer(question, value)
                break
            except Refusal:
                continue
    return filled


def profile_values(form: Form, answers: Mapping[str, Json]) -> dict[str, Json]:
    """What these answers say of the citizen, by profile field; questions left blank say nothing."""
    return {
        question.profile: answers[question.key]
        for question in form.asked
        if question.profile and not is_blank(answers.get(question.key))
    }
