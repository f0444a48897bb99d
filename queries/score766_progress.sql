-- order: 190
-- title_vi: Điểm 766 tính từ báo cáo: tiến độ giải quyết (tối đa 20)
-- title_en: Index 766 from reports: progress (out of 20)
-- formula_vi: 20 × (trước hạn + đúng hạn + đang giải quyết trong hạn) ÷ tổng tiếp nhận
-- formula_en: 20 × (early + on time + pending in time) ÷ received
-- unit: point
-- max_points: 20
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 2.1
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: dossiers.received, dossiers.resolved_early_or_on_time, dossiers.resolved_early, dossiers.resolved_on_time,
--     dossiers.pending_in_time
-- headline: no
-- given: dossiers.received = 1000, dossiers.resolved_early = 500, dossiers.resolved_on_time = 300,
--     dossiers.pending_in_time = 150;
--     dossiers.received = 200, dossiers.resolved_early_or_on_time = 180, dossiers.pending_in_time = 20;
--     dossiers.received = 0, dossiers.resolved_early_or_on_time = 0, dossiers.pending_in_time = 0
-- expect: numerator = 950, denominator = 1000, rate = 95, value = 19;
--     numerator = 200, denominator = 200, rate = 100, value = 20;
--     numerator = 0, denominator = 0
-- caveats_vi: Chấm theo cách của Cổng như đọc được đến tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ
--     đồng bộ, nên đây không phải là điểm Cổng công bố.
-- caveats_en: Scored the portal's way as known up to October 2026, but on reported figures; the portal scores
--     synchronised dossiers, so this is not the published score.
--
-- Điểm tiến độ giải quyết theo cách chấm 20 × tỷ lệ đúng hạn của Quyết định 766, tính từ số liệu báo cáo; đặt cạnh điểm
-- do Cổng công bố, không bao giờ trộn với nó.
--
-- Points for progress, 20 × the on-time rate of Decision 766, out of reported figures; beside the published score,
-- never mixed with it.
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
    coalesce(dossiers_resolved_early_or_on_time, dossiers_resolved_early + dossiers_resolved_on_time) + dossiers_pending_in_time as numerator,
    dossiers_received as denominator
from figures
where
    dossiers_received is not null
    or dossiers_resolved_early_or_on_time is not null
    or dossiers_resolved_early is not null
    or dossiers_resolved_on_time is not null
    or dossiers_pending_in_time is not null
