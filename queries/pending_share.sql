-- order: 55
-- title_vi: Tỷ lệ còn đang giải quyết
-- title_en: Pending share of dossiers on hand
-- formula_vi: đang giải quyết ÷ tổng tiếp nhận
-- formula_en: pending ÷ received
-- unit: percent
-- direction: down
-- family: backlog
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 11 ÷ cột 3
-- formula_version: 1
-- fields: dossiers.pending, dossiers.pending_in_time, dossiers.pending_overdue, dossiers.received
-- headline: no
-- given: dossiers.pending = 60, dossiers.received = 800;
--     dossiers.pending_in_time = 45, dossiers.pending_overdue = 5, dossiers.received = 400
-- expect: numerator = 60, denominator = 800, value = 7.5;
--     numerator = 50, denominator = 400, value = 12.5
-- caveats_vi: Kỳ càng ngắn tỷ lệ càng cao: so sánh các kỳ cùng độ dài. “Tiếp nhận” trong lời văn có khi chưa gồm hồ sơ
--     kỳ trước chuyển qua, khi ấy tỷ lệ cao hơn thật.
-- caveats_en: The shorter the period, the higher the share: compare periods of one length. “Received” in prose
--     sometimes leaves the carried-over dossiers out, and the share is then too high.
--
-- Trong số hồ sơ phải giải quyết trong kỳ, bao nhiêu phần trăm còn lại vào ngày chốt số liệu, dù trong hạn hay quá hạn.
--
-- Of the dossiers on hand in the period, the share still pending on the closing day, in time or overdue.
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
    coalesce(dossiers_pending, dossiers_pending_in_time + dossiers_pending_overdue) as numerator,
    dossiers_received as denominator
from figures
where
    dossiers_pending is not null
    or dossiers_pending_in_time is not null
    or dossiers_pending_overdue is not null
    or dossiers_received is not null
