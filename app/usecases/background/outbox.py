"""Delivery of the outbox: one outbox row at a time, asked outside without a transaction open, recorded in one."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import engine
from app.data.correspondence import notice_store
from app.data.database.transactions import reading
from app.data.integrations import GatewayBusy, GatewayError, GatewayRefused, Message, gateways
from app.data.outbox import effect_store
from app.usecases.answers import papers
from app.usecases.background import retention
from app.usecases.cases import case_steps
from app.usecases.casework import reminders
from app.usecases.identity import registry_check
from app.usecases.messages import outgoing
from app.usecases.notices import code_messages
from app.usecases.promises import escalation, recalculation
from app.vocabulary import EffectKind, EffectState, FailureCode, NoticeState

if TYPE_CHECKING:
    from app.data.models import Effect, Notice

#: the channel of a notice that isn't SMS
EMAIL = "email"
TOO_LATE = "the code expired before it could be sent"
LONGEST_BACKOFF = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What has to be asked outside, read from its row before the row's transaction ends."""

    effect_id: UUID
    key: str
    kind: EffectKind
    name: str
    payload: dict[str, Any]
    #: what a notice says, and to which number or address
    message: Message | None = field(default=None, repr=False)
    #: it carries a code that is good no more
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a delivery went: an answer, a refusal for good (with its code), or a failure to be tried again."""

    answer: dict[str, object] | None = None
    error: str = ""
    #: why there is no answer
    failure: FailureCode = FailureCode.CALL_UNANSWERED
    #: of a refusal: the error code for a boundary event of the diagram
    code: str | None = None
    #: nobody was asked, and it makes no sense to try before this has passed
    wait: timedelta | None = None


def claim_deliveries(*, due: datetime, lease: datetime, limit: int) -> list[Delivery]:
    """What is due to be asked outside, leased to the caller until `lease`. Commit before asking."""
    effects = effect_store.claim_effects(due=due, lease=lease, limit=limit)
    due_notices = notice_store.list_notices_by_ids(
        [UUID(e.payload["notice_id"]) for e in effects if e.kind is EffectKind.NOTICE]
    )
    notices = {str(notice.id): notice for notice in due_notices}
    return [_delivery_of(effect, notices, at=due) for effect in effects]


def claim_delivery(key: str, *, due: datetime, lease: datetime) -> Delivery | None:
    """The same of one row; None if it is done, or not due (any more)."""
    effect = effect_store.claim_effect(key, due=due, lease=lease)
    if effect is None:
        return None
    is_notice = effect.kind is EffectKind.NOTICE
    notice = notice_store.get_notice(UUID(effect.payload["notice_id"])) if is_notice else None
    return _delivery_of(effect, {str(notice.id): notice} if notice else {}, at=due)


def _delivery_of(effect: "Effect", notices: Mapping[str, "Notice"], *, at: datetime) -> Delivery:
    delivery = Delivery(effect.id, effect.key, effect.kind, effect.name, dict(effect.payload))
    if effect.kind is not EffectKind.NOTICE:
        return delivery
    notice = notices[effect.payload["notice_id"]]
    code = code_messages.code_in(effect.payload)
    message = Message(
        to=str(effect.payload.get("to") or notice.mobile),
        text=code_messages.filled_in(notice.text_fa, code),
        key=effect.key,
        template=notice.template,
        tokens={**(effect.payload.get("tokens") or {}), **({"code": code} if code is not None else {})},
    )
    return replace(delivery, message=message, is_late=code_messages.has_expired(effect.payload, now=at))


def attempt_delivery(delivery: Delivery) -> Attempt:
    """Ask outside. No transaction is open; nothing is raised: what goes wrong is part of the answer."""
    try:
        return _done(delivery)
    except GatewayBusy as busy:
        return Attempt(error=str(busy), failure=FailureCode.GATEWAY_BUSY, wait=busy.wait)
    except GatewayRefused as refused:
        return Attempt(error=str(refused), failure=FailureCode.CALL_REFUSED, code=refused.code)
    except GatewayError as failed:
        return Attempt(error=str(failed), failure=FailureCode.CALL_UNANSWERED)


def _done(delivery: Delivery) -> Attempt:
    """Raises GatewayError, GatewayRefused or GatewayBusy."""
    if delivery.message is not None:
        return _send(delivery.name, delivery.message, is_late=delivery.is_late)
    if delivery.kind is EffectKind.LETTER:
        with reading():
            return Attempt(answer=dict(papers.set_letter(UUID(delivery.payload["letter_id"]))))
    if delivery.kind is EffectKind.IDENTITY:
        return _identify(delivery)
    return _ask(delivery) if delivery.kind is EffectKind.CONNECTOR else Attempt(answer={})


def _ask(delivery: Delivery) -> Attempt:
    connector = gateways().connectors.get(delivery.name)
    if connector is None:
        unknown = f"no connector «{delivery.name}» is configured"
        return Attempt(error=unknown, failure=FailureCode.CONNECTOR_UNKNOWN, code=engine.CONNECTOR_UNREACHABLE)
    return Attempt(answer=connector.ask(delivery.payload, key=delivery.key))


def _identify(delivery: Delivery) -> Attempt:
    registry = gateways().registry
    if registry is None:
        unknown = "no identity registry is configured"
        return Attempt(error=unknown, failure=FailureCode.CONNECTOR_UNKNOWN, code=engine.CONNECTOR_UNREACHABLE)
    asked = delivery.payload
    return Attempt(
        answer=registry_check.answer_of(registry.identify(asked["national_id"], asked["mobile"], key=delivery.key))
    )


def _send(channel: str, message: Message, *, is_late: bool) -> Attempt:
    if is_late:
        return Attempt(error=TOO_LATE, failure=FailureCode.CALL_UNANSWERED, code="CODE_EXPIRED")
    courier = gateways().mail if channel == EMAIL else gateways().sms
    if courier is None:
        return Attempt(error="no mail server is configured", failure=FailureCode.NO_MAIL_SERVER, code="NO_MAIL_SERVER")
    if not message.to:
        return Attempt(error="no mobile number is known", failure=FailureCode.NO_MOBILE, code="NO_MOBILE")
    courier.send(message)
    return Attempt(answer={})


def record_delivery(delivery: Delivery, asked: Attempt, *, now: datetime) -> None:
    """Write how it went: done, tried again later, or given up (the diagram or a person takes over)."""
    effect = effect_store.get_effect_for_update(delivery.effect_id)
    if effect.state is not EffectState.WAITING:
        return
    if asked.answer is not None:
        _succeed(effect, asked.answer, now=now)
    elif asked.wait is not None:
        effect.tries -= 1  # it was not tried
        effect.code, effect.error = asked.failure, asked.error
        effect_store.postpone_effect(effect, until=now + asked.wait)
    elif asked.code is None and effect.tries <= effect.retries:
        effect.code, effect.error = asked.failure, asked.error
        effect_store.postpone_effect(effect, until=now + _backoff(effect))
    else:
        _give_up(effect, asked, now=now)


def _succeed(effect: "Effect", answer: dict[str, object], *, now: datetime) -> None:
    if effect.kind is EffectKind.WARNING:
        again = escalation.take(effect, now=now)
        if again is not None:
            effect.tries = 0
            effect_store.postpone_effect(effect, until=again)
            return
    effect.state, effect.done_at, effect.code, effect.error = EffectState.DONE, now, None, None
    if effect.kind is EffectKind.IDENTITY:
        registry_check.take(effect.payload, answer, now=now)
    else:
        _hand_over(effect, answer, now=now)


def _hand_over(effect: "Effect", answer: dict[str, object], *, now: datetime) -> None:
    if effect.kind is EffectKind.NOTICE:
        notice_store.mark_delivered(UUID(effect.payload["notice_id"]), at=now)
    elif effect.kind is EffectKind.REMINDER:
        reminders.take(effect, now=now)
    elif effect.kind is EffectKind.RECOUNT and effect.case_id is not None:
        recalculation.recount(effect.case_id, effect.payload, now=now)
    elif effect.kind is EffectKind.LETTER:
        papers.keep_letter(UUID(effect.payload["letter_id"]), {key: str(value) for key, value in answer.items()})
    elif effect.kind is EffectKind.REMOVAL:
        retention.take_removal(effect)
    elif effect.kind is EffectKind.MESSAGE:
        outgoing.post_effect(effect, now=now)
    elif effect.case_id is not None and effect.task_id is not None:
        case_steps.answer_call(case_id=effect.case_id, task_id=effect.task_id, answer=answer, now=now)


def _give_up(effect: "Effect", asked: Attempt, *, now: datetime) -> None:
    effect.state, effect.code, effect.error = EffectState.FAILED, asked.failure, asked.error
    if effect.kind is EffectKind.NOTICE:
        notice = notice_store.get_notice(UUID(effect.payload["notice_id"]))
        if notice.state is not NoticeState.DELIVERED:  # else another channel has reached the person
            notice.state, notice.error = NoticeState.FAILED, asked.error[:500]
    elif effect.kind is EffectKind.CONNECTOR and effect.case_id is not None and effect.task_id is not None:
        case_steps.fail_call(
            case_id=effect.case_id,
            task_id=effect.task_id,
            code=asked.code or engine.CONNECTOR_UNREACHABLE,
            message=asked.error,
            incident=engine.IncidentCode(asked.failure.value),
            now=now,
        )


def _backoff(effect: "Effect") -> timedelta:
    """Twice as long each time, with jitter, so that many failed rows don't come back at once."""
    base = engine.Duration.parse(effect.backoff).exact
    spread = 0.75 + secrets.randbelow(500) / 1000
    doubled: timedelta = base * 2 ** max(0, effect.tries - 1)
    return min(doubled, LONGEST_BACKOFF) * spread


def note_fault(effect_id: UUID, *, fault: case_steps.Fault, now: datetime) -> None:
    """What came back couldn't be recorded: it is tried again, and after the last try left to a person."""
    effect = effect_store.get_effect_for_update(effect_id)
    if effect.state is not EffectState.WAITING or effect.tries <= effect.retries:
        return
    effect.state, effect.code, effect.error = EffectState.FAILED, FailureCode.UNFORESEEN_FAULT, fault.line
    if effect.case_id is not None:
        case_steps.note_fault(case_id=effect.case_id, fault=fault, now=now)
