-- order: 130
-- title_vi: Tỷ lệ dịch vụ công trực tuyến toàn trình
-- title_en: End-to-end share of online services
-- formula_vi: DVC toàn trình ÷ DVC trực tuyến (toàn trình + một phần)
-- formula_en: end-to-end ÷ online services (end-to-end + partial)
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Nghị định 42/2022/NĐ-CP, Điều 11
-- formula_version: 1
-- fields: services.online_full, services.online_partial, services.online
-- headline: no
-- given: services.online_full = 240, services.online_partial = 160;
--     services.online_full = 330, services.online = 600
-- expect: numerator = 240, denominator = 400, value = 60;
--     numerator = 330, denominator = 600, value = 55
-- caveats_vi: Một dịch vụ có ở nhiều tỉnh chỉ là một dịch vụ, nên không cộng các tỉnh với nhau. Tỷ lệ nêu trong báo
--     cáo thường chia cho tổng số thủ tục, không phải cho dịch vụ trực tuyến, nên không dùng ở đây.
-- caveats_en: A service offered by many provinces is one service, so provinces are not added up. Printed rates are
--     mostly over all procedures, not over online services, and are not used here.
--
-- Trong số dịch vụ công trực tuyến đang cung cấp, bao nhiêu phần trăm làm được toàn bộ trên mạng, từ nộp hồ sơ đến
-- nhận kết quả.
--
-- Of the online services offered, the share that can be done wholly online, from filing to result.
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
    services_online_full as numerator,
    coalesce(services_online, services_online_full + services_online_partial) as denominator
from figures
where
    services_online_full is not null
    or services_online_partial is not null
    or services_online is not null
