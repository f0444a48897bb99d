-- order: 122
-- title_vi: Lượt khai thác CSDL quốc gia về dân cư
-- title_en: Look-ups of the population database
-- formula_vi: lượt khai thác trong kỳ
-- formula_en: look-ups in the period
-- unit: lookup
-- direction: none
-- family: population_db
-- legal_basis: Văn bản 5633/VPCP-KSTT ngày 25/7/2023, mục I.2.5; Quyết định 06/QĐ-TTg ngày 6/1/2022 (Đề án 06)
-- formula_version: 1
-- fields: population_db.lookups
-- headline: no
-- given: population_db.lookups = 3907
-- expect: value = 3907
-- caveats_vi: Một hồ sơ có thể tra cứu nhiều lần: lượt khai thác không phải số hồ sơ.
-- caveats_en: One dossier may be looked up several times: look-ups are not dossiers.
--
-- Số lần hệ thống thông tin giải quyết thủ tục hành chính tra cứu Cơ sở dữ liệu quốc gia về dân cư trong kỳ.
--
-- How often the information system for procedures consulted the national population database in the period.
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
    population_db_lookups as value
from figures
where
    population_db_lookups is not null
