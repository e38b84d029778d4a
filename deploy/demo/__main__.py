"""`python -m deploy.demo`: fill an empty desk with the demo's places, people, services and past. Idempotent.

`--logins` then prints who can log in; `--cases N` sets how many past cases there are."""

import argparse
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import engine
from app.data.cases import case_store
from app.data.database.session import db
from app.data.database.transactions import writing
from app.data.organisation import places
from app.data.people import person_store
from app.data.services import bundle_files, service_store
from app.usecases.publishing import publication
from app.wiring import connect
from config import Settings
from deploy.demo import holidays, house, past

ROOT = Path(__file__).resolve().parents[2]
CASES, DAYS = 160, 150
#: this share of the cases is of the last days and stopped half-way: the worklists are full of them
FRESH, FRESH_DAYS = 0.3, 9
#: of those, one in three is in somebody's hands
PICKED_UP = 3
#: and one in five of all was taken in at a front desk
AT_DESK = 5


def main(argv: list[str]) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.demo", description=__doc__)
    parser.add_argument("--logins", action="store_true", help="print who can log in, when all is there")
    parser.add_argument("--cases", type=int, default=CASES, help=f"past cases to play (default {CASES})")
    options = parser.parse_args(argv)
    return fill(Settings.from_environment(), cases=options.cases, logins=options.logins)


def fill(settings: Settings, *, cases: int, logins: bool) -> int:
    """Write what isn't there yet, and print who can log in if that is asked for; returns the exit code. In production
    nothing is written: everybody knows the demo's ids."""
    if settings.is_production:
        sys.stderr.write("The demo is never filled into production.\n")
        return 1
    app = connect(settings)
    with app.app_context(), writing():
        build(datetime.now(UTC), cases=cases)
    if logins:
        print_logins()
    return 0


def build(now: datetime, *, cases: int) -> None:
    """Everything that isn't there yet."""
    if not places.list_agencies():
        house.build(now)
        holidays.store(now)
        db.session.commit()
    publish_services(now - timedelta(days=DAYS + 30))
    missing = cases - case_store.count_cases()
    if missing > 0:
        play_past(now, missing)


def publish_services(now: datetime) -> None:
    """Publish every bundle under `processes/` whose content isn't the current version."""
    processes, forms = ROOT / "processes", ROOT / "forms"
    for service_id in bundle_files.list_service_ids(processes):
        files = bundle_files.read_folder(processes, forms, service_id)
        known = service_store.find_service(service_id)
        hashes = {v.content_hash for v in service_store.list_versions(service_id)} if known else set()
        if publication.content_hash(files) not in hashes:
            publication.publish(service_id=service_id, files=files, note="", by=None, now=now)
    db.session.commit()


def play_past(now: datetime, count: int) -> None:
    """Play the walks over the last months; the latest cases stay where they are today."""
    chance = random.Random(1405)  # noqa: S311 - the same demo on every machine
    citizens = [
        person
        for raw in house.people(house.read_house())
        if not raw["seats"] and (person := person_store.find_by_national_id(raw["national_id"])) is not None
    ]
    walks = past.read_walks(ROOT / "processes")
    print(f"playing {count} past cases", end="", flush=True)
    services = len({walk.service_id for walk in walks})
    for number, walk in zip(range(count), past.in_turn(walks), strict=False):
        # one further in each round of the services, so that everybody comes to each of them
        applicant = citizens[(number + number // services) % len(citizens)]
        fresh = number >= count * (1 - FRESH)
        days = chance.uniform(0, FRESH_DAYS) if fresh else FRESH_DAYS + (DAYS - FRESH_DAYS) * (1 - number / count)
        at = engine.next_opening(now - timedelta(days=days, hours=2))
        steps = chance.randint(0, max(0, len(walk.steps) - 1)) if fresh else None
        case = past.play(
            walk,
            person_store.get_person(applicant.id),
            at=min(at, now),
            until=now,
            chance=chance,
            steps=steps,
            at_desk=number % AT_DESK == 0,
        )
        if fresh and number % PICKED_UP == 0:
            past.pick_up(case, now)
        if number % 10 == 0:
            print(".", end="", flush=True)
    print()


def print_logins() -> None:
    """Everybody who can log in: a case is worked on by several people, of its unit and of headquarters."""
    print("\n".join(house.logins(house.read_house())))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
