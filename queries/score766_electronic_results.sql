-- order: 193
-- title_vi: Điểm 766 tính từ báo cáo: cấp kết quả điện tử (tối đa 6)
-- title_en: Index 766 from reports: electronic results (out of 6)
-- formula_vi: 6 × kết quả điện tử ÷ mẫu số nêu cùng
-- formula_en: 6 × electronic results ÷ the base printed beside it
-- unit: point
-- max_points: 6
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.1
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: digitization.electronic_results, digitization.electronic_results_base, digitization.electronic_results_rate
-- headline: no
-- given: digitization.electronic_results = 45, digitization.electronic_results_base = 60;
--     digitization.electronic_results_rate = 80;
--     digitization.electronic_results = 0, digitization.electronic_results_base = 0
-- expect: numerator = 45, denominator = 60, rate = 75, value = 4.5;
--     rate = 80, value = 4.8;
--     numerator = 0, denominator = 0
-- caveats_vi: Chấm theo cách của Cổng như đọc được đến tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ
--     đồng bộ, nên đây không phải là điểm Cổng công bố.
-- caveats_en: Scored the portal's way as known up to October 2026, but on reported figures; the portal scores
--     synchronised dossiers, so this is not the published score.
--
-- Điểm cấp kết quả điện tử: 6 × tỷ lệ hồ sơ được trả bản điện tử trong số hồ sơ phải trả kết quả.
--
-- Points for electronic results: 6 × the share of dossiers ending in a document that were answered electronically.
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
