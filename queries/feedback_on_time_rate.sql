-- order: 151
-- title_vi: Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn
-- title_en: Petitions handled on time
-- formula_vi: PAKN xử lý đúng hạn ÷ PAKN đã xử lý
-- formula_en: petitions handled on time ÷ petitions handled
-- unit: percent
-- direction: up
-- family: feedback
-- legal_basis: Văn bản 5633/VPCP-KSTT ngày 25/7/2023, mục I.3
-- formula_version: 1
-- fields: feedback.resolved_on_time, feedback.resolved, feedback.resolved_overdue
-- headline: no
-- given: feedback.resolved_on_time = 47, feedback.resolved = 50;
--     feedback.resolved_on_time = 18, feedback.resolved_overdue = 2
-- expect: numerator = 47, denominator = 50, value = 94;
--     numerator = 18, denominator = 20, value = 90
-- caveats_vi: Một số báo cáo đếm cả phản ánh bị từ chối hoặc chuyển nơi khác là xử lý đúng hạn.
-- caveats_en: Some reports count petitions refused or passed on as handled on time.
--
-- Trong số phản ánh, kiến nghị đã xử lý xong trong kỳ, bao nhiêu phần trăm xử lý đúng hoặc trước hạn.
--
-- Of the petitions handled in the period, the share handled in time or early.
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
    feedback_resolved_on_time as numerator,
    coalesce(feedback_resolved, feedback_resolved_on_time + feedback_resolved_overdue) as denominator
from figures
where
    feedback_resolved_on_time is not null
    or feedback_resolved is not null
    or feedback_resolved_overdue is not null
