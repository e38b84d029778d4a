"""The words that a form's components may use in their `properties`: for the gate that checks them, and for `forms`,
which says what each means."""

#: `kind` of a value: what `forms.values.kinds` reads and shows, and a document
VALUE_KINDS = (
    "national-id",
    "legal-id",
    "postal-code",
    "service-id",
    "mobile",
    "phone",
    "email",
    "plate",
    "code",
    "tracking-code",
    "money",
    "jalali-date",
    "time",
    "date-time",
    "text",
    "document",
)
#: `kind` of a value that the type of the component gives by itself
TYPE_KINDS = ("number", "yes-no", "choice", "choices")
#: `profile`: the canonical fields of a citizen (I1)
PROFILE_FIELDS = (
    "national_id",
    "first_name",
    "last_name",
    "full_name",
    "father_name",
    "birth_date",
    "mobile",
    "phone",
    "postal_code",
    "address",
    "email",
    "province",
    "city",
)
