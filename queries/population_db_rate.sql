-- order: 120
-- title_vi: Tỷ lệ khai thác CSDL quốc gia về dân cư
-- title_en: Population database rate
-- formula_vi: hồ sơ khai thác CSDL dân cư ÷ mẫu số nêu cùng
-- formula_en: dossiers using the population database ÷ the base printed beside it
-- unit: percent
-- direction: up
-- family: population_db
-- legal_basis: Quyết định 06/QĐ-TTg ngày 6/1/2022 (Đề án 06); Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.5
-- formula_version: 1
-- fields: digitization.population_db, digitization.population_db_base, digitization.population_db_rate
-- headline: no
-- given: digitization.population_db = 210, digitization.population_db_base = 350;
--     digitization.population_db_rate = 36.5
-- expect: numerator = 210, denominator = 350, value = 60;
--     value = 36.5
--
-- Trong số hồ sơ tiếp nhận, bao nhiêu phần trăm đã tra cứu Cơ sở dữ liệu quốc gia về dân cư thay cho giấy tờ.
--
-- Of the dossiers received, the share that consulted the national population database in place of paper.
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
