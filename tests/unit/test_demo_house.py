"""The demo's people: everybody who is needed to bring a case to its answer can log in by what `make run` prints."""

from pathlib import Path

from lxml import etree

from deploy.demo import house

PROCESSES = Path(__file__).parents[2] / "processes"
MIZ = "{urn:miz:1.0}"


def test_every_lane_of_the_services_has_somebody_whose_login_is_printed() -> None:
    read = house.read_house()
    printed = "\n".join(house.logins(read))
    roles = {
        lane.get(f"{MIZ}role")
        for diagram in PROCESSES.glob("*/process.bpmn")
        for lane in etree.parse(diagram).iter("{*}lane")
        if lane.get(f"{MIZ}role")
    }

    assert roles
    for unit in read["units"]:
        here = [line for line in printed.splitlines() if unit["name"]["en"] in line]
        assert roles <= {role for line in here for role in line.split()[0].split("/")}, unit["slug"]


def test_login_says_what_is_typed_where_they_work_and_who_they_are() -> None:
    (line,) = (line for line in house.logins(house.read_house()) if "الهام قاسمی" in line)
    assert " ".join(line.split()) == "clerk/expert 0499000102 09000000010 Tehran registry office: الهام قاسمی"
