-- order: 20
-- title_vi: Tỷ lệ đúng hạn theo Quyết định 766
-- title_en: On-time rate (Decision 766)
-- formula_vi: (trước hạn + đúng hạn + đang giải quyết trong hạn) ÷ tổng tiếp nhận
-- formula_en: (early + on time + pending in time) ÷ received
-- unit: percent
-- direction: up
-- family: timeliness
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 2.1
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: dossiers.received, dossiers.resolved_early_or_on_time, dossiers.resolved_early, dossiers.resolved_on_time,
--     dossiers.pending_in_time
-- headline: no
-- given: dossiers.received = 1000, dossiers.resolved_early = 450, dossiers.resolved_on_time = 350,
--     dossiers.pending_in_time = 120;
--     dossiers.received = 500, dossiers.resolved_early_or_on_time = 400, dossiers.pending_in_time = 50
-- expect: numerator = 920, denominator = 1000, value = 92;
--     numerator = 450, denominator = 500, value = 90
-- caveats_vi: Cổng Dịch vụ công quốc gia tính trên dữ liệu đồng bộ theo tháng, quý dương lịch; ở đây tính từ số liệu
--     báo cáo, nên hai nguồn có thể khác nhau.
-- caveats_en: The national portal computes it from synchronised dossiers over calendar periods; here it comes from
--     reports, so the two may differ.
--
-- Cả hồ sơ đã giải quyết trước và đúng hạn lẫn hồ sơ đang giải quyết còn trong hạn đều được coi là đúng hạn, chia cho
-- mọi hồ sơ phải giải quyết trong kỳ (mới tiếp nhận và kỳ trước chuyển qua).
--
-- Dossiers resolved early or on time and those pending within their deadline both count as on time, over every
-- dossier on hand in the period (new and carried over).
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
