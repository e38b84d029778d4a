"""One form with a question of every type, as the form editor would save it, and good answers to it."""

from collections.abc import Mapping

DEED = "0b7e2f1c-6a54-4c0e-9d3a-0d6f3c1b2a90"


def component(type_: str, key: str, label: str, en: str, **more: object) -> dict[str, object]:
    properties = {"labelEn": en, **more.pop("properties", {})}  # type: ignore[dict-item]  # always a dict here
    return {"type": type_, "key": key, "label": label, "properties": properties, "id": f"Field_{key}", **more}


REQUIRED = {"required": True}
OWNER_OR_AGENT = [
    {"label": "مالک", "labelEn": "Owner", "value": "owner"},
    {"label": "وکیل", "labelEn": "Agent", "value": "agent"},
]
USES = [
    {"label": "مسکونی", "labelEn": "Housing", "value": "home"},
    {"label": "تجاری", "labelEn": "Trade", "value": "shop"},
    {"label": "اداری", "labelEn": "Office", "value": "office"},
]

FORM: dict[str, object] = {
    "type": "default",
    "schemaVersion": 16,
    "id": "application",
    "components": [
        {
            "type": "text",
            "text": "پیش از **پر کردن** بخوانید:\n- یک\n- دو",
            "properties": {"textEn": "Read **before** you fill in [this](https://example.ir)"},
        },
        {
            "type": "group",
            "label": "متقاضی",
            "properties": {"labelEn": "Applicant"},
            "components": [
                component(
                    "textfield",
                    "national_id",
                    "شماره ملی",
                    "National id",
                    validate=REQUIRED,
                    properties={"profile": "national_id"},
                ),
                component(
                    "textfield",
                    "first_name",
                    "نام",
                    "First name",
                    validate={"required": True, "minLength": 2, "maxLength": 20},
                    properties={"profile": "first_name"},
                ),
                component(
                    "datetime",
                    "birth_date",
                    "تاریخ تولد",
                    "Date of birth",
                    subtype="date",
                    validate=REQUIRED,
                    properties={"profile": "birth_date"},
                ),
                component("textfield", "mobile", "تلفن همراه", "Mobile", properties={"profile": "mobile"}),
            ],
        },
        {"type": "separator"},
        component(
            "number",
            "area",
            "مساحت زمین",
            "Area of the plot",
            decimalDigits=1,
            validate={"min": 50, "max": 10000},
            appearance={"suffixAdorner": "متر مربع"},
            properties={"suffixEn": "m²"},
        ),
        component("number", "cost", "هزینه", "Cost", properties={"kind": "money"}, validate={"min": 1000}),
        component("radio", "role", "شما کیستید؟", "Who are you?", values=OWNER_OR_AGENT, validate=REQUIRED),
        component("select", "use", "کاربری", "Use", values=USES),
        component("checklist", "wishes", "خواسته‌ها", "Wishes", values=USES),
        component(
            "filepicker",
            "mandate",
            "وکالت‌نامه",
            "Mandate",
            validate=REQUIRED,
            multiple=True,
            accept=".pdf,.jpg",
            conditional={"hide": '=role != "agent"'},
            properties={"maxFiles": "2"},
        ),
        component("textarea", "notes", "توضیح", "Notes", description="هر چه لازم است"),
        component(
            "textfield", "parcel", "شماره پلاک", "Parcel", validate={"pattern": r"\d{1,5}/\d{1,5}"}, defaultValue="1/1"
        ),
        component("textfield", "officer", "کارشناس", "Officer", properties={"readonly": "true"}),
        component("checkbox", "agree", "درستی اطلاعات را می‌پذیرم", "I confirm", validate=REQUIRED),
        component("checkbox", "by_post", "با پست بفرستید", "Send by post"),
        {"type": "button", "label": "ثبت", "action": "submit"},
    ],
}

TYPED: dict[str, object] = {
    "national_id": "۰۰۸۴۵۷۵۹۴۸",
    "first_name": " علي ",
    "birth_date": {"year": "۱۳۶۷", "month": "۵", "day": "۳"},
    "mobile": "0912 345 6789",
    "area": "۱۲۰٫۵",
    "cost": "۱۲٬۵۰۰٬۰۰۰",
    "role": "owner",
    "use": "",
    "wishes": ["shop", "home"],
    "notes": "خط یک\r\nخط دو",
    "parcel": "۱۲/۳۴",
    "agree": "on",
}

ANSWERS: dict[str, object] = {
    "national_id": "0084575948",
    "first_name": "علی",
    "birth_date": "1988-07-25",
    "mobile": "+989123456789",
    "area": 120.5,
    "cost": 12_500_000,
    "role": "owner",
    "use": None,
    "wishes": ["home", "shop"],
    "notes": "خط یک\nخط دو",
    "parcel": "12/34",
    "agree": True,
    "by_post": False,
}


def mandate_rule(expression: str, answers: Mapping[str, object]) -> bool:
    """Stands for the FEEL evaluator of the engine: knows the one condition of the form."""
    assert expression == 'role != "agent"'
    return answers.get("role") != "agent"
