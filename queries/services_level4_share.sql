-- order: 136
-- title_vi: Tỷ lệ dịch vụ công mức độ 4 (cũ)
-- title_en: Level-4 share of online services (old)
-- formula_vi: mức độ 4 ÷ (mức độ 3 + mức độ 4)
-- formula_en: level 4 ÷ (level 3 + level 4)
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Thông tư 32/2017/TT-BTTTT (phân mức cũ, thay bằng toàn trình và một phần theo Nghị định 42/2022/NĐ-CP)
-- formula_version: 1
-- fields: services.online_level3, services.online_level4
-- headline: no
-- given: services.online_level3 = 180, services.online_level4 = 120
-- expect: numerator = 120, denominator = 300, value = 40
-- caveats_vi: Mức độ 4 chỉ gần với toàn trình, mức độ 3 gần với một phần: không nối với tỷ lệ toàn trình. Nhiều báo cáo
--     còn dùng phân mức cũ sau năm 2022.
-- caveats_en: Level 4 is only roughly end-to-end, level 3 roughly partial: never one line with the end-to-end share.
--     Many reports kept the old levels after 2022.
--
-- Trong số dịch vụ công trực tuyến mức độ 3 và mức độ 4 theo cách chia cũ, bao nhiêu phần trăm ở mức độ 4.
--
-- Of the online services at the old levels 3 and 4, the share at level 4.
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
    services_online_level4 as numerator,
    services_online_level3 + services_online_level4 as denominator
from figures
where
    services_online_level3 is not null
    or services_online_level4 is not null
