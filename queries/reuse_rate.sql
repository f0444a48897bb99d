-- order: 110
-- title_vi: Tỷ lệ tái sử dụng dữ liệu số hóa
-- title_en: Reuse rate
-- formula_vi: hồ sơ tái sử dụng dữ liệu ÷ mẫu số nêu cùng
-- formula_en: dossiers reusing data ÷ the base printed beside it
-- unit: percent
-- direction: up
-- family: reuse
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 4.3
-- formula_version: 1
-- fields: digitization.reused, digitization.reused_base, digitization.reused_rate
-- headline: no
-- given: digitization.reused = 24, digitization.reused_base = 800;
--     digitization.reused_rate = 1.5
-- expect: numerator = 24, denominator = 800, value = 3;
--     value = 1.5
-- caveats_vi: Có nơi chỉ đếm kho của tỉnh, có nơi đếm cả kho của Cổng Dịch vụ công quốc gia.
-- caveats_en: Some count reuse from the provincial store only, some from the national portal's too.
--
-- Trong số hồ sơ tiếp nhận, bao nhiêu phần trăm dùng lại giấy tờ đã số hóa thay vì bắt người dân nộp lại.
--
-- Of the dossiers received, the share that reused documents already digitized instead of asking for them again.
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
    digitization_reused as numerator,
    digitization_reused_base as denominator,
    digitization_reused_rate as stated
from figures
where
    digitization_reused is not null
    or digitization_reused_base is not null
    or digitization_reused_rate is not null
