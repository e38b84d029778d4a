"""What a service must say of itself in `package.yaml` (I8), and how long its texts may be: for the gate that checks it,
and for the desk that stores and shows it."""

#: headings that may not be empty; stages, time and forms come from the diagram
PACKAGE_HEADINGS = (
    *("title", "description", "eligibility", "documents", "fee", "laws", "place", "hours"),
    *("responsible", "complaint"),
)
#: characters that the catalogue has room for
PACKAGE_LENGTHS = {"title": 300, "summary": 1000, "category": 80}
#: characters of ids and names of a diagram that a case has room for
LONGEST_ID, LONGEST_NAME = 80, 300
#: characters of a notice in Persian, without its values
LONGEST_NOTICE = 140
