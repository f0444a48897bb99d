-- order: 145
-- title_vi: Tỷ lệ thủ tục được công khai trong số đã công bố
-- title_en: Publicized share of announced procedures
-- formula_vi: TTHC được công khai ÷ TTHC được công bố
-- formula_en: procedures publicized ÷ procedures announced
-- unit: percent
-- direction: up
-- family: publication
-- legal_basis: Đề cương báo cáo, Thông tư 01/2020/TT-VPCP, mục I.3; Nghị định 63/2010/NĐ-CP, Điều 15 và Điều 24
-- formula_version: 1
-- fields: procedures.publicized, procedures.announced
-- headline: no
-- given: procedures.publicized = 114, procedures.announced = 120
-- expect: numerator = 114, denominator = 120, value = 95
-- caveats_vi: Không nói công khai có đúng hạn hay không (chỉ số 1.2 của Quyết định 766 cần số ấy). Tỷ lệ nêu trong báo
--     cáo có khi chia cho mọi thủ tục đang có hiệu lực, nên không dùng ở đây.
-- caveats_en: It does not tell whether they were publicized in time (which indicator 1.2 of Decision 766 asks for).
--     Printed rates are sometimes over all procedures in force, and are not used here.
--
-- Trong số thủ tục hành chính được công bố trong kỳ bằng quyết định, bao nhiêu phần trăm đã được công khai trên Cơ sở
-- dữ liệu quốc gia và niêm yết.
--
-- Of the procedures announced by decision in the period, the share publicly disclosed in the national database and
-- posted.
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
    procedures_publicized as numerator,
    procedures_announced as denominator
from figures
where
    procedures_publicized is not null
    or procedures_announced is not null
