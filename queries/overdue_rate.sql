-- order: 30
-- title_vi: Tỷ lệ giải quyết quá hạn
-- title_en: Overdue rate (resolved)
-- formula_vi: giải quyết quá hạn ÷ đã giải quyết
-- formula_en: resolved overdue ÷ resolved
-- unit: percent
-- direction: down
-- family: timeliness
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 10 ÷ cột 7
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.resolved_overdue, dossiers.overdue_rate
-- headline: no
-- given: dossiers.resolved = 400, dossiers.resolved_overdue = 30;
--     dossiers.overdue_rate = 1.4
-- expect: numerator = 30, denominator = 400, value = 7.5;
--     value = 1.4
-- caveats_vi: Tỷ lệ quá hạn nêu trong bài báo đôi khi tính trên hồ sơ tiếp nhận hoặc hồ sơ đến hạn; tỷ lệ nêu được
--     giữ nguyên và không cộng gộp.
-- caveats_en: A printed overdue rate is sometimes over received or due dossiers; it is shown as printed and never
--     added up.
--
-- Trong số hồ sơ đã giải quyết xong trong kỳ, bao nhiêu phần trăm trả sau ngày hẹn.
--
-- Of the dossiers resolved in the period, the share answered after the promised day.
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
    dossiers_resolved_overdue as numerator,
    dossiers_resolved as denominator,
    dossiers_overdue_rate as stated
from figures
where
    dossiers_resolved is not null
    or dossiers_resolved_overdue is not null
    or dossiers_overdue_rate is not null
