"""Bundles with a key or file that nothing reads, and nearly the same ones without."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process

LINE = "s>a a>e"
ENDING = "s:start a:task <endEvent id='e' name='e' miz:outcome='granted' miz:letter='{}'/>"
LETTER = "title: {fa: پاسخ, en: Answer}\nbody: {fa: پذیرفته شد., en: Granted.}\nsigner: {fa: رئیس, en: Head}\n"


def bundle(**files: str) -> dict[str, bytes]:
    """A diagram whose end sends the letter `yes`, with these files; `__` stands for `/`, YAML unless they say more."""
    named = {name.replace("__", "/"): text.encode() for name, text in files.items()}
    written = {name if "." in name else f"{name}.yaml": text for name, text in named.items()}
    return {"process.bpmn": process(ENDING.format("yes"), LINE), "letters/yes.yaml": LETTER.encode(), **written}


FILE_CASES: dict[str, Case] = {
    "walk-unreadable": Case(bundle(**{"walks__w.json": "{"}), bundle(**{"walks__w.json": "{}"})),
    "unknown-key": Case(bundle(package="retension: P5Y\n"), bundle(package="retention: P5Y\n")),
    "key-type": Case(
        bundle(package="documents: برگهٔ تعهد\n"),
        bundle(package="documents:\n  - name: {fa: برگهٔ تعهد, en: Undertaking}\n"),
    ),
    "duplicate-key": Case(
        bundle(package="place: {fa: درگاه, en: portal}\nplace: {fa: شعبه, en: branch}\n"),
        bundle(package="place: {fa: درگاه, en: portal}\n"),
    ),
    "file-unused": Case(bundle(letters__no=LETTER), bundle(), publishing=True),
    "file-path": Case(bundle(**{"../x.form": "{}"}), bundle()),
}
