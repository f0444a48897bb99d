-- order: 50
-- title_vi: Tỷ lệ quá hạn trong hồ sơ đang giải quyết
-- title_en: Overdue share of pending dossiers
-- formula_vi: đang giải quyết quá hạn ÷ đang giải quyết
-- formula_en: pending overdue ÷ pending
-- unit: percent
-- direction: down
-- family: timeliness
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 13 ÷ cột 11
-- formula_version: 1
-- fields: dossiers.pending, dossiers.pending_in_time, dossiers.pending_overdue
-- headline: no
-- given: dossiers.pending = 250, dossiers.pending_overdue = 40;
--     dossiers.pending_in_time = 30, dossiers.pending_overdue = 10
-- expect: numerator = 40, denominator = 250, value = 16;
--     numerator = 10, denominator = 40, value = 25
-- caveats_vi: Là ảnh chụp tại ngày chốt số liệu, không phải tổng của kỳ.
-- caveats_en: A picture on the closing day, not a total of the period.
--
-- Trong số hồ sơ còn đang giải quyết vào ngày chốt số liệu, bao nhiêu phần trăm đã quá ngày hẹn.
--
-- Of the dossiers still in hand on the closing day, the share already past the promised day.
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
    dossiers_pending_overdue as numerator,
    coalesce(dossiers_pending, dossiers_pending_in_time + dossiers_pending_overdue) as denominator
from figures
where
    dossiers_pending is not null
    or dossiers_pending_in_time is not null
    or dossiers_pending_overdue is not null
