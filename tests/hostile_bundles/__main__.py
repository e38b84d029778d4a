"""Put thousands of damaged bundles through the gate and through a run, in bounded children, and count what must not be.

    python -m tests.hostile_bundles [--seed N] [--count N] [--first N]

Prints a JSON line for each bundle at which something raises, takes more than two seconds of the processor or 300 MB,
or whose run ends in an incident though the gate let it pass; then one with the counts. Fails on the first three."""

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict

from tests.hostile_bundles.trial import Tried, tried

SEED, COUNT = 1405, 10_000


def main() -> int:
    """Try them; 1 if one is against what the gate promises."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile_bundles")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--first", type=int, default=0, help="number of the first bundle")
    asked = parser.parse_args()
    counts, slowest = Counter[str](), 0.0
    for one in tried(asked.seed, range(asked.first, asked.first + asked.count)):
        counts[one.ended] += 1
        counts["slow"] += one.bad and one.ended in ("refused", "accepted")
        counts["with incidents"] += bool(one.incidents)
        slowest = max(slowest, one.seconds)
        _tell(one)
    sys.stdout.write(json.dumps({**counts, "slowest": slowest}) + "\n")
    return int(any(counts[name] for name in ("raised", "memory", "died", "slow")))


def _tell(one: Tried) -> None:
    if one.bad or one.incidents:
        sys.stdout.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    if one.number % 25 == 0:
        sys.stderr.write(f"\r{one.number} ")


if __name__ == "__main__":
    sys.exit(main())
