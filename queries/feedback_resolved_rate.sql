-- order: 150
-- title_vi: Tỷ lệ phản ánh, kiến nghị đã xử lý
-- title_en: Petitions handled
-- formula_vi: PAKN đã xử lý ÷ PAKN đã tiếp nhận
-- formula_en: petitions handled ÷ petitions on hand
-- unit: percent
-- direction: up
-- family: feedback
-- legal_basis: Biểu II.05/VPCP/KSTT, Thông tư 01/2020/TT-VPCP
-- formula_version: 1
-- fields: feedback.resolved, feedback.received
-- headline: yes
-- given: feedback.resolved = 51, feedback.received = 60;
--     feedback.resolved = 0, feedback.received = 0
-- expect: numerator = 51, denominator = 60, value = 85;
--     numerator = 0, denominator = 0
-- caveats_vi: Một số báo cáo đếm cả phản ánh bị từ chối hoặc chuyển nơi khác là đã xử lý.
-- caveats_en: Some reports count petitions refused or passed on as handled.
--
-- Trong số phản ánh, kiến nghị phải xử lý trong kỳ (mới và kỳ trước chuyển qua), bao nhiêu phần trăm đã xử lý xong.
--
-- Of the petitions on hand in the period (new and carried over), the share handled.
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
    feedback_resolved as numerator,
    feedback_received as denominator
from figures
where
    feedback_resolved is not null
    or feedback_received is not null
