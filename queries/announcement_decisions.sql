-- order: 147
-- title_vi: Quyết định công bố thủ tục hành chính
-- title_en: Announcement decisions
-- formula_vi: quyết định công bố ban hành trong kỳ
-- formula_en: announcement decisions issued in the period
-- unit: decision
-- direction: none
-- family: publication
-- legal_basis: Đề cương báo cáo, Thông tư 01/2020/TT-VPCP, mục I.3; Nghị định 63/2010/NĐ-CP, Điều 15
-- formula_version: 1
-- fields: procedures.announcement_decisions
-- headline: no
-- given: procedures.announcement_decisions = 26
-- expect: value = 26
--
-- Số quyết định công bố danh mục, thủ tục hành chính mà đơn vị đã ban hành trong kỳ.
--
-- Decisions that announce (promulgate) procedures or lists of procedures, issued by the unit in the period.
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
    procedures_announcement_decisions as value
from figures
where
    procedures_announcement_decisions is not null
