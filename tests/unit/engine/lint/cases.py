"""For every rule a bundle that breaks it and one that is nearly the same and doesn't."""

from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.components.form_cases import FORM_CASES, served, shown
from tests.unit.engine.lint.diagrams import HEAD, definitions, form, process, text
from tests.unit.engine.lint.item_cases import ITEM_CASES
from tests.unit.engine.lint.more_cases import MORE_CASES
from tests.unit.engine.lint.publishing.clock_cases import CLOCK_CASES
from tests.unit.engine.lint.publishing.desk_cases import DESK_CASES
from tests.unit.engine.lint.publishing.life_cases import LIFE_CASES
from tests.unit.engine.lint.publishing.package_cases import PACKAGE_CASES
from tests.unit.engine.lint.publishing.text_cases import TEXT_CASES
from tests.unit.engine.lint.types.table_cases import TABLE_CASES
from tests.unit.engine.lint.types.value_cases import VALUE_CASES
from tests.unit.engine.lint.unread.file_cases import FILE_CASES

LINE = "s>a a>e"
GOOD = process("s:start a:task e:end", LINE)
STAGED = '<extensionElements><miz:stage id="one" name="یک" en="One"/></extensionElements>'
ATTENDANCE = (
    '<userTask id="a" name="a" miz:audience="{audience}"><extensionElements><miz:attendance reason="چرا" {duration}>'
    '<miz:bring name="کارت"/></miz:attendance></extensionElements></userTask>'
)
WHOLE_ATTENDANCE = ATTENDANCE.format(audience="desk", duration='duration="PT15M"')
STAGED_TWICE = STAGED.replace("</ext", '<miz:stage id="one" name="x"/></ext')
CONTINUING = 'cancelActivity="false"'
TIMER = "<intermediateCatchEvent id='t'><timerEventDefinition>{}</timerEventDefinition></intermediateCatchEvent>"
MESSAGE = '<message id="m" name="m"/>'
MESSAGES = f'{MESSAGE}<message id="n" name="n"/>'
BEGUN = "<startEvent id='{}'><messageEventDefinition messageRef='{}'/></startEvent>"


def boundary(definition: str, more: str = "") -> str:
    return f'<boundaryEvent id="b" attachedToRef="a" {more}><{definition}/></boundaryEvent>'


def link(kind: str, id_: str, name: str) -> str:
    return f'<{kind} id="{id_}"><linkEventDefinition name="{name}"/></{kind}>'


def two_pools(flow: str) -> bytes:
    return definitions(
        '<collaboration id="c"><participant id="x" processRef="p"/><participant id="y" processRef="q"/>'
        f'{flow}</collaboration><process id="p" isExecutable="true"><startEvent id="s"/>'
        '<sendTask id="a"/><endEvent id="e"/>'
        '<sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process>'
        '<process id="q"><startEvent id="s2"><messageEventDefinition/></startEvent><endEvent id="e2"/>'
        '<sequenceFlow id="h" sourceRef="s2" targetRef="e2"/></process>'
    )


DECISION = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d"/></definitions>'
APPLYING = process(
    '<startEvent id="s" miz:form="first"/>\n'
    '<userTask id="a" name="a" miz:audience="applicant" miz:form="second"/>\ne:end',
    LINE,
)
FORK = "s:start f:{} a:task b:task j:and e:end"
FORKED = "s>f f>a[x] f>b[y] a>j b>j j>e"

