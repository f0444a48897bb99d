-- order: 100
-- title_vi: Tỷ lệ cấp kết quả điện tử
-- title_en: Electronic results rate
-- formula_vi: kết quả điện tử ÷ mẫu số nêu cùng
-- formula_en: electronic results ÷ the base printed beside it
-- unit: percent
-- direction: up
-- family: electronic_results
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.1
-- formula_version: 1
-- fields: digitization.electronic_results, digitization.electronic_results_base, digitization.electronic_results_rate
-- headline: no
-- given: digitization.electronic_results = 390, digitization.electronic_results_base = 600;
--     digitization.electronic_results_rate = 46.9
-- expect: numerator = 390, denominator = 600, value = 65;
--     value = 46.9
-- caveats_vi: Từ năm 2026 Cổng quốc gia chỉ tính kết quả điện tử có giá trị pháp lý.
-- caveats_en: Since 2026 the national portal counts only electronic results that are legally valid.
--
-- Trong số hồ sơ phải trả kết quả, bao nhiêu phần trăm được trả bản điện tử.
--
-- Of the dossiers that end in a document, the share answered with an electronic one.
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
    digitization_electronic_results as numerator,
    digitization_electronic_results_base as denominator,
    digitization_electronic_results_rate as stated
from figures
where
    digitization_electronic_results is not null
    or digitization_electronic_results_base is not null
    or digitization_electronic_results_rate is not null
