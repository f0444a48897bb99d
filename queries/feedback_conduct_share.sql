-- order: 155
-- title_vi: Tỷ lệ phản ánh về hành vi hành chính
-- title_en: Petitions about conduct
-- formula_vi: PAKN về hành vi hành chính ÷ PAKN đã tiếp nhận
-- formula_en: petitions about conduct ÷ petitions on hand
-- unit: percent
-- direction: none
-- family: feedback
-- legal_basis: Biểu II.05/VPCP/KSTT, Thông tư 01/2020/TT-VPCP; Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 5.1 (không
--     tính điểm)
-- formula_version: 1
-- fields: feedback.on_conduct, feedback.received
-- headline: no
-- given: feedback.on_conduct = 12, feedback.received = 48
-- expect: numerator = 12, denominator = 48, value = 25
-- caveats_vi: Một phản ánh có thể về cả hành vi lẫn quy định, nên phần còn lại không hẳn là phản ánh về quy định.
-- caveats_en: A petition may be about both conduct and regulations, so the rest is not simply about regulations.
--
-- Trong số phản ánh, kiến nghị tiếp nhận, bao nhiêu phần trăm nói về cách cán bộ, công chức làm việc chứ không phải về
-- quy định.
--
-- Of the petitions on hand, the share about how officials act rather than about regulations.
--
-- One row per unit, administrative level, period, window and report that states any of it.

select
    place_vintage,
    place_code,
    unit,
    unit_kind,
    admin_level,
    period_kind,
    period,
    period_start,
    period_end,
    window_basis,
    report_id,
    confidence,
    feedback_on_conduct as numerator,
    feedback_received as denominator
from figures
where
    feedback_on_conduct is not null
    or feedback_received is not null
