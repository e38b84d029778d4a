"""JSON in one form only."""

import orjson


def to_json(value: object) -> str:
    """Compact JSON with sorted keys, so that equal values are equal text (the history chain hashes it)."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
