-- order: 134
-- title_vi: Tỷ lệ dịch vụ công toàn trình (nêu)
-- title_en: End-to-end services (as printed)
-- formula_vi: tỷ lệ nêu trong báo cáo
-- formula_en: the rate as printed
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Nghị định 42/2022/NĐ-CP, Điều 11
-- formula_version: 1
-- fields: services.online_full_rate
-- headline: no
-- given: services.online_full_rate = 61.5
-- expect: value = 61.5
-- caveats_vi: Báo cáo khi thì chia cho mọi thủ tục, khi thì cho dịch vụ trực tuyến, khi thì cho thủ tục đủ điều kiện:
--     không so sánh hai địa phương khi chưa đọc câu gốc.
-- caveats_en: Reports divide by all procedures, by online services or by eligible procedures: do not compare two
--     provinces without reading their sentences.
--
-- Tỷ lệ dịch vụ công trực tuyến toàn trình đúng như báo cáo nêu, với mẫu số của chính báo cáo ấy.
--
-- The share of end-to-end online services as the report prints it, over that report's own base.
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
    services_online_full_rate as stated
from figures
where
    services_online_full_rate is not null
