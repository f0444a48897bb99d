-- order: 14
-- title_vi: Tỷ lệ giải quyết trước hạn
-- title_en: Early rate (resolved)
-- formula_vi: trước hạn ÷ đã giải quyết
-- formula_en: early ÷ resolved
-- unit: percent
-- direction: up
-- family: timeliness
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 8 ÷ cột 7
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.resolved_early, dossiers.early_rate
-- headline: no
-- given: dossiers.resolved = 500, dossiers.resolved_early = 350;
--     dossiers.early_rate = 62.5
-- expect: numerator = 350, denominator = 500, value = 70;
--     value = 62.5
-- caveats_vi: Có hệ thống đếm cả hồ sơ trả đúng ngày hẹn là trước hạn.
-- caveats_en: Some systems count dossiers answered on the promised day itself as early.
--
-- Trong số hồ sơ đã giải quyết xong trong kỳ, bao nhiêu phần trăm được trả trước ngày hẹn.
--
-- Of the dossiers resolved in the period, the share answered before the promised day.
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
    dossiers_resolved_early as numerator,
    dossiers_resolved as denominator,
    dossiers_early_rate as stated
from figures
where
    dossiers_resolved is not null
    or dossiers_resolved_early is not null
    or dossiers_early_rate is not null
