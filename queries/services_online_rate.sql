-- order: 132
-- title_vi: Tỷ lệ thủ tục có dịch vụ công trực tuyến (nêu)
-- title_en: Procedures offered online (as printed)
-- formula_vi: tỷ lệ nêu trong báo cáo
-- formula_en: the rate as printed
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 3.1; Nghị quyết 76/NQ-CP ngày 15/7/2021
-- formula_version: 1
-- fields: services.online_rate
-- headline: no
-- given: services.online_rate = 81.5
-- expect: value = 81.5
-- caveats_vi: Một dịch vụ có thể gồm nhiều thủ tục, nên không đem số dịch vụ chia cho số thủ tục; chỉ nêu tỷ lệ in
--     trong báo cáo.
-- caveats_en: One service may cover several procedures, so services are not divided by procedures; only the printed
--     rate is shown.
--
-- Trong số thủ tục hành chính thuộc thẩm quyền, bao nhiêu phần trăm làm được trực tuyến (một phần hoặc toàn trình),
-- đúng như báo cáo nêu.
--
-- Of the procedures under its authority, the share that can be done online, in part or wholly, as the report prints it.
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
    services_online_rate as stated
from figures
where
    services_online_rate is not null
