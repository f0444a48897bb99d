-- order: 144
-- title_vi: Tỷ lệ thủ tục không phụ thuộc địa giới
-- title_en: Non-territorial procedures
-- formula_vi: TTHC không phụ thuộc địa giới ÷ TTHC thuộc thẩm quyền
-- formula_en: non-territorial procedures ÷ procedures in force
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Nghị quyết 66/NQ-CP ngày 26/3/2025; Nghị định 118/2025/NĐ-CP; Công điện 220/CĐ-TTg ngày 18/11/2025
-- formula_version: 1
-- fields: procedures.non_territorial, procedures.in_force
-- headline: no
-- given: procedures.non_territorial = 400, procedures.in_force = 1600
-- expect: numerator = 400, denominator = 1600, value = 25
-- caveats_vi: Nơi tiếp nhận không còn là nơi giải quyết: số hồ sơ theo đơn vị tiếp nhận và theo đơn vị giải quyết sẽ
--     khác nhau.
-- caveats_en: Who receives is no longer who resolves: dossiers by receiving and by resolving unit will differ.
--
-- Trong số thủ tục hành chính thuộc thẩm quyền, bao nhiêu phần trăm được tiếp nhận ở bất kỳ nơi nào trong tỉnh, không
-- phụ thuộc địa giới hành chính.
--
-- Of the procedures under its authority, the share that may be filed anywhere in the province, whatever the
-- administrative boundaries.
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
    procedures_non_territorial as numerator,
    procedures_in_force as denominator
from figures
where
    procedures_non_territorial is not null
    or procedures_in_force is not null
