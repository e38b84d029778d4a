"""What JUEL and the languages like it have in common: objects of the engine that are asked for variables."""

from engine.dialect.descent import Descent, NoCounterpart


class ContextDescent(Descent):
    """A descent that reads `execution.getVariable("x")`."""

    def variable_name(self) -> str:
        """After `execution`: the name in `.getVariable("x")`. Raises `NoCounterpart`."""
        self.expect(".")
        if self.take("getVariable", "getVariableLocal") is None:
            raise NoCounterpart
        self.expect("(")
        kind, token = self.next()
        name = token[1:-1]
        self.expect(")")
        if kind != "text" or not name.isidentifier():
            raise NoCounterpart
        return name
