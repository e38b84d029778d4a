"""Read the types of FEEL: after `instance of` and behind parameters (rules 52, 53)."""

from engine.feel.errors import FeelSyntaxError
from engine.feel.names import match_built_in
from engine.feel.nodes import Type
from engine.feel.stream import TokenStream
from engine.feel.syntax_faults import SyntaxFault

MAX_TYPE_DEPTH = 20


def parse_type(stream: TokenStream, depth: int = 0) -> Type:
    """The type at the cursor. Raises `FeelSyntaxError`."""
    if depth > MAX_TYPE_DEPTH:
        raise FeelSyntaxError(SyntaxFault.TOO_DEEP, stream.current.start)
    name = _type_name(stream)
    if name == "function":
        return _function_type(stream, depth)
    if name == "context" and stream.at_sign("<"):
        return _context_type(stream, depth)
    if name in ("list", "range") and stream.accept_sign("<"):
        element = parse_type(stream, depth + 1)
        stream.expect_sign(">")
        return Type(name, element)
    return Type(name)


def _type_name(stream: TokenStream) -> str:
    known = match_built_in(stream.tokens, stream.index)
    if known is not None:
        stream.advance(known[1])
        return known[0]
    name = stream.name(after_dot=True)
    while stream.accept_sign("."):
        name += "." + stream.name(after_dot=True)
    return name


def _function_type(stream: TokenStream, depth: int) -> Type:
    if not stream.accept_sign("<"):
        return Type("function")
    parameters: list[Type] = []
    while not stream.accept_sign(">"):
        if parameters:
            stream.expect_sign(",")
        parameters.append(parse_type(stream, depth + 1))
    stream.expect_sign("->")
    return Type("function", parse_type(stream, depth + 1), parameters=tuple(parameters))


def _context_type(stream: TokenStream, depth: int) -> Type:
    stream.expect_sign("<")
    entries: list[tuple[str, Type]] = []
    while not stream.accept_sign(">"):
        if entries:
            stream.expect_sign(",")
        name = stream.declared_name((":",))
        if name is None:
            raise stream.error(SyntaxFault.ENTRY_EXPECTED)
        stream.expect_sign(":")
        entries.append((name, parse_type(stream, depth + 1)))
    return Type("context", entries=tuple(entries))
