-- order: 90
-- title_vi: Tỷ lệ số hóa hồ sơ
-- title_en: Digitization rate
-- formula_vi: hồ sơ được số hóa ÷ mẫu số nêu cùng
-- formula_en: digitized dossiers ÷ the base printed beside it
-- unit: percent
-- direction: up
-- family: digitization
-- legal_basis: Nghị định 107/2021/NĐ-CP; Thông tư 01/2023/TT-VPCP; Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.2
-- formula_version: 1
-- fields: digitization.dossiers, digitization.dossiers_base, digitization.dossiers_rate
-- headline: yes
-- given: digitization.dossiers = 720, digitization.dossiers_base = 900;
--     digitization.dossiers_rate = 40.1
-- expect: numerator = 720, denominator = 900, value = 80;
--     value = 40.1
-- caveats_vi: Quyết định 766 đòi cả thành phần hồ sơ lẫn kết quả được số hóa; báo cáo địa phương thường chỉ đếm thành
--     phần hồ sơ.
-- caveats_en: Decision 766 asks for both components and result; provincial reports mostly count components only.
--
-- Trong số hồ sơ tiếp nhận, bao nhiêu phần trăm có thành phần hồ sơ được số hóa.
--
-- Of the dossiers received, the share whose components were digitized.
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
    digitization_dossiers as numerator,
    digitization_dossiers_base as denominator,
    digitization_dossiers_rate as stated
from figures
where
    digitization_dossiers is not null
    or digitization_dossiers_base is not null
    or digitization_dossiers_rate is not null
