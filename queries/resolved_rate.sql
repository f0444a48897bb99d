-- order: 54
-- title_vi: Tỷ lệ đã giải quyết trên tổng tiếp nhận
-- title_en: Resolved share of dossiers on hand
-- formula_vi: đã giải quyết ÷ tổng tiếp nhận
-- formula_en: resolved ÷ received
-- unit: percent
-- direction: up
-- family: backlog
-- legal_basis: Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 7 ÷ cột 3
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.received
-- headline: no
-- given: dossiers.resolved = 760, dossiers.received = 800
-- expect: numerator = 760, denominator = 800, value = 95
-- caveats_vi: Hồ sơ chưa tới hạn cũng nằm trong mẫu số, nên không phải là mức độ chậm trễ. “Tỷ lệ giải quyết” nêu trong
--     báo cáo khi thì chia cho hồ sơ mới, khi thì cho hồ sơ đến hạn, nên không dùng ở đây. “Tiếp nhận” trong lời văn có
--     khi chưa gồm hồ sơ kỳ trước chuyển qua, khi ấy tỷ lệ cao hơn thật.
-- caveats_en: Dossiers not yet due stand in the base too, so this is no measure of delay. A printed “resolved rate” is
--     sometimes over new dossiers, sometimes over those due, and is not used here. “Received” in prose sometimes leaves
--     the carried-over dossiers out, and the share is then too high.
--
-- Trong số hồ sơ phải giải quyết trong kỳ (mới và kỳ trước chuyển qua), bao nhiêu phần trăm đã xong.
--
-- Of the dossiers on hand in the period (new and carried over), the share resolved.
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
    dossiers_resolved as numerator,
    dossiers_received as denominator
from figures
where
    dossiers_resolved is not null
    or dossiers_received is not null
