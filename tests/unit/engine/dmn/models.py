"""Small decision models, written out as DMN, for the tests in this folder."""

from xml.sax.saxutils import escape

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def model(*elements: str, namespace: str = NAMESPACE) -> bytes:
    """A DMN file of these elements."""
    return f'<definitions xmlns="{namespace}" name="m" namespace="urn:m">{"".join(elements)}</definitions>'.encode()


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def data(name: str, type_: str = "Any") -> str:
    return f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{type_}"/></inputData>'


def decision(name: str, body: str, *requires: str, type_: str = "") -> str:
    """A decision; each of `requires` is a kind and an id, such as `Input:age` or `Decision:fee`."""
    needs = ""
    for requirement in requires:
        kind, _, id_ = requirement.partition(":")
        group = "knowledgeRequirement" if kind == "Knowledge" else "informationRequirement"
        needs += f'<{group}><required{kind} href="#{id_}"/></{group}>'
    typed = f' typeRef="{type_}"' if type_ else ""
    return f'<decision id="{name}" name="{name}"><variable name="{name}"{typed}/>{needs}{body}</decision>'


def table(policy: str, inputs: list[str], outputs: list[str], rules: list[list[str]], **extra: str) -> str:
    """A table; `extra` may hold `aggregation`, `values` of the first output, and its `default`."""
    aggregation = f' aggregation="{extra["aggregation"]}"' if "aggregation" in extra else ""
    columns = "".join(f"<input><inputExpression><text>{text}</text></inputExpression></input>" for text in inputs)
    values = f"<outputValues><text>{escape(extra['values'])}</text></outputValues>" if "values" in extra else ""
    default = f"<defaultOutputEntry><text>{extra['default']}</text></defaultOutputEntry>" if "default" in extra else ""
    for place, name in enumerate(outputs):
        columns += f'<output name="{name}">{values + default if place == 0 else ""}</output>'
    rows = ""
    for rule in rules:
        cells = [f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in rule[: len(inputs)]]
        cells += [f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in rule[len(inputs) :]]
        rows += f"<rule>{''.join(cells)}</rule>"
    return f'<decisionTable hitPolicy="{policy}"{aggregation}>{columns}{rows}</decisionTable>'
