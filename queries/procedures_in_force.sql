-- order: 146
-- title_vi: Thủ tục hành chính thuộc thẩm quyền
-- title_en: Procedures in force
-- formula_vi: TTHC do Trung ương quy định + do địa phương quy định
-- formula_en: set by central government + set locally
-- unit: procedure
-- direction: none
-- family: publication
-- legal_basis: Đề cương báo cáo, Thông tư 01/2020/TT-VPCP, mục I.3
-- formula_version: 1
-- fields: procedures.in_force, procedures.in_force_central, procedures.in_force_local
-- headline: no
-- given: procedures.in_force = 1815;
--     procedures.in_force_central = 1770, procedures.in_force_local = 45
-- expect: value = 1815;
--     value = 1815
-- caveats_vi: Một thủ tục làm ở hai cấp chỉ đếm một lần ở tổng số: không cộng các cấp, không cộng các tỉnh.
-- caveats_en: A procedure run at two levels counts once in the total: levels and provinces are never added up.
--
-- Số thủ tục hành chính thuộc thẩm quyền quản lý, giải quyết của đơn vị tính đến ngày báo cáo.
--
-- Procedures under the unit's authority on the day of the report.
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
    coalesce(procedures_in_force, procedures_in_force_central + procedures_in_force_local) as value
from figures
where
    procedures_in_force is not null
    or procedures_in_force_central is not null
    or procedures_in_force_local is not null
