-- order: 154
-- title_vi: Tỷ lệ kết quả xử lý phản ánh được đăng tải
-- title_en: Petition answers published
-- formula_vi: PAKN đã đăng tải công khai ÷ PAKN đã xử lý
-- formula_en: answers published ÷ petitions handled
-- unit: percent
-- direction: up
-- family: feedback
-- legal_basis: Biểu II.05/VPCP/KSTT, Thông tư 01/2020/TT-VPCP; đề cương báo cáo, mục I.5
-- formula_version: 1
-- fields: feedback.published, feedback.resolved
-- headline: no
-- given: feedback.published = 18, feedback.resolved = 24
-- expect: numerator = 18, denominator = 24, value = 75
--
-- Trong số phản ánh, kiến nghị đã xử lý xong, bao nhiêu phần trăm có câu trả lời được đăng tải công khai.
--
-- Of the petitions handled, the share whose answer was published.
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
    feedback_published as numerator,
    feedback_resolved as denominator
from figures
where
    feedback_published is not null
    or feedback_resolved is not null
