"""What a receipt and a signed letter cost: one JSON object a line.

python -m bench.papers [FONT_DIRECTORY]
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.data.files.spreadsheets import Sheet, write_csv, write_xlsx
from app.data.papers import DEFAULT_FONTS, generate_development_key, render_letter, render_receipt, verify
from tests.unit.app.data.papers import samples

ROUNDS = 30


def median_ms(work: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """Median of `rounds` runs after one to warm up; the number of the run makes each paper a new one."""
    work(-1)
    times = []
    for number in range(rounds):
        begin = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def report(name: str, value: float, *, goal: float, versus: dict[str, float] | None = None) -> None:
    """One line; `ratio` is how many times the first rival's time ours takes, `goal` the most milliseconds allowed."""
    rivals = {rival: round(time_taken, 2) for rival, time_taken in (versus or {}).items()}
    ratio = round(value / next(iter(rivals.values())), 3) if rivals else None
    line = {"name": name, "value": round(value, 2), "unit": "ms", "versus": rivals, "ratio": ratio, "goal": goal}
    print(json.dumps({**line, "reached": value <= goal}, ensure_ascii=False))


def measure_receipts(fonts: Path) -> None:
    for language in ("fa", "en"):
        receipt = samples.receipt(language)

        def work(number: int, receipt=receipt, language=language) -> bytes:
            code = f"MZ-{number:06}-{language}"
            fresh = replace(receipt, tracking_code=code, tracking_url=f"https://miz.example.ir/track/{code}")
            return render_receipt(fresh, language, fonts=fonts)

        report(f"papers.receipt.{language}", median_ms(work), goal=50)


def measure_letters(fonts: Path, folder: Path) -> None:
    key = folder / "development.p12"
    signer = generate_development_key(key, "bench")
    theirs = SimpleSigner.load_pkcs12(str(key), passphrase=b"bench")
    letter = samples.letter("fa")
    pdf = render_letter(letter, "fa", fonts=fonts)
    signed = signer.sign(pdf)

    def sign_by_library(_: int) -> None:
        about = PdfSignatureMetadata(field_name="Signature", subfilter=SigSeedSubFilter.PADES)
        sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, theirs)

    def set_and_sign(number: int) -> bytes:
        return signer.sign(render_letter(replace(letter, number=f"1405/{number}"), "fa", fonts=fonts))

    library = median_ms(sign_by_library, 10)
    report("papers.sign", median_ms(lambda _: signer.sign(pdf)), goal=100, versus={"pyHanko SimpleSigner": library})
    report("papers.letter_set_and_signed", median_ms(set_and_sign), goal=150)
    report("papers.verify", median_ms(lambda _: verify(signed, [signer.trust_root])), goal=100)


def measure_exports() -> None:
    rows = [(f"پروندهٔ {number}", number, number / 7, "اصفهان", "صف") for number in range(10_000)]
    header = ("پرونده", "شماره", "روز", "استان", "محل")
    sheet = Sheet(title="گزارش", header=header, rows=rows)
    xlsx = median_ms(lambda _: write_xlsx([sheet], language="fa"), 3)
    report("exports.xlsx_10k_rows", xlsx, goal=3000)
    csv = median_ms(lambda _: sum(len(chunk) for chunk in write_csv(rows, header)), 3)
    report("exports.csv_10k_rows", csv, goal=300, versus={"xlsx": xlsx})


def main() -> None:
    fonts = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FONTS
    measure_receipts(fonts)
    with tempfile.TemporaryDirectory() as folder:
        measure_letters(fonts, Path(folder))
    measure_exports()


if __name__ == "__main__":
    main()
