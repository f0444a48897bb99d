-- order: 16
-- title_vi: Tỷ lệ giải quyết đúng ngày hẹn
-- title_en: Resolved on the promised day
-- formula_vi: đúng hạn (không gồm trước hạn) ÷ đã giải quyết
-- formula_en: on time, early not counted ÷ resolved
-- unit: percent
-- direction: none
-- family: timeliness
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 9 ÷ cột 7
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.resolved_early, dossiers.resolved_on_time
-- headline: no
-- given: dossiers.resolved = 400, dossiers.resolved_early = 250, dossiers.resolved_on_time = 130;
--     dossiers.resolved = 400, dossiers.resolved_on_time = 380
-- expect: numerator = 130, denominator = 400, value = 32.5;
--     nothing
-- caveats_vi: Chỉ tính khi báo cáo tách riêng hồ sơ trước hạn: nếu không, “đúng hạn” trong lời văn thường gồm cả trước
--     hạn. Cột này của một số địa phương gồm cả hồ sơ chờ bổ sung, trả lại và xin rút.
-- caveats_en: Only where a report states the early ones apart: otherwise “on time” in prose mostly includes them. In
--     some provinces this column also holds dossiers awaiting a supplement, returned or withdrawn.
--
-- Trong số hồ sơ đã giải quyết xong trong kỳ, bao nhiêu phần trăm được trả đúng ngày hẹn, không sớm không muộn: cột
-- “đúng hạn” của biểu mẫu theo nghĩa hẹp.
--
-- Of the dossiers resolved in the period, the share answered on the promised day, neither early nor late: the form's
-- “on time” column in its narrow sense.
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
    case when dossiers_resolved_early is not null then dossiers_resolved_on_time end as numerator,
    dossiers_resolved as denominator
from figures
where
    dossiers_resolved is not null
    or dossiers_resolved_early is not null
    or dossiers_resolved_on_time is not null
