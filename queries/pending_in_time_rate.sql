-- order: 51
-- title_vi: Tỷ lệ trong hạn trong hồ sơ đang giải quyết
-- title_en: In-time share of pending dossiers
-- formula_vi: đang giải quyết trong hạn ÷ đang giải quyết
-- formula_en: pending in time ÷ pending
-- unit: percent
-- direction: up
-- family: timeliness
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 12 ÷ cột 11; tỷ lệ thành phần của chỉ số 2.1, Quyết
--     định 766/QĐ-TTg
-- formula_version: 1
-- fields: dossiers.pending, dossiers.pending_in_time, dossiers.pending_overdue
-- headline: no
-- given: dossiers.pending_in_time = 180, dossiers.pending_overdue = 20;
--     dossiers.pending = 200, dossiers.pending_in_time = 150
-- expect: numerator = 180, denominator = 200, value = 90;
--     numerator = 150, denominator = 200, value = 75
-- caveats_vi: Là ảnh chụp tại ngày chốt số liệu. Có nơi đếm cả hồ sơ chờ bổ sung là trong hạn.
-- caveats_en: A picture on the closing day. Some count dossiers awaiting a supplement as in time.
--
-- Trong số hồ sơ còn đang giải quyết vào ngày chốt số liệu, bao nhiêu phần trăm chưa tới hạn trả.
--
-- Of the dossiers still in hand on the closing day, the share whose promised day has not passed.
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
    dossiers_pending_in_time as numerator,
    coalesce(dossiers_pending, dossiers_pending_in_time + dossiers_pending_overdue) as denominator
from figures
where
    dossiers_pending is not null
    or dossiers_pending_in_time is not null
    or dossiers_pending_overdue is not null
