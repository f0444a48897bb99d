"""The only place that says what a clause's own words mean, before what it hangs under is looked at."""

from __future__ import annotations

import re

from loaders.catalogue.meanings import ALL_PROCEDURES, UNIT_PROCEDURES, Meaning, plain
from loaders.prose.clauses import Clause
from loaders.prose.context import Context
from loaders.prose.doubts import IN_FORCE, NOT_OF_ALL
from loaders.prose.totals import says_total
from loaders.text.textform import fold_marks

REVIEW = frozenset(("review",))
AUTHORITY = frozenset(("authority",))
NOW = re.compile(
    r"\W*(?:số )?(?:phát sinh |tiếp nhận |nhận )?trong (?:kỳ|tháng|quý|năm|tuần)(?: này| báo cáo)?(?: là)?[\s:]*$"
)
BODY_OF_ALL = re.compile(
    r"(?<!\w)bộ (?:tthc|thủ tục hành chính|thủ tục)(?: chung)?(?: của)? (?:tỉnh|thành phố|huyện|xã|phường|sở|bộ|ngành)"
)
""" "Bộ TTHC của tỉnh được công bố gồm 2.213 TTHC": all there are, whoever announced them."""
FEE, OF_FEE = frozenset(("fee",)), re.compile(r"(?<!\w)(?:phí|thu|nghĩa vụ tài chính)(?!\w)")
RESOLVED_OF_RECEIVED = frozenset(("resolved", "received"))
OF_RECEIVED = re.compile(r"[^.;:,()]{0,20}?(?:tiếp nhận|nhận được|phải giải quyết|phải xử lý|cần giải quyết)(?!\w)")
IN_TIME, STILL = (
    frozenset(("in_time",)),
    re.compile(r"(?<!\w)(?:đang|còn|vẫn)(?: còn| đang)? trong (?:thời )?(?:hạn|gian)"),
)
RECEIVED, IN_THIS = frozenset(("received",)), re.compile(r"(?<!\w)trong (?:kỳ|tháng|quý|năm|tuần)(?!\w)")
PROCEDURES = frozenset(("procedure",))
ALL_OF_UNIT = frozenset((UNIT_PROCEDURES,))
BODY_ANNOUNCED = {"thing": PROCEDURES, "act": frozenset(("announced",)), "topic": ALL_OF_UNIT}
ANNOUNCING = frozenset(("announced", "publicized"))
POSTING = frozenset(("posted",))
SHOWN = frozenset(("posted", "publicized"))
POSTED = re.compile(r"(?<!\w)niêm yết(?!\w)[^:]*$")
TURNS = frozenset(("turn",))
PETITIONS, ONLINE = frozenset(("petition",)), frozenset(("online",))
SERVICES = frozenset(("service", "online_service"))
SERVICE_KINDS = frozenset(("full", "partial", "full_and_partial", "level3", "level4", "level34"))
PORTAL = re.compile(r"(?<!\w)(?:cổng|hệ thống)(?!\w)")
DONE_AS_PLANNED = frozenset(("done_review", "planned"))
_UNIT = "tỉnh|thành phố|sở|ban|bộ|xã|phường|huyện|quận|thị xã|đặc khu|đơn vị"
HAS = re.compile(
    r"(?<!\w)(?:hiện|hiện nay|hiện tại|đến nay|tính đến|thời điểm)(?!\w)[^.;:]{0,80}"
    r"(?<!\w)(?:có|quản lý|thực hiện|duy trì)"
    rf"(?: tổng số| tổng cộng)?\s+$|(?<!\w)(?:{_UNIT})(?: hiện)?(?: đang)? (?:có|quản lý|thực hiện)(?: tổng số)?\s+$"
)
RUN_BY = re.compile(
    rf"(?<!\w)(?:cấp (?:tỉnh|huyện|xã|bộ)|{_UNIT}|trực tiếp)(?: hiện| đang| trực tiếp)* giải quyết(?: là| gồm)?[\s:]*$"
)
""" "… Sở đang giải quyết": what a unit runs; "đã giải quyết" would count dossiers."""
RESOLVED, DIRECT = frozenset(("resolved",)), frozenset(("direct",))
ALL_TOLD = frozenset((ALL_PROCEDURES,))
STOCKS = frozenset(("in_announcement",))
NUMBER_OF = re.compile(r"\s*(?:tổng )?số (?:tthc|thủ tục hành chính|thủ tục) ")
IN_REVIEW = frozenset(("in_review",))
COMMUNE_HAS = re.compile(r"(?<!các )(?<!mỗi )(?<!\w)(?:xã|phường|thị trấn|đặc khu)(?: hiện| đang)* có\s+$")
PLANNED = re.compile(
    r"(?<!\w)(?:(?:đăng ký|được giao|giao|lựa chọn)(?: là| gồm)?[\s:]+|theo kế hoạch[^,;:.]{0,60}:\s*)$"
)
DONE = re.compile(r"(?<!\w)(?:xong|kết quả|đạt|thực hiện|hoàn thành)(?: là| được)?[\s:]+$")
FINISHED_BEFORE = re.compile(
    r"(?<!\w)(?:(?:kết quả|đã) (?:thực hiện )?rà soát|xong|kết quả|đạt|hoàn thành)(?: là| được)?[\s:]+$"
)
REVIEW_BY_PLAN = frozenset(("review", "planned"))
FINISHED = frozenset(("completed",))
NEW, ONLY = frozenset(("new",)), re.compile(r"(?<!\w)mới được\s*$")
DECISION = frozenset(("decision",))
RESULTS = re.compile(r"\s*kết quả(?: giải quyết)?\s*(?:[.,;)]|$)")
IN_PERIOD = re.compile(
    r"(?<!\w)(?:trong|từ đầu) (?:kỳ|tháng|quý|năm|tuần|đó|số)(?!\w)|(?<!\w)(?:mới|thêm|chưa|không)(?!\w)"
)


