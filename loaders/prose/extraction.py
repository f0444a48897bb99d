"""The only place that decides which field a number in a text states.

Every number ends as a candidate, under a named rule that ignores it, or unclaimed.
A word that nobody knows keeps a number
unclaimed: a gap is better than a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.catalogue.fields import Field, load_fields
from loaders.catalogue.meanings import Meaning
from loaders.made_often import made_often
from loaders.prose.changes import all_announced, change, setter
from loaders.prose.clauses import WHOLE_CLAUSE, Clause
from loaders.prose.context import OF_SOME, Context, Frame, Last
from loaders.prose.doubts import doubt as doubt_of
from loaders.prose.doubts import objection
from loaders.prose.findings import Candidate, Findings
from loaders.prose.own_words import base_is_received, meaning_of, of_decisions
from loaders.prose.readings import Told, find
from loaders.prose.series import drop_starts, mark_joint_levels, spread_levels, with_base, with_noun
from loaders.prose.subjects import carry_levels
from loaders.prose.totals import says_total, whole_of
from loaders.records import Locator, Unclaimed
from loaders.text.numbers import Number
from loaders.text.textform import fold_marks

OPEN = "several readings"
PART_OF_ITSELF = {"dossiers.received": "dossiers.received_new", "feedback.received": "feedback.received_new"}
"""Among the parts of what was received, what "came in" is what is new: "tiếp nhận 851 (tồn 88; trong quý nhận 763)"."""
ACTED = ("procedures.", "review.")
"""What bodies do to procedures: who they are says nothing of the procedures' level."""
EXCLUDES = "says what it leaves out"
"""A doubt that no equation settles."""
AT_SOME = re.compile(r"\s*(?:tại|ở|trong)\s+\d", re.IGNORECASE)
RATE_AT_SOME = re.compile(r"\s*(?:tại|ở)\s+\d+\s+(?:đơn vị|cơ quan|sở|huyện|xã|phường|địa phương)\b", re.IGNORECASE)
""" "Hài lòng trên 95% tại 12 đơn vị": of these alone."""
RESOLVED = "dossiers.resolved"
BEHIND = 120
"""How many characters behind a figure words about what it leaves out still speak of it."""
TELLING_SUM = 100
"""A bare count from this on that is what the two parts right before it add up to is their total."""
SATISFIED = re.compile(
    r"\d\s+(?:phiếu|lượt|ý kiến|người)?[^.;:,%]{0,30}"
    r"(?:rất hài lòng (?:và|hoặc) hài lòng|hài lòng (?:và|hoặc) rất hài lòng|hài lòng trở lên)[\s,(]*$"
    r"|(?:rất hài lòng (?:và|hoặc) hài lòng|hài lòng (?:và|hoặc) rất hài lòng|hài lòng trở lên)"
    r"\s*(?:là|:|đạt|có)?\s*[\d./]+\s*(?:phiếu|lượt|ý kiến|người)?[^.;:,%\d]{0,20}[\s,(]*$"
)
SHORT = 110
ROUNDING = 0.06
"""Percent points by which a printed rate may miss the ratio it was computed from."""
COUNTS = ("plain", "zero", "word", "ratio")
BASE_OF_NEW = {"dossiers.received": "dossiers.received_new"}
"""What the number after the slash is where the words say "mới": "38.248/65.188 hồ sơ mới"."""
EXAMINED = frozenset(("assessed", "appraised"))
SEPARATE_ACTS = frozenset(("assessed", "appraised", "newly_issued", "amended", "abolished"))
"""What may be said together to be none: "ban hành mới, sửa đổi, bãi bỏ: không"."""
CHANGED_BY = ("newly_issued", "amended", "abolished")
IN_CHANGES = frozenset(("in_changes",))
OF_PROCEDURES = ("services.online", "services.online_full")
ALL_PROCEDURES = frozenset(("all_procedures", "authority"))
WHOLE_BASES = frozenset(("received", "resolved", "due", "new", "fee"))
"""What a share may be of, said in words behind it, and still be the share of everything:
"0,8% tổng số đã giải quyết".
"""


