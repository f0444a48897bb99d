-- order: 53
-- title_vi: Tỷ lệ giải quyết so với hồ sơ mới
-- title_en: Clearance rate
-- formula_vi: đã giải quyết ÷ mới tiếp nhận
-- formula_en: resolved ÷ new
-- unit: percent
-- above_100: yes
-- direction: up
-- family: backlog
-- legal_basis: Chưa có văn bản nào quy định; cột của Biểu II.06a/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 7 ÷ (cột 4 +
--     cột 5)
-- formula_version: 1
-- fields: dossiers.resolved, dossiers.received_new, dossiers.received_online, dossiers.received_offline
-- headline: no
-- given: dossiers.resolved = 1050, dossiers.received_new = 1000;
--     dossiers.resolved = 450, dossiers.received_online = 300, dossiers.received_offline = 200;
--     dossiers.resolved = 12, dossiers.received_new = 0
-- expect: numerator = 1050, denominator = 1000, value = 105;
--     numerator = 450, denominator = 500, value = 90;
--     numerator = 12, denominator = 0
-- caveats_vi: Hồ sơ giải quyết trong kỳ gồm cả hồ sơ kỳ trước chuyển qua, nên vượt 100 % là bình thường và là dấu hiệu
--     tốt.
-- caveats_en: What is resolved includes dossiers carried over, so more than 100 % is normal, and good.
--
-- Trong kỳ giải quyết xong nhiều hơn hay ít hơn số mới nộp vào: trên 100 % thì hồ sơ tồn giảm đi, dưới 100 % thì tồn
-- tăng lên.
--
-- Whether more or fewer dossiers were resolved than newly filed: above 100 % the backlog shrinks, below it grows.
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
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline) as denominator
from figures
where
    dossiers_resolved is not null
    or dossiers_received_new is not null
    or dossiers_received_online is not null
    or dossiers_received_offline is not null
