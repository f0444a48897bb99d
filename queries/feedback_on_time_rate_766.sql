-- order: 152
-- title_vi: Tỷ lệ phản ánh, kiến nghị đúng hạn theo Quyết định 766
-- title_en: Petitions on time (Decision 766)
-- formula_vi: PAKN xử lý đúng hạn ÷ PAKN đã tiếp nhận
-- formula_en: petitions handled on time ÷ petitions on hand
-- unit: percent
-- direction: up
-- family: feedback
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 5.2
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: feedback.resolved_on_time, feedback.received
-- headline: no
-- given: feedback.resolved_on_time = 45, feedback.received = 60;
--     feedback.resolved_on_time = 0, feedback.received = 0
-- expect: numerator = 45, denominator = 60, value = 75;
--     numerator = 0, denominator = 0
-- caveats_vi: Tính theo lời văn của Quyết định: phản ánh đang xử lý còn trong hạn chưa được coi là đúng hạn. Bản tính
--     năm 2026 của Cổng cộng thêm phần ấy, nhưng báo cáo không tách.
-- caveats_en: By the wording of the Decision: petitions pending within their deadline do not count as on time. The
--     portal's sheet of 2026 adds them, but reports do not state them apart.
--
-- Phản ánh, kiến nghị được xử lý đúng hoặc trước hạn chia cho mọi phản ánh, kiến nghị phải xử lý trong kỳ (mới và kỳ
-- trước chuyển qua).
--
-- Petitions handled in time or early over every petition on hand in the period (new and carried over).
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
    feedback_received as denominator
from figures
where
    feedback_resolved_on_time is not null
    or feedback_received is not null
