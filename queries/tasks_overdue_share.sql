-- order: 176
-- title_vi: Tỷ lệ nhiệm vụ quá hạn chưa hoàn thành
-- title_en: Tasks overdue and not done
-- formula_vi: nhiệm vụ quá hạn chưa hoàn thành ÷ nhiệm vụ được giao
-- formula_en: tasks past deadline and not done ÷ tasks assigned
-- unit: percent
-- direction: down
-- family: tasks
-- legal_basis: Công văn 581/BNV-CCHC ngày 21/02/2022, mục I.4
-- formula_version: 1
-- fields: tasks.overdue, tasks.assigned
-- headline: no
-- given: tasks.overdue = 2, tasks.assigned = 40
-- expect: numerator = 2, denominator = 40, value = 5
--
-- Trong số nhiệm vụ được giao, bao nhiêu phần trăm đã quá hạn vào ngày chốt số liệu mà chưa hoàn thành.
--
-- Of the assigned tasks, the share past their deadline and not done on the closing day.
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
    tasks_overdue as numerator,
    tasks_assigned as denominator
from figures
where
    tasks_overdue is not null
    or tasks_assigned is not null
