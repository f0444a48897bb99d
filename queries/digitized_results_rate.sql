-- order: 92
-- title_vi: Tỷ lệ số hóa kết quả (nêu)
-- title_en: Digitized results (as printed)
-- formula_vi: tỷ lệ nêu trong báo cáo
-- formula_en: the rate as printed
-- unit: percent
-- direction: up
-- family: digitization
-- legal_basis: Nghị định 107/2021/NĐ-CP; Thông tư 01/2023/TT-VPCP
-- formula_version: 1
-- fields: digitization.results_rate
-- headline: no
-- given: digitization.results_rate = 77.2
-- expect: value = 77.2
-- caveats_vi: Số kết quả được số hóa trong báo cáo có khi gồm cả kết quả của những năm trước, nên không đem chia cho hồ
--     sơ giải quyết trong kỳ; chỉ nêu tỷ lệ in trong báo cáo.
-- caveats_en: Counts of digitized results sometimes include those of earlier years, so they are not divided by what was
--     resolved in the period; only the printed rate is shown.
--
-- Trong số kết quả giải quyết thủ tục hành chính, bao nhiêu phần trăm đã được số hóa, đúng như báo cáo nêu.
--
-- Of the results of procedures, the share digitized, as the report prints it.
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
    digitization_results_rate as stated
from figures
where
    digitization_results_rate is not null
