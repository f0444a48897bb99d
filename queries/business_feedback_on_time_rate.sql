-- order: 156
-- title_vi: Tỷ lệ phản ánh về quy định kinh doanh xử lý đúng hạn
-- title_en: Petitions on business regulations handled on time
-- formula_vi: xử lý đúng hạn ÷ (xử lý đúng hạn + xử lý quá hạn)
-- formula_en: handled on time ÷ (handled on time + handled late)
-- unit: percent
-- direction: up
-- family: feedback
-- legal_basis: Nghị quyết 97/NQ-CP; Văn bản 5633/VPCP-KSTT ngày 25/7/2023, mục I.3.b
-- formula_version: 1
-- fields: feedback.business_resolved_on_time, feedback.business_resolved_overdue
-- headline: no
-- given: feedback.business_resolved_on_time = 19, feedback.business_resolved_overdue = 1
-- expect: numerator = 19, denominator = 20, value = 95
--
-- Trong số phản ánh, kiến nghị về quy định liên quan đến hoạt động kinh doanh đã xử lý xong, bao nhiêu phần trăm xử lý
-- đúng hạn.
--
-- Of the petitions on business regulations that were handled, the share handled in time.
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
    feedback_business_resolved_on_time as numerator,
    feedback_business_resolved_on_time + feedback_business_resolved_overdue as denominator
from figures
where
    feedback_business_resolved_on_time is not null
    or feedback_business_resolved_overdue is not null