CASES: dict[str, Case] = {
    **FILE_CASES,
    # readable at all
    "unreadable": Case(b"<definitions", GOOD),
    "not-bpmn": Case(b"<package xmlns='http://www.wfmc.org/2008/XPDL2.1'/>", GOOD),
    # references
    "unknown-element": Case(process("s:start <useTask id='a'/>\n e:end", "s>e"), GOOD),
    "misplaced-element": Case(definitions('<userTask id="a" name="a"/>'), GOOD),
    "missing-id": Case(process("s:start <task name='a'/>\n e:end", "s>e"), GOOD),
    "duplicate-id": Case(process("s:start a:task a:task e:end", LINE), GOOD),
    "missing-reference": Case(process("s:start e:end <sequenceFlow id='f' sourceRef='s'/>", "s>e"), GOOD),
    "dangling-reference": Case(process("s:start a:task e:end", "s>a a>x a>e"), GOOD),
    "wrong-reference": Case(process("s:start e:end <dataObject id='d'/>", "s>e s>d"), GOOD),
    "flow-lists": Case(
        process("s:start <task id='a'><incoming>a_e</incoming></task>\ne:end", LINE),
        process("s:start <task id='a'><incoming>s_a</incoming></task>\ne:end", LINE),
    ),
    "diagram-interchange": Case(
        GOOD.replace(
            b"</definitions>", b'<di:BPMNDiagram><di:BPMNShape bpmnElement="gone"/></di:BPMNDiagram></definitions>'
        ),
        GOOD.replace(
            b"</definitions>", b'<di:BPMNDiagram><di:BPMNShape bpmnElement="a"/></di:BPMNDiagram></definitions>'
        ),
    ),
    # structure
    "no-process": Case(definitions(""), GOOD),
    "not-executable": Case(process("s:start a:task e:end", LINE, attributes=""), GOOD),
    "no-start": Case(process("a:task e:end", "a>e"), GOOD),
    "no-end": Case(process("s:start a:task", "s>a"), GOOD),
    "unreachable": Case(process("s:start a:task e:end x:task", f"{LINE} x>e"), GOOD),
    "implicit-end": Case(process("s:start g:xor a:task b:task e:end", "s>g g>a[x] g>b[y] b>e"), GOOD),
    "gateway-without-exit": Case(process("s:start g:and e:end", "s>g"), GOOD),
    "unnamed": Case(process("s:start <userTask id='a'/>\ne:end", LINE), process("s:start a:user e:end", LINE)),
    # flows
    "flow-border": Case(
        process(
            "s:start <subProcess id='a'><startEvent id='s1'/><endEvent id='e1'/></subProcess>\ne:end", "s>a a>e s1>e"
        ),
        process(
            "s:start <subProcess id='a'><startEvent id='s1'/><endEvent id='e1'/>"
            "<sequenceFlow id='i' sourceRef='s1' targetRef='e1'/></subProcess>\ne:end",
            LINE,
        ),
    ),
    "duplicate-flow": Case(process("s:start a:task e:end", f"{LINE} a>e"), GOOD),
    "message-flow-pool": Case(
        two_pools('<messageFlow id="m" sourceRef="a" targetRef="x"/>'),
        two_pools('<messageFlow id="m" sourceRef="a" targetRef="y"/>'),
    ),
    "message-flow-ends": Case(
        two_pools('<messageFlow id="m" sourceRef="a" targetRef="e2"/>'),
        two_pools('<messageFlow id="m" sourceRef="a" targetRef="s2"/>'),
    ),
    # events
    "start-incoming": Case(process("s:start a:task g:xor e:end", "s>a a>g g>e g>s[x]"), GOOD),
    "end-outgoing": Case(process("s:start e:end a:task e2:end", "s>e e>a a>e2"), GOOD),
    "boundary-incoming": Case(
        process(f"s:start a:user e:end {boundary('errorEventDefinition')}", f"{LINE} s>b b>e"),
        process(f"s:start a:user e:end {boundary('errorEventDefinition')}", f"{LINE} b>e"),
    ),
    "event-definition": Case(
        process("s:start <boundaryEvent id='b' attachedToRef='a'/>\na:user e:end", f"{LINE} b>e"),
        process(f"s:start a:user e:end {boundary('errorEventDefinition')}", f"{LINE} b>e"),
    ),
    "event-subprocess": Case(
        process(
            "s:start a:task e:end <subProcess id='x' triggeredByEvent='true'><endEvent id='e1'/></subProcess>", LINE
        ),
        process(
            "s:start a:task e:end <subProcess id='x' triggeredByEvent='true'>"
            "<startEvent id='s1'><signalEventDefinition/>"
            "</startEvent><endEvent id='e1'/><sequenceFlow id='i' sourceRef='s1' targetRef='e1'/></subProcess>",
            LINE,
        ),
    ),
    "link-event": Case(
        process(
            f"s:start {link('intermediateThrowEvent', 't', 'A')}\n{link('intermediateCatchEvent', 'c', 'B')}\ne:end",
            "s>t c>e",
        ),
        process(
            f"s:start {link('intermediateThrowEvent', 't', 'A')}\n{link('intermediateCatchEvent', 'c', 'A')}\ne:end",
            "s>t c>e",
        ),
    ),
    "link-flow": Case(
        process(
            f"s:start {link('intermediateThrowEvent', 't', 'A')}\n{link('intermediateCatchEvent', 'c', 'A')}\ne:end",
            "s>t t>e c>e",
        ),
        process(
            f"s:start {link('intermediateThrowEvent', 't', 'A')}\n{link('intermediateCatchEvent', 'c', 'A')}\ne:end",
            "s>t c>e",
        ),
    ),
    "interrupting": Case(
        process(f"s:start a:user e:end {boundary('errorEventDefinition', CONTINUING)}", f"{LINE} b>e"),
        process(f"s:start a:user e:end {boundary('errorEventDefinition')}", f"{LINE} b>e"),
    ),
    "cancel-event": Case(
        process("s:start <endEvent id='e'><cancelEventDefinition/></endEvent>", "s>e"),
        process(
            "s:start <transaction id='a'><startEvent id='s1'/><endEvent id='e1'><cancelEventDefinition/></endEvent>"
            "<sequenceFlow id='i' sourceRef='s1' targetRef='e1'/></transaction>\ne:end",
            LINE,
        ),
    ),
    "event-without-reference": Case(
        process(
            "s:start <intermediateCatchEvent id='a'><messageEventDefinition/></intermediateCatchEvent>\ne:end", LINE
        ),
        process(
            "s:start <intermediateCatchEvent id='a'><messageEventDefinition messageRef='m'/>"
            "</intermediateCatchEvent>\ne:end",
            LINE,
            beside=MESSAGE,
        ),
    ),
    # gateways
    "condition-missing": Case(
        process("s:start g:xor a:task b:task e:end", "s>g g>a[x] g>b a>e b>e"),
        process("s:start g:xor a:task b:task e:end", "s>g g>a[x] g>b[not(x)] a>e b>e"),
    ),
    "default-condition": Case(
        process("s:start <exclusiveGateway id='g' default='g_a'/>\na:task b:task e:end", "s>g g>a[x] g>b[y] a>e b>e"),
        process("s:start <exclusiveGateway id='g' default='g_a'/>\na:task b:task e:end", "s>g g>a g>b[y] a>e b>e"),
    ),
    "default-elsewhere": Case(
        process("s:start <exclusiveGateway id='g' default='s_g'/>\na:task b:task e:end", "s>g g>a[x] g>b[y] a>e b>e"),
        process("s:start <exclusiveGateway id='g' default='g_a'/>\na:task b:task e:end", "s>g g>a g>b[y] a>e b>e"),
    ),
    "condition-place": Case(
        process("s:start g:and a:task b:task j:and e:end", "s>g g>a[x] g>b a>j b>j j>e"),
        process("s:start g:or a:task b:task j:or e:end", "s>g g>a[x] g>b[y] a>j b>j j>e"),
    ),
    "condition-alone": Case(
        process("s:start a:task e:end", "s>a a>e[x]"),
        process("s:start a:task b:task e:end", "s>a a>e[x] a>b[not(x)] b>e"),
    ),
    "gateway-direction": Case(
        process(
            "s:start <parallelGateway id='f' gatewayDirection='Converging'/>\na:task b:task j:and e:end",
            "s>f f>a f>b a>j b>j j>e",
        ),
        process(
            "s:start <parallelGateway id='f' gatewayDirection='Diverging'/>\na:task b:task j:and e:end",
            "s>f f>a f>b a>j b>j j>e",
        ),
    ),
    "gateway-mixing": Case(
        process(
            "s:start f:and a:task b:task g:and c:task d:task j:and e:end", "s>f f>a f>b a>g b>g g>c g>d c>j d>j j>e"
        ),
        process("s:start f:and a:task b:task g:and e:end", "s>f f>a f>b a>g b>g g>e"),
    ),
    "idle-gateway": Case(process("s:start g:xor e:end", "s>g g>e"), GOOD),
    "event-gateway": Case(
        process(
            f"s:start g:race {TIMER.format('<timeDuration>P1D</timeDuration>')}\na:task e:end", "s>g g>t g>a t>e a>e"
        ),
        process(
            f"s:start g:race {TIMER.format('<timeDuration>P1D</timeDuration>')}\n"
            "<receiveTask id='a' messageRef='m'/>\ne:end",
            "s>g g>t g>a t>e a>e",
            beside=MESSAGE,
        ),
    ),
    # soundness
    "join-deadlock": Case(process(FORK.format("xor"), FORKED), process(FORK.format("and"), "s>f f>a f>b a>j b>j j>e")),
    "endless-loop": Case(
        process("s:start a:task b:task e:end", "s>a a>b b>a"),
        process("s:start a:task b:xor e:end", "s>a a>b b>a[x] b>e[y]"),
    ),
    # expressions
    "feel": Case(
        process("s:start g:xor a:task b:task e:end", "s>g g>a[x = = 1] g>b[y] a>e b>e"),
        process("s:start g:xor a:task b:task e:end", "s>g g>a[x = 1] g>b[y] a>e b>e"),
    ),
    "script-empty": Case(
        process("s:start <scriptTask id='a'/>\ne:end", LINE),
        process("s:start <scriptTask id='a' miz:result='x'><script>1 + 1</script></scriptTask>\ne:end", LINE),
    ),
    "timer": Case(
        process(f"s:start {TIMER.format('<timeDuration>P1X</timeDuration>')}\ne:end", "s>t t>e"),
        process(f"s:start {TIMER.format('<timeDuration>P1D</timeDuration>')}\ne:end", "s>t t>e"),
    ),
    "condition-empty": Case(
        process(
            "s:start <intermediateCatchEvent id='a'><conditionalEventDefinition/></intermediateCatchEvent>\ne:end", LINE
        ),
        process(
            "s:start <intermediateCatchEvent id='a'><conditionalEventDefinition><condition>x > 1</condition>"
            "</conditionalEventDefinition></intermediateCatchEvent>\ne:end".replace("x >", "x &gt;"),
            LINE,
        ),
    ),
    # support
    "unsupported": Case(
        process(
            "s:start a:task e:end <boundaryEvent id='b' attachedToRef='a'><compensateEventDefinition/>"
            "<errorEventDefinition/></boundaryEvent>",
            LINE,
        ),
        GOOD,
    ),
    "several-starts": Case(
        process(f"{BEGUN.format('s', 'm')}\n{BEGUN.format('s2', 'n')}\na:task e:end", f"{LINE} s2>a", beside=MESSAGES),
        process(f"s:start {BEGUN.format('s2', 'n')}\na:task e:end", f"{LINE} s2>a", beside=MESSAGES),
        publishing=True,
    ),
    "effect-missing": Case(
        process("s:start a:service e:end", LINE),
        process("s:start <serviceTask id='a' miz:connector='http'/>\ne:end", LINE),
    ),
    "data-ignored": Case(
        process(
            "s:start <task id='a'><ioSpecification><inputSet><optionalInputRefs/></inputSet>"
            "</ioSpecification></task>\ne:end",
            LINE,
        ),
        process("s:start <task id='a'><ioSpecification><inputSet/><outputSet/></ioSpecification></task>\ne:end", LINE),
    ),
    # wording
    "unknown-attribute": Case(
        process("s:start <userTask id='a' name='a' miz:audiense='staff'/>\ne:end", LINE),
        process("s:start <userTask id='a' name='a' miz:audience='staff'/>\ne:end", LINE),
    ),
    "unknown-extension": Case(
        process(
            "s:start <userTask id='a' name='a'><extensionElements><miz:stage id='x' name='x'/>"
            "</extensionElements></userTask>\ne:end",
            LINE,
        ),
        process(f"{STAGED}\ns:start a:task <endEvent id='e' miz:stage='one'/>", LINE),
    ),
    "wrong-value": Case(
        process("s:start <userTask id='a' name='a' miz:due='P2X'/>\ne:end", LINE),
        process("s:start <userTask id='a' name='a' miz:due='P2D'/>\ne:end", LINE),
    ),
    "stage-unknown": Case(
        process(f"{STAGED}\ns:start <task id='a' miz:stage='two'/>\n<endEvent id='e' miz:stage='one'/>", LINE),
        process(f"{STAGED}\ns:start <task id='a' miz:stage='one'/>\ne:end", LINE),
    ),
    # the desk
    "stage-unused": Case(
        process(f"{STAGED}\ns:start a:task e:end", LINE),
        process(f"{STAGED}\ns:start <task id='a' miz:stage='one'/>\ne:end", LINE),
    ),
    "stage-twice": Case(
        process(f"{STAGED_TWICE}\ns:start a:task <endEvent id='e' miz:stage='one'/>", LINE),
        process(f"{STAGED}\ns:start a:task <endEvent id='e' miz:stage='one'/>", LINE),
    ),
    "audience-missing": Case(
        process("s:start a:user e:end", LINE),
        process("s:start <userTask id='a' name='a' miz:audience='staff'/>\ne:end", LINE),
        publishing=True,
    ),
    "attendance-incomplete": Case(
        process(f"s:start {ATTENDANCE.format(audience='desk', duration='')}\ne:end", LINE),
        process(f"s:start {WHOLE_ATTENDANCE}\ne:end", LINE),
    ),
    "attendance-elsewhere": Case(
        process(f"s:start {WHOLE_ATTENDANCE.replace('desk', 'staff')}\ne:end", LINE),
        process(f"s:start {WHOLE_ATTENDANCE}\ne:end", LINE),
    ),
    "stages-missing": Case(
        GOOD, process(f"{STAGED}\ns:start a:task <endEvent id='e' miz:stage='one'/>", LINE), publishing=True
    ),
    "promise-missing": Case(
        process("s:start a:user e:end", LINE),
        process("s:start a:user e:end", LINE, attributes='isExecutable="true" miz:responseTime="P3D"'),
        publishing=True,
    ),
    # forms
    "form-refused": Case(
        shown({"type": "datetime", "key": "born", "label": "تولد", "layout": {"columns": 20}}),
        shown({"type": "datetime", "key": "born", "label": "تولد", "layout": {"columns": 8}}),
    ),
    "form-id": Case(
        {"process.bpmn": GOOD, "forms/f.form": b'{"id": "first", "components": []}'},
        {"process.bpmn": GOOD, "forms/first.form": b'{"id": "first", "components": []}'},
    ),
    "form-unreadable": Case(served(GOOD, f=b"{"), shown(text("x"))),
    "form-component": Case(shown({"type": "iframe", "id": "i"}), shown({"type": "separator"})),
    "form-key": Case(shown(text("x"), text("x")), shown(text("x"), text("y"))),
    "form-kind": Case(
        shown(text("x", properties={"kind": "nation-id"})), shown(text("x", properties={"kind": "national-id"}))
    ),
    "form-feel": Case(shown(text("x", conditional={"hide": "=a ="})), shown(text("x", conditional={"hide": "=a = 1"}))),
    "form-list": Case(
        shown({"type": "dynamiclist", "label": "مالکان", "components": [text("name")]}),
        shown({"type": "dynamiclist", "label": "مالکان", "path": "owners", "components": [text("name")]}),
    ),
    "form-property": Case(shown(text("x", properties={"lableEn": "X"})), shown(text("x", properties={"labelEn": "X"}))),
    "form-value": Case(
        shown(
            {"type": "datetime", "key": "at", "label": "at", "subtype": "datetime", "timeSerializingFormat": "epoch"}
        ),
        shown({"type": "datetime", "key": "at", "label": "at", "subtype": "datetime"}),
    ),
    "identity-copy": Case(
        shown({"type": "filepicker", "key": "d", "label": "تصویر کارت‌ملی"}),
        shown({"type": "filepicker", "key": "d", "label": "نقشه ملک"}, text("n", label="شماره شناسنامه")),
    ),
    "asked-twice": Case(
        served(APPLYING, first=form(text("mobile")), second=form(text("mobile"))),
        served(
            APPLYING,
            first=form(text("mobile")),
            second=form(text("mobile", properties={"readonly": "true"}), text("b")),
        ),
    ),
    "form-missing": Case(
        served(APPLYING, first=form(text("x"))),
        served(APPLYING, first=form(text("x")), second=form(text("y"))),
        publishing=True,
    ),
    "form-unused": Case(
        shown(text("x")), served(APPLYING, first=form(text("x")), second=form(text("y"))), publishing=True
    ),
    "decision-missing": Case(
        process("s:start <businessRuleTask id='a' miz:decision='d'/>\ne:end", LINE),
        {
            "process.bpmn": process("s:start <businessRuleTask id='a' miz:decision='d'/>\ne:end", LINE),
            "d.dmn": DECISION,
        },
        publishing=True,
    ),
    "letter-missing": Case(
        process("s:start a:task <endEvent id='e' miz:letter='l'/>", LINE),
        {"process.bpmn": process("s:start a:task <endEvent id='e' miz:letter='l'/>", LINE), "letters/l.yaml": b""},
        publishing=True,
    ),
}

CASES |= MORE_CASES | ITEM_CASES | FORM_CASES | TABLE_CASES | CLOCK_CASES | VALUE_CASES | DESK_CASES
CASES |= LIFE_CASES | PACKAGE_CASES | TEXT_CASES

__all__ = ["CASES", "HEAD", "Case"]
