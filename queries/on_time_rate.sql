-- order: 10
-- title_vi: Tỷ lệ giải quyết đúng hạn
-- title_en: On-time rate (resolved)
-- formula_vi: (trước hạn + đúng hạn) ÷ đã giải quyết
-- formula_en: (early + on time) ÷ resolved
-- unit: percent
-- direction: up
-- family: timeliness
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: (cột 8 + cột 9) ÷ cột 7
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.resolved_early_or_on_time, dossiers.resolved_early, dossiers.resolved_on_time,
--     dossiers.on_time_rate
-- headline: yes
-- given: dossiers.resolved = 1250, dossiers.resolved_early = 700, dossiers.resolved_on_time = 475;
--     dossiers.resolved = 800, dossiers.resolved_early_or_on_time = 760;
--     dossiers.resolved = 800, dossiers.resolved_on_time = 500;
--     dossiers.on_time_rate = 98.6
-- expect: numerator = 1175, denominator = 1250, value = 94;
--     numerator = 760, denominator = 800, value = 95;
--     nothing;
--     value = 98.6
-- caveats_vi: Hồ sơ đang giải quyết đã quá hạn không nằm trong phép tính này; xem cách tính theo Quyết định 766.
-- caveats_en: Dossiers still pending past their deadline do not enter here; see the variant of Decision 766.
--
-- Trong số hồ sơ đã giải quyết xong trong kỳ, bao nhiêu phần trăm được trả trước hoặc đúng ngày hẹn. Cột “đúng hạn”
-- của biểu mẫu chỉ đếm hồ sơ trả đúng ngày, nhưng lời văn báo cáo và báo chí thường gộp cả trước hạn: ở đây luôn cộng
-- cả hai.
--
-- Of the dossiers resolved in the period, the share answered before or on the promised day. The form's “on time”
-- column leaves the early ones out while most prose includes them: here both are always counted.
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
    coalesce(dossiers_resolved_early_or_on_time, dossiers_resolved_early + dossiers_resolved_on_time) as numerator,
    dossiers_resolved as denominator,
    dossiers_on_time_rate as stated
from figures
where
    dossiers_resolved is not null
    or dossiers_resolved_early_or_on_time is not null
    or dossiers_resolved_early is not null
    or dossiers_resolved_on_time is not null
    or dossiers_on_time_rate is not null