def read_clauses(text: str, clauses: Sequence[Clause], context: Context, group: int, findings: Findings) -> Frame:
    """Read one block's clauses into `findings`; returns the frame that deeper blocks under it hang on."""
    context.things += _only_thing(clauses)
    findings.ignored += [(number, "change") for number in drop_starts(text, clauses)]
    spread_levels(clauses)
    mark_joint_levels(clauses)
    carry_levels(text, clauses, is_item=context.is_item)
    for clause in clauses:
        context.enter(clause)
        own = meaning_of(text, clause, context)
        if _Reader(text, clause, own, context, group, findings).read():
            context.restrict(clause)
        else:
            context.words(clause, own)
        context.leave(clause, own)
    return context.for_deeper()


def _only_thing(clauses: Sequence[Clause]) -> list[frozenset[str]]:
    """What the block counts, if it names just one: "Tiếp nhận 5.310, giải quyết 5.122 hồ sơ"."""
    named = {thing for clause in clauses for thing in clause.nouns.values() if thing in ("dossier", "petition")}
    return [frozenset(named)] if len(named) == 1 else []


@made_often(frozen=True, slots=True)
class _Reader:
    """One clause: its figures against its meaning."""

    text: str
    clause: Clause
    own: Meaning
    context: Context
    group: int
    findings: Findings

    def read(self) -> bool:
        """State, ignore or leave each figure; False where the clause has none that could be one (it is a label)."""
        clause = self.clause
        counts, percents = self._sorted()
        if not counts and not percents:
            return self._label()
        if self._counts_units_first([*counts, *percents]):
            self.context.sentence.some, self.context.sentence.poison = clause.counted_level, None
            if not clause.counted_level:
                self._leave_all([*counts, *percents], OF_SOME)
                self.context.sentence.poison = OF_SOME
                return True
        if self._at_all_units():
            clause.level = clause.counted_level
        level = self.context.level(clause)
        self.context.sentence.comma_level = clause.level or self.context.sentence.comma_level
        if "early" in self.own.get("timing", ()):
            self.findings.early_blocks.add(self.group)
        self._exclude()
        ratio = with_base(self.text, counts, clause)
        self._counts(self._without_lone_base(ratio), level)
        if len(ratio) < len(counts):
            self._account_for_base(ratio[0], counts[0] if clause.base_first else counts[-1])
        for number in percents[:1]:
            self._percent(number, level, beside_count=bool(counts))
        for number in percents[1:]:
            self._leave(number, "second_share", "")
        return True

    def _label(self) -> bool:
        """A clause without a figure of ours: what it says of those before and behind it."""
        clause, context = self.clause, self.context
        self._exclude()
        self._set_changes()
        if clause.counted_level and clause.ends == "comma" and AT_SOME.match(self.text, clause.start):
            context.sentence.some = clause.counted_level
        clause.level = clause.level or clause.counted_level
        counts_others = bool(clause.numbers) and clause.ends != "colon"
        if counts_others and self.own.get("act", frozenset()) & EXAMINED:
            context.last = Last(self.own)  # "thẩm định 21 dự thảo, trong đó 02 dự thảo quy định 03 TTHC"
        if clause.numbers and clause.level not in (None, context.sentence.comma_level):
            context.sentence.comma_level = None  # "… cấp tỉnh (…), 10/10 đơn vị cấp huyện với tổng số …"
        return counts_others

    def _counts(self, counts: list[Number], level: str | None) -> None:
        """One count, or several that each name what they count; else none can be told from the other."""
        nouns = {self.clause.nouns[n.start] for n in counts if n.start in self.clause.nouns}
        if len(counts) == 1:
            for own in self._each_act(counts[0]):
                self._count(of_decisions(own), counts[0], level)
        elif len(nouns) == len(counts):
            for number in counts:
                own = with_noun(self.own, nouns, self.clause.nouns[number.start])
                self._count(of_decisions(own), number, level)
        else:
            self._leave_all(counts, "several figures in one clause")

    def _each_act(self, number: Number) -> list[Meaning]:
        """ "ĐGTĐ, thẩm định TTHC: không có" is none of either; "do địa phương ban hành: không có" no change."""
        pending = self.context.sentence.pending
        acts = self.own.get("act", frozenset()) | pending.get("act", frozenset())
        own = self.own if "by" in self.own else self.context.frames[-1].meaning
        if number.kind == "zero" and not acts and self.context.item == IN_CHANGES and "by" in own:
            return [{**self.own, "act": frozenset((act,))} for act in CHANGED_BY]
        if number.kind != "zero" or len(acts) < 2 or acts - SEPARATE_ACTS:
            return [self.own]
        self.context.sentence.pending = {d: t for d, t in pending.items() if d != "act"}
        return [{**self.own, "act": frozenset((act,))} for act in sorted(acts)]

    def _exclude(self) -> None:
        """ "625.000 hồ sơ (chưa kể hồ sơ chuyển tiếp)" are the new ones; else what is left out is not known."""
        if self.clause.rule != "exclusion" or not self.findings.candidates:
            return
        last = self.findings.candidates[-1]
        if last.group != self.group or self.clause.rule_at - last.end > BEHIND:
            return
        if last.field.name in PART_OF_ITSELF and "carried_over" in self.own.get("origin", ()):
            last.field = load_fields()[PART_OF_ITSELF[last.field.name]]
        else:
            last.doubt = EXCLUDES

    def _set_changes(self) -> None:
        """ "… mới 9, sửa đổi 41, bãi bỏ 7, đều do Trung ương quy định": who set all that was announced."""
        if not self.context.changes:
            return
        by = setter(self.text, self.clause, self.own, bracketed=self.context.previous_end == "open")
        changes = all_announced(self.context.changes, self.findings.candidates, self.group) if by else ()
        for act, number, level in changes:
            found = self.context.index.find(
                {"act": frozenset((act,)), "by": frozenset((by or "",))}, percent=False, sure=True
            )
            if found is not None:
                self._state(found, number, level)
        told = {each.number.start for each in changes}
        self.findings.unclaimed = [left for left in self.findings.unclaimed if left.at.start not in told]

    def _account_for_base(self, ratio: Number, base: Number) -> None:
        """What a figure is printed out of, where no field is that: as unclaimed as the figure, else ignored."""
        if any(left.at.start == ratio.start for left in self.findings.unclaimed[-1:]):
            self._leave(base, None, self.findings.unclaimed[-1].reason)
        elif not any(candidate.start == base.start for candidate in self.findings.candidates[-1:]):
            self.findings.ignored.append((base, "base"))

    def _without_lone_base(self, counts: list[Number]) -> list[Number]:
        """A base whose part counts something else ("96.402 giao dịch trên 151.290 hồ sơ") is nobody's figure."""
        base = self.clause.base_at
        if base is None or any(number.start < base for number in counts):
            return counts
        self._leave_all([number for number in counts if number.start > base], "the base of something else")
        return []

    def _leave_all(self, numbers: list[Number], reason: str) -> None:
        for number in numbers:
            self._leave(number, self.context.rule(self.clause), reason)

    def _counts_units_first(self, counts: list[Number]) -> bool:
        """ "10 phường nhận 41.208 hồ sơ" is a figure of those ten, whoever reports; "124/124 xã" are all there are."""
        units = [n for n in self.clause.numbers if self.clause.nouns.get(n.start) == "units"]
        of_dossiers = self.clause.counted_level is not None and "dossier" in self.own.get("thing", ())
        if not counts or (any(unit.value == unit.second for unit in units) and not of_dossiers):
            return False
        first = min(number.start for number in counts)
        return any(unit.start < first for unit in units) and (
            any(n.percent for n in counts) or bool({"dossier", "petition"} & self.own.get("thing", frozenset()))
        )

    def _at_all_units(self) -> bool:
        """ "142/142 TTHC tại 28/28 xã": the level of those units, as all of them are meant."""
        clause = self.clause
        units = [n for n in clause.numbers if clause.nouns.get(n.start) == "units" and n.value == n.second]
        return bool(units) and clause.level is None and "procedure" in clause.terms.get("thing", ())

    def _sorted(self) -> tuple[list[Number], list[Number]]:
        """The clause's counts and percentages; what counts units, or is no value at all, is ignored."""
        clause, nouns = self.clause, self.clause.nouns
        if not clause.numbers:
            return [], []
        counts = [
            n
            for n in clause.numbers
            if not n.percent and n.kind in COUNTS and nouns.get(n.start) not in ("other", "units")
        ]
        if len(clause.numbers) > 1:
            counts = [n for n in counts if n.kind != "zero"]
        percents = [n for n in clause.numbers if n.percent and n.kind == "plain"]
        kept = {number.start for number in (*counts, *percents)}
        for number in clause.numbers:
            if number.start not in kept:
                self.findings.ignored.append((number, "counts_other" if number.kind in COUNTS else number.kind))
        return counts, percents

    def _count(self, own: Meaning, number: Number, level: str | None) -> None:
        context, clause = self.context, self.clause
        told = find(context, clause, own, number)
        meaning, found = told.meaning, told.field
        if self._is_ignored(number, found) or self._is_total(own, number):
            return
        if parts := self._parts_of_rate(number):
            self._state(parts, number, context.last.level, base=parts.base)
            return
        reason, doubt = objection(context, clause, number, found), doubt_of(context, clause, told)
        if meaning.get("thing"):
            context.things = [meaning["thing"]]
        if found is None and (changed := change(meaning, number, level)):
            context.changes.append(changed)
        if found is None or reason:
            context.last.field, context.last.poison = None, doubt or reason
            context.last.lost = found is not None and found.unit in ("dossier", "petition")
            context.last.meaning = meaning or context.last.meaning
            self._leave(number, None, reason or doubt or "no field has this meaning")
            return
        if (self.clause.names_bodies and found.name.startswith(ACTED)) or found.name.startswith("staff.commune"):
            level = clause.level = context.sentence.comma_level = None
        named = clause.level or context.sentence.some
        if found.name in PART_OF_ITSELF and context.frames[-1].kind in ("open", "children") and not named:
            found, doubt = load_fields()[PART_OF_ITSELF[found.name]], doubt or OPEN
        base = BASE_OF_NEW.get(found.base or "", found.base) if "new" in meaning.get("origin", ()) else found.base
        if number.second and found.name.startswith(RESOLVED) and base_is_received(self.text, clause):
            base = "dossiers.received"
        open_wording = told.is_open or context.index.find(meaning, percent=False, sure=True) is not found
        for other in context.index.others(meaning) if open_wording else ():
            self._state(other, number, level, doubt=doubt or OPEN)
        self._state(found, number, level, base=base, doubt=doubt or (OPEN if open_wording else ""))
        context.stated(clause, meaning, found, level, doubt, is_open=open_wording)
        context.last.value = number.value

    def _is_total(self, own: Meaning, number: Number) -> bool:
        """State a figure that only says it is a total as what those before it are the parts of."""
        if set(own) - {"thing"} or self.clause.strays or number.second:
            return False
        words = fold_marks(self.text[self.clause.start : number.start])
        if not (says_total(words) or (number.value >= TELLING_SUM and own)):
            return False
        whole = whole_of(self.findings.candidates, number.start, number.value, self.group)
        if whole is None or objection(self.context, self.clause, number, whole[0]):
            return False
        self._state(whole[0], number, whole[1])
        self.context.last.field, self.context.last.level = whole
        return True

    def _parts_of_rate(self, number: Number) -> Field | None:
        """The count whose share was just printed, where the ratio behind it gives that share."""
        rate = self.context.last.rate
        if rate is None or not number.second or self.context.frames[-1].kind != "open":
            return None
        if abs(100 * number.value / number.second - rate[1]) > ROUNDING:
            return None
        counts = [field for field in load_fields().values() if field.rate == rate[0].name and field.base]
        return counts[0] if len(counts) == 1 else None

    def _percent(self, number: Number, level: str | None, *, beside_count: bool) -> None:
        context, clause, last = self.context, self.clause, self.context.last
        if self._is_ignored(number):
            return
        if context.sentence.of_money and "channel" in clause.terms and "thing" not in clause.terms:
            self._leave(number, None, "perhaps of money")  # "thu lệ phí 1,9 tỷ đồng, 88% qua mạng"
            return
        bracketed = not self.own and not beside_count and context.frames[-1].kind == "open" and last.percent
        if bracketed and not clause.level:
            self._leave(number, "second_share", "")
            return
        if (clause.base_terms - WHOLE_BASES and not self._is_of_all_services()) or (
            "fee" in clause.base_terms and not self._is_of_payments()
        ):
            self._leave(number, "share", "")
            return
        says_nothing = not self.own and not context.sentence.pending  # "tất cả đều đúng hạn, đạt 100%" does
        if (beside_count or says_nothing) and last.field is not None and (level == last.level or not clause.level):
            self._share_of_last(number, last.field, last.level, checked=not beside_count)
            return
        told = self._of_satisfied() if says_nothing and not clause.level else None
        told = told or find(context, clause, self.own, number)
        meaning, found = told.meaning, told.field
        of_some = OF_SOME if RATE_AT_SOME.match(self.text, number.end) else None
        reason, doubt = of_some or objection(context, clause, number, found), doubt_of(context, clause, told)
        last.meaning, last.field, last.percent = meaning, None, True
        if found is None or reason:
            self._leave(number, None, reason or doubt or "no rate has this meaning")
            return
        last.level, last.rate = level, (found, number.value)
        context.sentence.rates += bool(self.own)
        context.sentence.since_level = 1 if clause.level else context.sentence.since_level + 1
        self._state(found, number, level, doubt=doubt or "")

    def _of_satisfied(self) -> Told | None:
        """ "306 phiếu rất hài lòng và hài lòng, chiếm 98,1%": those asked are counted, and this is their share."""
        before = fold_marks(self.text[max(0, self.clause.start - SHORT) : self.clause.start])
        if not SATISFIED.search(before):
            return None
        meaning = {"act": frozenset(("satisfied",))}
        return Told(meaning, self.context.index.find(meaning, percent=True, sure=True))

    def _is_of_all_services(self) -> bool:
        """ "1.010 dịch vụ công trực tuyến, chiếm 52,82% tổng số TTHC": these are a share of all procedures."""
        last = self.context.last.field
        return last is not None and last.name in OF_PROCEDURES and self.clause.base_terms <= ALL_PROCEDURES

    def _is_of_payments(self) -> bool:
        last = self.context.last.field
        acts = [self.own.get("act", ()), *(frame.meaning.get("act", ()) for frame in self.context.frames)]
        return any("online_payment" in act for act in acts) or (last is not None and last.name.startswith("payments."))

    def _share_of_last(self, number: Number, field: Field, level: str | None, *, checked: bool) -> None:
        """A percentage printed behind a count is that count's share, if the field has one."""
        found = load_fields()[field.rate] if field.rate else None
        reason = objection(self.context, self.clause, number, found) if checked else None
        if found is None or reason:
            self._leave(number, None if reason else "share", reason or "")
            return
        count = self.findings.candidates[-1]
        doubt = doubt_of(self.context, self.clause, Told({}, found)) if checked else None
        self._state(found, number, level, doubt=doubt or count.doubt)
        self.findings.candidates[-1].beside = count

    def _is_ignored(self, number: Number, found: Field | None = None) -> bool:
        """A comparison takes only the numbers after its word; the other rules take the whole clause.

        What is there on a day is the same counted "lũy kế" or not.
        """
        rule = self.context.rule(self.clause)
        if rule is None or (rule == "cumulative" and found is not None and found.kind == "closing"):
            return False
        taken = rule in WHOLE_CLAUSE or self.clause.rule != rule or number.start > self.clause.rule_at
        if taken:
            self._leave(number, rule, "")
        return taken

    def _state(
        self, found: Field, number: Number, level: str | None, *, base: str | None = None, doubt: str = ""
    ) -> None:
        spans = number.parts or ((number.start, number.end),)
        self._add(found, number.value, spans[0], number, level, doubt)
        if number.second is not None and base is not None:
            self._add(load_fields()[base], number.second, spans[-1], number, level, doubt)

    def _add(
        self, found: Field, value: float, span: tuple[int, int], number: Number, level: str | None, doubt: str
    ) -> None:
        scaled = value / 1e6 if found.unit == "million_vnd" else value
        raw, about = self.text[slice(*span)], number.approximate
        stated = Candidate(found, scaled, level, raw, *span, about, doubt, self.context.clock.period, group=self.group)
        self.findings.candidates.append(stated)

    def _leave(self, number: Number, rule: str | None, reason: str) -> None:
        if rule or number.money:
            self.findings.ignored.append((number, rule or "money"))
            self.context.sentence.of_money |= number.money
        elif number.kind in ("plain", "ratio"):
            self.findings.unclaimed.append(Unclaimed(number.raw, Locator(number.start, number.end), reason))
