"""Why a step of casework is refused."""

from app.usecases.errors import CaseworkError, WorkItemClosed


class WorkItemTaken(CaseworkError):
    """A colleague ({name}) is already working on this item."""

    code = "item_taken"
    fa = "همکار شما ({name}) پیش‌تر این کار را برداشته است."


class WorkItemDone(WorkItemClosed):
    """This item has already been done, by {name}; nothing was changed."""

    code = "item_done"
    fa = "این کار را {name} پیش‌تر انجام داده است؛ چیزی تغییر نکرد."


class NotClaimed(CaseworkError):
    """Claim the item first."""

    code = "not_claimed"
    fa = "نخست کار را بردارید."


class NotTheirWork(CaseworkError):
    """{name} may not do this item: choose a colleague who works in its unit and lane."""

    code = "not_their_work"
    fa = "{name} نمی‌تواند این کار را انجام دهد؛ همکاری را انتخاب کنید که در همان واحد و جایگاه کار می‌کند."


class NotRecallable(CaseworkError):
    """The hand-over can't be taken back any more: somebody has gone on with the item."""

    code = "not_recallable"
    fa = "این ارجاع را دیگر نمی‌توان پس گرفت؛ کسی کار را ادامه داده است."


class NothingPromised(CaseworkError):
    """No date was promised for this case, so there is none to put off."""

    code = "nothing_promised"
    fa = "برای این پرونده زمان پاسخی اعلام نشده است که بتوان آن را تمدید کرد."


class QuestionClosed(CaseworkError):
    """This question has already been answered."""

    code = "question_closed"
    fa = "به این پرسش پیش‌تر پاسخ داده شده است."


class QuestionOpen(CaseworkError):
    """An earlier question to the applicant is still open."""

    code = "question_open"
    fa = "پرسش پیشین هنوز بی‌پاسخ است؛ نخست منتظر پاسخ آن بمانید."


class NoSuchLane(CaseworkError):
    """The process has no such lane."""

    code = "no_such_lane"
    fa = "این فرایند چنین جایگاهی ندارد."
