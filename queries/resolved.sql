-- order: 170
-- title_vi: Hồ sơ đã giải quyết
-- title_en: Dossiers resolved
-- formula_vi: trước hạn + đúng hạn + quá hạn
-- formula_en: early + on time + overdue
-- unit: dossier
-- direction: none
-- family: volume
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 7
-- formula_version: 1
-- fields: dossiers.resolved
-- headline: no
-- given: dossiers.resolved = 4870
-- expect: value = 4870
--
-- Số hồ sơ đã giải quyết xong trong kỳ, dù trước hạn, đúng hạn hay quá hạn.
--
-- Dossiers resolved in the period, whether early, on time or late.
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
    dossiers_resolved as value
from figures
where
    dossiers_resolved is not null
