-- order: 76
-- title_vi: Tỷ lệ hồ sơ trực tuyến toàn trình (nêu)
-- title_en: End-to-end online dossiers (as printed)
-- formula_vi: tỷ lệ nêu trong báo cáo
-- formula_en: the rate as printed
-- unit: percent
-- direction: up
-- family: online
-- legal_basis: Nghị định 42/2022/NĐ-CP, Điều 11; hệ thống EMC: hồ sơ trực tuyến toàn trình ÷ tổng hồ sơ giải quyết
-- formula_version: 1
-- fields: services.full_dossier_rate
-- headline: no
-- given: services.full_dossier_rate = 68.5
-- expect: value = 68.5
-- caveats_vi: Hệ thống EMC chia cho mọi hồ sơ, bản tính 766 năm 2026 chỉ chia cho hồ sơ của thủ tục đủ điều kiện toàn
--     trình; báo cáo ít khi nói rõ mẫu số. Không cộng, không lấy trung bình.
-- caveats_en: The EMC system divides by all dossiers, the 766 sheet of 2026 only by those of eligible procedures;
--     reports rarely name the base. Never added up or averaged.
--
-- Tỷ lệ hồ sơ được thực hiện toàn bộ trên mạng, từ nộp đến nhận kết quả, đúng như báo cáo nêu; không phải tỷ lệ hồ sơ
-- nộp trực tuyến.
--
-- The share of dossiers done wholly online, from filing to result, as the report prints it; it is not the share filed
-- online.
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
    services_full_dossier_rate as stated
from figures
where
    services_full_dossier_rate is not null
