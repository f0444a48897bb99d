-- order: 142
-- title_vi: Tỷ lệ thủ tục thực hiện tại một cửa
-- title_en: Procedures handled at the one-stop
-- formula_vi: TTHC theo cơ chế một cửa ÷ TTHC thuộc thẩm quyền
-- formula_en: procedures at the one-stop ÷ procedures in force
-- unit: percent
-- direction: up
-- family: services
-- legal_basis: Biểu II.07b/VPCP/KSTT, Thông tư 01/2020/TT-VPCP: cột 7 ÷ cột 3
-- formula_version: 1
-- fields: procedures.one_stop, procedures.in_force
-- headline: no
-- given: procedures.one_stop = 1520, procedures.in_force = 1600
-- expect: numerator = 1520, denominator = 1600, value = 95
-- caveats_vi: Một thủ tục làm ở hai cấp chỉ đếm một lần ở tổng số, nên không cộng các cấp hay các tỉnh. Có nơi cộng cả
--     thủ tục của ngành dọc vào tử số.
-- caveats_en: A procedure run at two levels counts once in the total, so levels and provinces are not added up. Some
--     add procedures of vertical agencies to the numerator.
--
-- Trong số thủ tục hành chính thuộc thẩm quyền của địa phương, bao nhiêu phần trăm được tiếp nhận và trả kết quả theo
-- cơ chế một cửa, một cửa liên thông.
--
-- Of the procedures under the province's authority, the share received and answered at the one-stop.
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
    procedures_one_stop as numerator,
    procedures_in_force as denominator
from figures
where
    procedures_one_stop is not null
    or procedures_in_force is not null
