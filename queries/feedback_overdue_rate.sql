-- order: 153
-- title_vi: Tỷ lệ phản ánh, kiến nghị xử lý quá hạn
-- title_en: Petitions handled late
-- formula_vi: PAKN xử lý quá hạn ÷ PAKN đã xử lý
-- formula_en: petitions handled late ÷ petitions handled
-- unit: percent
-- direction: down
-- family: feedback
-- legal_basis: Văn bản 5633/VPCP-KSTT ngày 25/7/2023, mục I.3
-- formula_version: 1
-- fields: feedback.resolved_overdue, feedback.resolved, feedback.resolved_on_time
-- headline: no
-- given: feedback.resolved_overdue = 4, feedback.resolved = 50;
--     feedback.resolved_overdue = 3, feedback.resolved_on_time = 57
-- expect: numerator = 4, denominator = 50, value = 8;
--     numerator = 3, denominator = 60, value = 5
-- caveats_vi: Phản ánh còn đang xử lý mà đã quá hạn không nằm trong phép tính này.
-- caveats_en: Petitions still in hand past their deadline do not enter here.
--
-- Trong số phản ánh, kiến nghị đã xử lý xong trong kỳ, bao nhiêu phần trăm xử lý sau hạn.
--
-- Of the petitions handled in the period, the share handled after their deadline.
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
    feedback_resolved_overdue as numerator,
    coalesce(feedback_resolved, feedback_resolved_on_time + feedback_resolved_overdue) as denominator
from figures
where
    feedback_resolved_overdue is not null
    or feedback_resolved is not null
    or feedback_resolved_on_time is not null