def meaning_of(text: str, clause: Clause, context: Context) -> Meaning:
    """What a clause's own words say; "kế hoạch" says the planned number where procedures are reviewed."""
    own = _of_turns(context, _of_staff(text, clause, context, plain(clause.terms)))
    own = _without_mere_new(text, clause, own)
    if (
        own.get("thing") == PETITIONS
        and own.get("channel") == ONLINE
        and PORTAL.search(fold_marks(text[clause.start : clause.end]))
    ):
        own = {d: t for d, t in own.items() if d != "channel"}  # where nearly all petitions come in
    if own.get("state") == RESOLVED and _runs(text, clause, context, own):
        return {"thing": PROCEDURES, "topic": AUTHORITY}
    if {"thing": PROCEDURES, **own, "topic": ALL_OF_UNIT} == BODY_ANNOUNCED and BODY_OF_ALL.search(
        fold_marks(text[clause.start : clause.end])
    ):
        return {"thing": PROCEDURES, "topic": AUTHORITY}
    if own.get("state") == RESOLVED_OF_RECEIVED and base_is_received(text, clause):
        own = {**own, "state": frozenset(("resolved",))}
    own = _of_services(own)
    reviewing = own.get("topic") == REVIEW or (context.item and "in_review" in context.item)
    if own.get("topic", frozenset()) >= DONE_AS_PLANNED:
        own = {**own, "topic": own["topic"] - {"planned"}}  # "đã rà soát 25/25 TTHC theo kế hoạch"
    acts = own.get("act", frozenset()) - {"issued"}
    if clause.numbers and not acts - FINISHED and _done_by_plan(text, clause, own, bool(reviewing)):
        return {**own, "topic": frozenset(("done_review",))}
    if clause.is_plan and clause.numbers and reviewing and own.get("topic", REVIEW) == REVIEW and not acts:
        return {**{d: t for d, t in own.items() if d != "act"}, "topic": frozenset(("planned",))}
    if own.get("topic") == REVIEW and not acts and any(number.second for number in clause.numbers):
        return {**own, "act": frozenset(("completed",))}  # "rà soát 36/36 thủ tục"
    if context.item == IN_REVIEW and not set(own) - {"thing"} and clause.numbers and (said := _step(text, clause)):
        return {**own, "topic": frozenset((said,))}
    return _completed(text, clause, context, own) if clause.numbers else own


