-- order: 140
-- title_vi: Tỷ lệ dịch vụ công tích hợp Cổng quốc gia
-- title_en: Services on the national portal
-- formula_vi: DVC tích hợp Cổng DVCQG ÷ DVC trực tuyến
-- formula_en: services on the national portal ÷ online services
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Nghị định 42/2022/NĐ-CP; Nghị định 118/2025/NĐ-CP
-- formula_version: 1
-- fields: services.on_national_portal, services.online, services.on_national_portal_rate
-- headline: no
-- given: services.on_national_portal = 500, services.online = 800;
--     services.on_national_portal_rate = 76.8
-- expect: numerator = 500, denominator = 800, value = 62.5;
--     value = 76.8
-- caveats_vi: Một dịch vụ có ở nhiều tỉnh chỉ là một dịch vụ, nên không cộng các tỉnh với nhau.
-- caveats_en: A service offered by many provinces is one service, so provinces are not added up.
--
-- Trong số dịch vụ công trực tuyến đang cung cấp, bao nhiêu phần trăm đã có trên Cổng Dịch vụ công quốc gia.
--
-- Of the online services offered, the share that stands on the National Public Service Portal.
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
    services_on_national_portal as numerator,
    services_online as denominator,
    services_on_national_portal_rate as stated
from figures
where
    services_on_national_portal is not null
    or services_online is not null
    or services_on_national_portal_rate is not null
