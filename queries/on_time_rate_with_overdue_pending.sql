-- order: 12
-- title_vi: Tỷ lệ đúng hạn (tính cả hồ sơ tồn quá hạn)
-- title_en: On-time rate (overdue pending counted)
-- formula_vi: (trước hạn + đúng hạn) ÷ (đã giải quyết + đang giải quyết quá hạn)
-- formula_en: (early + on time) ÷ (resolved + pending overdue)
-- unit: percent
-- direction: up
-- family: timeliness
-- legal_basis: Chưa có văn bản nào quy định; cột của Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: (cột 8 + cột 9) ÷
--     (cột 7 + cột 13)
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.resolved_early_or_on_time, dossiers.resolved_early, dossiers.resolved_on_time,
--     dossiers.pending_overdue
-- headline: no
-- given: dossiers.resolved = 900, dossiers.resolved_early = 500, dossiers.resolved_on_time = 355,
--     dossiers.pending_overdue = 50;
--     dossiers.resolved = 300, dossiers.resolved_early_or_on_time = 280, dossiers.pending_overdue = 20;
--     dossiers.resolved = 900, dossiers.resolved_early = 500, dossiers.resolved_on_time = 355
-- expect: numerator = 855, denominator = 950, value = 90;
--     numerator = 280, denominator = 320, value = 87.5;
--     nothing
-- caveats_vi: Cách tính này chặt hơn biểu mẫu và chưa thấy cơ quan nào dùng chính thức; hồ sơ quá hạn chuyển qua nhiều
--     kỳ bị tính ở mỗi kỳ.
-- caveats_en: Stricter than the form, and no agency is known to use it officially; a dossier overdue over several
--     periods counts in each of them.
--
-- Hồ sơ đã quá hạn mà chưa trả không được bỏ qua: chúng nằm trong mẫu số cùng với hồ sơ đã giải quyết, nên không thể có
-- tỷ lệ đẹp nhờ để hồ sơ khó lại.
--
-- Dossiers past their deadline and not yet answered are not left out: they stand in the denominator with those
-- resolved, so no rate looks better because hard cases were left lying.
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
    dossiers_resolved + dossiers_pending_overdue as denominator
from figures
where
    dossiers_resolved is not null
    or dossiers_resolved_early_or_on_time is not null
    or dossiers_resolved_early is not null
    or dossiers_resolved_on_time is not null
    or dossiers_pending_overdue is not null