def _of_turns(context: Context, own: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """ "Có 96 lượt phản ánh, kiến nghị; 94 lượt đã được trả lời": turns of petitions."""
    last = context.last.field
    of_petitions = own.get("thing") == TURNS and "state" in own and last and last.name.startswith("feedback.")
    return {**own, "thing": PETITIONS} if of_petitions else own


def _without_mere_new(text: str, clause: Clause, own: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """ "Tỷ lệ … mới được 38,9%": no more than that, and nothing new."""
    first = clause.numbers[0] if clause.numbers else None
    only = own.get("origin") == NEW and first and first.percent and ONLY.search(_before(text, clause))
    return {d: t for d, t in own.items() if d != "origin"} if only else own


def _of_services(own: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """ "94 thủ tục cung cấp dịch vụ công mức độ 3", "Cổng của tỉnh cung cấp 428 dịch vụ mức 3": services of a kind."""
    if not own.get("topic", frozenset()) & SERVICE_KINDS or "state" in own:
        return own
    topic = own["topic"] - {"provincial_portal"}
    if own.get("thing", frozenset()) > PROCEDURES and own["thing"] - PROCEDURES <= SERVICES:
        return {**own, "thing": own["thing"] - PROCEDURES, "topic": topic}
    if own.get("thing") == PROCEDURES and own.get("channel") == ONLINE and topic <= SERVICE_KINDS:
        return {"thing": PROCEDURES, "topic": topic}
    return {**own, "topic": topic} if own.get("thing", frozenset()) & SERVICES else own


def _of_staff(text: str, clause: Clause, context: Context, own: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """ "Cấp xã có 4.796 cán bộ, công chức", "xã có 62 cán bộ, công chức": those of communes are counted, others not."""
    if "staff" not in own.get("thing", ()):
        return own
    of_communes = context.level(clause) == "commune" or _commune_has(text, clause)
    things = (own["thing"] - {"staff"}) | ({"commune_staff"} if of_communes else set())
    return {d: things if d == "thing" else t for d, t in own.items() if d != "thing" or things}


def base_is_received(text: str, clause: Clause) -> bool:
    """ "Đã giải quyết 487/499 hồ sơ tiếp nhận", "giải quyết 487 hồ sơ trên tổng số 499 hồ sơ phải giải quyết"."""
    counts = [number for number in clause.numbers if not number.percent]
    if not counts or not (counts[-1].second or clause.base_at):
        return False
    return OF_RECEIVED.match(fold_marks(text[counts[-1].end : clause.end])) is not None


def _runs(text: str, clause: Clause, context: Context, own: Meaning) -> bool:
    """ "Cấp xã giải quyết 401 TTHC", "số TTHC Sở trực tiếp giải quyết: 53" beside what is in force: those it runs."""
    told = {"thing": PROCEDURES, "state": RESOLVED, "topic": ALL_TOLD, "channel": DIRECT}
    if {**told, **own} != told or len(clause.numbers) != 1 or clause.numbers[0].percent:
        return False
    last, before = context.last.field, _before(text, clause)
    if NUMBER_OF.match(before):
        since = fold_marks(text[max(0, clause.start - len("trong quý này, ")) : clause.numbers[0].start])
        return RUN_BY.search(before) is not None and not IN_PERIOD.search(since)
    beside = (context.item or frozenset()) & STOCKS or (last is not None and last.name.startswith(IN_FORCE))
    noun = clause.nouns.get(clause.numbers[0].start) == "procedure"
    return noun and bool(beside) and RUN_BY.search(before) is not None


def of_decisions(own: Meaning) -> Meaning:
    """ "12 quyết định công bố danh mục TTHC sửa đổi, bãi bỏ và quy trình": what they are about does not narrow them."""
    announcing = own.get("document") == DECISION and "announced" in own.get("act", ())
    if announcing and ("procedure" in own.get("thing", ()) or own.get("origin") == NEW):
        return {"document": DECISION, "thing": PROCEDURES, "act": frozenset(("announced",))}
    return own


def _completed(text: str, clause: Clause, context: Context, own: Meaning) -> Meaning:
    """What words that say little mean before a figure, by what they stand under."""
    if not own and _came_in_now(text, clause, context):
        return {"origin": frozenset(("new",))}
    if own.get("state") == RECEIVED and "origin" not in own and _came_in_beside(text, clause, context):
        return {**own, "origin": frozenset(("new",))}
    if own.get("act") == ANNOUNCING and ("document" in own or clause.numbers[0].percent):
        return {**own, "act": frozenset(("announced" if "document" in own else "publicized",))}
    if own.get("act", frozenset()) & SHOWN:
        return _shown(text, clause, own)
    if own.get("topic") == FEE and not {"act", "channel"} & set(own) and _counts_payable(text, clause, context):
        context.sentence.pending = {d: t for d, t in context.sentence.pending.items() if d != "act"}
        return {**own, "act": frozenset(("payable",))}
    if not set(own) - {"thing"} and _of_results(text, clause, context):
        return {"act": frozenset(("digitized_result",))}
    if own.get("timing") == IN_TIME and "state" not in own and (clause.rests or STILL.search(_words(text, clause))):
        return {**own, "state": frozenset(("pending",))}
    if own == {"thing": PROCEDURES} and _counts_those_in_force(text, clause, context):
        return {**own, "topic": AUTHORITY}
    return own


def _came_in_beside(text: str, clause: Clause, context: Context) -> bool:
    """ "Tồn kỳ trước 315 hồ sơ, tiếp nhận trong kỳ 3.846 hồ sơ": what is new, beside what was there before."""
    last, before = context.last.field, _before(text, clause)
    beside = last is not None and last.name == "dossiers.carried_over" and context.previous_end in ("comma", "join")
    return beside and IN_THIS.search(before) is not None and not says_total(before)


def _counts_payable(text: str, clause: Clause, context: Context) -> bool:
    """ "Thanh toán trực tuyến: trong 90 hồ sơ có lệ phí …", "số hồ sơ phải nộp phí là 90": the base, not those paid."""
    meant = [context.weak, context.sentence.pending, *(frame.meaning for frame in context.frames)]
    paid = any("online_payment" in meaning.get("act", ()) for meaning in meant)
    named_first = OF_FEE.search(_before(text, clause)) is not None
    return paid and len(clause.numbers) == 1 and not clause.numbers[0].second and (clause.base_first or named_first)


def _came_in_now(text: str, clause: Clause, context: Context) -> bool:
    """ "Tổng tiếp nhận 318, trong đó: trong kỳ 315; kỳ trước chuyển sang 03": what is new of those received."""
    whole = context.frames[-1].meaning
    received = whole.get("state") == frozenset(("received",)) and "thing" in whole and "origin" not in whole
    return received and NOW.match(_before(text, clause)) is not None


def _shown(text: str, clause: Clause, own: Meaning) -> Meaning:
    """ "Niêm yết 138/138 TTHC": so many of so many; "niêm yết 312 TTHC thuộc thẩm quyền": all there are."""
    first = clause.numbers[0]
    if own.get("act") == SHOWN or (own.get("act") == POSTING and (first.second or first.percent)):
        return {**own, "act": frozenset(("publicized",))}
    everything = own.get("topic") == AUTHORITY and POSTED.search(_before(text, clause))
    return {d: t for d, t in own.items() if d != "act"} if everything else own


def _counts_those_in_force(text: str, clause: Clause, context: Context) -> bool:
    """ "Hiện tỉnh có 2.205 TTHC", "Quận thực hiện 241 TTHC": what a unit has or runs, where no more is said."""
    if len(clause.numbers) != 1 or clause.numbers[0].percent or (context.item and context.item & NOT_OF_ALL):
        return False
    before = _before(text, clause)
    begins = context.previous_end == "sentence" and not context.head and clause.level and NUMBER_OF.match(before)
    return (HAS.search(before) is not None or bool(begins)) and IN_PERIOD.search(before) is None


def _done_by_plan(text: str, clause: Clause, own: Meaning, reviewing: bool) -> bool:
    """ "Kết quả rà soát: 41/41 TTHC theo kế hoạch": what was done, not what was planned."""
    topic = own.get("topic", frozenset())
    of_review = (reviewing or "review" in topic) and topic <= REVIEW_BY_PLAN
    by_plan = clause.is_plan or "planned" in topic
    return of_review and by_plan and FINISHED_BEFORE.search(_before(text, clause)) is not None


def _commune_has(text: str, clause: Clause) -> bool:
    return bool(clause.numbers) and COMMUNE_HAS.search(_before(text, clause)) is not None


def _step(text: str, clause: Clause) -> str | None:
    """ "Đăng ký 05 TTHC", "hết quý I xong 9": which step of the review a bare count is of."""
    before = _before(text, clause)
    noun = clause.nouns.get(clause.numbers[0].start, "procedure")
    if noun != "procedure" or clause.numbers[0].percent:
        return None
    return "planned" if PLANNED.search(before) else "done_review" if DONE.search(before) else None


def _before(text: str, clause: Clause) -> str:
    """The folded words before a clause's first figure."""
    return fold_marks(text[clause.start : clause.numbers[0].start])


def _words(text: str, clause: Clause) -> str:
    return fold_marks(text[clause.start : clause.end])


def _of_results(text: str, clause: Clause, context: Context) -> bool:
    """ "Số hóa: cấp tỉnh 62% kết quả": of results, where what is digitized is spoken of."""
    if "digitized" not in context.frames[-1].meaning.get("act", ()):
        return False
    return RESULTS.match(fold_marks(text[clause.numbers[-1].end : clause.end])) is not None
