"""The only place that says which meanings a clause may have where it stands, the closest surroundings first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from loaders.catalogue.fields import Field
from loaders.catalogue.meanings import Meaning, merged
from loaders.prose.changes import change
from loaders.prose.clauses import Clause
from loaders.prose.context import BUSINESS, DOSSIERS, INTERNAL, MAJOR, PETITIONS, Context, Frame
from loaders.text.numbers import Number

PERSONS, STAFF = frozenset(("person",)), frozenset(("commune_staff",))
POPULATION = frozenset(("population_db",))
ASSUMABLE = frozenset(("dossier", "procedure"))
OF_CASES = frozenset(("state", "timing", "origin", "channel"))
"""Dimensions in which cases are counted, dossiers nearly always."""
ANNOUNCING = ("procedures.announcement_decisions", "procedures.announced_legal_documents")
PROCEDURES, CENTRAL = frozenset(("procedure",)), frozenset(("central",))
IN_CHANGES = frozenset(("in_changes",))
CHANGED = (
    "procedures.announced",
    *ANNOUNCING,
    *(f"procedures.{act}_central" for act in ("new", "amended", "abolished")),
)
""" "Công bố 57 TTHC: ban hành mới 9, …": what a change of procedures follows."""


class Told(NamedTuple):
    """What a figure means, the field that is, and how that is known."""

    meaning: Meaning
    field: Field | None
    leaned: bool = False
    """Whether it took anything from what its clause hangs under."""
    is_open: bool = False
    """Whether only the other levels can confirm it."""
    assumed: bool = False
    """Whether no word says what it counts: dossiers, if the sums hold."""


def readings(context: Context, own: Meaning, has_level: bool, percent: bool = False) -> Iterator[Meaning]:
    """The meanings a clause may have, the closest context first; most often one of the first names a field."""
    frame = context.frames[-1]
    own = _told_of(context.sentence.pending, own) if context.sentence.about else _united(context.sentence.pending, own)
    if not own and frame.kind in ("block", "title") and not has_level:
        if context.base.kind == "title" and context.head is None:
            yield context.weak
        return
    inside = _by_item(context, own, "in_internal") if _about_internal(context) else []
    if own.get("act") and context.last.field is not None and context.last.field.name.startswith("review."):
        inside = [*inside, *_by_item(context, own, "in_review")]
    levelled = _by_level(context, own, has_level or (percent and bool(context.sentence.prefix_level)), percent)
    goes_on = not own or bool(context.sentence.levels)  # "cấp huyện là 286 thủ tục, cấp xã là 142 thủ tục"
    first, last = (levelled, []) if goes_on else ([], levelled)
    topics = context.weak.get("topic", frozenset())
    if BUSINESS in topics and "review" not in topics and "topic" not in own:
        yield {"thing": PETITIONS, "topic": frozenset((BUSINESS,)), **own}
        return
    inside += [{"channel": context.channel, **own}] if context.channel and "state" in own else []
    yield from first
    yield from inside
    yield from _after_decisions(context, own)
    yield from _by_words(context, own, frame, has_level)
    yield from _by_item(context, own)
    yield from _of_population(context, own)
    yield from _of_dossiers(context, own, percent)
    yield from last


def _of_dossiers(context: Context, own: Meaning, percent: bool) -> list[Meaning]:
    """ "Tỷ lệ trước và đúng hạn đạt 98,15%", "tỷ lệ nộp trực tuyến 92,8%": of dossiers where no more is meant."""
    timed = {"state", "timing"} <= set(own) or (percent and set(own) in ({"timing"}, {"channel"}))
    alone = timed and "thing" not in own and all(thing == DOSSIERS for thing in context.things)
    alone = alone and context.named <= DOSSIERS
    acts = any(frame.meaning.keys() & {"act", "topic"} for frame in context.frames) or "act" in context.weak
    return [{**own, "thing": DOSSIERS}] if alone and not (percent and acts and "state" not in own) else []


def _about_internal(context: Context) -> bool:
    """Whether the label or the first figure here is of internal procedures, so that the reviewed ones are too."""
    topics = [frame.meaning.get("topic", frozenset()) for frame in context.frames]
    topics += [said.get("topic", frozenset()) for said in (context.head, context.weak) if said]
    return any(topic & INTERNAL for topic in topics)


def _by_level(context: Context, own: Meaning, has_level: bool, percent: bool) -> list[Meaning]:
    """ "… đạt 99,6%; cấp xã đạt 100%": a level with a figure of what the one figure before it was of."""
    before = context.last.meaning if context.sentence.since_level == 1 or context.last.percent else context.head
    if has_level and context.head is None and context.base.listed and set(own) <= {"thing"}:
        return _listed(context.base.listed, own)
    if context.last.percent and not percent:
        return []  # "đạt 99,1%; cấp xã 102.377 hồ sơ"
    if (
        not has_level
        or context.sentence.since_level > 1
        or not before
        or not (context.last.field or context.last.percent)
    ):
        return []
    same_thing = set(own) == {"thing"} and own["thing"] <= before.get("thing", frozenset())
    return [before] if not own or same_thing else []


def _listed(whole: Meaning, own: Meaning) -> list[Meaning]:
    """What a level in a list counts: "Kết quả số hóa hồ sơ như sau:" over "- Cấp tỉnh: 1.348/5.188 hồ sơ"."""
    if "thing" not in whole:
        return [merged(whole, own)]
    return [whole] if own.get("thing", frozenset()) <= whole["thing"] else []


def _by_words(context: Context, own: Meaning, frame: Frame, has_level: bool) -> list[Meaning]:
    found: list[Meaning] = list(_under(frame, own, _is_whole(context, frame, has_level)))
    if frame.meaning and "thing" not in frame.meaning and "thing" not in own:
        found += [merged({"thing": thing}, each) for thing in context.things for each in found[:1]]
    complete = all(d in own for d in MAJOR) or "act" in own or "topic" in own
    if (
        frame.kind == "open"
        and frame.meaning
        and not (complete and context.index.find(frame.meaning, percent=False, sure=True) is None)
    ):
        return found
    soft = context.faint if context.faint and "state" not in context.soft and set(own) == {"timing"} else context.soft
    softened: list[Meaning] = [merged(soft, own)] if soft and not _state_is_open(context, own, soft) else []
    goes_on = frame.kind == "block" or (frame.kind in ("lead", "title") and "timing" in own)
    if goes_on and frame.meaning and "state" not in own and "state" in context.soft:
        found = softened + found  # the figure before stands closer than the item above
    if "online_payment" in own.get("act", ()) and "fee" in frame.meaning.get("topic", ()):
        found = [*found, own]  # of those with a fee, so many were paid online
    begins = context.is_orphan and complete
    if frame.kind == "children" and not begins and not (context.previous_end in ("list", "therefore") and complete):
        narrow = bool({"channel", "topic"} & set(frame.meaning)) and "act" in own  # done to some of those online
        return found if "state" in own or narrow else found + softened
    if own:
        found += [own, *softened, *(merged({"thing": thing}, own) for thing in context.things)]
    return found + _by_heading(context, own)


def _by_item(context: Context, own: Meaning, item: str | None = None) -> list[Meaning]:
    """What the same words mean under an item of the outline: "kế hoạch 43" under the review."""
    section = frozenset((item,)) if item else context.item
    if not section or not own:
        return []
    if len(section) > 1:
        return [meaning for each in sorted(section) for meaning in _by_item(context, own, each)]
    whole = {d: t for d, t in context.frames[-1].meaning.items() if d == "thing"}
    inside = whole or {d: t for d, t in context.soft.items() if d == "thing"}
    return [{**own, "section": section}, {**inside, **own, "section": section}]


def _after_decisions(context: Context, own: Meaning) -> list[Meaning]:
    """ "44 quyết định công bố với 391 TTHC": what follows the decisions is what they announce."""
    after = context.last.field is not None and context.last.field.name in ANNOUNCING
    return [{**own, "act": frozenset(("announced",))}] if after and set(own) == {"thing"} else []


def _of_population(context: Context, own: Meaning) -> list[Meaning]:
    """ "Đã kết nối CSDL quốc gia về dân cư; trong kỳ có 61.218 lượt tra cứu": of what its sentence named."""
    return [{**own, "act": POPULATION}] if "population_db" in context.sentence.acts and "act" not in own else []


def _by_heading(context: Context, own: Meaning) -> list[Meaning]:
    """A heading helps only where it says one thing in each dimension and the clause says nothing in it."""
    if any(len(terms) > 1 for terms in context.weak.values()) or (set(own) - {"thing"}) & set(context.weak):
        return []
    return [merged(context.weak, own), *(merged({**context.weak, "thing": thing}, own) for thing in context.things)]


def _state_is_open(context: Context, own: Meaning, soft: Meaning) -> bool:
    """A lone "trong hạn" may be of what is pending; a lone "quá hạn" after resolved and pending ones of either."""
    timing, pending = own.get("timing", frozenset()), soft.get("state") == frozenset(("pending",))
    both = {"resolved", "pending"} <= context.sentence.states
    return ("in_time" in timing and not pending) or ("overdue" in timing and both)


def find(context: Context, clause: Clause, own: Meaning, number: Number) -> Told:
    """What the clause means, the field that is, and whether that took anything from what the clause hangs under."""
    last_level = clause.level and context.last.field and len(context.sentence.levels - {"all", clause.level}) > 0
    rests = clause.rests and not set(own) - {"thing"} and not number.percent
    if rests and not last_level and (rest := _rest(context, clause, own)):
        return rest  # but "cấp tỉnh 112.306 hồ sơ, cấp huyện 68.951 hồ sơ, còn lại 137.205 hồ sơ cấp xã" is of one kind
    if whole := _level_of_the_first(context, clause, own, number):
        return whole
    possible = list[Meaning]()
    for meaning in readings(context, own, bool(clause.level), number.percent):
        if told := _told(context, meaning, own, number, sure=True):
            return told
        possible.append(meaning)
    for meaning in possible:
        if told := _told(context, meaning, own, number, sure=False):
            return told
    told = _of_ministry(context, possible, number) or _assumed(context, possible, number)
    rest = _rest(context, clause, own, possible) if not number.percent else None
    return told or rest or Told(possible[0] if possible else {}, None)


def _told(context: Context, meaning: Meaning, own: Meaning, number: Number, *, sure: bool) -> Told | None:
    """The field that a meaning names, or may name where that is not `sure`."""
    found = context.index.find(meaning, percent=number.percent, sure=sure)
    if found is None:
        return None
    return Told(meaning, found, leaned=context.index.find(own, percent=number.percent, sure=sure) is not found)


def _level_of_the_first(context: Context, clause: Clause, own: Meaning, number: Number) -> Told | None:
    """ "Giải quyết 339 hồ sơ, trễ hạn 12. Trong đó: cấp tỉnh 71 hồ sơ, …": perhaps of all, for it is more."""
    frame = context.frames[-1]
    more = frame.value is not None and not number.percent and number.value > frame.value
    if not (more and frame.is_part and clause.level and context.head) or set(own) - {"thing"}:
        return None
    found = context.index.find(context.head, percent=False, sure=True)
    return Told(context.head, found, leaned=True, is_open=True) if found else None


def _of_ministry(context: Context, possible: list[Meaning], number: Number) -> Told | None:
    """What a ministry announces, "công bố 57 TTHC: ban hành mới 9, bãi bỏ 7", is issued for the whole country."""
    announces = context.item == IN_CHANGES or (context.last.field and context.last.field.name in CHANGED)
    if not (context.central and announces) or number.percent:
        return None
    for meaning in possible:
        if changed := change(meaning, number, None):
            found = context.index.find({"act": frozenset((changed.act,)), "by": CENTRAL}, percent=False, sure=True)
            return Told({**meaning, "thing": PROCEDURES, "by": CENTRAL}, found)
    return None


def _assumed(context: Context, possible: list[Meaning], number: Number) -> Told | None:
    """ "Tiếp nhận 84.320; giải quyết 81.955" where no word says what is counted: dossiers, if the sums hold."""
    counted = context.named.union(*(frame.meaning.get("thing", ()) for frame in context.frames), *context.things)
    if not counted <= ASSUMABLE:
        return None
    for meaning in possible:
        bare = {d: t for d, t in meaning.items() if d != "thing"}
        found = bare and context.index.find({**bare, "thing": DOSSIERS}, percent=number.percent, sure=True)
        if found and set(bare) <= OF_CASES:
            return Told(bare, found, assumed=True)
    return None


def _rest(context: Context, clause: Clause, own: Meaning, possible: Iterable[Meaning] = ()) -> Told | None:
    """ "còn lại 97 hồ sơ" may be what is pending: a meaning that only an equation can settle."""
    if clause.rests and "state" not in own:
        for meaning in (own, *possible, *({"thing": thing} for thing in context.things)):
            rest = {**meaning, "state": frozenset(("pending",))}
            found = context.index.find(rest, percent=False, sure=True)
            if found is not None:
                return Told(rest, found)
    return None


def _united(pending: Meaning, own: Meaning) -> Meaning:
    return {d: own.get(d, frozenset()) | pending.get(d, frozenset()) for d in (*own, *pending)} if pending else own


def _told_of(about: Meaning, own: Meaning) -> Meaning:
    """ "Về kết quả giải quyết, toàn tỉnh tiếp nhận 51.382 hồ sơ": what the words beside a figure say is surer."""
    united = _united(about, own)
    return {d: own[d] if d in ("state", "timing") and d in own else t for d, t in united.items()}


def _is_whole(context: Context, frame: Frame, has_level: bool) -> bool:
    """Whether a new statement of subject and state is of all of them, not of the late ones named before it."""
    apart = frame.kind in ("block", "detail") or has_level or context.under_a_level
    return apart and not context.begins_timed


def _under(frame: Frame, own: Meaning, is_whole: bool) -> Iterable[Meaning]:
    """What a clause means under a frame; a part keeps its whole's subject ("09 văn bản, gồm 05 quyết định")."""
    if not frame.meaning:
        return
    announced = frame.kind == "block" and "document" in frame.meaning
    if announced and "document" not in own and {"topic", "by"} & set(own):
        return  # "Tổng số TTHC thuộc thẩm quyền: 2.196; địa phương quy định: 31" below the decisions that announce some
    above, whole = frame.meaning, frame.meaning.get("thing", frozenset())
    if "thing" in own and (own["thing"] < whole or (own["thing"] == PERSONS and whole == STAFF)):
        own = {**own, "thing": whole}
    if "state" in own and above.get("state", own["state"]) != own["state"]:
        above = {d: t for d, t in above.items() if d != "timing"}  # what is late there says nothing of another state
    if is_whole and {"thing", "state"} <= set(own):
        above = {d: t for d, t in above.items() if d != "timing"}  # "quá hạn 2.307. Cụ thể: giải quyết 117.902 hồ sơ"
    yield merged(above, own)
    if "thing" in own and whole:
        yield merged(above, {**own, "thing": own["thing"] | whole})
