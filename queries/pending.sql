-- order: 57
-- title_vi: Hồ sơ đang giải quyết
-- title_en: Dossiers pending
-- formula_vi: đang giải quyết trong hạn + quá hạn
-- formula_en: pending in time + pending overdue
-- unit: dossier
-- direction: down
-- family: backlog
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 11
-- formula_version: 1
-- fields: dossiers.pending, dossiers.pending_in_time, dossiers.pending_overdue
-- headline: no
-- given: dossiers.pending = 320;
--     dossiers.pending_in_time = 280, dossiers.pending_overdue = 35
-- expect: value = 320;
--     value = 315
-- caveats_vi: Là ảnh chụp tại ngày chốt số liệu: quý và năm lấy số của tháng cuối, không cộng các tháng.
-- caveats_en: A picture on the closing day: quarters and years take the last month's, months are not added.
--
-- Số hồ sơ còn đang giải quyết vào ngày chốt số liệu, dù còn trong hạn hay đã quá hạn.
--
-- Dossiers still in hand on the closing day, in time or overdue.
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
    coalesce(dossiers_pending, dossiers_pending_in_time + dossiers_pending_overdue) as value
from figures
where
    dossiers_pending is not null
    or dossiers_pending_in_time is not null
    or dossiers_pending_overdue is not null
