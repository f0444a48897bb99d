-- order: 195
-- title_vi: Điểm 766 tính từ báo cáo: sử dụng dữ liệu dân cư (tối đa 2)
-- title_en: Index 766 from reports: use of population data (out of 2)
-- formula_vi: 2 × hồ sơ khai thác CSDL dân cư ÷ mẫu số nêu cùng
-- formula_en: 2 × dossiers using the population database ÷ the base printed beside it
-- unit: point
-- max_points: 2
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.5 (phần hồ sơ)
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: digitization.population_db, digitization.population_db_base, digitization.population_db_rate
-- headline: no
-- given: digitization.population_db = 90, digitization.population_db_base = 120;
--     digitization.population_db_rate = 35;
--     digitization.population_db = 0, digitization.population_db_base = 0
-- expect: numerator = 90, denominator = 120, rate = 75, value = 1.5;
--     rate = 35, value = 0.7;
--     numerator = 0, denominator = 0
-- caveats_vi: Chấm theo cách của Cổng như đọc được đến tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ
--     đồng bộ, nên đây không phải là điểm Cổng công bố.
-- caveats_en: Scored the portal's way as known up to October 2026, but on reported figures; the portal scores
--     synchronised dossiers, so this is not the published score.
--
-- Phần điểm tính theo hồ sơ có dùng dữ liệu dân cư: 2 × tỷ lệ. Phần 2 điểm tính theo thủ tục có kết nối không có trong
-- báo cáo.
--
-- The part made of dossiers that use population data: 2 × the rate. The 2 points for connected procedures are not in
-- reports.
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
    digitization_population_db as numerator,
    digitization_population_db_base as denominator,
    digitization_population_db_rate as stated
from figures
where
    digitization_population_db is not null
    or digitization_population_db_base is not null
    or digitization_population_db_rate is not null
