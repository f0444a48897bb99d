-- order: 148
-- title_vi: Tỷ lệ rà soát so với kế hoạch
-- title_en: Reviewed against planned
-- formula_vi: TTHC đã rà soát ÷ TTHC cần rà soát theo kế hoạch
-- formula_en: procedures reviewed ÷ procedures planned for review
-- unit: percent
-- above_100: yes
-- direction: up
-- family: review
-- legal_basis: Đề cương báo cáo, Thông tư 01/2020/TT-VPCP, mục I.4; Thông tư 02/2017/TT-VPCP
-- formula_version: 1
-- fields: review.done, review.planned
-- headline: no
-- given: review.done = 36, review.planned = 45;
--     review.done = 50, review.planned = 40
-- expect: numerator = 36, denominator = 45, value = 80;
--     numerator = 50, denominator = 40, value = 125
-- caveats_vi: Kế hoạch thường là của cả năm: tỷ lệ của một quý là tiến độ, không phải mức hoàn thành của quý. Có thể
--     vượt 100 % khi rà soát cả thủ tục ngoài kế hoạch.
-- caveats_en: The plan is mostly the year's: a quarter's rate tells progress, not what was due in it. It may exceed 100
--     % where more is reviewed than planned.
--
-- Số thủ tục hành chính đã được rà soát và thông qua phương án trong kỳ so với số cần rà soát, đơn giản hóa theo kế
-- hoạch.
--
-- Procedures reviewed with an approved plan in the period against those planned for review and simplification.
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
    review_done as numerator,
    review_planned as denominator
from figures
where
    review_done is not null
    or review_planned is not null
